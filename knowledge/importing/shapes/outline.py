"""The outline of a document: headings in their order, with what stands under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.importing.shapes.anchors import Anchor
from knowledge.importing.shapes.lines import ENOUGH_FOR_A_LINE, Line, goes_on, half_width
from knowledge.importing.shapes.numbering import BRACKETED, UNNUMBERED, numbered, starts_a_section

LONGEST_UNNUMBERED = 40
CHAPTER = 15
REMARK = 50
"""Rank from which on a heading may be a remark in a list, not a theme."""
UNNUMBERED_BELOW = 55
"""Rank from which on a mark is no number: a title of the contents with it is a chapter."""
_NO_HEADING = re.compile(
    r"^[※☞→⇒◇◎＜<「『\"'(（・_]|^(?:出典|資料|注|図|表)\s*[:：\d]|^\d[\d,.]*\s*$|^第\s*\d+\s*条|、"
)
_ENDS_A_SENTENCE = re.compile(
    r"[。、，,．:：;；!！?？」』】>＞・をにはがのでへや]$|(?<!こ)と$|.{16,}こと$"
)
_GOES_ON = re.compile(r"^[をにはがのとでへ、。)）]")
_BRACKET_HEADING = re.compile(r"^[【〔\[][^】〕\]]{1,40}[】〕\]]$")
_NO_BRACKET_HEADING = re.compile(r"\d\s*(?:版|年)|[Vv][Ee][Rr]")
"""An edition or a period in brackets belongs to the title above it."""
_BRACKETED_NUMBER = re.compile(r"^[(（]\s*([0-9０-９])\s*([0-9０-９]?)\s*[)）]\s*")
_ALWAYS_HEADING = re.compile(
    r"^(?:はじめに|おわりに|改[訂定]の?(?:履歴|経過|経緯)|策定の?(?:経過|経緯)|附則|用語集|用語解説|資料編|参考資料|巻末資料)$"
)
_LETTERS = re.compile(r"[ぁ-んァ-ヶ一-龠A-Za-z]{2}")

Rank = tuple[int, int]
"""Depth of the heading mark (0 without), then the rank of its number."""


@dataclass
class Node:
    """A heading with the lines under it, up to the next heading."""

    title: str
    line: int
    rank: Rank
    path: tuple[str, ...] = ()
    """Titles of the headings above it, outermost first."""
    body: list[Line] = field(default_factory=list)
    anchor: Anchor | None = None
    """Where the heading is the title of an initiative with its departments."""
    is_line: bool = False
    """Whether it turned out to be a line of the text above: a point of a list, a caption."""
    has_children: bool = False
    has_initiatives: bool = False
    """Whether a title with departments stands somewhere below it."""

    @property
    def number(self) -> int:
        """Rank of its number alone."""
        return self.rank[1]


def outline(
    lines: Sequence[Line], anchors: Sequence[Anchor], known: frozenset[str] = frozenset()
) -> list[Node]:
    """Every heading in the document's order; the first node has no title and holds what stands
    above all headings. ``known`` are titles that the table of contents names."""
    by_title = {anchor.title_place: anchor for anchor in anchors}
    consumed = {anchor.place for anchor in anchors if anchor.place != anchor.title_place}
    inside = [(anchor.title_place, anchor.end) for anchor in anchors]
    spans = iter(sorted(inside))
    span = next(spans, None)
    repeated = _repeated_chapters(lines)
    nodes = [Node("", 0, (-1, 0))]
    stack: list[Node] = []
    mark_level = 0
    for place, line in enumerate(lines):
        while span is not None and place >= span[1]:
            span = next(spans, None)
        anchor = by_title.get(place)
        if anchor is not None:
            node = _push(stack, Node(_clean(anchor.title), line.number, (9, 99), anchor=anchor))
            node.path = _themes_only(stack[:-1], nodes)
            nodes.append(node)
            continue
        if place in consumed:
            continue
        is_inside = span is not None and span[0] < place < span[1]
        is_text = is_inside or place in repeated
        rank = None if is_text else _rank(lines, place, mark_level, known)
        if rank is None:
            nodes[-1].body.append(line)
            continue
        mark_level = rank[0]
        nodes.append(_push(stack, Node(_clean(line.text), line.number, rank)))
    return nodes


def _repeated_chapters(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that repeat a chapter's title without beginning it.

    The same title again before another chapter began is the head of a page; one that comes again
    after other chapters was only mentioned before.
    """
    chapters = [
        (place, heading_key(line.text))
        for place, line in enumerate(lines)
        if not line.is_blank
        and not line.is_row
        and not line.is_bullet
        and (number := numbered(line.plain)) is not None
        and number.rank <= CHAPTER
        and starts_a_section(line.plain)
    ]
    repeated = set()
    last = ""
    begun: dict[str, int] = {}
    for place, key in chapters:
        if key == last:
            repeated.add(place)
        elif key in begun:
            repeated.add(begun[key])
            begun[key] = place
        else:
            begun[key] = place
        last = key
    return frozenset(repeated)


