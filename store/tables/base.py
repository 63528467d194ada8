"""What every table shares: the declarative base, UTC times and the enums of the domain."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware time, stored in UTC on every database (SQLite has no time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Status(StrEnum):
    """State of an initiative as a clerk reports it (状態). The value is what people see."""

    NOT_STARTED = "未着手"
    IN_PROGRESS = "進行中"
    DONE = "完了"
    LATE = "遅延"
    STOPPED = "中止"


class Visibility(StrEnum):
    """Who may see a row (公開範囲)."""

    PUBLIC = "公開"
    INTERNAL = "内部"


class Role(StrEnum):
    """What a person (Slack user) is in the plan (役割)."""

    CLERK = "担当者"
    HEAD = "課長"
    DX_OFFICE = "DX事務局"


def words(members: type[StrEnum], name: str) -> Enum:
    """A column that holds the values of an enum as text, and nothing else."""
    return Enum(
        members,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=16,
        values_callable=lambda all_members: [member.value for member in all_members],
    )


class Base(DeclarativeBase):
    """Declarative base with explicit constraint names, so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[list[str]]: JSON,
        Status: words(Status, "status"),
        Visibility: words(Visibility, "visibility"),
        Role: words(Role, "role"),
    }


class Retirable(Base):
    """A row that outlives its entry: it is retired, not deleted, and can come back."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    retired_at: Mapped[datetime | None] = mapped_column(sort_order=1)
    """When an import no longer found it; it stays in history and is shown to nobody."""
