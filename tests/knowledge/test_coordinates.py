"""How far it is from one place to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.coordinates import Coordinates

ANYWHERE = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))
HALF_ROUND_METRES = 20_015_115


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (Coordinates(35.0, 132.0), Coordinates(35.0, 132.0), 0),
        (Coordinates(35.0, 132.0), Coordinates(36.0, 132.0), 111_195),
        (Coordinates(0.0, 179.5), Coordinates(0.0, -179.5), 111_195),
        (Coordinates(60.0, 10.0), Coordinates(60.0, 11.0), 55_597),
        (Coordinates(90.0, 0.0), Coordinates(-90.0, 0.0), HALF_ROUND_METRES),
    ],
)
def test_a_distance_is_that_of_the_great_circle(
    one: Coordinates, other: Coordinates, metres: float
) -> None:
    assert one.metres_to(other) == pytest.approx(metres, rel=1e-4, abs=1)


@given(ANYWHERE, ANYWHERE)
def test_it_is_as_far_there_as_back(one: Coordinates, other: Coordinates) -> None:
    there, back = one.metres_to(other), other.metres_to(one)
    assert 0 <= there <= HALF_ROUND_METRES + 1
    assert there == pytest.approx(back, abs=0.01)
