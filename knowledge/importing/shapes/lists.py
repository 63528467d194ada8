"""Lists in running text: references, articles, systems, bodies, counted facts, evaluation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.findings import Findings, Place
from knowledge.importing.shapes.front_matter import edition_in, without_edition
from knowledge.importing.shapes.lines import Line, half_width, paragraphs
from knowledge.importing.shapes.numbering import CIRCLED, without_number
from knowledge.importing.shapes.quantities import quantity
from knowledge.importing.shapes.tables_of_lists import edition_key, names_systems, numbered_items
from knowledge.importing.years import day_and_rest, deadline_in, year_in
from store.records.plan_parts import EditionRecord, IndicatorRecord, TermRecord
from store.tables import ItemKind

_REFERENCE = re.compile(r"^[◇◆]\s*(\S.*)$")
_BRACKETED = re.compile(r"^[【\[〔]")
_ARTICLE = re.compile(r"^第\s*(\d{1,2})\s*条[\s:、.]*(\S.*)$")
_BODY = re.compile(r"^[「『](?P<name>[^」』]{2,40})[」』]\s*[:：]\s*(?P<role>\S.*)$")
_MEMBERS = re.compile(r"^(?:メンバー|構成員?|委員|構成メンバー)\s*[:：\s]\s*(\S.*)$")
_COUNT = re.compile(
    r"^(?P<label>[^:：。]{2,40})\s*[:：]\s*(?P<value>\D{0,8}\d[\d,.]*\s*"
    r"(?:名|人|件|台|回|%|円|世帯|手続|施設|か所|箇所|部門|課|団体|業務).*)$"
)
_COUNT_HEADINGS = ("調査", "アンケート", "状況", "実績", "結果", "統計")
_EVALUATION_HEADINGS = re.compile(
    r"評価(?:方法|の方法|・|と|体制|指標)|進行管理|進捗管理|進捗の管理|効果検証|ＰＤＣＡ|PDCA"
)
_EVALUATION = re.compile(r"評価|KPI|Ｋ\s*Ｐ\s*Ｉ|K\s*P\s*I|PDCA|検証|達成度|点検|進捗管理|進行管理")
_ITEM_MARK = re.compile(rf"[{CIRCLED}]")
_SENTENCE = re.compile(r"[^。]+。?")
LEAST_ARTICLES = 3
LEAST_ITEMS = 3
_A_YEAR = r"(?:令和|平成|[RH])?\s*(?:\d{1,4}|元)\s*年度?末?"
_GOAL = re.compile(
    rf"^(?P<title>\S.{{1,60}}?)\s*[:\s]\s*(?P<first>{_A_YEAR})\s*:?\s*(?P<before>[\d,.]+\s*\S{{0,6}}?)"
    rf"\s*(?:→|⇒|➡)\s*(?P<last>{_A_YEAR})\s*:?\s*(?P<after>[\d,.]+\s*\S{{0,6}})$"
)
_GLOSSARY = re.compile(r"用語(?:集|解説|説明|の解説|の説明|の定義|一覧)?$")
_TERM = re.compile(
    r"^(?:[【〔\[「]([^】〕\]」]{1,40})[】〕\]」]\s*[:：…]*|([^:：…。、]{1,40}?)\s*(?:[:：]|…+))\s*(\S.*)$"
)
_FIRST_EDITION = re.compile(r"初版")
_HISTORY = re.compile(r"改[訂定]|履歴|経過|沿革|経緯")
_LISTS_SYSTEMS = re.compile(r"\d+|対象|一覧")
LONGEST_SYSTEM = 24
LONGEST_EDITION = 120


def find_lists(lines: Sequence[Line], place: Place) -> Findings:
    """Everything that the lines under one heading list."""
    found = Findings()
    texts = [line for line in lines if not line.is_row and not line.is_blank]
    for reader in _READERS:
        found.add(reader(texts, place))
    return found


def is_reference(text: str) -> bool:
    """Whether a line names a law, guide or plan that is referred to."""
    return _REFERENCE.match(text) is not None


def _references(lines: Sequence[Line], place: Place) -> Findings:
    """◇ lines: the laws, guides and plans that a part of the plan refers to."""
    found = Findings()
    path = place.path
    while len(path) > 1 and _BRACKETED.match(path[-1]):
        path = path[:-1]
    group = path[-1] if path else place.heading
    for line in lines:
        if reference := _REFERENCE.match(line.text):
            title = reference[1].strip()
            found.parts.append(place.item(ItemKind.REFERENCE, title, group=group, path=path))
    return found


def _articles(lines: Sequence[Line], place: Place) -> Findings:
    """Articles of principles to work by: 第1条 …, one a line."""
    found = Findings()
    for line in lines:
        if article := _ARTICLE.match(half_width(line.text)):
            number = f"第{article[1]}条"
            text = line.text[article.start(2) :]
            found.parts.append(place.item(ItemKind.ARTICLE, f"{number} {text}"))
    return found if len(found.parts) >= LEAST_ARTICLES else Findings()


def _systems(lines: Sequence[Line], place: Place) -> Findings:
    """Systems in a run of circled numbers, or one a line, under a heading that names systems."""
    found = Findings()
    if not names_systems(place.heading):
        return found
    run: list[tuple[int, str]] = []
    for line in lines:
        if len(_ITEM_MARK.findall(line.text)) >= LEAST_ITEMS:
            found.add(_numbered_systems(numbered_items(line.text), line.number, place))
        elif len(line.text) <= LONGEST_SYSTEM and "。" not in line.text:
            alone = [(len(run) + 1, line.text)] if line.is_bullet else []
            run += numbered_items(line.text) or alone
    if not found.parts and len(run) >= LEAST_ITEMS and _LISTS_SYSTEMS.search(place.heading):
        found.add(_numbered_systems(run, lines[0].number, place))
    return found


def _numbered_systems(items: Sequence[tuple[int, str]], line: int, place: Place) -> Findings:
    found = Findings()
    expected = 1
    for number, title in items:
        if number > expected:
            gap = f"{place.heading} {CIRCLED[expected - 1]}"
            found.leftovers.append(Leftover(line, gap, Reason.NUMBER_SKIPPED))
        expected = number + 1
        found.parts.append(place.item(ItemKind.SYSTEM, title))
    return found


def _editions(lines: Sequence[Line], place: Place) -> Findings:
    """The history of a document as a list: 「令和7年3月 第1版策定」."""
    found = Findings()
    if not _HISTORY.search(place.heading):
        return found
    for line in lines:
        first = _FIRST_EDITION.search(line.text)
        title = edition_in(line.text) or (first[0] if first else "")
        day, rest = day_and_rest(line.text)
        if title and day and len(line.text) <= LONGEST_EDITION and "。" not in line.text:
            text = without_edition(rest).strip(" 　:：、,・-―…()（）")
            found.parts.append(
                EditionRecord(
                    key=edition_key(title), title=title, issued_on=day, text=text, **place.source
                )
            )
    return found


def _indicators(lines: Sequence[Line], place: Place) -> Findings:
    """Indicators one a line: 「手続の数 令和4年度 50件 → 令和8年度 200件」."""
    found = Findings()
    for line in lines:
        told = _GOAL.match(half_width(line.text))
        before = quantity(told["before"]) if told else None
        after = quantity(told["after"]) if told else None
        if told is None or before is None or after is None:
            continue
        title = without_number(line.text[: told.end("title")]).strip()
        found.parts.append(
            IndicatorRecord(
                key=title,
                title=title,
                unit=after.unit or before.unit,
                baseline=before.value,
                baseline_year=year_in(told["first"]),
                target=after.value,
                target_year=year_in(told["last"]),
                **place.source,
            )
        )
    return found


def _terms(lines: Sequence[Line], place: Place) -> Findings:
    """A glossary as a list: 「AI：人工知能」, 「【AI】人工知能」."""
    found = Findings()
    if not is_glossary(place.heading):
        return found
    for line in lines:
        if term := _TERM.match(line.text):
            title, text = (term[1] or term[2]).strip(), term[3].strip()
            found.parts.append(TermRecord(key=title, title=title, text=text, **place.source))
    return found


def is_glossary(heading: str) -> bool:
    """Whether a heading stands above a list of terms."""
    return _GLOSSARY.search(heading) is not None


def _bodies(lines: Sequence[Line], place: Place) -> Findings:
    """Bodies with their role, the members on the next line: 「推進本部」：計画の推進."""
    found = Findings()
    for number, line in enumerate(lines):
        body = _BODY.match(line.text)
        if body is None:
            continue
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        members = _MEMBERS.match(following)
        found.parts.append(
            place.item(
                ItemKind.BODY,
                body["name"],
                ("役割", body["role"]),
                ("メンバー", members[1] if members else ""),
            )
        )
    return found


def _counts(lines: Sequence[Line], place: Place) -> Findings:
    """Counted facts with a label, such as 「回答件数：80件」, under a heading about a survey."""
    found = Findings()
    if not place.speaks_of(*_COUNT_HEADINGS):
        return found
    for line in lines:
        if count := _COUNT.match(half_width(line.text)):
            label = line.text[: count.end("label")].strip()
            value = line.text[count.start("value") :].strip()
            found.parts.append(place.item(ItemKind.FIGURE, label, ("値", value)))
    return found


def _evaluation(lines: Sequence[Line], place: Place) -> Findings:
    """How and until when the plan is evaluated, under a heading that says so."""
    found = Findings()
    if not _EVALUATION_HEADINGS.search(place.heading):
        return found
    sentences = [
        sentence
        for text in paragraphs(list(lines))
        for sentence in _SENTENCE.findall(text)
        if _EVALUATION.search(half_width(sentence))
    ]
    if sentences:
        told = "".join(sentences).strip()
        deadline = next((words for words in map(deadline_in, sentences) if words), "")
        found.parts.append(
            place.item(ItemKind.EVALUATION, place.heading, ("内容", told), ("期限", deadline))
        )
    return found


_READERS: tuple[Callable[[Sequence[Line], Place], Findings], ...] = (
    _editions,
    _references,
    _articles,
    _terms,
    _indicators,
    _systems,
    _bodies,
    _counts,
    _evaluation,
)
