"""Open the office: the database with the counter in front of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.settings import Settings
from handlers.office import Office
from knowledge.counter import Counter
from knowledge.encoding import Encoder
from knowledge.encoding.packaged import packaged
from store import municipalities
from store.schema import open_up_to_date


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_office(settings: Settings, now: Callable[[], datetime] = utc_now) -> Office:
    """Open the database and put the counter in front of it.

    Raises:
        SchemaOutdated: the database is of another release.
    """
    database = open_up_to_date(settings.database_url)
    counter = Counter(database, encoders_of(settings), now)
    return Office(
        database,
        counter,
        now,
        settings.municipality,
        settings.conversation_key,
        desk_channel=settings.slack_digest_channel,
        may_push=settings.line_push,
    )


def encoders_of(settings: Settings) -> tuple[Encoder, ...]:
    """The models of meaning that the settings choose, as far as they are installed."""
    match settings.encoder:
        case "packaged":
            return packaged()
        case "endpoint":
            return (_endpoint(settings),)
        case _:
            return ()


def _endpoint(settings: Settings) -> Encoder:
    from knowledge.encoding.endpoint import Endpoint  # its HTTP client takes a while to load

    return Endpoint(
        settings.encoder_url,
        settings.encoder_model,
        key=settings.encoder_api_key.get_secret_value(),
        question_prefix=settings.encoder_question_prefix,
        text_prefix=settings.encoder_text_prefix,
        dimensions=settings.encoder_dimensions,
    )


def make_default_municipality(office: Office) -> None:
    """Events belong to a municipality, so the default one must be there before the first."""
    with office.database.reading() as session:
        known = municipalities.find(session, office.municipality) is not None
    if not known:
        with office.database.writing() as session:
            municipalities.ensure(session, office.municipality)
