"""Wordings are edited as a spreadsheet; what stands in it needs no other review."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.importing.reading import ProblemKind, Refused
from knowledge.importing.tables import SheetKind
from store import wordings
from store.records.changes import Action
from store.records.plan_identity import PlanName
from store.records.plan_parts import PartShelf, SectionRecord
from store.tables import WordingState
from tests.knowledge.exporting.desk import Desk, Sheet
from tests.small_city import AT, CITY, FAQS, PLAN, PROCEDURES, WRITER, bring, faq, procedure

WORDINGS = SheetKind.WORDINGS
SAID = "=市を出る"
"""The one that is there; it looks like a formula."""
WHALE = "クジラの散歩をしたい"


def states(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(row.text, row.state.value) for row in wordings.listed(session, CITY)]


def found(desk: Desk, question: str) -> str:
    counter = Counter(desk.database)
    return counter.ask(question, municipality=CITY, audience=Audience.CITIZEN).title


def written(desk: Desk, folder: Path, *rows: str) -> Path:
    file = folder / "言い方.csv"
    file.write_text("\n".join(("種類,題名,言い方", *rows)), "utf-8")
    return file


def test_people_find_an_entry_by_what_a_sheet_brought(desk: Desk, tmp_path: Path) -> None:
    file = written(desk, tmp_path, f"手続,犬の登録,{WHALE}")
    (change,) = desk.bring(WORDINGS, file)
    assert (change.key, change.action) == (f"手続/犬の登録/{WHALE}", Action.ADDED)
    assert found(desk, WHALE) == "犬の登録"
    assert desk.bring(WORDINGS, file) == []


def test_an_edited_wording_goes_on_under_its_number(desk: Desk) -> None:
    before = desk.numbers(WORDINGS)
    desk.change(WORDINGS, lambda sheet: sheet.put(2, "言い方", WHALE))
    assert desk.numbers(WORDINGS).keys() == before.keys()
    assert states(desk) == [(WHALE, "accepted")]
    assert found(desk, WHALE) == "転出届"


def test_a_wording_can_be_given_to_another_entry(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet.put(2, "題名", "犬の登録")
        sheet.put(2, "言い方", WHALE)

    desk.change(WORDINGS, edit)
    assert found(desk, WHALE) == "犬の登録"


def test_two_wordings_can_change_places(desk: Desk) -> None:
    desk.change(WORDINGS, lambda sheet: sheet.add(種類="手続", 題名="犬の登録", 言い方=WHALE))

    def swap(sheet: Sheet) -> None:
        sheet.put(2, "題名", "犬の登録")
        sheet.put(3, "題名", "転出届")

    desk.change(WORDINGS, swap)
    assert found(desk, WHALE) == "転出届"


def test_a_deleted_row_is_a_refused_wording(desk: Desk) -> None:
    desk.change(WORDINGS, lambda sheet: sheet.add(種類="手続", 題名="犬の登録", 言い方=WHALE))
    desk.change(WORDINGS, lambda sheet: sheet.delete_line(2))
    assert states(desk) == [(SAID, "refused"), (WHALE, "accepted")]


def test_a_sheet_that_was_not_exported_removes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.bring(WORDINGS, written(desk, tmp_path, f"手続,犬の登録,{WHALE}"))
    desk.bring(WORDINGS, written(desk, tmp_path, "手続,犬の登録,犬を飼う"))
    assert {state for _, state in states(desk)} == {"accepted"}


def test_what_was_refused_or_waits_counts_once_a_row_has_it(desk: Desk, tmp_path: Path) -> None:
    with desk.database.writing() as session:
        (row,) = wordings.listed(session, CITY)
        wordings.refuse(session, CITY, [row.id], at=AT, actor=WRITER)
        wordings.propose_question(session, CITY, row.entry_key, WHALE, at=AT)
    desk.bring(WORDINGS, written(desk, tmp_path, f"手続,転出届,'{SAID}", f"手続,転出届,{WHALE}"))
    assert states(desk) == [(SAID, "accepted"), (WHALE, "accepted")]


def test_an_edit_into_words_that_were_refused_takes_them_over(desk: Desk) -> None:
    with desk.database.writing() as session:
        key = wordings.listed(session, CITY)[0].entry_key
        row = wordings.propose(session, CITY, key, WHALE, at=AT, actor=WRITER)
        wordings.refuse(session, CITY, [row.id], at=AT, actor=WRITER)
    desk.change(WORDINGS, lambda sheet: sheet.put(2, "言い方", WHALE))
    assert [text for text, state in states(desk) if state == "accepted"] == [WHALE]


def test_proposals_are_not_exported(desk: Desk) -> None:
    before = desk.numbers(WORDINGS)
    with desk.database.writing() as session:
        wordings.propose_question(session, CITY, "procedure:1", WHALE, at=AT)
        assert wordings.listed(session, CITY, WordingState.WAITING)
    assert desk.numbers(WORDINGS) == before


@pytest.mark.parametrize("row", ["手続,宇宙旅行の申込,行きたい", "取組,犬の登録,行きたい"])
def test_a_title_that_is_not_there_is_named_with_its_line(
    desk: Desk, tmp_path: Path, row: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.bring(WORDINGS, written(desk, tmp_path, "手続,犬の登録,犬を飼う", row))
    (problem,) = refused.value.problems
    assert (problem.kind, problem.line) == (ProblemKind.ENTRY_UNKNOWN, 3)
    assert problem.value == row.split(",")[1]


def test_too_long_a_wording_is_named_with_its_line(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        desk.bring(WORDINGS, written(desk, tmp_path, f"手続,犬の登録,{'長' * 201}"))
    (problem,) = refused.value.problems
    assert (problem.kind, problem.line) == (ProblemKind.WORDING_TOO_LONG, 2)


def test_personal_numbers_are_masked(desk: Desk, tmp_path: Path) -> None:
    desk.bring(WORDINGS, written(desk, tmp_path, "手続,犬の登録,090-1234-5678へ電話"))
    assert "1234" not in repr(states(desk))


def test_entries_of_one_title_are_told_apart_by_their_keys(desk: Desk, tmp_path: Path) -> None:
    shelf = PartShelf(SectionRecord, PlanName(PLAN))
    same = [
        SectionRecord(key=key, title="ねらい", path=(key,), text=f"{key}です。", source_document="")
        for key in ("第一", "第二")
    ]
    bring(desk.database, shelf, same, document="plan.md")
    entries = Counter(desk.database).shelves(CITY).base.citizen_entries
    first, second = (entry.key for entry in entries if entry.title == "ねらい")
    desk.bring(WORDINGS, written(desk, tmp_path, f"節,{second},{WHALE}"))
    answer = Counter(desk.database).ask(WHALE, municipality=CITY, audience=Audience.CITIZEN)
    assert answer.ranking[0].entry_key == second != first
    assert f"節/{second}/{WHALE}" in desk.numbers(WORDINGS).values()
    assert desk.bring(WORDINGS, desk.export(WORDINGS)) == []


def test_a_wording_follows_the_entry_whose_title_changes(desk: Desk) -> None:
    file = desk.export(WORDINGS, "言い方.xlsx")

    def edit(sheet: Sheet) -> None:
        sheet["転出届", "手続名"] = "転出の届出"

    desk.change(SheetKind.PROCEDURES, edit)
    assert [*desk.numbers(WORDINGS).values()] == [f"手続/転出の届出/{SAID}"]
    assert desk.bring(WORDINGS, file) == [], "what nobody touched in the older sheet stays"


def test_wordings_of_what_is_out_of_use_are_not_exported(desk: Desk) -> None:
    bring(desk.database, PROCEDURES, [procedure("犬の登録")], document="procedures.csv")
    assert desk.numbers(WORDINGS) == {}
    bring(desk.database, FAQS, [faq("開いていますか", "はい。")], document="別.csv")
    assert states(desk) == [(SAID, "accepted")], "it comes back with its entry"
