"""Observing indicators (指標) and digital maturity (デジタル化レベル): added to, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit, people
from store.clock import TOKYO
from store.municipalities import touch_knowledge
from store.tables import (
    Indicator,
    IndicatorObservation,
    MaturityLevel,
    MaturityObservation,
    Person,
)


class NotYet(ValueError):
    """Nothing can be observed on a day that is still to come."""


def observe_indicator(
    session: Session,
    indicator: Indicator,
    *,
    value: float,
    observed_on: date,
    source: str,
    at: datetime,
    actor: audit.Actor,
) -> IndicatorObservation:
    """Append a value of an indicator, with its audit entry.

    Raises:
        NotYet: ``observed_on`` lies after today in Japan.
    """
    _check_is_past(observed_on, at)
    observation = IndicatorObservation(
        municipality=indicator.municipality,
        indicator_id=indicator.id,
        observed_on=observed_on,
        value=value,
        source=source,
        created_at=at,
    )
    _append(session, observation, at=at, actor=actor)
    session.expire(indicator, ["observations"])
    return observation


def observe_as(
    session: Session,
    indicator: Indicator,
    *,
    by: Person,
    value: float,
    observed_on: date,
    at: datetime,
    via: str,
) -> IndicatorObservation:
    """Append a value that a person of the office found, with its audit entry; its source is the
    department that they are of.

    Raises:
        NotAllowed: ``by`` is neither of the indicator's department nor of the DX office.
        NotYet: ``observed_on`` lies after today in Japan.
    """
    if not people.may_observe(by, indicator):
        people.refuse(
            session, by, at=at, via=via, action="observe", subject=f"indicator:{indicator.id}"
        )
    return observe_indicator(
        session,
        indicator,
        value=value,
        observed_on=observed_on,
        source=by.department.name,
        at=at,
        actor=audit.Actor.of(by, via),
    )


def observe_maturity(
    session: Session,
    reached: MaturityLevel,
    *,
    observed_on: date,
    source: str,
    at: datetime,
    actor: audit.Actor,
) -> MaturityObservation:
    """Append the level that its category was found at, with its audit entry.

    Raises:
        NotYet: ``observed_on`` lies after today in Japan.
    """
    _check_is_past(observed_on, at)
    observation = MaturityObservation(
        municipality=reached.municipality,
        plan_id=reached.plan_id,
        category=reached.category,
        level=reached.level,
        observed_on=observed_on,
        source=source,
        created_at=at,
    )
    _append(session, observation, at=at, actor=actor)
    return observation


def maturity_series(session: Session, municipality: str) -> Sequence[MaturityObservation]:
    """Every level observed, by day; of one day the last one written counts."""
    return session.scalars(
        select(MaturityObservation)
        .where(MaturityObservation.municipality == municipality)
        .order_by(MaturityObservation.observed_on, MaturityObservation.id)
    ).all()


def _check_is_past(observed_on: date, at: datetime) -> None:
    if observed_on > at.astimezone(TOKYO).date():
        raise NotYet(observed_on.isoformat())


def _append(
    session: Session,
    observation: IndicatorObservation | MaturityObservation,
    *,
    at: datetime,
    actor: audit.Actor,
) -> None:
    session.add(observation)
    session.flush()
    audit.append(
        session,
        observation.municipality,
        at=at,
        actor=actor,
        action="observe",
        subject=f"{observation.__tablename__}:{observation.id}",
        after=audit.vouched_facts(observation),
    )
    touch_knowledge(session, observation.municipality)
