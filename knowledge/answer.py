"""The one value that every channel renders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from knowledge.coordinates import Coordinates
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


UNANSWERED = (Decision.PASS_ON, Decision.ASK_BACK)
"""What leaves a question open. Who was asked back and chose a candidate has proposed a wording."""
UNANSWERED_FOR = timedelta(days=90)
"""How long such a question waits for the office."""


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
    """No letters: spaces, signs or emoji only."""
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_SUBJECT = "no_subject"
    """Asks for a fact (「費用は？」) and nobody knows of what."""
    NOTHING_ELSE = "nothing_else"
    """Asks for others than the last answer, and there are none."""
    NONSENSE = "nonsense"
    LINK = "link"
    """An address on the web and nothing else."""
    INSULT = "insult"
    INSTRUCTION = "instruction"
    """Somebody tells the bot to be or to show something else (prompt injection)."""
    CALL_FOR_HELP = "call_for_help"
    """Nothing but a call for help; the notices say whom to call."""


class Notice(StrEnum):
    """What is said first, whatever else is answered; each has its own template."""

    GAS = "gas"
    FIRE = "fire"
    AMBULANCE = "ambulance"
    DROWNING = "drowning"
    TSUNAMI = "tsunami"
    DANGER = "danger"
    """In need of help, and it is not said of which."""
    POLICE = "police"
    DESPAIR = "despair"
    CHILD_ABUSE = "child_abuse"
    VIOLENCE = "violence"
    """Of a husband, wife or partner (DV)."""
    NUMBERS_HIDDEN = "numbers_hidden"
    """The text had personal numbers, which were masked."""
    ALL_THERE_IS = "all_there_is"
    """Somebody asked for more, and this is all that is written down."""


class Part(StrEnum):
    """What a passage tells; templates name it in Japanese."""

    TEXT = "text"
    ONLINE = "online"
    WHO = "who"
    BRING = "bring"
    FEE = "fee"
    DEADLINE = "deadline"
    PLACE = "place"
    PAGE = "page"
    """Address of the city's own page about it."""
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
    CONTACT = "contact"
    """Whom to ask; shown from `Answer.contacts`, never a passage."""
    HOURS = "hours"
    """When it is open: a sentence of the text, else shown from `Answer.contacts`."""
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
    address: str = ""
    coordinates: Coordinates | None = None


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
    page: str = ""
    """Address of the city's own page about it, if there is one."""
    alternatives: tuple[Candidate, ...] = ()
    """Up to three others: related entries, or what to choose from when asking back."""
    small_talk: SmallTalk | None = None
    notices: tuple[Notice, ...] = ()
    """What templates say on top."""
    evacuation_url: str = ""
    """The city's page that says where to flee to, for notices of danger."""
    is_unsure: bool = False
    """Nobody has verified it for so long that it may have changed (最新か確認中)."""
    entry_key: str = ""
    """Of the entry it is from; a follow-up question is about that one."""
    asked: tuple[Part, ...] = ()
    """What was asked for and is there: its passages stand first."""
    unwritten: tuple[Part, ...] = ()
    """What was asked for and nobody wrote down."""
    searched: str = ""
    """What it was found by, where that is not the whole question."""
    ranking: tuple[Candidate, ...] = ()
    """The best ten, best first, whatever was decided."""
    is_only_japanese: bool = False
    """Somebody reads another language, and nobody has written it in that."""
    is_out_of_date: bool = False
    """It is a translation, and the Japanese has changed since."""
