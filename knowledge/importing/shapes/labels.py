"""Labels inside an initiative: 目的, 現状, 理想 and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.numbering import STEP, numbered
from knowledge.normalise import normalise

SCHEDULE = "schedule"
_LABELS = {
    "目的": "purpose",
    "ねらい": "purpose",
    "目的・効果": "purpose",
    "現状": "current_state",
    "課題": "current_state",
    "現状と課題": "current_state",
    "現状・課題": "current_state",
    "理想": "ideal_state",
    "理想像": "ideal_state",
    "理想の姿": "ideal_state",
    "ありたい姿": "ideal_state",
    "目指す姿": "ideal_state",
    "めざす姿": "ideal_state",
    "将来像": "ideal_state",
    "概要": "direction",
    "取組": "direction",
    "取組内容": "direction",
    "取組の内容": "direction",
    "取組概要": "direction",
    "取組の概要": "direction",
    "取組の方向性": "direction",
    "事業概要": "direction",
    "事業内容": "direction",
    "実施内容": "direction",
    "内容": "direction",
    "方向性": "direction",
    "取組方針": "direction",
    "取組の方針": "direction",
    "スケジュール": SCHEDULE,
    "年次計画": SCHEDULE,
    "年度別計画": SCHEDULE,
    "実施計画": SCHEDULE,
    "実施時期": SCHEDULE,
    "工程": SCHEDULE,
    "指標": "note",
    "成果指標": "note",
    "数値目標": "note",
    "目標指標": "note",
    "評価指標": "note",
    "主な取組": "direction",
    "主な取組内容": "direction",
    "目標": "note",
    "kpi": "note",
    "担当課": "note",
    "備考": "note",
    "留意点": "note",
}
POINT = 40
"""Rank from which on a number may be that of a label: 「(1) 目的」, 「① 目的」."""
_ANY = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_LABELLED = re.compile(rf"^({_ANY})\s*:\s*(.*)$")
_SPACED = re.compile(rf"^({_ANY})(?:　| {{2,}})(.*)$")
_BRACKETED = re.compile(r"^[【\[<(■◆●▼]\s*(.+?)\s*[】\]>)]?\s*:?\s*(?<=[】\]>)])\s*(.*)$")


def without_mark(text: str) -> str:
    """A text without the number of a point of a list before it: 「② 担当課」."""
    number = numbered(half_width(text))
    is_point = number is not None and POINT <= number.rank != STEP
    return text[number.length :].strip() if number and is_point else text


@dataclass(frozen=True)
class Label:
    """A label and what stands behind it on the same line."""

    field: str
    rest: str


def label_of(text: str) -> Label | None:
    """The field that a line names: 「目的：…」, 「現状」 alone, 「【理想】…」."""
    alone = _LABELS.get(normalise(without_mark(text)).rstrip(":").strip())
    if alone:
        return Label(alone, "")
    plain = half_width(text)
    if found := _LABELLED.match(plain):
        return Label(_LABELS[found[1]], text[found.start(2) :].strip())
    if found := _SPACED.match(text):
        return Label(_LABELS[found[1]], found[2].strip())
    if found := _BRACKETED.match(plain):
        field = _LABELS.get(normalise(found[1]))
        return Label(field, text[found.start(2) :].strip()) if field else None
    return None
