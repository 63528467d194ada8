"""The rich menu under a citizen's thumb, and how they want to be shown things."""

from __future__ import annotations

from typing import Any

from handlers.line.rich_menu.described import described
from handlers.line.rich_menu.menus import MenuKind, menus
from store import citizens
from store.citizens import Choices
from store.last_answers import conversation_hash
from tests.line_words import Action
from tests.town import Town


def tile(town: Town, label: str, kind: MenuKind = MenuKind.USUAL) -> Action:
    """What a tap on a part of the menu does."""
    menu: dict[str, Any] = described(town.office, menus()[kind]).to_dict()
    found = {area["action"]["label"]: area["action"] for area in menu["areas"]}
    action: Action = found[label]
    return action


def let_citizen_choose(town: Town, choices: Choices) -> None:
    """The citizen of these tests, who has written before, wants to be shown things so."""
    town.citizen_says("こんにちは")
    ((conversation,),) = town.rows(
        "SELECT conversation FROM inbox WHERE source = 'line' ORDER BY id DESC LIMIT 1"
    )
    office = town.office
    with office.database.writing() as session:
        citizens.choose(
            session,
            office.municipality,
            conversation_hash(office.conversation_key, conversation),
            choices,
            at=office.now(),
        )
