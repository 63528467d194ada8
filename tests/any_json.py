"""Whatever JSON can carry, for property tests of what comes in over HTTP."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from("\x00\ud83d\udc00"), max_size=40)
"""Half a surrogate pair and the NUL character often: JSON can carry both."""
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
"""NaN and Infinity are no JSON: such a request is refused."""
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
