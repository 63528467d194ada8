"""A member of staff posts progress through a form, from wherever they are in Slack."""

from __future__ import annotations

from typing import Any

import pytest

from store import audit
from tests.slack_forms import Form
from tests.standins.webhook_events import block_action_form, shortcut_form
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, TEAM, SlackReply, Town

DESK = "書かない窓口"
POSTED = (
    "SELECT status, text, fiscal_year, visibility, percent, evidence_url FROM progress_entry"
    " WHERE person_id IS NOT NULL ORDER BY id"
)


def filled(form: Form, words: str = "先進地を視察した") -> Form:
    return form.choose("initiative", DESK).write("text", words)


def answered(town: Town) -> SlackReply:
    """The last ephemeral answer."""
    town.settle()
    return SlackReply(town.slack.responses_delivered[-1][1])


def test_initiative_and_words_are_enough(town: Town) -> None:
    assert filled(town.progress_form()).submit() == {}
    town.settle()
    assert town.rows(POSTED) == [("進行中", "先進地を視察した", 2026, "内部", None, None)]


def test_everything_filled_in_is_recorded(town: Town) -> None:
    form = filled(town.progress_form()).choose("status", "遅延").choose("year", "2025年度")
    form.choose("visibility", "公開（市民にも見せる）").write("percent", "40")
    assert form.write("evidence", "https://www.city.example/a.pdf").submit() == {}
    town.settle()
    assert town.rows(POSTED) == [
        ("遅延", "先進地を視察した", 2025, "公開", 40, "https://www.city.example/a.pdf")
    ]


def test_the_answer_comes_where_the_form_was_opened_with_buttons_for_the_status(
    town: Town,
) -> None:
    filled(town.progress_form()).write("percent", "40").submit()
    said = answered(town)
    assert "記録しました" in said.text
    assert "状態：進行中（40%）" in said.text
    assert set(said.buttons) == {"未着手", "完了", "遅延", "中止", "修正", "取り消し"}
    assert "記録しました" in town.press(said.buttons["完了"]).text
    assert [row[:1] + row[4:5] for row in town.rows(POSTED)] == [("進行中", 40), ("完了", 40)]


def test_what_the_form_recorded_can_be_taken_back(town: Town) -> None:
    filled(town.progress_form()).submit()
    town.settle()
    assert "取り消した内容：先進地を視察した" in town.dx("取消").text


def test_a_global_shortcut_opens_it_and_the_answer_is_a_direct_message(town: Town) -> None:
    body = shortcut_form("post_progress", team_id=TEAM, user_id=CITIZENS_DESK)
    filled(town.open_form(body, by=CITIZENS_DESK)).submit()
    (said,) = town.told(CITIZENS_DESK)
    assert "記録しました" in said.text
    assert set(said.buttons) == {"未着手", "完了", "遅延", "中止", "修正", "取り消し"}


def test_an_initiative_that_was_looked_up_is_chosen_already(town: Town) -> None:
    button = town.dx(f"取組 {DESK}").buttons["進捗を記録"]
    form = town.press_for_form(button)
    assert form.said("initiative") == DESK
    assert form.write("text", "試行した").submit() == {}
    town.settle()
    assert town.progress(DESK) == [("reported", "進行中", "試行した")]


def test_a_button_without_an_initiative_lets_the_person_choose(town: Town) -> None:
    body = block_action_form("open_progress", response_url="", team_id=TEAM, user_id=DX_OFFICE)
    assert town.open_form(body).said("initiative") is None


def test_a_button_for_an_initiative_that_is_gone_says_so(town: Town) -> None:
    gone = {"action_id": "open_progress:9999", "value": "9999"}
    assert "いまの計画にありません" in town.press(gone).text


def message(text: str, **fields: Any) -> dict[str, Any]:
    return {"ts": "1764000000.000123", "text": text, **fields}


def from_message(town: Town, text: str, **fields: Any) -> Form:
    url = town.slack.response_url("on-message")
    body = shortcut_form(
        "progress_from_message",
        message=message(text, **fields),
        response_url=url,
        team_id=TEAM,
        user_id=DX_OFFICE,
    )
    return town.open_form(body)


PERMALINK = "https://standin.slack.com/archives/C0STANDIN/p1764000000000123"


