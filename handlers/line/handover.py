"""Citizens ask for a person (有人対応), write to the department, look for an answer, and end it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.answers.text import notice_texts
from handlers.handover import desk
from handlers.handover.passing import to_staff, with_next_message
from handlers.handover.thread import note
from handlers.line.addressed import question_in
from handlers.line.messages import Message, split_text, text_message
from handlers.line.replying import reply, reply_key, reply_token
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.answer import Answer, Audience, Decision, SmallTalk
from knowledge.first_look import FirstLook, look
from knowledge.handover_words import Wish, wish_in
from store import handovers, inbox, outbox, questions
from store.tables import Handover, HandoverState

PRESS = "handover"
"""What the buttons do; which of them it was is a `Wish`."""
STILL_MEANT = timedelta(minutes=10)
"""How long after a question somebody who asks for a person means that question."""
_NO_MATTER = frozenset(
    {
        SmallTalk.EMPTY,
        SmallTalk.TOO_SHORT,
        SmallTalk.GREETING,
        SmallTalk.THANKS,
        SmallTalk.GOODBYE,
    }
)
HELD_FOR = timedelta(seconds=40)
"""How long staff has to answer with the citizen's reply token, which lives about a minute."""


@dataclass(frozen=True)
class _Said:
    """What a citizen wrote, and to what end."""

    text: str
    wish: Wish | None
    seen: FirstLook
    """What cannot wait, such as danger."""

    @property
    def is_a_call_for_help(self) -> bool:
        return self.seen.small_talk is SmallTalk.CALL_FOR_HELP

    @property
    def names_nothing(self) -> bool:
        """Whether it says not what it is about."""
        return self.wish in (Wish.ASKS, Wish.LOOKS) or self.seen.small_talk in _NO_MATTER


def hear(visit: Visit, text: str) -> bool:
    """Take what belongs to a handover; returns whether it did, else it is a question."""
    if not visit.is_alone:
        return False
    return _take(visit, _Said(text, wish_in(text), look(text)))


def press(visit: Visit, values: Mapping[str, str]) -> None:
    """A citizen pressed what they could have written."""
    said = _Said("", Wish(values["wish"]), look(""))
    with visit.office.database.reading() as session:
        about = questions.find(session, visit.municipality, int(values.get("question", 0)))
    if about is not None:
        said = _Said(about.text, Wish.ASKS_ABOUT, look(about.text))
    if not visit.is_alone or not _take(visit, said):
        visit.reply_text(visit.say("line/old_button.j2"))


def _take(visit: Visit, said: _Said) -> bool:
    state = _standing(visit)
    if state is HandoverState.OPEN:
        return _go_on(visit, said)
    if said.is_a_call_for_help:
        return False
    if state is HandoverState.CLOSED and said.wish is Wish.LOOKS:
        return deliver_what_is_left(visit, ())
    if state is HandoverState.WAITING and said.wish is Wish.ENDS:
        return _end(visit)
    if state is HandoverState.WAITING or said.wish in (Wish.ASKS, Wish.ASKS_ABOUT):
        matter = said.text
        if said.names_nothing:
            matter = _last_question(visit)
        _ask(visit, said, matter)
        return True
    return False


def offers(visit: Visit, answer: Answer) -> list[Tap]:
    """What may be pressed under an answer that is none: to ask a person."""
    is_answered = answer.decision is Decision.ANSWER or answer.small_talk is not None
    return [] if is_answered else offer(visit)


def offer(visit: Visit, question: int = 0) -> list[Tap]:
    """The button to ask a person, where there is somebody to ask.

    Args:
        question: id of the question that they would ask about.
    """
    is_possible = visit.is_alone and desk.is_there_one(visit.office, visit.municipality)
    return [_button(visit, Wish.ASKS, question=question)] if is_possible else []


def deliver_what_is_left(visit: Visit, answer: Sequence[Message]) -> bool:
    """Reply with what a handover that ended still had for the citizen, then with the answer."""
    if not (visit.is_alone and visit.left.handover):
        return False
    owed = handovers.owing(visit.turn.session, visit.municipality, visit.conversation)
    return owed is not None and with_next_message(visit.turn, owed, answer)


def is_open(visit: Visit) -> bool:
    """Whether what the citizen writes goes to staff."""
    return visit.is_alone and _standing(visit) is HandoverState.OPEN


def take_no_file(visit: Visit) -> bool:
    """During a handover, say that only words reach staff; returns whether there is one."""
    is_taken = is_open(visit)
    if is_taken:
        visit.reply_text(visit.say("handover/words_only.j2"), _buttons(visit))
    return is_taken


def _standing(visit: Visit) -> HandoverState | None:
    if not visit.left.handover:
        return None
    with visit.office.database.reading() as session:
        return handovers.standing(
            session, visit.municipality, visit.conversation, now=visit.turn.now
        )


