"""How far an indicator (指標) has come from where it stood to where it is to go."""

from __future__ import annotations

from math import floor

from store.tables import Indicator


def way_made(indicator: Indicator) -> int | None:
    """Percent of the way from baseline to target that the latest value has made: 100 or more where
    it is reached, below 0 where it went the other way; nothing where one of the three is missing.
    """
    if not indicator.observations or indicator.baseline is None or indicator.target is None:
        return None
    way = indicator.target - indicator.baseline
    if way == 0:
        return None
    made = (indicator.observations[-1].value - indicator.baseline) / way
    # Down, for 99.6 % is not there yet; but 0.29 is 29 %, whatever binary fractions make of it.
    return floor(round(100 * made, 6))
