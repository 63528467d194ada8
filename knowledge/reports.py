"""Tell a report of something done about an initiative (取組) from a question.

「書かない窓口、先進地視察に行ってきました」 names an initiative and ends in the past; whoever asks
has a question mark, a question word, or asks for something. In doubt it is a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.normalise import letters, normalise, title_key
from knowledge.titles import MOST_CHOICES, Found, NotFound, Several, find_title

SHORTEST_PART = 2
"""Letters of a title before it can be meant by them at the start."""
SHORTEST_INSIDE = 4
"""Letters of a title before it is looked for inside a text."""
_QUESTION = re.compile(
    r"\?|何(?!とか|度も|回も|件か|人か)|なに|なんで|どう(?!にか|しても|やら)|どこ|どれ|どの|どんな"
    r"|いつ(?!も|か|の間)|だれ|誰|いくら|いくつ|なぜ|教え|おしえ|知りたい|知らせて|下さい|ください"
    r"|お願いし?ます|ほしい|欲しい|(?:か|かな|かしら|っけ)(?:ね|な)?$"
)
_PAST = re.compile(
    r"(?:(?<!ま)た|んだ|完了|実施|済み?|終了|達成|開始|着手|導入|公開|中止|延期)"
    r"(?:よ|ね|ところ)*(?:です)?(?:よ|ね)*[)」』]*$"
)
_SENTENCE_END = re.compile(r"[。．！!\n]+")
_QUOTED = re.compile(r"[「『](.+?)[」』]\s*(.*)", re.DOTALL)
_CHUNK = re.compile(r"[、，,：:\s　]+")
_AFTER_TITLE = re.compile(
    r"(?:について(?:は)?|に関して(?:は)?|の件(?:で|は)?|は|の)?[、，,：:\s　]*"
)
"""What stands between a title and what is told of it."""


@dataclass(frozen=True)
class Told:
    """Something that was done about an initiative."""

    about: Found | Several
    text: str
    """What was done, as it would be recorded."""


def told_in(text: str, titles: Mapping[int, str]) -> Told | None:
    """What a text tells of an initiative; nothing for a question, or where it names none."""
    text = text.strip()
    if not _is_statement(text):
        return None
    return _quoted(text, titles) or _titled(text, titles) or _begun(text, titles)


def _is_statement(text: str) -> bool:
    sentences = [normalise(one) for one in _SENTENCE_END.split(text) if one.strip()]
    if any(_QUESTION.search(one) for one in sentences):
        return False
    return any(_PAST.search(one) for one in sentences)


def _quoted(text: str, titles: Mapping[int, str]) -> Told | None:
    found = _QUOTED.match(text)
    return _told(found[1], found[2], titles) if found else None


def _titled(text: str, titles: Mapping[int, str]) -> Told | None:
    """A whole title, at the start or else anywhere; the longest where there are several."""
    by_key = {title_key(title): number for number, title in titles.items()}
    longest = max(map(len, titles.values()), default=0) * 2
    for end in range(min(len(text), longest), 0, -1):
        number = by_key.get(title_key(text[:end]))
        if number is not None and not text[end - 1].isspace():
            return _with_rest(Found(number), text, end)
    spoken = letters(text)
    inside = {
        number: sound
        for number, title in titles.items()
        if len(sound := letters(title)) >= SHORTEST_INSIDE and sound in spoken
    }
    whole = [
        number
        for number, sound in inside.items()
        if not any(sound != other and sound in other for other in inside.values())
    ]
    match whole:
        case []:
            return None
        case [number]:
            return Told(Found(number), text)
        case _:
            return Told(Several(tuple(whole[:MOST_CHOICES])), text)


def _begun(text: str, titles: Mapping[int, str]) -> Told | None:
    """A part of a title before the first comma or space."""
    part, *rest = _CHUNK.split(text, maxsplit=1)
    return _told(part, "".join(rest), titles)


def _told(part: str, rest: str, titles: Mapping[int, str]) -> Told | None:
    wanted = letters(part)
    if len(wanted) < SHORTEST_PART or not rest:
        return None
    about = find_title(part, titles)
    match about:
        case NotFound():
            return None
        case Several(numbers) if not all(wanted in letters(titles[one]) for one in numbers):
            return None  # only like them: any word at the start may be that
    return _with_rest(about, f"{part} {rest}", len(part))


def _with_rest(about: Found | Several, text: str, end: int) -> Told | None:
    """What follows the title; all of it where the title is a part of the sentence."""
    between = _AFTER_TITLE.match(text, end)
    rest = text[between.end() :].strip() if between and between.group() else ""
    if not rest and not text[end:].strip():
        return None
    return Told(about, rest or text)
