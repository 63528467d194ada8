"""LINE sends some events twice; a citizen is answered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.standins.webhook_events import text_event, webhook_body
from tests.town import Town


def again(event: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same event as LINE delivers it again."""
    return {**event, "deliveryContext": {"isRedelivery": True}, **changes}


def test_an_event_that_comes_twice_is_answered_once(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.send_line(question)
    lasting_town.send_line(again(question))
    assert len(lasting_town.replies_to(question)) == 1


def test_a_redelivery_after_the_answer_makes_no_call_to_line(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.send_line(question)
    before = len(lasting_town.line.requests)
    lasting_town.send_line(again(question))
    assert len(lasting_town.line.requests) == before


def test_a_redelivery_with_another_reply_token_is_not_answered_either(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.send_line(question)
    later = again(question, replyToken="e" * 32)
    lasting_town.send_line(later)
    assert lasting_town.replies_to(later) == []


def test_an_event_twice_in_one_request_is_answered_once(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.send_line(question, again(question))
    assert len(lasting_town.replies_to(question)) == 1


def test_an_event_ten_times_at_once_is_answered_once(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    with ThreadPoolExecutor(10) as senders:
        answers = list(
            senders.map(lambda _: lasting_town.post_line(webhook_body(question)), range(10))
        )
    assert {answer.status_code for answer in answers} == {200}
    lasting_town.settle()
    assert len(lasting_town.replies_to(question)) == 1


def test_an_event_ten_times_at_once_is_one_question(lasting_town: Town) -> None:
    question = text_event("十回まとめて届いた質問")
    with ThreadPoolExecutor(10) as senders:
        list(senders.map(lambda _: lasting_town.post_line(webhook_body(question)), range(10)))
    lasting_town.settle()
    asked = lasting_town.rows("SELECT id FROM question WHERE text = '十回まとめて届いた質問'")
    assert len(asked) == 1


def test_the_same_words_in_two_events_are_two_questions(lasting_town: Town) -> None:
    first, second = text_event("粗大ごみ"), text_event("粗大ごみ")
    lasting_town.send_line(first, second)
    assert (len(lasting_town.replies_to(first)), len(lasting_town.replies_to(second))) == (1, 1)


def test_a_hundred_citizens_at_once_are_all_answered_once(lasting_town: Town) -> None:
    questions = [text_event("粗大ごみ", user_id=f"U{number:032x}") for number in range(100)]
    with ThreadPoolExecutor(10) as senders:
        list(senders.map(lambda one: lasting_town.post_line(webhook_body(one)), questions))
    lasting_town.settle()
    assert [len(lasting_town.replies_to(one)) for one in questions] == [1] * 100
