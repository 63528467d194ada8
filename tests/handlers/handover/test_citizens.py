"""A citizen on LINE asks for a person, and hears what happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.handover.conftest import DESK_CHANNEL, MATTER, WASTE_CHANNEL, Counter
from tests.handlers.line.events import GROUP
from tests.handlers.line.test_personal_data import everything_stored
from tests.line_words import offer, words
from tests.standins.webhook_events import USER_ID, sticker_event, text_event
from tests.town import Town


@pytest.mark.parametrize("wish", ["人と話したい", "職員につないで", "担当者と話したい"])
def test_who_asks_for_a_person_is_asked_what_it_is_about(counter: Counter, wish: str) -> None:
    (told,) = counter.citizen(wish)
    assert "何についてお尋ねか、1通でお書きください" in told
    assert "「終了」" in told
    assert "お名前、電話番号、マイナンバーなどは要りません" in told
    assert counter.posts() == []


def test_what_it_is_about_opens_a_thread_in_the_departments_channel(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    (told,) = counter.citizen(MATTER)
    assert told.startswith("環境建設課の職員におつなぎします。")
    assert "受付時間（平日 8時30分〜17時15分）のうちに、順にお返事します。" in told
    assert "「終了」とお送りください" in told
    (opening,) = counter.town.posted_in(WASTE_CHANNEL)
    assert MATTER in opening.text
    assert "thread_ts" not in opening.body
    assert "終了する" in opening.buttons
    assert counter.handover()["thread_ts"] == opening.body["ts"]


def test_nobody_in_slack_learns_who_the_citizen_is(counter: Counter) -> None:
    counter.begin()
    counter.citizen("付け加えると、ベッドです")
    assert USER_ID not in str(counter.posts())
    assert {one.path for one in counter.town.line.requests} == {"/v2/bot/message/reply"}


def test_the_citizens_id_stands_only_where_delivery_needs_it(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("承知しました", thread=thread)
    kept = everything_stored(counter.town, but=("inbox.payload", "outbox.payload"))
    assert USER_ID not in kept


def test_who_says_at_once_what_it_is_about_is_not_asked_again(counter: Counter) -> None:
    (told,) = counter.citizen("粗大ごみのことで担当者と話したい")
    assert "環境建設課の職員におつなぎします" in told
    assert "粗大ごみのことで担当者と話したい" in counter.last_post()


def test_the_question_that_got_no_answer_is_what_it_is_about(counter: Counter) -> None:
    question = "庭にいるたぬきの写真を市の本に載せてもらうには"
    assert "職員に聞く" in counter.buttons(question)
    (told,) = counter.citizen("職員に聞く")
    assert f"お尋ねの内容：「{question}」" in told
    assert question in (counter.posts() or counter.posts(DESK_CHANNEL))[-1]["text"]


def test_whom_an_answer_did_not_help_can_ask_a_person_about_it(counter: Counter) -> None:
    town = counter.town
    answered = town.citizen_says("粗大ごみ")
    asked = town.citizen_presses(offer(answered, "👎 役に立たなかった"))
    told = town.citizen_presses(offer(asked, "職員に聞く"))
    assert "環境建設課の職員におつなぎします" in words(told)
    assert "粗大ごみ" in counter.last_post()


@pytest.mark.parametrize(("said", "told"), [("返事を確かめる", "まだ返事は"), ("終了", "終わり")])
def test_what_can_be_written_can_be_pressed(counter: Counter, said: str, told: str) -> None:
    counter.begin()
    town = counter.town
    looked = town.line_event(text_event("返事を確かめる"))
    assert told in words(town.citizen_presses(offer(looked, said)))


def test_a_press_after_the_end_says_that_it_is_over(counter: Counter) -> None:
    counter.begin()
    town = counter.town
    looked = town.line_event(text_event("返事を確かめる"))
    counter.citizen("終了")
    assert "もう使えません" in words(town.citizen_presses(offer(looked, "終了")))


def test_a_question_that_was_answered_is_not_handed_over(counter: Counter) -> None:
    assert "職員に聞く" not in counter.buttons("粗大ごみ")
    assert "何についてお尋ねか" in counter.citizen("職員に聞く")[0]


def test_what_no_department_handles_goes_to_the_general_desk(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    (told,) = counter.citizen("知らないことば")
    assert "市民課の職員におつなぎします" in told
    assert "知らないことば" in counter.last_post(DESK_CHANNEL)


def test_outside_hours_the_citizen_hears_when_to_expect_an_answer(counter: Counter) -> None:
    counter.clock.ahead = timedelta(days=2, hours=10)  # Friday evening; Monday is a holiday
    counter.citizen("職員と話したい")
    (told,) = counter.citizen(MATTER)
    assert "ただいまは受付時間の外です。11月24日 08:30 から、順にお返事します。" in told


def test_hours_that_cannot_be_read_are_shown_as_they_are(counter: Counter) -> None:
    with counter.town.office.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE department SET hours = '月の初めはお休み'")
    counter.citizen("職員と話したい")
    assert "受付時間：月の初めはお休み" in counter.citizen(MATTER)[0]


def test_while_it_is_open_the_bot_answers_no_question(counter: Counter) -> None:
    counter.begin()
    assert counter.citizen("住民票の手数料は？") == []
    assert "住民票の手数料は？" in counter.last_post()


def test_who_hears_nothing_of_staff_is_told_that_the_words_arrived(counter: Counter) -> None:
    counter.begin()
    event = text_event("まだですか")
    counter.town.send_line(event)
    assert counter.town.replies_to(event) == []
    assert len(counter.held_back()) == 1
    counter.wait(seconds=41)
    (messages,) = counter.town.wait_for(lambda: counter.town.replies_to(event) or None, "a reply")
    assert "職員に伝えました" in messages[0]["text"]


def test_who_looks_before_there_is_an_answer_is_told_so(counter: Counter) -> None:
    counter.begin()
    (told,) = counter.citizen("返事を確かめる")
    assert told.startswith("まだ返事はありません。")
    assert "電話 0000-00-1205" in told
    assert len(counter.posts()) == 1


def test_danger_is_answered_first_and_passed_on(counter: Counter) -> None:
    counter.begin()
    first, *_ = counter.citizen("いま家が燃えています")
    assert "119" in first
    assert "いま家が燃えています" in counter.last_post()


def test_danger_is_no_matter_for_a_department(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    assert "119" in counter.citizen("家が燃えています、助けて")[0]
    assert counter.posts() == counter.posts(DESK_CHANNEL) == []


def test_a_personal_number_is_masked_before_staff_reads_it(counter: Counter) -> None:
    counter.begin("粗大ごみの件で 090-0000-1234 にお電話ください")
    assert "090" not in str(counter.posts())
    assert "■" in counter.last_post()


def test_who_wrote_a_number_hears_that_staff_cannot_read_it(counter: Counter) -> None:
    counter.begin()
    first, told = counter.citizen("090-0000-1234 に電話してください")
    assert "番号" in first
    assert "職員に伝えました" in told


@pytest.mark.parametrize("text", ["こんにちは", "ありがとう", "👍", "職員と話したい"])
def test_a_greeting_is_no_matter_for_a_department(counter: Counter, text: str) -> None:
    counter.citizen("職員と話したい")
    assert "何についてお尋ねか" in counter.citizen(text)[0]
    assert counter.posts() == counter.posts(DESK_CHANNEL) == []


def test_words_of_the_citizen_mention_nobody_in_slack(counter: Counter) -> None:
    counter.begin("粗大ごみ <!channel> <https://evil.example|こちら> *太字*")
    assert "&lt;!channel&gt;" in counter.last_post()
    assert "<!channel>" not in str(counter.posts()[-1]["blocks"])


def test_the_longest_text_is_passed_on_whole(counter: Counter) -> None:
    counter.begin("粗大ごみ" + "<" * 4996)
    assert counter.town.posted_in(WASTE_CHANNEL)[-1].text.count("&lt;") == 4996


def test_pictures_do_not_reach_staff_and_the_citizen_is_told(counter: Counter) -> None:
    counter.begin()
    event = sticker_event()
    assert "文字でお書きください" in counter.town.line_event(event)[0]["text"]


def test_the_citizen_ends_it_and_both_are_told(counter: Counter) -> None:
    counter.begin()
    assert counter.citizen("終了")[0].startswith("職員とのやりとりを終わりました。")
    assert "市民がやりとりを終えました" in counter.last_post()
    assert counter.handover()["state"] == "closed"
    assert counter.handover()["conversation"] == ""
    assert "粗大ごみ" in counter.citizen("粗大ごみ")[0]


def test_the_citizen_thinks_better_of_it(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    assert counter.citizen("終了")[0].startswith("職員とのやりとりを終わりました。")
    assert "環境建設課の職員" not in counter.citizen("粗大ごみ")[0]


def test_an_hour_later_a_text_is_a_question_again(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    counter.wait(hours=1)
    assert "環境建設課の職員" not in counter.citizen("粗大ごみ")[0]
    assert counter.handover()["state"] == "closed"


def test_a_redelivered_wish_opens_one_thread(counter: Counter) -> None:
    event = text_event("粗大ごみのことで担当者と話したい")
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    counter.town.send_line(event, again)
    counter.town.send_line(again)
    assert len(counter.posts()) == 1


def test_in_a_group_nobody_is_handed_over(counter: Counter) -> None:
    event = text_event("職員と話したい")
    event["source"] = {"type": "group", "groupId": GROUP, "userId": USER_ID}
    event["message"]["mention"] = {
        "mentionees": [{"index": 0, "length": 1, "type": "user", "isSelf": True}]
    }
    counter.town.send_line(event)
    assert counter.town.rows("SELECT count(*) FROM handover") == [(0,)]


def test_two_citizens_have_two_threads(counter: Counter) -> None:
    counter.begin()
    other = "U" + "f" * 32
    counter.citizen("粗大ごみのことで担当者と話したい", user_id=other)
    counter.citizen("こちらはもう一人", user_id=other)
    first, second, more = counter.posts()
    assert "thread_ts" not in first
    assert "thread_ts" not in second
    assert more["thread_ts"] == second["ts"]


def test_without_a_channel_the_citizen_hears_whom_to_call(town: Town) -> None:
    (told,) = town.citizen_says("職員と話したい")
    assert "お電話か窓口でお尋ねください" in told["text"]
    assert "0000-00-1202" in told["text"]
