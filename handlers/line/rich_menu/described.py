"""What each tap on a rich menu does, and how our menus are known among those of the channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linebot.v3.messaging import (
    Action,
    PostbackAction,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuResponse,
    RichMenuSize,
    URIAction,
)

from handlers.line import taps
from handlers.line.rich_menu.menus import HEIGHT, WIDTH, Box, Menu, Tile, boxes
from handlers.office import Office

OURS = "madoguchi"
"""How the names of our menus begin; others were made by people and are left alone."""


def described(office: Office, menu: Menu) -> RichMenuRequest:
    """A menu with what each tap on it does."""
    return RichMenuRequest(
        size=RichMenuSize(width=WIDTH, height=HEIGHT),
        selected=True,
        name=f"{OURS} {menu.kind}",
        chatBarText=menu.bar,
        areas=[
            RichMenuArea(bounds=_bounds(box), action=_action(office, tile))
            for tile, box in zip(menu.tiles, boxes(), strict=True)
        ],
    )


def _bounds(box: Box) -> RichMenuBounds:
    return RichMenuBounds(x=box.x, y=box.y, width=box.width, height=box.height)


def _action(office: Office, tile: Tile) -> Action:
    if tile.call:
        return URIAction(label=tile.label, uri=f"tel:{tile.call}")
    data = taps.data_of(office.conversation_key, tile.action, {})
    return PostbackAction(label=tile.label, data=data, displayText=tile.said)


def of_kind(registered: Sequence[RichMenuResponse]) -> Mapping[str, RichMenuResponse]:
    """Our menus by kind."""
    return {menu.name.split(" ")[1]: menu for menu in registered if " " in menu.name}


def is_as_described(menu: RichMenuResponse, wanted: RichMenuRequest) -> bool:
    """Whether a registered menu does what it should, with signatures that still hold."""
    told, should = menu.to_dict(), wanted.to_dict()
    return all(told[part] == should[part] for part in ("size", "chatBarText", "areas"))
