"""Show of two long texts the parts that differ, with a few characters around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SHORT = 40
"""Texts up to this many characters are shown whole."""
AROUND = 8
"""Characters shown before and after what differs."""
MOST_LETTERS = 60
"""Of what differs."""
MOST_WORDS = 2000
"""More words than this are not lined up with each other."""

_WORD = re.compile(r"[一-鿿々]+|[぀-ゟ]+|[゠-ヿ]+|[0-9.,０-９]+|[A-Za-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A place where two texts differ."""

    before: str
    after: str


def changed_parts(before: str, after: str) -> list[Part]:
    """The places where the texts differ; the whole texts where they are short."""
    if max(len(before), len(after)) <= SHORT:
        return [Part(before, after)]
    old, new = _WORD.findall(before), _WORD.findall(after)
    return [
        Part(_excerpt(old, first, last), _excerpt(new, start, end))
        for first, last, start, end in _places(old, new)
    ]


def _places(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Where the words differ: first and end in the old text, first and end in the new one."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[same : len(old) - tail], new[same : len(new) - tail]
    if max(len(left), len(right)) > MOST_WORDS:
        return [(same, len(old) - tail, same, len(new) - tail)]
    return [
        (same + first, same + last, same + start, same + end)
        for tag, first, last, start, end in SequenceMatcher(
            None, left, right, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]


def _excerpt(words: list[str], first: int, end: int) -> str:
    ahead, there, behind = (
        "".join(part) for part in (words[:first], words[first:end], words[end:])
    )
    if len(there) > MOST_LETTERS:
        there = there[: MOST_LETTERS - 1] + "…"
    head = ("…" if len(ahead) > AROUND else "") + ahead[-AROUND:]
    tail = behind[:AROUND] + ("…" if len(behind) > AROUND else "")
    return " ".join(f"{head}【{there}】{tail}".split())
