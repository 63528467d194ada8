"""The Home tab (App Home): one's department or the whole plan, with buttons to report progress.

Source: Slack API docs, App Home, app_home_opened, views.publish.
"""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.approval_queue import oldest_for_home
from handlers.slack.home_list import button, list_blocks, possible, small_print, words
from handlers.slack.home_state import HomeState, Scope, remembered
from handlers.slack.replies import Button, blocks_of, sections, shortened
from handlers.slack.reviews.listing import PRESS
from handlers.slack.views import publish_home
from handlers.slack.who import Stranger, user_of
from knowledge.standing import DepartmentStanding, PlanStanding, told_to
from store import inbox, people
from store.inbox import Turn
from store.tables import Person

MOST_HEADER = 150
"""Characters of a header block."""
MOST_LISTED = 10
"""Themes and indicators above the list; `/dx 状況` tells all of them."""
OVERVIEW = ("waiting", "counts", "themes", "questions", "indicators")
"""What the whole plan is told by, in this order: templates of `plan_*.j2`."""


def show(turn: Turn, office: Office, who: Person | Stranger, state: HomeState) -> None:
    """Show the Home tab to whoever opened it or turned a page; rights are looked up each time."""
    if isinstance(who, Stranger):
        view = saying(wording.mrkdwn("slack/home_stranger.j2", stranger=who))
    else:
        with office.database.reading() as session:
            told = told_to(session, who, turn.now, of_plan=state.scope == Scope.PLAN)
            view = _view(told, who, state)
    publish_home(turn, view, user_id=user_of(turn.event.payload))


def show_again(turn: Turn, person: Person, *, opened_by: int | None) -> None:
    """After a form that was opened in the Home tab: show the tab with what this turn wrote."""
    opener = inbox.find(turn.session, turn.event.municipality, opened_by) if opened_by else None
    if opener is None or user_of(opener.payload) != person.slack_user_id:
        return
    opened_in = opener.payload.get("view")
    if isinstance(opened_in, dict) and opened_in.get("type") == "home":
        state = remembered(opened_in)
        told = told_to(turn.session, person, turn.now, of_plan=state.scope == Scope.PLAN)
        publish_home(turn, _view(told, person, state), user_id=person.slack_user_id)


def saying(text: str) -> View:
    """A Home tab with nothing but a text."""
    return View(type="home", blocks=_text(text))


def _view(told: DepartmentStanding | PlanStanding, person: Person, wanted: HomeState) -> View:
    state = possible(told, wanted)
    return View(
        type="home",
        private_metadata=state.written(),
        blocks=[
            HeaderBlock(text=shortened(_title(told), MOST_HEADER)),
            *_switch(told, person),
            *_overview(told, person, state),
            *list_blocks(told, state),
            small_print(wording.mrkdwn("slack/home_footer.j2")),
        ],
    )


def _title(told: DepartmentStanding | PlanStanding) -> str:
    if isinstance(told, PlanStanding):
        return words("plan_title")
    return wording.plain("slack/home_title.j2", department=told.department)


def _switch(told: DepartmentStanding | PlanStanding, person: Person) -> Iterator[Block]:
    """For who may see both: the whole plan, or the own department."""
    if people.oversees(person):
        shown = Scope.PLAN if isinstance(told, PlanStanding) else Scope.DEPARTMENT
        yield ActionsBlock(
            elements=[
                button(f"scope:{one}", one, style="primary" if one is shown else None)
                for one in Scope
            ]
        )


def _overview(
    told: DepartmentStanding | PlanStanding, person: Person, state: HomeState
) -> Iterator[Block]:
    """What the DX office sees first; the further pages hold only the list."""
    if not isinstance(told, PlanStanding) or state.page > 1:
        return
    for name in OVERVIEW:
        text = wording.mrkdwn(f"slack/plan_{name}.j2", told=told, most=MOST_LISTED)
        is_open = name == "questions" and told.unanswered
        yield from blocks_of(text, [_answer()] if is_open else [])
        for item in oldest_for_home(told.waiting, person) if name == "waiting" else ():
            yield from blocks_of(item.text, item.buttons)
    yield DividerBlock()


def _answer() -> Button:
    """To the questions that wait for an answer, see `handlers.slack.reviews`."""
    return Button(words("answer"), f"{PRESS}:page:home", "0")


def _text(text: str) -> list[Block]:
    return [SectionBlock(text=MarkdownTextObject(text=piece)) for piece in sections(text)]