def test_a_message_becomes_the_text_and_the_evidence(town: Town) -> None:
    form = from_message(town, "全窓口への導入が完了しました")
    assert form.said("text") == "全窓口への導入が完了しました"
    assert form.said("status") == "完了"
    assert form.choose("initiative", DESK).submit() == {}
    town.settle()
    assert town.rows(POSTED) == [
        ("完了", "全窓口への導入が完了しました", 2026, "内部", None, PERMALINK)
    ]
    assert f"根拠：{PERMALINK}" in answered(town).text


def test_a_message_in_a_thread_is_linked_in_its_thread(town: Town) -> None:
    form = from_message(town, "始めた", thread_ts="1763000000.000001")
    assert form.said("evidence") == f"{PERMALINK}?thread_ts=1763000000.000001&cid=C0STANDIN"
    assert form.choose("initiative", DESK).submit() == {}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<@U0MIHON02> 視察した", "視察した"),
        ("<!channel> 視察した", "視察した"),
        ("<!subteam^S1|@madoguchi> 視察した", "@madoguchi 視察した"),
        ("<#C1|dx> で視察した", "#dx で視察した"),
        ("<https://a.example/b|資料> を見た", "資料 を見た"),
        ("<https://a.example/b> を見た", "https://a.example/b を見た"),
        ("*視察* _した_ ~昨日~ `きょう`", "視察 した 昨日 きょう"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("2*3*4 と file_name_x", "2*3*4 と file_name_x"),
    ],
)
def test_a_message_is_taken_as_plain_text(town: Town, written: str, plain: str) -> None:
    assert from_message(town, written).said("text") == plain


def test_a_long_message_is_cut_and_that_is_said(town: Town) -> None:
    form = from_message(town, "進" * 3001)
    assert form.said("text") == "進" * 3000
    assert "はじめの3,000字だけ" in form.notes


def test_a_message_that_fits_is_not_said_to_be_cut(town: Town) -> None:
    assert from_message(town, "進" * 3000).notes == ""


def test_a_message_without_words_opens_an_empty_form(town: Town) -> None:
    assert from_message(town, "").said("text") is None


@pytest.mark.parametrize("number", ["123456789018", "090-0000-1234", "taro@mail.example"])
def test_personal_numbers_of_a_message_are_masked_before_anything_is_stored(
    town: Town, number: str
) -> None:
    blocks = [{"type": "rich_text", "elements": [{"type": "text", "text": number}]}]
    form = from_message(town, f"電話は {number} へ", blocks=blocks)
    assert "■" in (form.said("text") or "")
    form.choose("initiative", DESK).submit()
    town.settle()
    for table in ("inbox", "outbox"):
        assert number not in str(town.rows(f"SELECT payload FROM {table}"))  # noqa: S608


@pytest.mark.parametrize("number", ["123456789018", "090-0000-1234", "taro@mail.example"])
def test_personal_numbers_that_are_typed_are_masked(town: Town, number: str) -> None:
    filled(town.progress_form(), f"電話は {number} へ").submit()
    town.settle()
    assert number not in str(town.rows("SELECT payload FROM inbox"))
    assert "■" in town.progress(DESK)[0][2]


# What it offers


def test_the_form_begins_with_this_year_in_progress_and_internal(town: Town) -> None:
    form = town.progress_form()
    assert form.said("year") == "2026年度"
    assert form.said("status") == "進行中"
    assert form.said("visibility") == "内部（職員だけに見せる）"


def test_the_years_are_this_one_the_next_and_two_before(town: Town) -> None:
    years = town.progress_form().offered("year")
    assert years == ["2027年度", "2026年度", "2025年度", "2024年度"]


def test_without_typing_initiatives_of_the_own_department_stand_first(town: Town) -> None:
    offered = town.progress_form(by=CITIZENS_DESK).offered("initiative")
    own = town.rows(
        "SELECT i.title FROM initiative i JOIN initiative_department l ON l.initiative_id = i.id"
        " JOIN department d ON d.id = l.department_id WHERE d.name = '市民課'"
    )
    assert set(offered[: len(own)]) == {title for (title,) in own}
    assert len(offered) == len(town.rows("SELECT id FROM initiative WHERE retired_at IS NULL"))


@pytest.mark.parametrize(
    "typed", ["書かない", "まどぐち", "マドグチ", "かかないまど", "窓口", "書かない窗口"]
)
def test_an_initiative_is_found_by_part_of_its_title_in_kana_or_misspelt(
    town: Town, typed: str
) -> None:
    assert DESK in town.progress_form().offered("initiative", typed)


