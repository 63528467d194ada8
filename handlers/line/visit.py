"""One event of a citizen, with all that a handler needs to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import wording
from handlers.languages import EASY_JAPANESE
from handlers.line import taps
from handlers.line.messages import Message, split_text, text_message
from handlers.line.replying import reply
from handlers.line.taps import Tap
from handlers.office import Office
from store.citizens import Choices
from store.inbox import Turn
from store.last_answers import conversation_hash
from store.left_by import Left, left_by


@dataclass(frozen=True)
class Visit:
    """A citizen at the counter: known by a keyed hash, with how they want to be spoken to."""

    turn: Turn
    office: Office
    conversation: str
    """Keyed hash of the conversation."""
    choices: Choices
    left: Left
    """What there was of this conversation when the event came in."""

    @property
    def municipality(self) -> str:
        return self.turn.event.municipality

    @property
    def user_id(self) -> str:
        """LINE's id of a citizen who is alone with the bot, else empty. It is not to be stored but
        for a push that the citizen asked for."""
        match self.turn.event.payload:
            case {"source": {"type": "user", "userId": str(user_id)}}:
                return user_id
            case _:
                return ""

    @property
    def is_alone(self) -> bool:
        """Whether nobody else reads the conversation."""
        return bool(self.user_id)

    @property
    def _spoken(self) -> dict[str, Any]:
        """The language of this citizen, with the city's own readings where any are said."""
        language = self.choices.language
        is_easy = language == EASY_JAPANESE
        readings = self.office.counter.readings(self.municipality) if is_easy else {}
        return {"language": language, "own_readings": readings}

    def say(self, template: str, **values: Any) -> str:
        """A template in the words of this citizen."""
        return wording.plain(template, **self._spoken, **values)

    def mark(self, template: str, **values: Any) -> str:
        """The same with marks (`wording.marked`)."""
        return wording.marked(template, **self._spoken, **values)

    def labels(self, template: str) -> Mapping[str, str]:
        """Names that stand on buttons."""
        return wording.labels(template, language=self.choices.language)

    def tap(self, label: str, action: str, *, said: str = "", **values: str | int) -> Tap:
        """A button; ``said`` is what the citizen seems to say with it, else what stands on it."""
        return Tap(label, said or label, taps.data_of(self.office.conversation_key, action, values))

    def reply(self, messages: list[Message], *, urgent: int = 0) -> None:
        """Reply to the event, where it can be replied to (`handlers.line.replying.reply`)."""
        reply(self.turn, messages, urgent=urgent)

    def reply_text(self, text: str, offers: Sequence[Tap | str] = ()) -> None:
        """Reply with a text, and with buttons for what may be said next."""
        *before, last = split_text(text)
        self.reply([*map(text_message, before), text_message(last, offers)])


def visit_of(turn: Turn, office: Office) -> Visit:
    """The citizen whose event a turn is about."""
    conversation = conversation_hash(office.conversation_key, turn.event.conversation)
    with office.database.reading() as session:
        left = left_by(session, turn.event.municipality, conversation)
    return Visit(turn, office, conversation, left.choices, left)
