"""The DX office switches the approval of progress on and off, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.schema import open_up_to_date
from store.tables import Role, Visibility
from tests.bot.databases import rows
from tests.command_line import Run, madoguchi
from tests.small_city import MIDORI, found_small_city, post, who

SWITCHED = "SELECT outcome FROM audit_entry WHERE action = 'approval.switch'"


@pytest.fixture
def run(file: Path) -> Run:
    """`madoguchi approval …` for the only municipality there is."""
    opened = open_up_to_date(f"sqlite:///{file}")
    found_small_city(opened)
    opened.close()
    return lambda *words: madoguchi("approval", *words, DATABASE_URL=f"sqlite:///{file}")


def report(file: Path) -> None:
    opened = open_up_to_date(f"sqlite:///{file}")
    with opened.writing() as session:
        post(session, "視察した", visibility=Visibility.PUBLIC)
    opened.close()


def test_it_is_off_until_somebody_wants_it(run: Run) -> None:
    assert "すぐに市民に見せます" in run("show").out


def test_switched_on_it_says_so_and_counts_what_waits(run: Run, file: Path) -> None:
    assert "承認してから市民に見せます" in run("on").out
    report(file)
    assert "いま待っているもの：1件" in run("show").out


def test_switched_off_it_says_what_goes_on_waiting(run: Run, file: Path) -> None:
    run("on")
    report(file)
    assert "前から待っている1件" in run("off").out
    assert rows(file, "SELECT approves_publication FROM municipality") == [(0,)]


def test_an_office_of_one_is_told_that_a_second_person_is_needed(run: Run, file: Path) -> None:
    assert "DX事務局の方をもう一人加えてください" in run("on").out
    opened = open_up_to_date(f"sqlite:///{file}")
    with opened.writing() as session:
        who(session, MIDORI).role = Role.DX_OFFICE
    opened.close()
    assert "もう一人" not in run("show").out


def test_only_what_changes_is_in_the_audit_trail(run: Run, file: Path) -> None:
    for word in ("off", "on", "on", "off"):
        assert run(word).code == 0
    assert rows(file, SWITCHED) == [("done",)] * 2
