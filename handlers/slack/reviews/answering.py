"""Answer questions that got none: with a new FAQ, as another wording of an entry, or not at all.

Whoever answers first sees what people will be told. Only the ids of questions and entries come from
a button; what is published is read from the form or command in the inbox.
"""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.message_text import verb_and_words
from handlers.slack.replies import Button, Reply
from handlers.slack.reviews import forms, listing, telling
from handlers.slack.reviews.forms import Said
from handlers.slack.reviews.groups import Group, group_in_words
from handlers.slack.reviews.submissions import is_on, previewed
from handlers.slack.who import VIA, user_of
from knowledge.answer import Audience
from knowledge.entries import Entry
from knowledge.normalise import title_key
from knowledge.previews import faq_as_shown
from store import drafts, inbox, reviews
from store.inbox import Turn
from store.people import NotAllowed
from store.records.faq import FaqRecord
from store.reviews import ANSWER_LETTERS, AlreadyAnswered
from store.tables import Person, Visibility
from store.wordings import MOST_LETTERS

VERB = "未回答"
MOST_WORDINGS = 10
"""Of one group, that an entry is found by from now on."""


def command(turn: Turn, office: Office, person: Person, words: str) -> Reply:
    """`/dx 未回答 [番号 [答え 文 | 項目 名前 | 答えない]]`."""
    if refusal := _refusal(turn, person):
        return refusal
    number, rest = verb_and_words(words)
    if not words:
        return listing.list_groups(turn, office)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return Reply(wording.mrkdwn("slack/reviews/how_to.j2"))
    group = listing.group_named(turn, office, int(number))
    what, said = verb_and_words(rest)
    if group is None or not rest:
        return listing.show_group(turn, office, group)
    match what:
        case "答え" if said:
            return _preview_of_command(turn, office, person, group, said)
        case "項目" if said:
            return _same_as_named(turn, office, group, said)
        case "答えない":
            return _put_aside(turn, person, group)
        case _:
            return Reply(wording.mrkdwn("slack/reviews/how_to.j2"))


def press(turn: Turn, office: Office, person: Person, what: str, value: str) -> Reply | View:
    """A button under the list, under one group or under a preview."""
    if refusal := _refusal(turn, person):
        return refusal
    name, _, key = what.partition(":")
    if name == "page":
        return listing.list_groups(turn, office, int(value))
    if name == "drop":
        return Reply(wording.mrkdwn("slack/reviews/dropped.j2"), replaces=True)
    if name == "publish":
        return replace(_publish_command(turn, office, person, int(value)), replaces=True)
    if name == "again":
        return _write_again(turn, office, int(value))
    group = listing.group_pressed(turn, office, value)
    if group is None:
        return listing.show_group(turn, office, None)
    match name:
        case "answer":
            return forms.answer_form(turn, office, person, group)
        case "reword":
            return forms.reword_form(turn, group)
        case "same":
            return _preview_of_wording(turn, office, group, key)
        case "same_yes":
            return replace(_reword(turn, office, person, group, key), replaces=True)
        case "put_aside":
            return replace(_put_aside(turn, person, group), replaces=True)
        case _:
            return listing.show_group(turn, office, group)


def submitted(turn: Turn, office: Office, person: Person, said: Said) -> Reply:
    """A form that was filled in, and whose preview was seen."""
    if refusal := _refusal(turn, person):
        return refusal
    group = listing.group_pressed(turn, office, said.numbers)
    if group is None:
        return listing.show_group(turn, office, None)
    if said.entry_key:
        return _reword(turn, office, person, group, said.entry_key)
    record = said.record(group.texts[:MOST_WORDINGS], turn.now)
    return _publish(turn, office, person, group, record)


def _refusal(turn: Turn, person: Person) -> Reply | None:
    try:
        reviews.check_may_review(turn.session, person, at=turn.now, via=VIA)
    except NotAllowed:
        return Reply(wording.mrkdwn("slack/reviews/only_dx_office.j2"))
    return None


def _preview_of_command(
    turn: Turn, office: Office, person: Person, group: Group, said: str
) -> Reply:
    if len(said) > ANSWER_LETTERS:
        return Reply(wording.mrkdwn("slack/reviews/answer_too_long.j2", most=ANSWER_LETTERS))
    record = _record_of_command(turn, person, group, said)
    told = faq_as_shown(
        office.counter, record, municipality=person.municipality, audience=group.audience
    )
    waits = record.visibility is Visibility.PUBLIC and is_on(office, person.municipality)
    return _preview(previewed(told, waits=waits), group, "publish", str(turn.event.id))


def _publish_command(turn: Turn, office: Office, person: Person, event_id: int) -> Reply:
    """「公開する」 under the preview of what a command said."""
    typed = inbox.find(turn.session, turn.event.municipality, event_id)
    if typed is None or user_of(typed.payload) != user_of(turn.event.payload):
        return Reply(wording.mrkdwn("slack/gone.j2"))
    _, words = verb_and_words(typed.payload["text"])
    number, rest = verb_and_words(words)
    group = listing.group_named(turn, office, int(number))
    if group is None:
        return listing.show_group(turn, office, None)
    _, said = verb_and_words(rest)
    record = _record_of_command(turn, person, group, said)
    return _publish(turn, office, person, group, record)


