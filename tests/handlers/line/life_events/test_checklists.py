"""A citizen and a checklist on LINE: answer, go back, tick off, stop, ask something between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import forget_conversations
from handlers.line.life_events.listing import MOST_STEPS
from handlers.line.taps import data_of
from store import citizens
from store.citizens import Choices
from store.last_answers import conversation_hash
from store.records.life_events import LifeEventStepRecord, LifeEventStepShelf
from store.tables import LifeEventVisit, Visibility
from tests.handlers.line.life_events.walking import (
    NO_DAY,
    choose_day,
    labelled,
    listed,
    menu,
    press,
    stored,
    walk,
)
from tests.line_words import Message, offered, on_pages, page_buttons, said_with, words
from tests.sample_rows import sample_row
from tests.small_city import bring
from tests.standins.webhook_events import USER_ID, postback_event
from tests.town import Town

CITY = "mihon"
MOVING = ("市内で引っ越す", "わからない", "子どもはいない", "どちらもない")
MOVED = "2026-12-03"


def moving(town: Town) -> list[Message]:
    return walk(town, "引っ越し", *MOVING, day=MOVED)


def titles(messages: list[Message]) -> list[str]:
    return [title for title, _ in listed(messages)]


def ticked(messages: list[Message]) -> list[str]:
    return [title for title, told in listed(messages) if told == "✓"]


@pytest.fixture
def text_only(town: Town) -> Town:
    """A town whose citizen wants plain messages."""
    conversation = conversation_hash(town.office.conversation_key, _conversation_of(town))
    with town.office.database.writing() as session:
        at = datetime(2026, 11, 18, tzinfo=UTC)
        citizens.choose(session, CITY, conversation, Choices(is_text_only=True), at=at)
    return town


def _conversation_of(town: Town) -> str:
    """What the inbox calls the conversation of the citizen."""
    town.citizen_says("こんにちは")
    ((name,),) = town.rows("SELECT conversation FROM inbox ORDER BY id DESC LIMIT 1")
    return str(name)


def test_all_life_events_can_be_chosen(lasting_town: Town) -> None:
    (message,) = menu(lasting_town)
    assert [action["label"] for action in page_buttons(message)] == [
        "引っ越し",
        "結婚",
        "妊娠・出産",
        "子育て",
        "介護",
        "おくやみ",
        "災害にあった",
        "就職・退職",
    ]


@pytest.mark.parametrize(
    ("event", "beginning"),
    [
        ("結婚", "おめでとうございます。\n"),
        ("妊娠・出産", "おめでとうございます。\n"),
        ("おくやみ", "心からお悔やみ申し上げます。\n"),
        ("引っ越し", "お答えは、"),
    ],
)
def test_the_counter_speaks_as_the_event_asks_for(
    lasting_town: Town, event: str, beginning: str
) -> None:
    said = words(walk(lasting_town, event))
    assert said.startswith(beginning)
    assert "！" not in said


def test_the_list_tells_days_place_and_law_and_leads_to_the_procedure(lasting_town: Town) -> None:
    messages = walk(lasting_town, "引っ越し", "ほかの市町村へ移る", *MOVING[1:], day="2026-12-06")
    told = [text for message in messages for text in on_pages(message)]
    assert told[told.index("□ 転出届") + 1].splitlines() == [
        "期限：2026年12月4日(金)まで",
        "（2026年11月22日(日)から受け付け）",
        "（引っ越しの日の14日前から、その日まで）",
        "期限の日がお休みのため、その前の開く日までです。",
        "どこで：市民課（0000-00-1202）",
        "今の市町村に、引っ越すことを届け出ます。間に合わなかったときは、引っ越した日から"
        "14日以内に出してください。",
        "もとになる法律：住民基本台帳法 第24条",
    ]
    shown = words(press(lasting_town, messages, "くわしく見る"))
    assert shown.startswith("転出届\n")
    assert sample_row("procedures.csv", "手続名", "転出届")["概要"] in shown


def test_what_is_over_is_said_kindly(lasting_town: Town) -> None:
    messages = walk(lasting_town, "引っ越し", *MOVING, day="2026-10-01")
    assert (
        "転居届",
        "期限（2026年10月15日(木)）を過ぎています。早めに窓口へお越しください。",
    ) in listed(messages)
    told = [text for message in messages for text in on_pages(message)]
    water = told[told.index("□ 水道の使い始めと使い終わり") + 1]
    assert "まだでしたら、早めに済ませてください。" in water


def test_ticking_sends_the_list_anew_and_can_be_taken_back(lasting_town: Town) -> None:
    messages = moving(lasting_town)
    first, second = titles(messages)[:2]
    messages = press(lasting_town, messages, "✓ 済んだ", 1)
    assert ticked(messages) == [second]
    assert "のうち、1件が済みました。" in words(messages)
    messages = press(lasting_town, messages, "✓ 済んだ")
    assert ticked(messages) == [first, second]
    assert ticked(press(lasting_town, messages, "□ まだに戻す")) == [second]


def test_a_step_is_ticked_off_by_its_number(lasting_town: Town) -> None:
    third = titles(moving(lasting_town))[2]
    assert ticked(lasting_town.citizen_says("3 済")) == [third]
    assert ticked(lasting_town.citizen_says("３番は済みました")) == [third]
    assert ticked(lasting_town.citizen_says("3 まだ")) == []


@pytest.mark.parametrize("day", ["12月3日", "１２/３", "令和8年12月3日", "2026-12-03"])
def test_a_typed_day_does_what_the_calendar_does(lasting_town: Town, day: str) -> None:
    walk(lasting_town, "引っ越し", *MOVING)
    assert listed(lasting_town.citizen_says(day)) == listed(moving(lasting_town))


def test_a_day_that_cannot_be_meant_is_asked_for_again(lasting_town: Town) -> None:
    walk(lasting_town, "引っ越し", *MOVING)
    assert "2028年11月17日(金)までの日付を書いてください。" in words(
        lasting_town.citizen_says("2099年1月1日")
    )
    assert listed(lasting_town.citizen_says("12月3日"))


def test_answers_can_be_typed(lasting_town: Town) -> None:
    walk(lasting_town, "引っ越し")
    for said in ("市内で引っ越す", "4", "子どもはいない"):
        lasting_town.citizen_says(said)
    assert "引っ越す日" in words(lasting_town.citizen_says("どちらもない"))
    assert listed(lasting_town.citizen_says("まだ決まっていない")) == listed(
        walk(lasting_town, "引っ越し", *MOVING, day=NO_DAY)
    )


def test_going_back_asks_the_question_before_again(lasting_town: Town) -> None:
    messages = walk(lasting_town, "引っ越し", *MOVING[:2])
    asked = press(lasting_town, messages, "ひとつ戻る")
    assert "どの健康保険に入っていますか。" in words(asked)
    assert "どこからどこへ" in words(lasting_town.citizen_says("戻る"))
    assert titles(
        choose_day(lasting_town, walk(lasting_town, "引っ越し", *MOVING), MOVED)
    ) == titles(moving(lasting_town))


def test_an_earlier_button_answers_its_question_anew(lasting_town: Town) -> None:
    first = walk(lasting_town, "引っ越し")
    press(lasting_town, press(lasting_town, first, "市内で引っ越す"), "国民健康保険")
    asked = press(lasting_town, first, "ほかの市町村へ移る")
    assert "どの健康保険に入っていますか。" in words(asked)


@pytest.mark.parametrize("answers", [(), MOVING[:1], MOVING])
def test_stopping_is_possible_at_each_step_and_erases_all(
    lasting_town: Town, answers: tuple[str, ...]
) -> None:
    messages = walk(lasting_town, "引っ越し", *answers)
    assert len(stored(lasting_town)) == 1
    assert "消しました" in words(press(lasting_town, messages, "やめる"))
    assert stored(lasting_town) == []


def test_the_list_is_erased_when_the_citizen_says_so(lasting_town: Town) -> None:
    moving(lasting_town)
    assert "消しました" in words(lasting_town.citizen_says("終わる"))
    assert stored(lasting_town) == []


def test_a_question_between_is_answered_and_loses_nothing(lasting_town: Town) -> None:
    asked = walk(lasting_town, "引っ越し", *MOVING[:1])
    answer = lasting_town.citizen_says("粗大ごみの出し方")
    assert words(answer).startswith("粗大ごみ")
    assert words(press(lasting_town, answer, "質問の続きに戻る")) == words(asked)


def test_a_question_beside_the_list_is_answered_and_leads_back(lasting_town: Town) -> None:
    messages = press(lasting_town, moving(lasting_town), "✓ 済んだ")
    back = press(
        lasting_town, lasting_town.citizen_says("住民票はコンビニで取れますか"), "リストに戻る"
    )
    assert listed(back) == listed(messages)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("引っ越します", "引っ越し：することの一覧"),
        ("結婚した", "結婚：することの一覧"),
        ("赤ちゃんが生まれた", "妊娠・出産：することの一覧"),
        ("父が亡くなった", "おくやみ：することの一覧"),
        ("会社を辞めた", "就職・退職：することの一覧"),
    ],
)
def test_who_tells_of_an_event_is_answered_and_offered_its_list(
    lasting_town: Town, text: str, offer: str
) -> None:
    lasting_town.citizen_says("やめる")
    answer = lasting_town.citizen_says(text)
    assert words(answer)
    begun = press(lasting_town, answer, offer)
    assert "この一覧を作るためだけに使い" in words(begun)


def test_who_asks_for_anything_else_is_offered_none(lasting_town: Town) -> None:
    labels = [said_with(action) for action in offered(lasting_town.citizen_says("粗大ごみ"))]
    assert not any("一覧" in label or "リスト" in label for label in labels)


def test_a_button_of_a_list_that_is_gone_says_so(lasting_town: Town) -> None:
    messages = moving(lasting_town)
    lasting_town.citizen_says("終わる")
    gone = press(lasting_town, messages, "✓ 済んだ")
    assert "もうありません" in words(gone)
    assert "どこからどこへ" in words(press(lasting_town, gone, "引っ越し"))


def test_a_button_that_somebody_made_up_does_nothing(lasting_town: Town) -> None:
    messages = moving(lasting_town)
    data = labelled(messages, "✓ 済んだ")["data"].replace("done=1", "done=0")
    assert "もう使えません" in words(lasting_town.line_event(postback_event(data)))
    unknown = data_of(lasting_town.office.conversation_key, "life_event", {"event": "lottery"})
    assert "どのことについて" in words(lasting_town.line_event(postback_event(unknown)))


def test_a_day_after_the_last_tap_nothing_is_kept(lasting_town: Town) -> None:
    moving(lasting_town)
    with lasting_town.office.database.writing() as session:
        for visit in session.query(LifeEventVisit):
            visit.last_at -= timedelta(hours=24, seconds=1)
    forget_conversations(lasting_town.office)
    assert stored(lasting_town) == []


def test_what_is_kept_names_nobody(town: Town) -> None:
    moving(town)
    assert USER_ID not in str(stored(town))
    assert stored(town, "life_event_reminder") == []


def test_two_citizens_have_a_list_each(town: Town) -> None:
    other = "U" + "7" * 32
    first = moving(town)
    second = walk(town, "就職・退職", "会社に入る", day="2026-12-01", user=other)
    assert ticked(press(town, second, "✓ 済んだ", user=other)) == titles(second)[:1]
    assert ticked(press(town, first, "✓ 済んだ", 2)) == titles(first)[2:3]


def test_no_reminders_are_offered_where_nothing_may_be_pushed(lasting_town: Town) -> None:
    labels = [action["label"] for action in offered(moving(lasting_town))]
    assert labels == ["ひとつ戻る", "リストを消す"]
    data = data_of(
        lasting_town.office.conversation_key, "life_event_remind", {"event": "moving", "on": 1}
    )
    lasting_town.send_line(postback_event(data))
    assert stored(lasting_town, "life_event_reminder") == []


def test_text_only_telephones_get_numbers_and_quick_replies(text_only: Town) -> None:
    (asked,) = walk(text_only, "引っ越し")
    assert asked["type"] == "text"
    assert "1 ほかの市町村から来る\n2 市内で引っ越す\n3 ほかの市町村へ移る" in asked["text"]
    for said in ("2", "4", "3", "4", "12/3"):
        (shown,) = text_only.citizen_says(said)
    assert "3 □ 転居届\n期限：2026年12月17日(木)まで\n" in shown["text"]
    (shown,) = text_only.citizen_says("3 済")
    assert "3 ✓ 転居届\n" in shown["text"]
    assert "転居" in words(press(text_only, [shown], "転居届"))


def own_step(title: str, **fields: object) -> LifeEventStepRecord:
    plain: dict[str, object] = {
        "what": "",
        "when": (),
        "deadline": "",
        "procedure": "",
        "department": "市民課",
        "place": "",
        "source": "",
        "visibility": Visibility.PUBLIC,
        "source_document": "",
    }
    return LifeEventStepRecord(title=title, life_events=("引っ越し",), **plain | fields)  # type: ignore[arg-type]


def test_a_city_adds_changes_and_leaves_out_steps(town: Town) -> None:
    steps = [
        own_step("自治会への加入", when=("市内で引っ越す",), deadline="30日以内"),
        own_step("転居届", what="支所でも出せます。", deadline="14日以内", source="住民基本台帳法"),
        own_step("車の住所の変更", visibility=Visibility.INTERNAL),
        own_step("来る方だけ", when=("ほかの市町村から来る",)),
    ]
    bring(town.office.database, LifeEventStepShelf(), steps, municipality=CITY)
    messages = moving(town)
    assert ("自治会への加入", "期限：2027年1月4日(月)まで") in listed(messages)
    assert titles(messages).count("転居届") == 1
    told = "\n".join(text for message in messages for text in on_pages(message))
    assert "支所でも出せます。" in told
    assert "車の住所の変更" not in told
    assert "来る方だけ" not in told


def test_very_many_and_very_long_steps_fit(town: Town) -> None:
    steps = [
        own_step(f"{number}{'長い手順' * 30}", what="説明" * 300, place="場所" * 100)
        for number in range(90)
    ]
    bring(town.office.database, LifeEventStepShelf(), steps, municipality=CITY)
    messages = moving(town)
    assert len(messages) <= 5
    assert len(listed(messages)) == MOST_STEPS
