"""Tables about who meets and who does what: meetings with their cadence, bodies with members."""

from __future__ import annotations

import re

from knowledge.importing.shapes.findings import Findings, Place
from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.table import Table
from store.records.plan_parts import MeetingRecord
from store.tables import CadenceUnit, ItemKind

_NAME = ("会議体", "会議名", "会議", "名称", "組織", "体制", "区分")
_MEMBERS = ("メンバー", "構成", "出席", "参加者", "委員")
_BETWEEN_NAMES = re.compile(r"[、,，;；\s]+(?![^（(]*[)）])")
_UNITS = (
    ("四半期", CadenceUnit.QUARTER),
    ("半期", CadenceUnit.YEAR),
    ("半年", CadenceUnit.YEAR),
    ("週", CadenceUnit.WEEK),
    ("月", CadenceUnit.MONTH),
    ("年", CadenceUnit.YEAR),
)
_BRACKET = re.compile(r"\([^)]*\)")
_TIMES = re.compile(r"(\d+)\s*[~〜-]?\s*\d*\s*回")
_EVERY = re.compile(r"(\d+)\s*(?:か|ヶ|カ|ケ|箇)?(?:四半期|週|月|年)")


def meetings(table: Table, place: Place) -> Findings | None:
    """A table of meetings: name, purpose, members and how often they meet."""
    name = table.column(*_NAME)
    cadence = table.column("開催頻度", "頻度", "開催", "回数", skip=(name,))
    if name is None or cadence is None:
        return None
    purpose = table.column("目的", "役割", "内容", "議題", "所掌", skip=(name, cadence))
    members = table.column(*_MEMBERS, skip=(name, cadence, purpose))
    found = Findings()
    for row in table.rows[1:]:
        title = row.cell(name)
        if not title:
            continue
        times, every, unit = cadence_of(row.cell(cadence))
        found.parts.append(
            MeetingRecord(
                key=title,
                title=title,
                purpose=row.cell(purpose),
                members=members_of(row.cell(members)),
                cadence=row.cell(cadence),
                times=times,
                every=every,
                unit=unit,
                **place.source,
            )
        )
    return found


def bodies(table: Table, place: Place) -> Findings | None:
    """A table of the bodies that carry a plan: name, role and members."""
    name = table.column(*_NAME)
    role = table.column("役割", "所掌", "機能", "任務", skip=(name,))
    if name is None or role is None:
        return None
    members = table.column(*_MEMBERS, skip=(name, role))
    found = Findings()
    for row in table.rows[1:]:
        if title := row.cell(name):
            facts = (("役割", row.cell(role)), ("メンバー", row.cell(members)))
            found.parts.append(place.item(ItemKind.BODY, title, *facts))
    return found


def members_of(text: str) -> tuple[str, ...]:
    """Names of a cell that lists members."""
    return tuple(name for name in _BETWEEN_NAMES.split(text.strip()) if name)


def cadence_of(text: str) -> tuple[int | None, int | None, CadenceUnit | None]:
    """Times, every how many units, and the unit: 「1回/2週」 is (1, 2, week); all nothing where
    the text does not say."""
    plain = half_width(text)
    plain = _BRACKET.sub("", plain).strip() or plain
    unit = next((unit for word, unit in _UNITS if word in plain), None)
    if unit is None:
        if re.search(r"随時|必要|適宜|都度|不定期", plain):
            return None, None, CadenceUnit.AS_NEEDED
        return None, None, None
    times = _TIMES.search(plain)
    every = _EVERY.search(plain)
    count = int(times[1]) if times else 1
    if "半期" in plain.replace("四半期", "") or "半年" in plain:
        return count * 2, 1, unit
    if "隔" in plain:
        return count, 2, unit
    return count, int(every[1]) if every else 1, unit
