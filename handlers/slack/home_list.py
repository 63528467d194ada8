"""The list of initiatives in the Home tab: menus to narrow it, a page of it, each with its button.

Source of the limits: Slack API docs, Reference: views (100 blocks), block elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement

from handlers import wording
from handlers.slack.fields import MOST_OPTION
from handlers.slack.home_state import ACTION, ANY, LATE, MOST_VALUE, HomeState
from handlers.slack.replies import MOST_BUTTON, shortened
from knowledge.standing import DepartmentStanding, PlanStanding, Standing
from store.municipalities import ALL_DEPARTMENTS
from store.tables import Status

MOST_ON_A_PAGE = 20
"""Initiatives: a few screenfuls on a telephone, and far from a view's 100 blocks."""
MOST_OPTIONS = 100
"""Of a menu, or of a group of one."""


@dataclass(frozen=True)
class Page:
    """One page of the initiatives that fit."""

    initiatives: Sequence[Standing]
    number: int
    last: int
    first_place: int
    """Place of its first initiative among all that fit, from 1."""
    fitting: int


def possible(told: DepartmentStanding | PlanStanding, state: HomeState) -> HomeState:
    """The state as far as it can be shown: by themes and departments that there are, on a page
    that there is."""
    narrowed = replace(
        state,
        theme=state.theme if state.theme in _themes(told) else "",
        department=state.department if state.department in _departments(told) else "",
    )
    return replace(narrowed, page=_page(told, narrowed).number)


def list_blocks(told: DepartmentStanding | PlanStanding, state: HomeState) -> Iterator[Block]:
    """What to narrow by, one page of what fits, and the way to the other pages."""
    of_plan = isinstance(told, PlanStanding)
    page = _page(told, state)
    yield ActionsBlock(elements=list(_menus(told, state)))
    yield small_print(
        wording.mrkdwn("slack/home_page.j2", page=page, has_any=bool(told.initiatives))
    )
    for one in page.initiatives:
        said = wording.mrkdwn(
            "slack/home_initiative.j2", one=one, year=told.year, names_departments=of_plan
        )
        yield _initiative(one, said)
    if page.last > 1:
        yield ActionsBlock(elements=list(_ways(page)))


def button(name: str, label: str, *, style: str | None = None) -> ButtonElement:
    """A button of the Home tab with one of its words."""
    return ButtonElement(text=words(label), action_id=f"{ACTION}:{name}", style=style)


def words(label: str) -> str:
    """The words of the Home tab that are always the same."""
    return wording.labels("slack/home.j2")[label]


def small_print(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def _page(told: DepartmentStanding | PlanStanding, state: HomeState) -> Page:
    """A page of what fits; the nearest one where the number lies beyond."""
    fitting = [one for one in told.initiatives if _fits(one, state)]
    last = max(1, -(-len(fitting) // MOST_ON_A_PAGE))
    number = min(max(state.page, 1), last)
    start = (number - 1) * MOST_ON_A_PAGE
    shown = fitting[start : start + MOST_ON_A_PAGE]
    return Page(shown, number, last, start + 1, len(fitting))


def _fits(one: Standing, state: HomeState) -> bool:
    named = {name[:MOST_VALUE] for name in one.departments}
    return (
        _has_status(one, state.status)
        and (not state.theme or one.theme[:MOST_VALUE] == state.theme)
        and (not state.department or state.department in named or bool(named & ALL_DEPARTMENTS))
    )


def _has_status(one: Standing, status: str) -> bool:
    if status == LATE:
        return one.late is not None
    return not status or one.status.name == status


def _menus(
    told: DepartmentStanding | PlanStanding, state: HomeState
) -> Iterator[StaticSelectElement]:
    statuses = {LATE: words("late")} | {one.name: one.value for one in Status}
    yield _menu("status", statuses, state.status)
    if themes := _themes(told):
        yield _menu("theme", themes, state.theme)
    if departments := _departments(told):
        yield _menu("department", departments, state.department)


def _themes(told: DepartmentStanding | PlanStanding) -> dict[str, str]:
    """The themes to choose from; a department's few initiatives need no such menu."""
    return _choices(one.title for one in told.by_theme) if isinstance(told, PlanStanding) else {}


def _departments(told: DepartmentStanding | PlanStanding) -> dict[str, str]:
    if not isinstance(told, PlanStanding):
        return {}
    return _choices(sorted({name for one in told.initiatives for name in one.departments}))


def _choices(names: Iterable[str]) -> dict[str, str]:
    """What is shown of names by the value that stands for each."""
    return {name[:MOST_VALUE]: shortened(name, MOST_OPTION - 1) for name in names if name}


def _menu(name: str, choices: Mapping[str, str], chosen: str) -> StaticSelectElement:
    """A menu whose first option does not narrow; in groups where there are very many."""
    texts = {ANY: words(f"any_{name}"), **choices}
    options = [Option(value=value, text=text) for value, text in texts.items()]
    initial = next((one for one in options if one.value == chosen), options[0])
    action_id = f"{ACTION}:{name}"
    if len(options) <= MOST_OPTIONS:
        return StaticSelectElement(action_id=action_id, options=options, initial_option=initial)
    lots = [options[at : at + MOST_OPTIONS] for at in range(0, len(options), MOST_OPTIONS)]
    groups = [OptionGroup(label=f"{lot[0].text}〜", options=lot) for lot in lots]
    return StaticSelectElement(action_id=action_id, option_groups=groups, initial_option=initial)


def _initiative(one: Standing, said: str) -> Block:
    spoken = wording.plain("slack/home_update.j2", title=one.title)
    return SectionBlock(
        text=MarkdownTextObject(text=said),
        accessory=ButtonElement(
            text=words("update"),
            action_id=f"open_progress:{one.number}",
            value=str(one.number),
            accessibility_label=shortened(spoken, MOST_BUTTON),
        ),
    )


def _ways(page: Page) -> Iterator[InteractiveElement]:
    if page.number > 1:
        yield button(f"page:{page.number - 1}", "previous")
    if page.number < page.last:
        yield button(f"page:{page.number + 1}", "next")
