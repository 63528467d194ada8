"""What the menu for a disaster leads to: the notice of the city, and where to flee to."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answers.help_lines import help_lines
from handlers.line import flex
from handlers.line.answering import entry_tap
from handlers.line.visit import Visit
from knowledge.answer import Audience, Decision
from store import city_notices

NOTICE, EVACUATION = "city_notice", "evacuation"


def show_notice(visit: Visit, _values: Mapping[str, str]) -> None:
    """The notice stands on top of every reply; say that it does, or that there is none."""
    turn = visit.turn
    notice = city_notices.current(turn.session, visit.municipality, now=turn.now)
    labels = visit.labels("line/city_notice_labels.j2")
    offers = [visit.tap(labels["evacuation"], EVACUATION)] if notice else []
    visit.reply_text(visit.say("line/city_notice_told.j2", is_there_one=bool(notice)), offers)


def show_evacuation(visit: Visit, _values: Mapping[str, str]) -> None:
    """The page that says where to flee to, and what the counter knows of shelters."""
    labels = visit.labels("line/city_notice_labels.j2")
    asked = visit.office.counter.ask(
        labels["question"], municipality=visit.municipality, audience=Audience.CITIZEN
    )
    base = visit.office.counter.shelves(visit.municipality).base
    text = visit.say(
        "line/evacuation.j2",
        url=base.evacuation_url,
        contacts=asked.contacts[:1],
        lines=help_lines(),
    )
    offers = (
        [entry_tap(visit, asked.entry_key, asked.title)]
        if asked.decision is Decision.ANSWER
        else []
    )
    link = flex.link_to(labels["open"], base.evacuation_url)
    if visit.choices.is_text_only or not link:
        visit.reply_text(text, offers)
        return
    size = flex.letters(is_large=visit.choices.is_large)
    buttons = [flex.button(one, is_main=True) for one in link]
    bubble = flex.bubble([flex.words(text, size.body)], buttons)
    visit.reply([flex.flex_message(text, [bubble], offers)])