def _record_of_command(turn: Turn, person: Person, group: Group, answer: str) -> FaqRecord:
    said = replace(forms.begun(person, group), answer=answer)
    return said.record(group.texts[:MOST_WORDINGS], turn.now)


def _publish(turn: Turn, office: Office, person: Person, group: Group, record: FaqRecord) -> Reply:
    asked = reviews.of_numbers(turn.session, person.municipality, group.numbers)
    try:
        held = reviews.answer(turn.session, asked, record, by=person, at=turn.now, via=VIA)
    except AlreadyAnswered:
        return Reply(wording.mrkdwn("slack/reviews/same_question.j2", question=record.question))
    if held is not None:
        return Reply(wording.mrkdwn("slack/reviews/held.j2", draft=held))
    told = faq_as_shown(
        office.counter, record, municipality=person.municipality, audience=Audience.STAFF
    )
    telling.tell(turn, group.texts, told)
    return Reply(wording.mrkdwn("slack/reviews/published.j2", record=record))


def _write_again(turn: Turn, office: Office, number: int) -> Reply | View:
    """「書き直す」 under what was sent back: the form with what was written."""
    draft = drafts.find(turn.session, turn.event.municipality, number)
    group = group_in_words(office, draft.municipality, draft.asked, turn.now) if draft else None
    if draft is None or group is None:
        return listing.show_group(turn, office, None)
    return forms.form_again(turn, draft, group)


def _same_as_named(turn: Turn, office: Office, group: Group, title: str) -> Reply:
    """The entry with a title; without one, the nearest titles."""
    every = office.counter.shelves(turn.event.municipality).base.staff_entries
    found = next((one for one in every if title_key(one.title) == title_key(title)), None)
    if found is not None:
        return _preview_of_wording(turn, office, group, found.key)
    told = office.counter.ask(title, municipality=turn.event.municipality, audience=Audience.STAFF)
    near = [one.title for one in told.ranking[:3]]
    return Reply(wording.mrkdwn("slack/reviews/no_such_entry.j2", title=title, near=near))


def _preview_of_wording(turn: Turn, office: Office, group: Group, key: str) -> Reply:
    entry = _entry(turn, office, group, key)
    if entry is None:
        return Reply(wording.mrkdwn("slack/reviews/not_for_them.j2", group=group))
    told = office.counter.show(entry, municipality=turn.event.municipality, audience=group.audience)
    shown = previewed(told, waits=is_on(office, turn.event.municipality))
    return _preview(shown, group, f"same_yes:{key}", listing.numbers_of(group))


def _preview(shown: str, group: Group, what: str, value: str) -> Reply:
    labels = wording.labels("slack/reviews/buttons.j2")
    head = wording.mrkdwn("slack/reviews/preview.j2", group=group)
    publish, _, _ = what.partition(":")
    return Reply(
        f"{head}\n\n{shown}",
        buttons=(
            Button(labels[publish], f"{listing.PRESS}:{what}", value, style="primary"),
            Button(labels["drop"], f"{listing.PRESS}:drop", "-"),
        ),
    )


def _reword(turn: Turn, office: Office, person: Person, group: Group, key: str) -> Reply:
    entry = _entry(turn, office, group, key)
    if entry is None:
        return Reply(wording.mrkdwn("slack/reviews/not_for_them.j2", group=group))
    asked = reviews.of_numbers(turn.session, person.municipality, group.numbers)
    texts = [text for text in group.texts if len(text) <= MOST_LETTERS][:MOST_WORDINGS]
    texts = texts or [group.texts[0][:MOST_LETTERS]]
    title = entry.title
    held = reviews.reword(
        turn.session, asked, key, texts, title=title, by=person, at=turn.now, via=VIA
    )
    if held is not None:
        return Reply(wording.mrkdwn("slack/reviews/held.j2", draft=held))
    told = office.counter.show(entry, municipality=person.municipality, audience=Audience.STAFF)
    telling.tell(turn, group.texts, told)
    return Reply(wording.mrkdwn("slack/reviews/reworded.j2", title=title, texts=texts))


def _put_aside(turn: Turn, person: Person, group: Group) -> Reply:
    asked = reviews.of_numbers(turn.session, person.municipality, group.numbers)
    reviews.put_aside(turn.session, asked, by=person, at=turn.now, via=VIA)
    return Reply(wording.mrkdwn("slack/reviews/put_aside.j2", question=group.texts[0]))


def _entry(turn: Turn, office: Office, group: Group, key: str) -> Entry | None:
    """An entry as those who asked may see it; nothing where they may not."""
    base = office.counter.shelves(turn.event.municipality).base
    return base.entry(key, group.audience)
