"""A clerk asks why a question is answered as it is, and mends it with what stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest

from store.schema import open_up_to_date
from store.tables import Visibility
from tests.command_line import Run, madoguchi
from tests.small_city import FAQS, PROCEDURES, WORDS, bring, faq, procedure, word

BULKY = "粗大ごみの申込"
MOVING = "転出届"
WHALE = "クジラの散歩をしたい"
"""What no entry says by itself."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`madoguchi …` for the only municipality there is."""
    url = f"sqlite:///{tmp_path / 'umibe.db'}"
    opened = open_up_to_date(url)
    bring(
        opened,
        PROCEDURES,
        [
            procedure(BULKY, summary="大きなごみを集めます。", wordings=("タンスを捨てたい",)),
            procedure(MOVING, deadline="引っ越す前", wordings=("市外に引っ越す",)),
            procedure("届の写し（本人）"),
            procedure("届の写し（代理人）"),
            procedure("転入届", wordings=("市内に引っ越してきた",)),
            procedure("倉庫の鍵の貸出", visibility=Visibility.INTERNAL),
        ],
    )
    bring(opened, FAQS, [faq("市内循環バスは何時までですか", "夜九時までです。")])
    bring(opened, WORDS, [word("みなとバス", "市内循環バス")], document="言い換え.csv")
    opened.close()
    return lambda *words: madoguchi(*words, DATABASE_URL=url, ENCODER="none", COLUMNS="80")


def told(run: Run, question: str, *words: str) -> dict[str, Any]:
    said = run("explain", question, *words, "--json")
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_clerk_sees_what_was_missing_and_mends_it(run: Run) -> None:
    before = run("explain", WHALE).out
    assert "どの項目にもない言葉：鯨、散歩" in before
    assert "→ 担当の窓口を案内する" in before
    assert f'madoguchi wording add 項目の名前 "{WHALE}"' in before
    run("wording", "add", BULKY, WHALE, "--accept")
    after = run("explain", WHALE).out
    assert f"題名か言い方「{WHALE}」：鯨+" in after
    assert f"1．{BULKY}（手続）" in after
    assert "→ 担当の窓口を案内する" not in after


def test_the_explained_answer_is_the_one_that_is_given(run: Run) -> None:
    for question in ("タンスを捨てたい", "引っ越し", "転出届はいつまで", "そだいごみ", WHALE):
        asked = json.loads(run("ask", question, "--json").out)
        explained = told(run, question)
        assert explained["decision"] == asked["decision"], question
        assert explained["title"] == asked["title"], question
        assert round(explained["confidence"], 4) == asked["confidence"], question
        ranking = [entry["title"] for entry in explained["entries"]]
        assert ranking == [entry["title"] for entry in asked["ranking"]], question


def test_why_a_name_that_several_have_is_asked_back(run: Run) -> None:
    said = run("explain", "届の写し").out
    assert "その名前で呼べる項目がいくつもあるので、確かでも尋ね返します。" in said
    assert "→ 尋ね返す" in said
    assert "その名前で呼べる項目" not in run("explain", "届の写し（本人）").out


def test_words_that_may_be_meant_are_shown_with_who_says_so(run: Run) -> None:
    said = run("explain", "みなとバスは何時まで").out
    assert "（自治体の言い換え）" in said
    assert "循環+" in said
    assert "（港バス）" in said
    assert "（行政の言い換え）" in run("explain", "引っ越しをする").out
    assert "粗大" in told(run, "そだいごみをすてたい")["heard"]["by_sound"]
    assert "音から聞き取った言葉：粗大、ごみ" in run("explain", "そだいごみをすてたい").out


def test_the_parts_of_the_words_make_the_raw_score(run: Run) -> None:
    """What a clerk reads word by word adds up to what the order was made from."""
    explained = told(run, "市外に引っ越す前の届け")
    for entry in explained["entries"]:
        raw = {signal["name"]: signal["raw"] for signal in entry["signals"]}
        sums = {
            match["field"]: sum(part["part"] for part in match["parts"])
            for match in entry["matches"]
        }
        for field in ("phrase", "body", "whole", "compounds", "letters", "sound"):
            assert sums.get(field, 0.0) == pytest.approx(raw[field], abs=1e-3), entry["title"]


def test_a_fact_is_named_and_the_thing_it_is_asked_of(run: Run) -> None:
    said = run("explain", "転出届はいつまで").out
    assert "先に答えること：期限" in said
    assert "転出届" in said


def test_what_needs_no_search_says_what_it_was_taken_for(run: Run) -> None:
    said = run("explain", "こんにちは").out
    assert "あいさつ と受け取り、検索しませんでした" in said
    assert "候補" not in said
    assert "火事" in run("explain", "家が燃えている").out
    assert "何についてかが書かれていない" in run("explain", "費用は？").out


def test_internal_entries_are_explained_to_staff_only(run: Run) -> None:
    assert "倉庫" not in run("explain", "鍵の貸出").out.replace("鍵の貸出", "")
    assert "→ 答える：倉庫の鍵の貸出" in run("explain", "倉庫の鍵の貸出", "--audience", "staff").out


def test_every_line_fits_the_terminal(run: Run) -> None:
    for line in run(
        "explain", "市内循環バスや引っ越しのごみはいつまでにどうするのか"
    ).out.splitlines():
        width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
        assert width <= 80, line


def test_a_city_without_entries_is_told_to_import(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    opened = open_up_to_date(url)
    bring(opened, FAQS, [])
    opened.close()
    said = madoguchi("explain", "ごみの日", DATABASE_URL=url, ENCODER="none")
    assert said.code == 0
    assert "madoguchi import で読み込んでください" in said.out
