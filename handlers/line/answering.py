"""Answer a citizen's question, or show the entry that they chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.answers.asking import Asked, ask, show
from handlers.answers.learning import learn
from handlers.answers.text import answer_text, notice_texts
from handlers.line import flex, following, handover, news, next_steps, rating, week
from handlers.line.addressed import question_in
from handlers.line.answer_pages import PAGES_TOGETHER, bubbles, pages
from handlers.line.life_events import offering
from handlers.line.messages import MOST_MESSAGES, Message, split_text, text_message
from handlers.line.taps import Link, Tap
from handlers.line.visit import Visit
from knowledge.answer import Answer, Audience, Decision, Part
from store import next_asked

ENTRY = "entry"
CHANNEL = "line"
MOST_ASKED_NEXT = 2
"""Buttons for what others asked next, beside those for what is near."""


def answer_question(visit: Visit, text: str) -> None:
    """Answer what a citizen wrote."""
    asked = ask(visit.turn, visit.office, text, audience=Audience.CITIZEN, channel=CHANNEL)
    learn(visit.turn, asked.answer, question_in)
    _reply(visit, asked)


def show_entry(visit: Visit, values: Mapping[str, str]) -> None:
    """Show the entry that a citizen pressed, as far as citizens may still see it."""
    asked = show(
        visit.turn,
        visit.office,
        values.get("key", ""),
        audience=Audience.CITIZEN,
        channel=CHANNEL,
    )
    if asked is None:
        visit.reply_text(visit.say("line/old_button.j2"))
        return
    learn(visit.turn, asked.answer, question_in)
    _reply(visit, asked)


def entry_tap(visit: Visit, entry_key: str, title: str) -> Tap:
    """A button that shows an entry."""
    return visit.tap(title, ENTRY, key=entry_key)


def answer_messages(visit: Visit, asked: Asked) -> list[Message]:
    """The messages that show an answer, what cannot wait first."""
    answer = asked.answer
    offers = _offers(visit, asked)
    told = _told_first(visit, answer)
    room = MOST_MESSAGES - len(told)
    if answer.decision is Decision.ANSWER and not (answer.small_talk or visit.choices.is_text_only):
        return [*told, *_pages(visit, answer, offers, room=room)]
    *first, last = list(split_text(answer_text(replace(answer, notices=()), visit.say)))[:room]
    return [*told, *map(text_message, first), text_message(last, offers)]


def _told_first(visit: Visit, answer: Answer) -> list[Message]:
    """What cannot wait."""
    notices = notice_texts(answer.notices, visit.say, answer.evacuation_url)
    return [text_message(piece) for piece in split_text("\n\n".join(notices))]


def _reply(visit: Visit, asked: Asked) -> None:
    in_theirs = visit.office.counter.translated(asked.answer, visit.choices.language)
    asked = replace(asked, answer=in_theirs)
    messages = answer_messages(visit, asked)
    urgent = len(_told_first(visit, asked.answer))
    if handover.deliver_what_is_left(visit, messages):
        return
    if not urgent:  # what cannot wait stands first, and alone
        messages = [*week.left_for(visit, room=MOST_MESSAGES - len(messages)), *messages]
        if news.deliver_with(visit, messages):
            return
    visit.reply(messages, urgent=urgent)


def _pages(visit: Visit, answer: Answer, offers: list[Tap | str], *, room: int) -> list[Message]:
    """An answer as pages side by side, some together in each message."""
    marked = visit.mark("answers/answer.j2", answer=_without_addresses(answer))
    whole = pages(marked)[: PAGES_TOGETHER * room]
    size = flex.letters(is_large=visit.choices.is_large)
    number = visit.labels("line/labels.j2")["page"]
    shown = bubbles(whole, size, _buttons(visit, answer), number)
    parts = [shown[at : at + PAGES_TOGETHER] for at in range(0, len(shown), PAGES_TOGETHER)]
    text = visit.say("answers/answer.j2", answer=answer)
    *first, last = parts
    return [
        *(flex.flex_message(text, part) for part in first),
        flex.flex_message(text, last, offers),
    ]


def _without_addresses(answer: Answer) -> Answer:
    """The answer without the addresses that have a button of their own."""
    left = []
    for passage in answer.passages:
        address = {Part.ONLINE: answer.link, Part.PAGE: answer.page}.get(passage.part, "")
        if not flex.link_to("", address):
            left.append(passage)
            continue
        lines = tuple(filter(None, (line.replace(address, "").strip() for line in passage.lines)))
        left += [replace(passage, lines=lines)] if lines else []
    return replace(answer, passages=tuple(left))


def _buttons(visit: Visit, answer: Answer) -> list[Tap | Link]:
    """What can be done at once: the online service first, then telephone, map and page."""
    labels = visit.labels("line/labels.j2")
    found = flex.link_to(labels["online"], answer.link)
    for contact in answer.contacts[:1]:
        found += next_steps.to_reach(visit, contact)
    return [*found, *flex.link_to(labels["about"], answer.page)]


def _offers(visit: Visit, asked: Asked) -> list[Tap | str]:
    """What a citizen may want next: other entries, to say whether it helped, to ask a person."""
    near = {one.entry_key: one.title for one in asked.answer.alternatives}
    others: list[Tap | str] = [
        entry_tap(visit, key, title)
        for key, title in (near | _asked_next(visit, asked.answer)).items()
    ]
    is_at_a_loss = asked.answer.decision is Decision.PASS_ON and not asked.answer.notices
    return [
        *offering.offers(visit, asked.answer.question),
        *others,
        *rating.offers(visit, asked),
        *following.offers(visit, asked),
        *handover.offers(visit, asked.answer),
        *(next_steps.ways_in(visit) if is_at_a_loss else ()),
    ]


def _asked_next(visit: Visit, answer: Answer) -> dict[str, str]:
    """Titles of what people often ask for after this entry, by key, as far as citizens may see."""
    if answer.decision is not Decision.ANSWER or not answer.entry_key:
        return {}
    with visit.office.database.reading() as session:
        keys = next_asked.often_next(
            session, visit.municipality, answer.entry_key, most=MOST_ASKED_NEXT
        )
    base = visit.office.counter.library.at_hand(visit.municipality)
    found = [base.entry(key, Audience.CITIZEN) for key in keys] if base else []
    return {entry.key: entry.title for entry in found if entry is not None}
