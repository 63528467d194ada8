"""A mention that tells of something done becomes a progress entry once it is confirmed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.slack_forms import Form
from tests.slack_words import CHANNEL, calls, mention, mention_of, send_event, write
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, SlackReply, Town

DONE = "書かない窓口、先進地視察に行ってきました"
TEXT = "先進地視察に行ってきました"
TITLE = "書かない窓口"
RECORD, MEND, DROP = "記録する", "直す", "やめる"
WASTE = "粗大ごみのオンライン申込"
"""An initiative of 環境建設課 alone."""


def test_what_was_done_is_proposed_as_an_entry(town: Town) -> None:
    said = mention(town, DONE)
    assert f"*{TITLE}*（2026年度）\n状態：進行中\n内容：{TEXT}\n" in said.text
    assert "まだ記録していません" in said.text
    assert list(said.buttons) == [RECORD, MEND, DROP]
    assert town.progress(TITLE) == []


def test_nobody_else_sees_a_proposal(town: Town) -> None:
    mention(town, DONE, by=CITIZENS_DESK)
    (proposal,) = calls(town, "chat.postEphemeral")
    assert (proposal["channel"], proposal["user"]) == (CHANNEL, CITIZENS_DESK)
    assert calls(town, "chat.postMessage") == []


def test_a_proposal_is_no_question(town: Town) -> None:
    mention(town, DONE)
    assert town.rows("SELECT count(*) FROM question") == [(0,)]


@pytest.mark.parametrize("tell", [mention, write], ids=["mention", "direct message"])
def test_one_press_records_it(town: Town, tell: Any) -> None:
    said = town.press(tell(town, DONE).buttons[RECORD])
    assert said.text.startswith("記録しました。")
    assert said.body["replace_original"] is True
    assert town.progress(TITLE) == [("reported", "進行中", TEXT)]


def test_it_is_recorded_in_the_name_of_who_told_it(town: Town) -> None:
    town.press(mention(town, DONE, by=CITIZENS_DESK).buttons[RECORD], by=CITIZENS_DESK)
    assert town.rows(
        "SELECT p.slack_user_id, e.fiscal_year, e.visibility, e.source FROM progress_entry e"
        " JOIN person p ON p.id = e.person_id"
    ) == [(CITIZENS_DESK, 2026, "内部", "Slack")]


def test_pressing_again_records_nothing_more(town: Town) -> None:
    button = mention(town, DONE).buttons[RECORD]
    town.press(button)
    assert "もう記録しました" in town.press(button).text
    assert len(town.progress(TITLE)) == 1


def test_pressing_ten_times_at_once_records_it_once(town: Town) -> None:
    button = mention(town, DONE).buttons[RECORD]
    with ThreadPoolExecutor(10) as hands:
        list(hands.map(lambda _: town.press(button), range(10)))
    assert len(town.progress(TITLE)) == 1


@pytest.mark.parametrize(
    ("words", "status", "text"),
    [
        ("書かない窓口、全部の課で完了しました", "完了", "全部の課で完了しました"),
        ("書かない窓口 遅延 機械の納入が延びました", "遅延", "機械の納入が延びました"),
        ("書かない窓口、完了", "完了", "完了"),
    ],
)
def test_the_status_is_that_of_the_words(town: Town, words: str, status: str, text: str) -> None:
    proposed = mention(town, words)
    assert f"状態：{status}\n内容：{text}" in proposed.text
    town.press(proposed.buttons[RECORD])
    assert town.progress(TITLE) == [("reported", status, text)]


def test_a_proposal_may_be_dropped(town: Town) -> None:
    said = town.press(mention(town, DONE).buttons[DROP])
    assert said.text.startswith("記録しませんでした")
    assert said.body["replace_original"] is True
    assert town.progress(TITLE) == []


def mended(town: Town, proposal: SlackReply) -> Form:
    """The form that opens under a proposal."""
    return town.press_for_form(proposal.buttons[MEND])


def test_to_correct_it_the_form_opens_filled_in(town: Town) -> None:
    form = mended(town, mention(town, "書かない窓口、全部の課で完了しました"))
    said = [form.said(field) for field in ("initiative", "status", "text", "year")]
    assert said == [TITLE, "完了", "全部の課で完了しました", "2026年度"]


def test_what_was_corrected_is_recorded(town: Town) -> None:
    form = mended(town, mention(town, DONE))
    assert form.write("text", "二つの市を視察した").choose("status", "完了").submit() == {}
    town.settle()
    assert town.progress(TITLE) == [("reported", "完了", "二つの市を視察した")]


def test_what_was_corrected_is_not_recorded_as_it_was_too(town: Town) -> None:
    proposal = mention(town, DONE)
    mended(town, proposal).write("text", "二つの市を視察した").submit()
    town.settle()
    assert "もう記録しました" in town.press(proposal.buttons[RECORD]).text
    assert len(town.progress(TITLE)) == 1


def test_what_is_recorded_is_not_opened_again(town: Town) -> None:
    proposal = mention(town, DONE)
    town.press(proposal.buttons[RECORD])
    assert "もう記録しました" in town.press(proposal.buttons[MEND]).text


def test_a_name_that_several_have_is_chosen_first(town: Town) -> None:
    asked = mention(town, "オンライン申請、画面を直しました")
    title = "オンライン申請（ごみ・水道の手続）"
    assert "まだ記録していません" in asked.text
    proposed = town.press(asked.buttons[title])
    assert f"*{title}*" in proposed.text
    town.press(proposed.buttons[RECORD])
    assert town.progress(title) == [("reported", "進行中", "画面を直しました")]


@pytest.mark.parametrize(
    "words", ["書かない窓口って何？", "書かない窓口は視察しましたか", "粗大ごみ"]
)
def test_a_question_is_answered(town: Town, words: str) -> None:
    assert RECORD not in mention(town, words).buttons
    assert town.rows("SELECT count(*) FROM question") == [(1,)]


def test_who_may_not_report_is_told_at_once(town: Town) -> None:
    said = mention(town, f"{WASTE}、画面を直しました", by=TAX_OFFICE)
    assert "環境建設課" in said.text
    assert said.buttons == {}


def test_who_may_not_report_any_more_records_nothing(town: Town) -> None:
    button = mention(town, DONE).buttons[RECORD]
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    assert "ゲストの方は" in town.press(button).text
    assert town.progress(TITLE) == []


def test_another_initiative_in_the_button_is_refused_by_the_store(town: Town) -> None:
    (number,) = town.rows("SELECT id FROM initiative WHERE title = :title", title=WASTE)[0]
    button = mention(town, DONE, by=TAX_OFFICE).buttons[RECORD]
    forged = button | {"value": f"{button['value'].partition(':')[0]}:{number}"}
    assert "だけです" in town.press(forged, by=TAX_OFFICE).text
    assert town.progress(WASTE) == []


def test_a_stranger_records_nothing(town: Town) -> None:
    said = mention(town, DONE, by="U0NOBODY1")
    assert "DX事務局に登録" in said.text
    assert said.buttons == {}


def test_nobody_confirms_what_another_told(town: Town) -> None:
    button = mention(town, DONE, by=CITIZENS_DESK).buttons[RECORD]
    assert "元の投稿が見つからない" in town.press(button, by=DX_OFFICE).text
    assert town.progress(TITLE) == []


def test_a_text_that_is_too_long_is_told_before_it_is_confirmed(town: Town) -> None:
    said = mention(town, f"書かない窓口、{'あ' * 3000}しました")
    assert "3000字まで" in said.text
    assert said.buttons == {}


def test_a_text_of_full_length_is_proposed_whole_and_recorded(town: Town) -> None:
    text = "&" * 2996 + "しました"
    proposed = mention(town, "書かない窓口、" + text.replace("&", "&amp;"))
    town.press(proposed.buttons[RECORD])
    assert [told for _, _, told in town.progress(TITLE)] == [text]


def test_a_proposal_calls_nobody(town: Town) -> None:
    mention(town, "書かない窓口、&lt;!channel&gt; を視察しました")
    assert "<!" not in str(calls(town, "chat.postEphemeral"))


def test_personal_numbers_are_neither_proposed_nor_recorded(town: Town) -> None:
    proposed = mention(town, "書かない窓口、090-0000-1234 に電話しました")
    town.press(proposed.buttons[RECORD])
    assert "090-0000-1234" not in f"{proposed.text}{town.progress(TITLE)}"


def test_an_edit_is_not_proposed_again(town: Town) -> None:
    written = mention_of(DONE)
    send_event(town, written)
    send_event(town, {**written, "text": f"{written['text']}。"})
    assert len(calls(town, "chat.postEphemeral")) == 1
