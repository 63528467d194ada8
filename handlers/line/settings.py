"""Citizens choose how they are spoken to: language, larger letters, words without pages.

A language that was only guessed from what they wrote last goes with the next message; what they
chose stays until they choose again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from handlers.languages import JAPANESE, languages
from handlers.line import flex
from handlers.line.messages import MOST_OFFERS
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.language_guess import guessed_language, wished_language
from knowledge.normalise import letters
from store import citizens
from store.citizens import Choices

SETTINGS, CHOOSE = "settings", "choose"
_FILE = Path(__file__).with_name("settings_words.toml")


def hear(visit: Visit, text: str) -> bool:
    """Take a wish to be spoken to otherwise; returns whether it was one, else it is a question."""
    code = wished_language(text)
    if code in languages():
        _keep(visit, replace(visit.choices, language=code, is_language_guessed=False))
        return True
    if letters(text) in _words():
        show(visit, {})
        return True
    return False


def in_their_language(visit: Visit, text: str) -> Visit:
    """The citizen as they are to be answered now, by the language that they write in.

    It is kept (`remember`) once they have their answer: finding that takes a search, which must
    not hold up others in a transaction.
    """
    choices = visit.choices
    if choices.language and not choices.is_language_guessed:
        return visit
    guessed = guessed_language(text)
    if not guessed or guessed == (choices.language or JAPANESE):
        return visit
    language = "" if guessed == JAPANESE else guessed
    return replace(
        visit, choices=replace(choices, language=language, is_language_guessed=bool(language))
    )


def remember(visit: Visit) -> None:
    """Keep how a citizen is spoken to."""
    turn = visit.turn
    citizens.choose(
        turn.session, visit.municipality, visit.conversation, visit.choices, at=turn.now
    )


def show(visit: Visit, _: Mapping[str, str]) -> None:
    """Show what can be chosen, and what is chosen now."""
    name = languages()[visit.choices.language or JAPANESE].name
    visit.reply_text(visit.say("line/settings.j2", name=name, now=visit.choices), _taps(visit))


def choose(visit: Visit, values: Mapping[str, str]) -> None:
    """Keep what was pressed, and say so as it is from now on."""
    match values:
        case {"language": str(code)} if code in languages():
            _keep(visit, replace(visit.choices, language=code, is_language_guessed=False))
        case {"large": str(large)}:
            _keep(visit, replace(visit.choices, is_large=large == "1"))
        case {"text_only": str(text_only)}:
            _keep(visit, replace(visit.choices, is_text_only=text_only == "1"))
        case _:
            visit.reply_text(visit.say("line/old_button.j2"))


def _keep(visit: Visit, choices: Choices) -> None:
    now = replace(visit, choices=choices)
    remember(now)
    name = languages()[choices.language or JAPANESE].name
    text = now.say("line/settings_kept.j2", name=name, now=choices)
    again = [now.tap(now.labels("line/settings_labels.j2")["settings"], SETTINGS)]
    if choices.is_text_only:
        now.reply_text(text, again)
        return
    page = flex.bubble([flex.words(text, flex.letters(is_large=choices.is_large).body)])
    now.reply([flex.flex_message(text, [page], again)])


def _taps(visit: Visit) -> list[Tap]:
    labels, now = visit.labels("line/settings_labels.j2"), visit.choices
    large = labels["usual" if now.is_large else "large"]
    text_only = labels["pages" if now.is_text_only else "text_only"]
    others = [
        visit.tap(large, CHOOSE, large=int(not now.is_large)),
        visit.tap(text_only, CHOOSE, text_only=int(not now.is_text_only)),
    ]
    named = [visit.tap(one.name, CHOOSE, language=code) for code, one in languages().items()]
    return [*named[: MOST_OFFERS - len(others)], *others]


@cache
def _words() -> frozenset[str]:
    said: list[str] = tomllib.loads(_FILE.read_text("utf-8"))["settings"]["is"]
    return frozenset(map(letters, said))
