"""Which rich menu is due, and the message that lets the worker bring LINE into line with it.

The menu belongs to the one LINE channel, hence to the default municipality.
"""

from __future__ import annotations

from datetime import datetime

from handlers.line.rich_menu.menus import MenuKind
from handlers.office import Office
from store import city_notices
from store.outbox import Outgoing
from store.tables import CityNotice

SERVICE = "line_menu"


def menu_due(office: Office) -> MenuKind:
    """The menu for a disaster while a notice of the city stands, else the usual one."""
    with office.database.reading() as session:
        notice = city_notices.current(session, office.municipality, now=office.now())
    return MenuKind.USUAL if notice is None else MenuKind.DISASTER


def switches(office: Office, notice: CityNotice) -> list[Outgoing]:
    """What is to be sent when a notice was published or taken back: look which menu is due, now
    and when the notice ends by itself."""
    if notice.municipality != office.municipality:
        return []
    if notice.cleared_at is not None:
        return [_look(notice, "cleared")]
    over = [_look(notice, "over", at=notice.until)] if notice.until else []
    return [_look(notice, "published"), *over]


def _look(notice: CityNotice, why: str, at: datetime | None = None) -> Outgoing:
    key = f"{SERVICE}:{notice.id}:{why}"
    return Outgoing(key=key, service=SERVICE, payload={"why": why}, held_until=at)
