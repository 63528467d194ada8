"""What stands before the first heading: title, edition and date of the plan; and its contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.importing.shapes.lines import Line, half_width
from knowledge.importing.shapes.numbering import starts_a_section
from knowledge.importing.shapes.outline import heading_key
from knowledge.importing.years import day_in, period_in

_EDITION = re.compile(
    r"第\s*\d+(?:\.\d+)?\s*版|(?:Ver|ver|VER|Version|version)\.?\s*\d+(?:\.\d+)*|(?<![\d.])\d+\.\d+\s*版"
)
_EDITION_BRACKET = re.compile(
    r"\s*[(【\[〔〈<]\s*(?:第?\s*\d+(?:\.\d+)?\s*版|(?:令和|平成|R|H)?\s*\d+\s*年度?(?:版|改[訂定]版?)?"
    r"|(?:一部)?改[訂定]版?|案|素案|概要版|本編)\s*[)】\]〕〉>]\s*"
)
_PERIOD_BRACKET = re.compile(
    r"\s*[(【\[〔〈<][^()【】\[\]〔〕〈〉<>]*\d{1,4}\s*(?:年度?)?\s*[~〜～\-–—―から]+[^()【】\[\]〔〕〈〉<>]*\d"
    r"[^()【】\[\]〔〕〈〉<>]*[)】\]〕〉>]\s*"
)
_NO_TITLE = re.compile(
    r"^(?:目次|もくじ|はじめに|資料|参考|改[訂定]履歴|アジェンダ|contents|agenda)$", re.I
)
_PLAN_WORD = re.compile(r"計画|プラン|方針|構想|戦略|ビジョン|指針|ロードマップ")
_CONTENTS = re.compile(r"^(?:目\s*次|もくじ|アジェンダ|Contents|CONTENTS|Agenda|AGENDA)$")
_PAGE = re.compile(r"(?:[\s・.．…‥―－─·_]{2,}|\s)[Pp]?\.?\d{1,3}$|\t\s*\d{0,3}$")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_PERIOD_WORDS = re.compile(r"(?:計画|対象|推進|実施|取組)?期間")
_OF_OTHERS = re.compile(r"(?:国|都|道|府|県|政府|総務省|デジタル庁)(?:は|が|の|では|において)")
"""A sentence about what others do; the years in it are theirs."""
_PUBLISHER = re.compile(
    r"\S{1,8}\s?[市町村区県](?:\s+\S{1,20}(?:部|課|室|局|係))*|(?:\S\s+){2,8}\S|.*(?:推進本部|推進室|戦略室|推進課)"
)
LONGEST_TITLE = 60
MOST_FRONT_LINES = 40


@dataclass(frozen=True)
class FrontMatter:
    """What a document says about itself before it begins."""

    title: str
    edition: str
    issued_on: str
    """ISO 8601 as exactly as it is told."""
    title_lines: frozenset[int]
    """Numbers of the lines that all this stands on."""


def read_front(lines: Sequence[Line], first_heading: int) -> FrontMatter:
    """Title, edition and date from the lines above the first heading (its number, exclusive).

    A marked heading of the first level is the title; without one, the first short lines are, as
    long as they speak of a plan.
    """
    front = [line for line in lines if not line.is_blank and line.number < first_heading]
    marked = _topmost(lines)
    if marked is not None and _PLAN_WORD.search(marked.text):
        titles = [marked]
    else:
        titles = _titles(front[:MOST_FRONT_LINES])
    above = [*titles, *front[:MOST_FRONT_LINES]]
    edition = next((words for line in above if (words := edition_in(line.text))), "")
    dated = [line for line in above if (edition and edition_in(line.text)) or len(line.text) < 40]
    issued_on = next((day for line in dated if (day := day_in(line.text))), "")
    used = {line.number for line in titles}
    used |= {
        line.number
        for line in front[:MOST_FRONT_LINES]
        if len(line.text) <= LONGEST_TITLE
        and (
            edition_in(line.text)
            or day_in(line.text)
            or period_in(line.text)
            or _PUBLISHER.fullmatch(line.text)
        )
    }
    return FrontMatter(
        plan_title("".join(line.text for line in titles)), edition, issued_on, frozenset(used)
    )


def _topmost(lines: Sequence[Line]) -> Line | None:
    """The marked heading above all others: of the first level, or the first of all."""
    levels = [line.level for line in lines if line.level]
    if not levels or levels.count(min(levels)) > 1:
        return None
    top = next(line for line in lines if line.level == min(levels))
    first = next(line for line in lines if line.level)
    return top if top is first or top.level == 1 else None


def _titles(front: Sequence[Line]) -> list[Line]:
    """The first lines that together name the plan."""
    titles: list[Line] = []
    for line in front:
        text = line.text
        if line.is_row or line.is_bullet or len(text) > LONGEST_TITLE or text.endswith("。"):
            break
        if _NO_TITLE.match(text) or starts_a_section(line.plain):
            break
        if not _PLAN_WORD.search(text) or text.startswith("第") or _is_only_dated(text, titles):
            if titles:
                break
            continue
        titles.append(line)
    return titles


def _is_only_dated(text: str, titles: Sequence[Line]) -> bool:
    """Whether a line with a period tells that, and not the title that it stands behind."""
    if not period_in(text):
        return False
    return bool(titles) or period_in(_PERIOD_BRACKET.sub("", half_width(text))) is not None


def plan_title(text: str) -> str:
    """The title without the edition and the like, which another edition will not share."""
    plain = _PERIOD_BRACKET.sub("", _EDITION_BRACKET.sub("", half_width(text)))
    return _EDITION.sub("", plain).strip(" -_") if plain else ""


def edition_in(text: str) -> str:
    """The edition that a text names, such as ``第1.1版`` or ``Ver.2.0``; else empty."""
    found = _EDITION.search(half_width(text))
    return found[0].replace(" ", "") if found else ""


def without_edition(text: str) -> str:
    """The text without the first edition it names."""
    found = _EDITION.search(half_width(text))
    return text[: found.start()] + text[found.end() :] if found else text


def period_of(lines: Sequence[Line]) -> tuple[date, date] | None:
    """The period of the plan: where a line speaks of its period, else the first one named near
    the front or in a heading's first sentences."""
    texts = [
        line
        for line in lines
        if not line.is_row and not line.is_blank and not _OF_OTHERS.search(line.text)
    ]
    told = [line for line in texts if _PERIOD_WORDS.search(line.text)]
    rest = [line for line in texts if _PLAN_WORD.search(line.text)]
    for line in [*told, *texts[:MOST_FRONT_LINES], *rest]:
        if period := period_in(line.text):
            return period
    return None


