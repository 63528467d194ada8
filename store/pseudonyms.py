"""Names for people that only who holds the key can tie to anybody."""

from __future__ import annotations

import hashlib
import hmac


def pseudonym(key: bytes, name: str) -> str:
    """HMAC-SHA256 of a name in hexadecimal."""
    return hmac.new(key, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
