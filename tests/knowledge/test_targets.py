"""How far an indicator has come (knowledge/targets.py)."""

from __future__ import annotations

import pytest

from knowledge.targets import way_made
from store.tables import Indicator, IndicatorObservation


@pytest.mark.parametrize(
    ("baseline", "values", "target", "way"),
    [
        (0, [29], 100, 29),
        (0, [0.29], 1, 29),
        (0, [99.6], 100, 99),
        (0, [100], 100, 100),
        (30, [4], 5, 104),
        (10, [5], 20, -50),
        (0, [90, 50], 100, 50),
        (0, [], 100, None),
        (None, [29], 100, None),
        (0, [29], None, None),
        (5, [5], 5, None),
    ],
    ids=[
        *("to the per cent", "in fractions", "nearly there", "there", "by falling"),
        *("the other way", "by the latest value", "not measured", "no baseline", "no target"),
        "nowhere to go",
    ],
)
def test_the_way_is_that_from_baseline_to_target(
    baseline: float | None, values: list[float], target: float | None, way: int | None
) -> None:
    seen = [IndicatorObservation(value=value) for value in values]
    assert way_made(Indicator(baseline=baseline, target=target, observations=seen)) == way