def without_contents(lines: Sequence[Line]) -> tuple[list[Line], frozenset[str]]:
    """The lines without the table of contents, and the titles that it names.

    The table ends where its first title comes again as a heading, or with its last line that has
    a page number.
    """
    start = next((place for place, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    if start is None:
        return list(lines), frozenset()
    first = next((n for n in range(start + 1, len(lines)) if not lines[n].is_blank), None)
    if first is None:
        return list(lines), frozenset()
    wanted = heading_key(contents_title(lines[first]))
    again = next(
        (n for n in range(first + 1, len(lines)) if heading_key(lines[n].text) == wanted), None
    )
    end = _end_of_contents(lines, first, len(lines) if again is None else again)
    if end is None:
        end = first if again is None else again
    names = frozenset(
        heading_key(contents_title(line)) for line in lines[first:end] if not line.is_blank
    )
    return [*lines[:start], *lines[end:]], names


def _end_of_contents(lines: Sequence[Line], first: int, last: int) -> int | None:
    """Behind the last line with a page number; nothing where no line has one."""
    end = None
    for place in range(first, last):
        line = lines[place]
        if line.is_blank:
            continue
        if line.text.endswith("。") or (end is not None and line.level):
            break
        if _PAGE.search(line.text):
            end = place + 1
    return end


def contents_title(line: Line) -> str:
    """The title that a line of a table of contents names, without leaders and page number."""
    text = _LINK.sub(r"\1", line.text.replace("\t", "  "))
    return _PAGE.sub("", text).strip(" ・.．…·─")
