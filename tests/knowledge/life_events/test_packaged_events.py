"""The packaged life events fit together, and fit on a telephone."""

from __future__ import annotations

import pytest

from knowledge.life_events import DeadlineKind, LifeEvent, Tone, heard, life_event, life_events
from knowledge.life_events.event import MOST_ANSWERS

MOST_LABEL = 20
"""Characters on a button of LINE."""
NAMES = (
    "引っ越し",
    "結婚",
    "妊娠・出産",
    "子育て",
    "介護",
    "おくやみ",
    "災害にあった",
    "就職・退職",
)
each_event = pytest.mark.parametrize("event", life_events(), ids=lambda event: event.key)


def test_all_life_events_are_there() -> None:
    assert tuple(event.name for event in life_events()) == NAMES
    assert [life_event(event.key) for event in life_events()] == list(life_events())


def test_there_is_no_other() -> None:
    assert life_event("lottery") is None


@each_event
def test_few_questions_with_few_answers_that_fit_on_buttons(event: LifeEvent) -> None:
    assert 1 <= len(event.questions) <= 4
    for question in event.questions:
        assert 2 <= len(question.answers) <= MOST_ANSWERS
        assert all(len(answer) <= MOST_LABEL for answer in question.answers)


@each_event
def test_no_name_is_there_twice(event: LifeEvent) -> None:
    answers = [answer for question in event.questions for answer in question.answers]
    titles = [step.title for step in event.steps]
    assert len(answers) == len(set(answers))
    assert len(titles) == len(set(titles))


@each_event
def test_conditions_name_answers_that_there_are(event: LifeEvent) -> None:
    answers = {answer for question in event.questions for answer in question.answers}
    conditions = [
        *(question.when for question in event.questions),
        *(day.when for day in event.days),
        *(step.when for step in event.steps),
    ]
    named = {answer for condition in conditions for answer in condition}
    assert named - answers == set()


@each_event
def test_every_deadline_of_more_than_a_day_names_its_law(event: LifeEvent) -> None:
    legal = [step for step in event.steps if step.deadline.kind is DeadlineKind.WITHIN]
    assert [step.title for step in legal if not step.source] == []


@each_event
def test_every_step_says_where_to_go(event: LifeEvent) -> None:
    assert [step.title for step in event.steps if not (step.place or step.department)] == []


def walks(event: LifeEvent) -> list[dict[int, str]]:
    """Every way through the questions."""
    ways: list[dict[int, str]] = [{}]
    done: list[dict[int, str]] = []
    while ways:
        answers = ways.pop()
        left = [number for number in event.asked_of(answers) if number not in answers]
        if not left:
            done.append(answers)
            continue
        question = event.questions[left[0]]
        given = (*question.answers, *([""] if question.may_not_know else []))
        ways += [{**answers, left[0]: answer} for answer in given]
    return done


@each_event
def test_every_way_through_ends_with_a_day_and_some_steps(event: LifeEvent) -> None:
    for answers in walks(event):
        assert event.day_of(answers) is not None, answers
        assert any(event.fits(step.when, answers) for step in event.steps), answers


@each_event
def test_every_step_is_on_somebodys_list(event: LifeEvent) -> None:
    ways = walks(event)
    unused = [
        step.title
        for step in event.steps
        if not any(event.fits(step.when, answers) for answers in ways)
    ]
    assert unused == []


def test_words_for_the_bereaved_are_gentle() -> None:
    event = life_event("bereavement")
    assert event is not None
    assert event.tone is Tone.GRIEF
    told = [*(one.ask for one in event.questions), *(one.ask for one in event.days)]
    told += [text for step in event.steps for text in (step.title, step.what)]
    assert [text for text in told if "!" in text or "！" in text or "おめでとう" in text] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("引っ越します", "引っ越し"),
        ("来月、引っ越すことになりました。", "引っ越し"),
        ("結婚した", "結婚"),
        ("赤ちゃんが生まれた", "妊娠・出産"),
        ("妊娠しました", "妊娠・出産"),
        ("保育園に入れたい", "子育て"),
        ("離婚しました", "子育て"),
        ("介護認定を受けたい", "介護"),
        ("父が亡くなった", "おくやみ"),
        ("母が亡くなりました。何をすればいいですか", "おくやみ"),
        ("床上浸水しました", "災害にあった"),
        ("会社を辞めた", "就職・退職"),
        ("就職が決まりました", "就職・退職"),
    ],
)
def test_a_life_event_is_heard(text: str, name: str) -> None:
    found = heard(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "粗大ごみの出し方",
        "引っ越しごみを捨てたい",
        "犬が死にました",
        "住民票の写しがほしい",
        "結婚証明書",
        "仕事の相談",
        "会社の税金",
        "市役所は何時までですか",
        "父が亡くなった" * 100,
    ],
)
def test_in_other_words_none_is_heard(text: str) -> None:
    assert heard(text) is None