def _themes_only(stack: Sequence[Node], nodes: Sequence[Node]) -> tuple[str, ...]:
    """The path of an initiative without a heading whose neighbours before it head none: the last
    of some numbered remarks is no theme because initiatives follow it."""
    return tuple(
        above.title
        for above in stack
        if above.number < REMARK
        or above.rank[0]
        or not any(
            before.rank == above.rank and before.path == above.path and not before.has_initiatives
            for before in nodes
            if before.line < above.line
        )
    )


def _push(stack: list[Node], node: Node) -> Node:
    while stack and (stack[-1].rank >= node.rank or _is_unnumbered_beside(stack[-1], node)):
        stack.pop()
    node.path = tuple(above.title for above in stack)
    for above in stack:
        above.has_children = True
        above.has_initiatives = above.has_initiatives or node.anchor is not None
    stack.append(node)
    return node


def is_mere_heading(title: str) -> bool:
    """Whether a title says nothing by itself: 改訂履歴, 参考資料."""
    return _ALWAYS_HEADING.match(title) is not None


def _is_unnumbered_beside(above: Node, node: Node) -> bool:
    """Whether both have the same heading mark, and the one above has no number: 「## はじめに」."""
    return above.rank[0] == node.rank[0] > 0 and above.number == 0


def _rank(lines: Sequence[Line], place: int, mark_level: int, known: frozenset[str]) -> Rank | None:
    """The rank of a heading, nothing for any other line."""
    line = lines[place]
    if line.is_blank or line.is_row:
        return None
    number = numbered(line.plain)
    if line.level:
        return line.level, number.rank if number else 0
    if line.is_bullet or not _stands_alone(lines, place):
        return None
    if number is not None and _is_in_list(lines, place, number.rank):
        return None
    is_known = heading_key(line.text) in known
    if is_known and (number is None or number.rank > UNNUMBERED_BELOW):
        return mark_level, 5
    if number is not None and starts_a_section(line.plain):
        return mark_level, number.rank
    if _is_bracket_heading(line):
        return mark_level, BRACKETED
    return (mark_level, UNNUMBERED) if _is_unnumbered_heading(lines, place) else None


def _is_in_list(lines: Sequence[Line], place: int, rank: int) -> bool:
    """Whether the next line, with no blank one between, has a number of the same kind."""
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is None or after.is_blank or after.is_row or after.level:
        return False
    number = numbered(after.plain)
    return number is not None and number.rank == rank


def _clean(title: str) -> str:
    """A title with its bracketed number written one way: 「(1 1)」 and 「（11）」 as 「(11)」."""
    return _BRACKETED_NUMBER.sub(r"(\1\2) ", title)


def heading_key(text: str) -> str:
    """What a heading and its line in the table of contents share."""
    return re.sub(r"[\s・.．…,、\-]+", "", half_width(text)).lower()


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    before = lines[place - 1] if place else None
    return before is None or before.is_blank or before.is_row or before.level > 0


def _is_unnumbered_heading(lines: Sequence[Line], place: int) -> bool:
    """A short line that ends no sentence, with text of another kind right below it."""
    text = lines[place].text
    if _ALWAYS_HEADING.match(text):
        return True
    if len(text) > LONGEST_UNNUMBERED or not _LETTERS.search(text):
        return False
    if _NO_HEADING.search(text) or _ENDS_A_SENTENCE.search(text):
        return False
    after = _next(lines, place)
    if after is None or after.level or _GOES_ON.match(after.text) or starts_a_section(after.plain):
        return False
    if goes_on(lines[place], after):
        return False
    if _is_bracket_heading(after):
        return True
    return after.is_row or after.is_bullet or _is_prose(after.text)


def _is_bracket_heading(line: Line) -> bool:
    return (
        _BRACKET_HEADING.match(line.text) is not None
        and _NO_BRACKET_HEADING.search(line.plain) is None
    )


def _is_prose(text: str) -> bool:
    return len(text) >= ENOUGH_FOR_A_LINE or text.endswith(("。", "」", "』"))


def _next(lines: Sequence[Line], place: int) -> Line | None:
    return next((line for line in lines[place + 1 :][:8] if not line.is_blank), None)
