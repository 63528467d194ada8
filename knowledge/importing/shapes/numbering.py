"""How headings are numbered, and which kind of number stands above which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importing.shapes.lines import half_width

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
"""Circled numbers, 1 to 50."""

POLICY = 20
"""Rank of 政策1, 基本目標1 and the like."""
_POLICY = (
    "基本目標|基本方針|基本施策|重点目標|重点方針|重点施策|重点取組|重点項目|政策|施策|目標|方針|戦略|柱|"
    "取組|プロジェクト|分野"
)
_KINDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (10, re.compile(r"第\s*[\d一二三四五六七八九十]+\s*[編部章]\s*")),
    (11, re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]|(?:I|II|III|IV|V|VI|VII|VIII|IX|X)(?=[.\s]))[.．、\s_]*")),
    (12, re.compile(r"第\s*\d{1,2}\s+(?!期(?!間)|[\d次回版章節条編部年号])")),
    (15, re.compile(r"第\s*[\d一二三四五六七八九十]+\s*節\s*")),
    (
        POLICY,
        re.compile(rf"(?:{_POLICY})\s*(?:\d+|[{CIRCLED}ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])(?![\d\-.][\d])[.:：\s_]*"),
    ),
    (22, re.compile(rf"(?:{_POLICY})\s*\d+[\-.]\d+(?![\-.]\d)[.:：\s_]*")),
    (24, re.compile(rf"(?:{_POLICY})\s*\d+[\-.]\d+[\-.]\d+[.:：\s_]*")),
    (30, re.compile(r"\d{1,2}(?:\.(?!\d)|_|、|(?=\s))\s*")),
    (35, re.compile(r"\d{1,2}[\-.]\d{1,2}(?![\-.\d])[.:_]?\s*")),
    (37, re.compile(r"\d{1,2}[\-.]\d{1,2}[\-.]\d{1,2}[.:_]?\s*")),
    (40, re.compile(r"\(\s*\d\s*\d?\s*\)\s*")),
    (45, re.compile(r"(?:STEP|Step|ステップ|フェーズ|PHASE|Phase)\s*\d+[.:\s]*")),
    (50, re.compile(rf"[{CIRCLED}]\s*")),
    (58, re.compile(r"\((?:参考|資料|別表|補足)\s*\d*\)\s*")),
    (62, re.compile(r"[アイウエオカキクケコ][.、\s]\s*|\([アイウエオカキクケコ]\)\s*")),
    (65, re.compile(r"[■◆●▼□][\s]*(?=\S)")),
)
UNNUMBERED = 60
BRACKETED = 65
STEP = 45
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Numbered:
    """A line that begins with a number as headings have it."""

    rank: int
    """The smaller, the higher it stands: a chapter 10, a bracketed number 40."""
    length: int
    """Letters of the number itself."""


def numbered(plain: str) -> Numbered | None:
    """The number a line begins with; ``plain`` is its half-width text."""
    for rank, pattern in _KINDS:
        if found := pattern.match(plain):
            return Numbered(rank, found.end())
    return None


def starts_a_section(plain: str) -> bool:
    """Whether a line looks like a numbered heading: a number, a few words and no sentence."""
    number = numbered(plain)
    if number is None or len(plain) > LONGEST_HEADING:
        return False
    rest = plain[number.length :].strip()
    if not rest:
        return number.rank in {STEP, 10, 15}
    if rest[-1] in "。、,:;" or "。" in rest:
        return False
    # «2023年度 …» or «30 名» is a figure, and ①…、②… is a run of items.
    if number.rank == 30 and not plain[: number.length].strip(" ").endswith((".", "_", "、")):
        return len(rest) <= 40 and not re.match(r"[年月日名人件%回時円台位]", rest)
    return not (number.rank == 50 and any(mark in rest for mark in CIRCLED))


def without_number(title: str) -> str:
    """A heading without its number, as people say it."""
    number = numbered(half_width(title))
    return (title[number.length :].strip() if number else title) or title


def circled_number(mark: str) -> int:
    """1 for ①, 50 for ㊿.

    Raises:
        ValueError: no circled number.
    """
    return CIRCLED.index(mark) + 1
