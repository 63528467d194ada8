"""What helps to find an entry besides its own text: wordings, the lexicon, vectors, and what a
conversation was about a moment ago."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Retirable, words


class WordingState(StrEnum):
    """Where a wording (別の言い方) stands in its review."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    """People find the entry by it."""
    REFUSED = "refused"
    """Kept, so that it is not proposed again."""


class WordingOrigin(StrEnum):
    """Who brought a wording."""

    CLERK = "clerk"
    QUESTION = "question"
    """Somebody asked so, and the entry was what they meant."""


class Wording(Base):
    """Another way to ask for an entry of any kind (別の言い方), reviewed before it counts."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("municipality", "entry_key", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    entry_key: Mapped[str]
    """Kind and id of the entry, such as ``procedure:12``."""
    text: Mapped[str]
    """With personal numbers masked."""
    origin: Mapped[WordingOrigin] = mapped_column(words(WordingOrigin, "origin"))
    state: Mapped[WordingState] = mapped_column(words(WordingState, "state"))
    proposed_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(default="")
    """Who decided, as the audit trail names them."""


class LexiconWord(Retirable):
    """A word of everyday speech and what the office calls it (用語の言い換え)."""

    __tablename__ = "lexicon_word"
    __table_args__ = (UniqueConstraint("municipality", "word"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    word: Mapped[str]
    means: Mapped[list[str]] = mapped_column(default=list)
    """Words that say the same; each stands for `word` and the other way round, but not for one
    another (引っ越し may mean 転入 or 転出)."""
    source_document: Mapped[str] = mapped_column(default="")


class EntryVector(Base):
    """What a model made of a text of an entry; made once for each version of the text."""

    __tablename__ = "entry_vector"

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the text in hexadecimal."""
    vector: Mapped[bytes]
    """Numbers of 16 bits, little-endian, of length 1 as a whole."""


class LastAnswer(Base):
    """What a conversation was about last, so that 「費用は？」 can be understood for a while."""

    __tablename__ = "last_answer"

    conversation: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash; never a user's id."""
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    entry_key: Mapped[str]
    answered_at: Mapped[datetime]
