"""The DX office says how else people ask for something, and decides about what was proposed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers import wording
from knowledge.answer import Kind
from knowledge.entries.kind_words import name_of
from store import wordings
from store.schema import open_up_to_date
from tests.bot.databases import rows
from tests.command_line import Run, madoguchi
from tests.small_city import AT, CITY, FAQS, bring, faq
from tests.small_plan import found_small_plan

WHALE = "クジラの散歩をしたい"
"""What no entry says by itself."""
BULKY = "粗大ごみの申込"


@pytest.fixture
def run(file: Path) -> Run:
    """`madoguchi …` for the only municipality there is."""
    opened = open_up_to_date(f"sqlite:///{file}")
    found_small_plan(opened)
    bring(opened, FAQS, [faq("オンライン申請とは何ですか", "家からできます。")], document="f.csv")
    with opened.writing() as session:
        (number,) = (
            session.connection()
            .exec_driver_sql("SELECT id FROM procedure WHERE title = ?", (BULKY,))
            .one()
        )
        wordings.propose_question(session, CITY, f"procedure:{number}", "タンスの始末", at=AT)
    opened.close()
    return lambda *words: madoguchi(*words, DATABASE_URL=f"sqlite:///{file}")


def found_by(run: Run, question: str) -> str:
    said = run("ask", question, "--json")
    return str(json.loads(said.out)["title"])


def states(file: Path) -> dict[str, str]:
    return {str(text): str(state) for text, state in rows(file, "SELECT text, state FROM wording")}


def test_a_wording_is_added_reviewed_and_found(run: Run, file: Path) -> None:
    added = run("wording", "add", "粗大ごみ", WHALE)
    assert added.code == 0
    assert f"「{WHALE}」を {BULKY}（手続） の言い方として提案しました" in added.out
    assert found_by(run, WHALE) == ""
    assert "wording accept 2" in added.out
    accepted = run("wording", "accept", "2")
    assert f"「{WHALE}」で {BULKY}（手続） が見つかるようにしました" in accepted.out
    assert found_by(run, WHALE) == BULKY
    assert states(file)[WHALE] == "accepted"


def test_the_office_can_add_and_accept_at_once(run: Run) -> None:
    run("wording", "add", BULKY, WHALE, "--accept")
    assert found_by(run, WHALE) == BULKY


def test_what_waits_is_listed_with_where_it_comes_from(run: Run) -> None:
    run("wording", "add", BULKY, WHALE, "--accept")
    said = run("wording", "list", "--waiting")
    assert (
        "1　確認待ち（質問から、6月1日 09:00）\n　タンスの始末\n　→ 粗大ごみの申込（手続）"
        in said.out
    )
    assert WHALE not in said.out
    everything = run("wording", "list").out
    assert "2　使う（職員から、" in everything
    assert WHALE in everything


def test_nothing_is_left_to_review_in_the_end(run: Run, file: Path) -> None:
    said = run("wording", "refuse", "1")
    assert "「タンスの始末」は 粗大ごみの申込（手続） の言い方に使いません" in said.out
    assert run("wording", "list", "--waiting").out == "確認を待つ言い方はありません。\n"
    assert states(file) == {"タンスの始末": "refused"}


def test_a_refused_wording_is_told_when_somebody_adds_it_again(run: Run, file: Path) -> None:
    run("wording", "refuse", "1")
    assert "使いません" in run("wording", "add", BULKY, "タンスの始末").out
    assert states(file) == {"タンスの始末": "refused"}


def test_several_are_decided_together_or_not_at_all(run: Run, file: Path) -> None:
    run("wording", "add", BULKY, WHALE)
    said = run("wording", "accept", "1", "2", "7")
    assert (said.code, said.out) == (1, "")
    assert "番号 7 の言い方はありません" in said.err
    assert {*states(file).values()} == {"waiting"}
    assert run("wording", "accept", "1", "2").code == 0
    assert {*states(file).values()} == {"accepted"}


def test_what_may_be_meant_is_offered_with_its_kind_and_key(run: Run) -> None:
    said = run("wording", "add", "オンライン申請", WHALE)
    assert said.code == 1
    assert "・オンライン申請とは何ですか（よくある質問）　faq:1" in said.err
    assert run("wording", "add", "faq:1", WHALE, "--accept").code == 0
    assert found_by(run, WHALE) == "オンライン申請とは何ですか"


def test_an_entry_that_is_not_there_is_told(run: Run) -> None:
    said = run("wording", "add", "宇宙エレベーター", WHALE)
    assert said.code == 1
    assert "「宇宙エレベーター」という項目はありません" in said.err


def test_too_long_a_wording_is_refused(run: Run) -> None:
    said = run("wording", "add", BULKY, "長" * 201)
    assert said.code == 1
    assert "200文字まで" in said.err


def test_personal_numbers_are_masked(run: Run, file: Path) -> None:
    run("wording", "add", BULKY, "090-1234-5678に電話したい")
    assert not [text for text in states(file) if "1234" in text]


def test_machines_can_read_the_list(run: Run) -> None:
    data = json.loads(run("wording", "list", "--json").out)
    (row,) = data["wordings"]
    assert (data["municipality"], row["number"], row["text"]) == (CITY, 1, "タンスの始末")
    assert (row["title"], row["state"], row["origin"]) == (BULKY, "waiting", "question")


def test_an_entry_that_went_is_told_in_the_list(run: Run, file: Path) -> None:
    opened = open_up_to_date(f"sqlite:///{file}")
    with opened.writing() as session:
        session.connection().exec_driver_sql("UPDATE procedure SET retired_at = '2026-06-02'")
    opened.close()
    assert "→ 今はない項目（procedure:" in run("wording", "list").out


def test_a_kind_has_the_same_name_on_the_screen_and_in_a_spreadsheet() -> None:
    labels = wording.labels("terminal/labels.j2")
    assert {kind: labels.get(kind) for kind in Kind} == {kind: name_of(kind) for kind in Kind}


def test_a_sheet_of_wordings_is_brought_in_and_written_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "言い方.csv").write_text(f"種類,題名,言い方\n手続,{BULKY},{WHALE}\n", "utf-8")
    brought = run("import", "wordings", "言い方.csv", "-m", CITY, "--yes")
    assert f"＋ 言い方「手続/{BULKY}/{WHALE}」" in brought.out
    assert found_by(run, WHALE) == BULKY
    assert run("export", "wordings", "-m", CITY, "-o", "今.csv").code == 0
    assert f"手続,{BULKY},{WHALE}" in (tmp_path / "今.csv").read_text("utf-8-sig")


def test_a_sheet_with_a_title_that_is_not_there_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "言い方.csv").write_text(f"種類,題名,言い方\n取組,{BULKY},{WHALE}\n", "utf-8")
    said = run("import", "wordings", "言い方.csv", "-m", CITY, "--yes")
    assert said.code == 1
    assert f"2行目 「{BULKY}」という題名のものは、その種類にありません" in said.err
