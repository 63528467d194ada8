"""The one value that every channel renders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.sources import Source


class Audience(StrEnum):
    """Who asks."""

    CITIZEN = "citizen"
    STAFF = "staff"


class Decision(StrEnum):
    """What the counter does with a question."""

    ANSWER = "answer"
    ASK_BACK = "ask_back"
    """Near, but not sure: up to three candidates to choose from."""
    PASS_ON = "pass_on"  # noqa: S105 - a decision, no password
    """Nothing fits: say so, and whom to ask."""


class Kind(StrEnum):
    """What sort of entry an answer comes from."""

    PROCEDURE = "procedure"
    FAQ = "faq"
    INITIATIVE = "initiative"
    INDICATOR = "indicator"
    THEME = "theme"
    MEETING = "meeting"
    BODY = "body"
    PRIORITY = "priority"
    CASE = "case"
    MATURITY = "maturity"
    EDITION = "edition"
    MEASURE = "measure"
    STEP = "step"
    RULE = "rule"
    SYSTEM = "system"
    ARTICLE = "article"
    FIGURE = "figure"
    EVALUATION = "evaluation"
    REFERENCE = "reference"
    TERM = "term"
    SECTION = "section"


class SmallTalk(StrEnum):
    """What people say that is no question; each has its own short reply."""

    GREETING = "greeting"
    THANKS = "thanks"
    WHO_ARE_YOU = "who_are_you"
    HELP = "help"
    GOODBYE = "goodbye"
    EMPTY = "empty"
    TOO_LONG = "too_long"


class Part(StrEnum):
    """What a passage tells; templates name it in Japanese."""

    TEXT = "text"
    ONLINE = "online"
    WHO = "who"
    BRING = "bring"
    FEE = "fee"
    DEADLINE = "deadline"
    PLACE = "place"
    OFFLINE = "offline"
    NOTE = "note"
    PURPOSE = "purpose"
    CURRENT_STATE = "current_state"
    IDEAL_STATE = "ideal_state"
    STATUS = "status"
    SCHEDULE = "schedule"
    PROGRESS = "progress"
    THEME = "theme"
    DIRECTION = "direction"
    THEMES = "themes"
    """Titles of the themes under a theme."""
    INITIATIVES = "initiatives"
    """Titles of the initiatives under a theme."""
    MEMBERS = "members"
    CADENCE = "cadence"
    BASELINE = "baseline"
    TARGET = "target"
    OBSERVED = "observed"
    LEVEL = "level"
    """One level of digital maturity; its label is the number."""
    TARGET_LEVEL = "target_level"
    FOUND_LEVEL = "found_level"
    """The level that a category was last found at. Internal."""
    EDITION = "edition"
    FACT = "fact"
    """A fact under the label that the document gives it."""
    ITEM = "item"
    """One item of a list; its label is its title, its lines are its facts."""
    CONTENTS = "contents"
    """Titles of what stands under a heading."""
    REFERENCE = "reference"
    REFERRED_BY = "referred_by"
    APPEARS_IN = "appears_in"
    LISTED = "listed"
    """A plan lists the procedure for going online; its label is the group there."""


@dataclass(frozen=True)
class Passage:
    """One piece of an entry: text a person put in, with its source."""

    part: Part
    lines: tuple[str, ...]
    source: Source
    label: str = ""
    """What the document itself calls it, where the part's name does not say enough."""
    when: str = ""
    """The year or day it is about, such as ``2029年度``."""
    is_cut: bool = False
    """Only the beginning; the rest stands in the source."""


@dataclass(frozen=True)
class Contact:
    """Whom to ask (担当課), as far as it is known."""

    department: str
    telephone: str = ""
    hours: str = ""
    place: str = ""


@dataclass(frozen=True)
class Candidate:
    """An entry that was considered, with the confidence that it is meant (0 to 1)."""

    entry_key: str
    kind: Kind
    title: str
    confidence: float


@dataclass(frozen=True)
class Answer:
    """What the counter says to a question; renderers turn it into LINE, Slack or plain text."""

    municipality: str
    audience: Audience
    question: str
    decision: Decision
    confidence: float
    """Of the best candidate, 0 to 1."""
    kind: Kind | None = None
    title: str = ""
    passages: tuple[Passage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    source: Source | None = None
    link: str = ""
    """Address of the online service, if there is one."""
    alternatives: tuple[Candidate, ...] = ()
    """Up to three others: related entries, or what to choose from when asking back."""
    small_talk: SmallTalk | None = None
    ranking: tuple[Candidate, ...] = ()
    """The best ten, best first, whatever was decided."""