def test_nothing_is_offered_for_what_no_initiative_is_called(town: Town) -> None:
    assert town.progress_form().offered("initiative", "宇宙エレベーター") == []


def test_looking_for_an_initiative_stores_nothing(town: Town) -> None:
    form = town.progress_form()
    before = town.rows("SELECT count(*) FROM inbox")
    form.offered("initiative", "窓口")
    town.settle()
    assert town.rows("SELECT count(*) FROM inbox") == before


# Problems of single fields


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("text", None, "内容を書いてください"),
        ("text", " 　\n", "内容を書いてください"),
        ("text", "進" * 3001, "3,000字まで"),
        ("percent", "101", "0から100まで"),
        ("percent", "-1", "0から100まで"),
        ("percent", "1.5", "0から100まで"),
        ("percent", "半分", "0から100まで"),
        ("evidence", "ftp://a.example", "https://"),
        ("evidence", "javascript:alert(1)", "https://"),
        ("evidence", "https://a.example/" + "a" * 2000, "https://"),
        ("evidence", "https://a.example/?tel=090-0000-1234", "電話番号"),
        ("evidence", "https://a.example/123456789018", "個人番号"),
    ],
)
def test_a_problem_is_told_at_its_field_and_nothing_is_stored(
    town: Town, field: str, written: str | None, said: str
) -> None:
    form = filled(town.progress_form()).write(field, written)
    problems = form.submit()
    assert list(problems) == [field]
    assert said in problems[field]
    town.settle()
    assert town.rows(POSTED) == []
    assert "view_submission" not in str(town.rows("SELECT payload FROM inbox"))


@pytest.mark.parametrize("percent", ["0", "100", "４０", "40%"])
def test_percentages_are_read_as_people_type_them(town: Town, percent: str) -> None:
    assert filled(town.progress_form()).write("percent", percent).submit() == {}


def test_several_problems_are_told_at_once(town: Town) -> None:
    form = town.progress_form().write("percent", "200")
    assert set(form.submit()) == {"initiative", "text", "percent"}


def test_a_problem_put_right_is_recorded(town: Town) -> None:
    form = filled(town.progress_form()).write("percent", "200")
    assert form.submit() != {}
    assert form.write("percent", "20").submit() == {}
    town.settle()
    assert len(town.rows(POSTED)) == 1


def test_an_initiative_retired_while_the_form_was_open_is_told_at_its_field(town: Town) -> None:
    form = filled(town.progress_form())
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE initiative SET retired_at = '2026-11-18' WHERE title = '{DESK}'"  # noqa: S608
        )
    assert "いまの計画にありません" in form.submit()["initiative"]


# What others see of it


def test_staff_see_percentage_and_evidence(town: Town) -> None:
    filled(town.progress_form()).write("percent", "40").write(
        "evidence", "https://www.city.example/a.pdf?x=1&y=2"
    ).submit()
    town.settle()
    said = town.dx(f"取組 {DESK}").text
    assert "2026年度（進行中、40%）" in said
    assert "根拠：https://www.city.example/a.pdf?x=1&amp;y=2" in said


def test_citizens_see_the_percentage_of_a_public_entry_and_never_its_evidence(town: Town) -> None:
    form = filled(town.progress_form()).choose("visibility", "公開（市民にも見せる）")
    form.write("percent", "40").write("evidence", "https://www.city.example/a.pdf").submit()
    town.settle()
    said = str(town.citizen_says("書かない窓口"))
    assert "2026年度（進行中、40%）" in said
    assert "a.pdf" not in said


def test_citizens_see_nothing_of_an_internal_entry(town: Town) -> None:
    filled(town.progress_form()).write("percent", "41").submit()
    town.settle()
    said = str(town.citizen_says("書かない窓口"))
    assert "41%" not in said
    assert "先進地を視察した" not in said


def test_what_was_posted_with_the_form_is_in_the_audit_trail(town: Town) -> None:
    filled(town.progress_form(by=TAX_OFFICE)).write("percent", "40").submit()
    town.settle()
    ((action, after),) = town.rows("SELECT action, after FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert action == "progress.record"
    assert '"percent": 40' in str(after)
    with town.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None
