"""What a plan measures: indicators (指標・KPI) and digital maturity (デジタル化レベル)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from knowledge.answer import Contact, Kind, Part, Passage
from knowledge.entries.entry import Entry, listed, source_of
from knowledge.entries.kind_words import words_for
from knowledge.entries.notation import amount, day, fiscal_year
from knowledge.sources import Source
from store.tables import Indicator, IndicatorObservation, MaturityLevel, MaturityObservation


def indicator_entry(row: Indicator, contacts: Mapping[str, Contact]) -> Entry:
    """An indicator: where it stood, where it is to go, and what was observed, latest first."""
    source = source_of(row)
    numbers = (
        (Part.TARGET, row.target, row.target_year),
        (Part.BASELINE, row.baseline, row.baseline_year),
    )
    latest = {seen.observed_on: seen for seen in row.observations}
    return Entry(
        key=f"{Kind.INDICATOR}:{row.id}",
        kind=Kind.INDICATOR,
        title=row.title,
        body="\n".join((row.source_heading, words_for(Kind.INDICATOR))),
        passages=(
            *(
                Passage(part, (amount(value, row.unit),), source, when=fiscal_year(year))
                for part, value, year in numbers
                if value is not None
            ),
            *_observed([latest[when] for when in sorted(latest, reverse=True)], row.unit),
        ),
        contacts=(contacts.get(row.department, Contact(row.department)),) if row.department else (),
        source=source,
    )


def _observed(seen: Sequence[IndicatorObservation], unit: str) -> list[Passage]:
    lines = [f"{day(one.observed_on)} {amount(one.value, unit)}" for one in seen]
    source = Source(seen[0].source) if seen else Source("")
    return listed(Part.OBSERVED, lines, source)


def maturity_entries(
    levels: Sequence[MaturityLevel], found: Sequence[MaturityObservation]
) -> Iterator[Entry]:
    """One entry for each category: its target, where it was last found, and all its levels."""
    ordered = sorted(levels, key=lambda row: row.category)
    for category, group in groupby(ordered, key=lambda row: row.category):
        rows = sorted(group, key=lambda row: row.level)
        source = source_of(rows[0])
        seen = [one for one in found if one.category == category]
        yield Entry(
            key=f"{Kind.MATURITY}:{rows[0].id}",
            kind=Kind.MATURITY,
            title=category,
            body="\n".join(
                (rows[0].source_heading, words_for(Kind.MATURITY), *(row.text for row in rows))
            ),
            passages=(
                *(
                    Passage(
                        Part.TARGET_LEVEL, (row.text,), source, str(row.level), fiscal_year(year)
                    )
                    for row in rows
                    if (year := row.target_year) is not None
                ),
                *(
                    Passage(
                        Part.FOUND_LEVEL,
                        (str(one.level),),
                        Source(one.source),
                        when=day(one.observed_on),
                    )
                    for one in seen[-1:]
                ),
                *(Passage(Part.LEVEL, (row.text,), source, str(row.level)) for row in rows),
            ),
            source=source,
        )
