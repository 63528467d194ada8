"""Citizens follow the city (通知登録): they choose what they want to hear of, and end it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from handlers.answers.asking import Asked, ask
from handlers.line import news
from handlers.line.addressed import question_in
from handlers.line.leaving import LEAVE
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.answer import Answer, Audience, Decision, Kind, Part
from knowledge.first_look import look
from knowledge.following_words import Wish, heard_in
from store import inbox, last_answers, questions, subscriptions, what_came
from store.subscriptions import DIGEST, TooMany
from store.tables import Question, Reviewed, Status
from store.what_came import QUESTION

FOLLOW, UNFOLLOW, SWITCH = "follow", "unfollow", "notices"
DIGEST_ON, DIGEST_OFF = "digest_on", "digest_off"
STILL_MEANT = timedelta(minutes=10)
"""How long after a question 「わかったら知らせて」 means that question."""
_FOLLOWABLE = frozenset({Kind.INITIATIVE, Kind.PROCEDURE, QUESTION})
_CLOSED = frozenset({Status.DONE, Status.STOPPED})


def hear(visit: Visit, text: str) -> bool:
    """Take what somebody says about notices; returns whether it was that, else it is a question."""
    heard = heard_in(text)
    if heard is None or look(text).notices:
        return False
    if not visit.is_alone:
        visit.reply_text(visit.say("line/follow_alone_only.j2"))
        return True
    match heard.wish:
        case Wish.FOLLOW if heard.matter:
            _follow_named(visit, heard.matter)
        case Wish.FOLLOW:
            _follow_last(visit)
        case Wish.ON | Wish.OFF:
            switch(visit, {"on": str(int(heard.wish is Wish.ON))})
        case Wish.DIGEST_ON:
            digest_on(visit, {})
        case Wish.DIGEST_OFF:
            digest_off(visit, {})
        case _:
            show(visit, {})
    return True


def offers(visit: Visit, asked: Asked) -> list[Tap]:
    """The button to be told, under what has yet to come and what nobody can answer yet."""
    kind = _to_come(asked.answer)
    if not kind or not visit.is_alone:
        return []
    subject = f"{QUESTION}:{asked.question_id}" if kind == QUESTION else asked.answer.entry_key
    return [visit.tap(visit.labels("line/notice_buttons.j2")[kind], FOLLOW, subject=subject)]


def follow(visit: Visit, values: Mapping[str, str]) -> None:
    """Register for a subject, or say at once what has come of it."""
    subject = values["subject"]
    kind, _, number = subject.partition(":")
    question = None
    if kind == QUESTION:
        question = questions.find(visit.turn.session, visit.municipality, int(number))
    title = question.text if question else _title(visit, subject)
    if not title or not visit.is_alone:
        visit.reply_text(visit.say("line/old_button.j2"))
    elif kind not in _FOLLOWABLE or _is_put_aside(question):
        visit.reply_text(visit.say("line/follow_not_possible.j2", title=title, kind=kind))
    elif not _is_told_at_once(visit, subject):
        _register(visit, subject, kind=kind, title=title)


def unfollow(visit: Visit, values: Mapping[str, str]) -> None:
    """End one subscription, and show what is left."""
    subscriptions.unfollow(
        visit.turn.session, visit.municipality, visit.conversation, values["subject"]
    )
    show(visit, {}, did="ended")


def switch(visit: Visit, values: Mapping[str, str]) -> None:
    """Switch all notices on or off."""
    is_on = values["on"] == "1"
    subscriptions.switch(visit.turn.session, visit.municipality, visit.conversation, is_on=is_on)
    show(visit, {})


def digest_on(visit: Visit, values: Mapping[str, str]) -> None:
    """Register for the weekly digest."""
    if visit.is_alone:
        _register(visit, DIGEST, kind=DIGEST, title="")
    else:
        visit.reply_text(visit.say("line/follow_alone_only.j2"))


def digest_off(visit: Visit, values: Mapping[str, str]) -> None:
    """End the weekly digest."""
    unfollow(visit, {"subject": DIGEST})


def show(visit: Visit, values: Mapping[str, str], *, did: str = "") -> None:
    """Show what a citizen follows, with a button each to end it."""
    if not visit.is_alone:
        visit.reply_text(visit.say("line/follow_alone_only.j2"))
        return
    rows = subscriptions.of(visit.turn.session, visit.municipality, visit.conversation)
    titles = {row.subject: _subject_title(visit, row.subject) for row in rows}
    is_paused = any(row.is_paused for row in rows)
    text = visit.say(
        "line/notices.j2",
        did=did,
        titles=[title for subject, title in titles.items() if subject != DIGEST],
        has_digest=DIGEST in titles,
        is_paused=is_paused,
        may_push=visit.office.may_push,
    )
    visit.reply_text(text, _settings(visit, titles, is_paused=is_paused))


def _settings(visit: Visit, titles: Mapping[str, str], *, is_paused: bool) -> list[Tap | str]:
    """At most 13 buttons: one for each of at most ten subjects, and three."""
    labels = visit.labels("line/notice_buttons.j2")
    ends: list[Tap | str] = [
        visit.tap(labels["end"] + title, UNFOLLOW, subject=subject)
        for subject, title in titles.items()
        if subject != DIGEST
    ]
    if titles:
        name = "on" if is_paused else "off"
        ends.append(visit.tap(labels[name], SWITCH, on=int(is_paused)))
    digest = DIGEST_OFF if DIGEST in titles else DIGEST_ON
    return [*ends, visit.tap(labels[digest], digest), visit.tap(labels["leave"], LEAVE)]


def _follow_named(visit: Visit, matter: str) -> None:
    """Somebody said what they want to hear of."""
    asked = ask(visit.turn, visit.office, matter, audience=Audience.CITIZEN, channel="line")
    answer = asked.answer
    if answer.entry_key:
        follow(visit, {"subject": answer.entry_key})
    elif answer.decision is Decision.ASK_BACK:
        labels = visit.labels("line/notice_buttons.j2")
        choices: list[Tap | str] = [
            visit.tap(one.title, FOLLOW, said=labels[one.kind], subject=one.entry_key)
            for one in answer.alternatives
            if one.kind in {Kind.INITIATIVE, Kind.PROCEDURE}
        ]
        visit.reply_text(visit.say("line/follow_what.j2", choices=choices), choices)
    elif answer.small_talk is None:
        follow(visit, {"subject": f"{QUESTION}:{asked.question_id}"})
    else:
        visit.reply_text(visit.say("line/follow_what.j2", choices=[]))


def _follow_last(visit: Visit) -> None:
    """「できるようになったら知らせて」 means what was answered last, or asked last in vain."""
    municipality, now = visit.municipality, visit.turn.now
    with visit.office.database.reading() as session:
        key = last_answers.recall(session, municipality, visit.conversation, now=now)
    question = None if key else _question_before(visit)
    if key:
        follow(visit, {"subject": key})
    elif question is not None:
        follow(visit, {"subject": f"{QUESTION}:{question.id}"})
    else:
        visit.reply_text(visit.say("line/follow_what.j2", choices=[]))


def _question_before(visit: Visit) -> Question | None:
    since = visit.turn.now - STILL_MEANT
    with visit.office.database.reading() as session:
        before = inbox.before(session, visit.turn.event, since=since)
        text = question_in(before.payload) if before else ""
        return (
            text and questions.left_open(session, visit.municipality, text=text, since=since)
        ) or None


def _register(visit: Visit, subject: str, *, kind: str, title: str) -> None:
    may_push = visit.office.may_push
    try:
        subscriptions.follow(
            visit.turn.session,
            visit.municipality,
            visit.conversation,
            subject,
            line_user_id=visit.user_id if may_push else "",
            at=visit.turn.now,
        )
    except TooMany:
        show(visit, {}, did="too_many")
        return
    labels = visit.labels("line/notice_buttons.j2")
    visit.reply_text(
        visit.say("line/followed.j2", kind=kind, title=title, may_push=may_push),
        [
            visit.tap(labels["end_this"], UNFOLLOW, subject=subject),
            visit.tap(labels["settings"], news.SETTINGS),
        ],
    )


def _is_told_at_once(visit: Visit, subject: str) -> bool:
    """Where it has come already there is nothing to wait for."""
    with visit.office.database.reading() as session:
        there = what_came.come(session, visit.municipality, {subject})
    told = news.news_of(visit.office, visit.municipality, subject) if there else None
    if told is None:
        return False
    visit.reply_text(visit.say("line/follow_come.j2", news=news.text_of(told, visit.say)))
    return True


def _title(visit: Visit, key: str) -> str:
    """The title of an entry, as far as citizens may see it."""
    base = visit.office.counter.shelves(visit.municipality).base
    entry = base.entry(key, Audience.CITIZEN)
    return entry.title if entry else ""


def _subject_title(visit: Visit, subject: str) -> str:
    """What a citizen knows a subject by."""
    kind, _, number = subject.partition(":")
    if kind == DIGEST:
        return visit.labels("line/notice_buttons.j2")[DIGEST]
    if kind == QUESTION:
        question = questions.find(visit.turn.session, visit.municipality, int(number))
        return question.text if question else subject
    return _title(visit, subject) or visit.labels("line/notice_buttons.j2")["gone"]


def _is_put_aside(question: Question | None) -> bool:
    return question is not None and question.reviewed_as is Reviewed.PUT_ASIDE


def _to_come(answer: Answer) -> str:
    """What kind of thing an answer is about that has yet to come; empty for all else."""
    if answer.decision is Decision.PASS_ON and answer.kind is None and answer.small_talk is None:
        return QUESTION
    parts = {passage.part: passage.lines for passage in answer.passages}
    if answer.kind is Kind.PROCEDURE:
        return "" if Part.ONLINE in parts else answer.kind
    if answer.kind is Kind.INITIATIVE:
        return "" if set(parts.get(Part.STATUS, ())) & _CLOSED else answer.kind
    return ""
