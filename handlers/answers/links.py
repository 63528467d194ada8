"""What a person can tap to reach a counter: its telephone, and where it is on a map."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlencode

from knowledge.answer import Contact

MAP = "https://www.google.com/maps/search/"
"""Opens the map of the telephone or a browser (Google Maps URLs, search, no key needed)."""
MOST_ADDRESS = 70
"""Letters of an address in a link: up to twelve characters each there, and LINE takes 1,000."""
_NUMBER = re.compile(r"\+?\d(?:[-()]*\d){2,14}")
"""Three digits (119) to fifteen (ITU-T E.164), as people write them."""


def telephone_link(number: str) -> str:
    """``tel:`` with digits, + and - only (RFC 3966); empty where no number is written down.

    Of several numbers it is the first; an extension (内線) is dialled by nobody.
    """
    written = unicodedata.normalize("NFKC", number)
    for dash in "‐‑‒–—―−ー":
        written = written.replace(dash, "-")
    found = _NUMBER.search(written.replace(" ", ""))
    if found is None:
        return ""
    digits = re.sub(r"[()]+", "-", found[0].removeprefix("("))
    return "tel:" + re.sub(r"-+", "-", digits)


def map_link(contact: Contact) -> str:
    """A map with the counter in the middle; empty where nobody wrote down where it is."""
    at = contact.coordinates
    # With decimals always: 1e-05 is no coordinate in a link.
    where = f"{at.latitude:.6f},{at.longitude:.6f}" if at else contact.address[:MOST_ADDRESS]
    return f"{MAP}?{urlencode({'api': 1, 'query': where})}" if where else ""
