"""Register the rich menus with LINE, and remove those of an earlier setup.

A menu's name tells what it is: whose, of which kind, and a digest of all that is in it. So what is
registered already is left as it is, and older ones of ours are known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from linebot.v3.messaging import RichMenuRequest

from handlers.line.rich_menu.at_line import MenusAtLine
from handlers.line.rich_menu.described import described
from handlers.line.rich_menu.drawing import png
from handlers.line.rich_menu.menus import Menu, MenuKind
from handlers.office import Office


@dataclass(frozen=True)
class Ready:
    """A menu as it is registered."""

    kind: MenuKind
    request: RichMenuRequest
    image: bytes


@dataclass(frozen=True)
class Done:
    """What registering came to."""

    shown: MenuKind
    made: tuple[MenuKind, ...]
    """What was not there yet, or looked different."""
    removed: int
    is_switched: bool
    """Whether people see another menu than before."""


def ready(office: Office, menu: Menu) -> Ready:
    """A menu with its image, under a name that says what is in it."""
    request, image = described(office, menu), png(menu)
    told = json.dumps(request.to_dict(), sort_keys=True).encode()
    request.name = f"{request.name} {hashlib.sha256(told + image).hexdigest()[:16]}"
    return Ready(menu.kind, request, image)


def set_up(at_line: MenusAtLine, wanted: Sequence[Ready], shown: MenuKind) -> Done:
    """Register what is missing, show one of the menus to everybody, and remove older ones of ours.

    The old ones go last, so that nobody is without a menu meanwhile.
    """
    registered = at_line.registered()
    known = {menu.name: menu.rich_menu_id for menu in registered}
    ids: dict[MenuKind, str] = {}
    made = []
    for menu in wanted:
        menu_id = known.get(menu.request.name) or at_line.make(menu.request)
        ids[menu.kind] = menu_id
        # A setup that broke off may have left a menu without an image.
        if menu.request.name not in known or not at_line.has_image(menu_id):
            at_line.upload(menu_id, menu.image)
            made.append(menu.kind)
    is_switched = at_line.show_to_all(ids[shown])
    old = {menu.rich_menu_id for menu in registered} - set(ids.values())
    for menu_id in old:
        at_line.remove(menu_id)
    return Done(shown, tuple(made), len(old), is_switched)
