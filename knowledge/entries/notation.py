"""Years, days and amounts as people write them."""

from __future__ import annotations

from datetime import date

from store.tables import ScheduleItem

_HALVES = {1: "上期", 2: "下期"}


def fiscal_year(year: int | None) -> str:
    return f"{year}年度" if year is not None else ""


def period(item: ScheduleItem) -> str:
    """``2023年度``, ``2023〜2025年度`` or ``2023年度上期〜2024年度下期``."""
    if item.first_half is None and item.last_half is None:
        if item.first_year == item.last_year:
            return fiscal_year(item.first_year)
        return f"{item.first_year}〜{fiscal_year(item.last_year)}"
    first = fiscal_year(item.first_year) + _HALVES.get(item.first_half or 0, "")
    last = fiscal_year(item.last_year) + _HALVES.get(item.last_half or 0, "")
    return first if first == last else f"{first}〜{last}"


def day(said: date | str) -> str:
    """A day as exactly as it is known: ``2023年9月30日`` or, from ``2024-03``, ``2024年3月``."""
    numbers = [int(number) for number in str(said).split("-") if number.isdigit()]
    return "".join(f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False))


def amount(value: float, unit: str) -> str:
    """``1,200人``, ``31.2%``."""
    return f"{value:,.15g}{unit}"
