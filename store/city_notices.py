"""What the city tells everybody first (災害時のお知らせ): one at a time, added and taken back.

Who may is decided here, so that no door forgets it.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from store import audit, people
from store.audit import Actor
from store.chosen import choose
from store.municipalities import touch_knowledge
from store.tables import CityNotice, Municipality, Person

MOST_TEXT = 300
"""Letters of a notice: it stands on top of every answer, and what is urgent is short."""
MOST_LINK = 1000
"""Characters of an address (LINE Developers, Messaging API reference, URI action)."""
_THAT_STANDS = (
    select(CityNotice)
    .where(
        CityNotice.municipality == bindparam("municipality"),
        CityNotice.cleared_at.is_(None),
        or_(CityNotice.until.is_(None), CityNotice.until > bindparam("now")),
    )
    .order_by(CityNotice.id.desc())
    .limit(1)
)
"""Asked with every answer: to put it together takes longer than to run it."""


class NoticeTextMissing(ValueError):
    """A notice without words."""


class NoticeTextTooLong(ValueError):
    """More than ``MOST_TEXT`` letters."""


class UnusableLink(ValueError):
    """No web address, or one that is too long."""


class AlreadyOver(ValueError):
    """The notice would end before it begins."""


def check_may(session: Session, person: Person, *, at: datetime, via: str) -> None:
    """Say before somebody publishes or takes back a notice whether they may.

    Raises:
        NotAllowed: ``person`` is not of the DX office.
    """
    if not people.oversees(person):
        subject = f"municipality:{person.municipality}"
        people.refuse(session, person, at=at, via=via, action="notice", subject=subject)


def check(text: str, *, link: str, until: datetime | None, at: datetime) -> None:
    """Say whether these words could be published.

    Raises:
        NoticeTextMissing, NoticeTextTooLong, UnusableLink, AlreadyOver
    """
    if not text.strip():
        raise NoticeTextMissing
    if len(text.strip()) > MOST_TEXT:
        raise NoticeTextTooLong(len(text.strip()))
    _check_link(link)
    if until is not None and until <= at:
        raise AlreadyOver


def publish(
    session: Session,
    municipality: str,
    text: str,
    *,
    link: str = "",
    until: datetime | None = None,
    at: datetime,
    actor: Actor,
) -> CityNotice:
    """Publish a notice in the place of the one that stands, with its audit entry.

    Raises:
        NoticeTextMissing, NoticeTextTooLong, UnusableLink, AlreadyOver
    """
    check(text, link=link, until=until, at=at)
    before = _standing(session, municipality, at)
    if before is not None:
        before.cleared_at = at
    notice = CityNotice(
        municipality=municipality,
        text=text.strip(),
        link=link,
        set_by=actor.name,
        set_at=at,
        until=until,
    )
    session.add(notice)
    session.flush()
    audit.append(
        session,
        municipality,
        at=at,
        actor=actor,
        action="notice.publish",
        subject=f"city_notice:{notice.id}",
        before=_told(before),
        after=_told(notice),
    )
    return notice


def publish_as(
    session: Session,
    person: Person,
    text: str,
    *,
    link: str = "",
    until: datetime | None = None,
    at: datetime,
    via: str,
) -> CityNotice:
    """Publish a notice in a person's name.

    Raises:
        NotAllowed: ``person`` is not of the DX office.
        NoticeTextMissing, NoticeTextTooLong, UnusableLink, AlreadyOver
    """
    check_may(session, person, at=at, via=via)
    actor = Actor.of(person, via)
    return publish(session, person.municipality, text, link=link, until=until, at=at, actor=actor)


def clear(session: Session, municipality: str, *, at: datetime, actor: Actor) -> CityNotice | None:
    """Take back the notice that stands, with its audit entry; returns it, or nothing for none."""
    notice = _standing(session, municipality, at)
    if notice is None:
        return None
    notice.cleared_at = at
    audit.append(
        session,
        municipality,
        at=at,
        actor=actor,
        action="notice.clear",
        subject=f"city_notice:{notice.id}",
        before=_told(notice),
    )
    return notice


def clear_as(session: Session, person: Person, *, at: datetime, via: str) -> CityNotice | None:
    """Take back the notice that stands in a person's name.

    Raises:
        NotAllowed: ``person`` is not of the DX office.
    """
    check_may(session, person, at=at, via=via)
    actor = Actor.of(person, via)
    return clear(session, person.municipality, at=at, actor=actor)


def current(session: Session, municipality: str, *, now: datetime) -> CityNotice | None:
    """The notice that everybody is told now, if there is one."""
    return session.scalars(_THAT_STANDS, {"municipality": municipality, "now": now}).first()


def evacuation_url(session: Session, municipality: str) -> str:
    """The page that says where to flee to; empty where the city has named none."""
    chosen = select(Municipality.evacuation_url).where(Municipality.code == municipality)
    return session.scalar(chosen) or ""


def name_evacuation_page(
    session: Session, municipality: str, url: str, *, at: datetime, actor: Actor
) -> None:
    """Name the page that says where to flee to; an empty address names none any more.

    Raises:
        UnusableLink: no web address.
    """
    _check_link(url)
    column, action = "evacuation_url", "notice.evacuation_page"
    if choose(session, municipality, column, url, action=action, at=at, actor=actor):
        touch_knowledge(session, municipality)


def _standing(session: Session, municipality: str, at: datetime) -> CityNotice | None:
    """The notice that stands, locked: of two that are published at once one takes the other's
    place. The municipality's row is locked, for there may be no notice yet."""
    session.execute(
        select(Municipality.code)
        .where(Municipality.code == municipality)
        .with_for_update(key_share=True)
    )
    return current(session, municipality, now=at)


def _told(notice: CityNotice | None) -> dict[str, str]:
    """What the audit trail says of a notice."""
    if notice is None:
        return {}
    until = notice.until.isoformat() if notice.until else ""
    return {"text": notice.text, "link": notice.link, "until": until}


def _check_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or len(link) > MOST_LINK or any(letter.isspace() for letter in link):
        raise UnusableLink