def _ask(visit: Visit, said: _Said, matter: str) -> None:
    """The citizen asks for a person, or says what it is about."""
    # Which department it is takes a search, which must not hold up others in a transaction.
    found = desk.desk_for(visit.office, visit.municipality, matter or said.text)
    if found is None:
        _say_whom_to_call(visit, said.text)
        return
    handover = _current(visit)
    if handover is None:
        turn = visit.turn
        handover = handovers.ask(turn.session, visit.municipality, visit.conversation, at=turn.now)
    if matter:
        _open(visit, handover, found, said, matter)
    else:
        visit.reply_text(visit.say("handover/what_about.j2"), _buttons(visit, [Wish.ENDS]))


def _open(visit: Visit, handover: Handover, found: desk.Desk, said: _Said, matter: str) -> None:
    turn, may_push = visit.turn, visit.office.may_push
    handovers.begin(
        turn.session,
        handover,
        matter,
        department=found.department,
        channel=found.channel,
        line_user_id=visit.user_id if may_push else "",
        at=turn.now,
    )
    to_staff(turn, handover)
    opened = visit.say(
        "handover/opened.j2",
        department=found.department,
        matter=matter if matter != said.text else "",
        hours=desk.hours_of(found.department, turn.now),
        may_push=may_push,
    )
    _reply_after_notices(visit, said, opened)


def _go_on(visit: Visit, said: _Said) -> bool:
    """The citizen writes while a handover is open: danger is answered first, by the bot."""
    if said.wish is Wish.ENDS:
        return _end(visit)
    turn, handover = visit.turn, _current(visit)
    if handover is None:
        return False
    outbox.withdraw(turn.session, handover.held_reply, now=turn.now)
    handover.held_reply = ""
    if said.text and said.wish is not Wish.LOOKS:
        handovers.say(turn.session, handover, said.text, at=turn.now)
        to_staff(turn, handover)
    passed_on = visit.say("handover/passed_on.j2", may_push=visit.office.may_push)
    if said.seen.notices:
        _reply_after_notices(visit, said, passed_on)
    elif with_next_message(turn, handover):
        pass
    elif said.wish is Wish.LOOKS or not said.text:
        hours = desk.hours_of(handover.department, turn.now)
        text = visit.say("handover/no_answer_yet.j2", department=handover.department, hours=hours)
        visit.reply_text(text, _buttons(visit))
    elif reply_token(turn):
        handover.held_reply = reply_key(turn)
        until = turn.event.received_at + HELD_FOR
        reply(turn, [text_message(passed_on, _buttons(visit))], held_until=until)
    return True


def _end(visit: Visit) -> bool:
    turn, handover = visit.turn, _current(visit)
    if handover is None:
        return False
    note(turn, handover, "handover/closed_note.j2", why="citizen")
    outbox.withdraw(turn.session, handover.held_reply, now=turn.now)
    handovers.close(turn.session, handover, by=handovers.CITIZEN, why="citizen", at=turn.now)
    ended = [text_message(visit.say("handover/ended.j2", why="citizen"))]
    if not with_next_message(turn, handover, ended):
        visit.reply(ended)
    return True


def _current(visit: Visit) -> Handover | None:
    turn = visit.turn
    return handovers.current(turn.session, visit.municipality, visit.conversation, now=turn.now)


def _reply_after_notices(visit: Visit, said: _Said, text: str) -> None:
    """What cannot wait stands first."""
    url = visit.office.counter.shelves(visit.municipality).base.evacuation_url
    notices = "\n\n".join(notice_texts(said.seen.notices, visit.say, url))
    told = [text_message(piece) for piece in split_text(notices)]
    visit.reply([*told, text_message(text, _buttons(visit))], urgent=len(told))


def _buttons(visit: Visit, wishes: Sequence[Wish] = (Wish.LOOKS, Wish.ENDS)) -> list[Tap]:
    return [_button(visit, wish) for wish in wishes]


def _button(visit: Visit, wish: Wish, *, question: int = 0) -> Tap:
    label = visit.labels("handover/buttons.j2")[wish]
    return visit.tap(label, PRESS, wish=wish, question=question)


def _say_whom_to_call(visit: Visit, text: str) -> None:
    """Nobody can be reached through the chat."""
    asked = visit.office.counter.ask(
        text, municipality=visit.municipality, audience=Audience.CITIZEN
    )
    visit.reply_text(visit.say("handover/nobody.j2", contacts=asked.contacts))


def _last_question(visit: Visit) -> str:
    """The question before, where it was asked a moment ago and got no answer; else empty."""
    since = visit.turn.now - STILL_MEANT
    with visit.office.database.reading() as session:
        before = inbox.before(session, visit.turn.event, since=since)
        asked = question_in(before.payload) if before else ""
        left_open = asked and questions.was_left_open(
            session, visit.municipality, text=asked, since=since
        )
    return asked if left_open else ""
