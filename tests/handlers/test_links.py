"""Whoever taps a telephone or a map gets there, whatever a clerk wrote into the cell."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.answers.links import map_link, telephone_link
from knowledge.answer import Contact
from knowledge.coordinates import Coordinates

DEGREES = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("0000-00-1202", "tel:0000-00-1202"),
        ("００００−００−１２０２", "tel:0000-00-1202"),
        ("0000ー00ー1202", "tel:0000-00-1202"),
        ("(0000)00-1202", "tel:0000-00-1202"),
        ("0000（00）1202", "tel:0000-00-1202"),
        ("代表 0000-00-1202（内線 34）", "tel:0000-00-1202"),
        ("0000-00-1202、0000-00-1203", "tel:0000-00-1202"),
        ("+81-00-000-1202", "tel:+81-00-000-1202"),
        ("0000 00 1202", "tel:0000001202"),
        ("#7119", "tel:7119"),
        ("なし", ""),
        ("", ""),
    ],
)
def test_a_telephone_as_clerks_write_it_becomes_a_link(written: str, link: str) -> None:
    assert telephone_link(written) == link


@given(st.text("0123456789+-ー－() （）内線、あ", max_size=30))
def test_a_telephone_link_is_valid_whatever_is_written(written: str) -> None:
    link = telephone_link(written)
    assert re.fullmatch(r"(?:tel:\+?\d[\d-]*\d)?", link), link


def test_a_map_shows_the_coordinates_rather_than_the_address() -> None:
    link = map_link(Contact("市民課", address="見本市港町1", coordinates=Coordinates(35.5, 132.0)))
    assert parse_qs(urlsplit(link).query) == {"api": ["1"], "query": ["35.500000,132.000000"]}


def test_a_map_is_searched_by_the_address_where_there_are_no_coordinates() -> None:
    link = map_link(Contact("市民課", address="見本市港町1番地"))
    assert parse_qs(urlsplit(link).query)["query"] == ["見本市港町1番地"]


def test_without_address_and_coordinates_there_is_no_map() -> None:
    assert map_link(Contact("市民課", place="市役所1階")) == ""


@given(st.text(max_size=2000), st.none() | DEGREES)
def test_a_map_link_is_never_longer_than_line_takes(
    address: str, coordinates: Coordinates | None
) -> None:
    link = map_link(Contact("市民課", address=address, coordinates=coordinates))
    assert len(link) <= 1000
