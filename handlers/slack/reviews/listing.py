"""`/dx 未回答`: the questions that wait for an answer, and what can be done with one of them."""

from __future__ import annotations

from slack_sdk.models.blocks import ConfirmObject

from handlers import wording
from handlers.office import Office
from handlers.slack.replies import Button, Reply
from handlers.slack.reviews.groups import Group, group_of, open_groups
from knowledge.answer import Candidate
from store.inbox import Turn

PRESS = "unanswered"
"""What the ids of these buttons begin with."""
A_PAGE = 5
MOST_NUMBERS = 100
"""Of the questions of one group that a button names: 2,000 characters are Slack's limit."""
MOST_TEXTS = 10
"""Wordings of one group that are shown."""


def list_groups(turn: Turn, office: Office, page: int = 0) -> Reply:
    """One page of groups, with a button for each."""
    groups = open_groups(office, turn.event.municipality, now=turn.now)
    if not groups:
        return Reply(wording.mrkdwn("slack/reviews/none_left.j2"))
    pages = -(-len(groups) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    first = page * A_PAGE
    shown = groups[first : first + A_PAGE]
    labels = wording.labels("slack/reviews/buttons.j2")
    buttons = [
        Button(f"{first + place}. {group.texts[0]}", f"{PRESS}:open:{place}", numbers_of(group))
        for place, group in enumerate(shown, start=1)
    ]
    if page:
        buttons.append(Button(labels["back"], f"{PRESS}:page:back", str(page - 1)))
    if page < pages - 1:
        buttons.append(Button(labels["next"], f"{PRESS}:page:next", str(page + 1)))
    text = wording.mrkdwn(
        "slack/reviews/unanswered.j2",
        groups=shown,
        first=first + 1,
        all_groups=len(groups),
        all_questions=sum(group.count for group in groups),
    )
    return Reply(text, buttons=tuple(buttons), replaces="actions" in turn.event.payload)


def show_group(turn: Turn, office: Office, group: Group | None) -> Reply:
    """One group, with what can be made of it."""
    if group is None:
        return Reply(wording.mrkdwn("slack/reviews/done_already.j2"))
    near = _nearest(turn, office, group)
    value = numbers_of(group)
    labels = wording.labels("slack/reviews/buttons.j2")
    sure = ConfirmObject(
        title=labels["put_aside"],
        text=labels["put_aside_sure"],
        confirm=labels["put_aside"],
        deny=labels["not_now"],
    )
    return Reply(
        wording.mrkdwn(
            "slack/reviews/group.j2", group=group, texts=group.texts[:MOST_TEXTS], near=near
        ),
        buttons=(
            Button(labels["answer"], f"{PRESS}:answer", value, style="primary"),
            *(
                Button(f"{labels['same_as']}{one.title}", f"{PRESS}:same:{one.entry_key}", value)
                for one in near
            ),
            Button(labels["reword"], f"{PRESS}:reword", value),
            Button(labels["put_aside"], f"{PRESS}:put_aside", value, confirm=sure),
        ),
    )


def group_named(turn: Turn, office: Office, number: int) -> Group | None:
    """The group of a question that a command names, with what means the same."""
    every = open_groups(office, turn.event.municipality, now=turn.now)
    return next((group for group in every if number in group.numbers), None)


def group_pressed(turn: Turn, office: Office, value: str) -> Group | None:
    """The group that a button is for."""
    return group_of(office, turn.event.municipality, numbers_in(value), now=turn.now)


def _nearest(turn: Turn, office: Office, group: Group) -> tuple[Candidate, ...]:
    """The entries that come nearest to a question."""
    told = office.counter.ask(
        group.texts[0], municipality=turn.event.municipality, audience=group.audience
    )
    return told.ranking[:3]


def numbers_of(group: Group) -> str:
    return ",".join(map(str, group.numbers[:MOST_NUMBERS]))


def numbers_in(value: str) -> set[int]:
    """The questions that a button names."""
    return {int(number) for number in value.split(",") if number.isascii() and number.isdigit()}
