"""Turn a template into text for a channel; all words that people read live in templates.

One template serves LINE, the command line and Slack: `plain` leaves text as it is, `mrkdwn` escapes
it for Slack, and ``bold()``, ``heading()`` and the filter ``small`` mark what matters in whichever
way the channel has. `marked` leaves the marks in, for who draws a page of its own from them.

What citizens read can be said in other languages: a template says its sentences in Japanese with
``_()``, and the catalogue of a language (`handlers.languages`) says them in that one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.dates import format_date, format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handlers.languages import EASY_JAPANESE, JAPANESE, Language
from handlers.languages import language as language_of
from knowledge.easy_japanese import easy, pieces
from knowledge.entries import notation
from store.clock import TOKYO

_WEEKDAYS = "月火水木金土日"
TITLE, HEADING, SMALL = "\x02title ", "\x02heading ", "\x02small "
"""What a line of a `marked` text begins with; no value can."""
_NO_READINGS: Mapping[str, str] = MappingProxyType({})
_BLANK_LINES = re.compile(r"\n{3,}")


def plain(
    template: str,
    *,
    language: str = JAPANESE,
    own_readings: Mapping[str, str] = _NO_READINGS,
    **values: Any,
) -> str:
    """Text without any markup, such as a LINE text message or a terminal shows it.

    Args:
        language: code of the language it is said in; Japanese where there is none of that code.
        own_readings: what a city has corrected of the readings in easy Japanese, by word.
    """
    said = _said("plain", template, language, values)
    return easy(said, own_readings) if language == EASY_JAPANESE else said


def mrkdwn(template: str, **values: Any) -> str:
    """Text in Slack's mrkdwn: &, < and > of the values are escaped, so no value can mention
    a channel or hide a link (docs: Formatting text for app surfaces, escaping)."""
    return _tidy(_environment("mrkdwn").get_template(template).render(**values))


def marked(
    template: str,
    *,
    language: str = JAPANESE,
    own_readings: Mapping[str, str] = _NO_READINGS,
    **values: Any,
) -> str:
    """Text in which a line that is no plain one begins with what it is, such as `HEADING`.

    Args:
        language: as for `plain`.
        own_readings: as for `plain`.
    """
    said = _said("marked", template, language, values)
    return _easy_with_marks(said, own_readings) if language == EASY_JAPANESE else said


def page(template: str, **values: Any) -> str:
    """An HTML page; values are escaped."""
    return _environment("html").get_template(template).render(**values)


def labels(template: str, *, language: str = JAPANESE) -> Mapping[str, str]:
    """The names that a template of labels gives to fields, kinds and buttons.

    Args:
        language: as for `plain`.
    """
    spoken = language_of(language).code
    module = _environment("plain", spoken).get_template(template).module
    named: Mapping[str, str] = vars(module)["labels"]
    return named


def _said(channel: str, template: str, language: str, values: Mapping[str, Any]) -> str:
    spoken = language_of(language).code
    return _tidy(_environment(channel, spoken).get_template(template).render(**values))


def _easy_with_marks(said: str, own_readings: Mapping[str, str]) -> str:
    """A marked text in easy Japanese: what is broken into lines stays what it was."""
    told, line = "", ""
    for piece in pieces(said, own_readings):
        told += piece.text
        if piece.is_added and piece.text == "\n":
            told += next((mark for mark in (TITLE, HEADING, SMALL) if line.startswith(mark)), "")
        elif not piece.is_added:
            line = (line + piece.text).rpartition("\n")[2]
    return told


def escape_mrkdwn(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _environment(channel: str, code: str = JAPANESE) -> Environment:
    environment: Any = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=channel == "html",  # noqa: S701 - LINE and the terminal show text, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_FINALIZE.get(channel),
    )
    environment.globals.update(
        bold={"mrkdwn": _bold_mrkdwn, "marked": _marked_title}.get(channel, str),
        heading={"mrkdwn": _heading_mrkdwn, "marked": _marked_heading}.get(channel, _heading),
        link=_link_mrkdwn if channel == "mrkdwn" else str,
    )
    spoken = language_of(code)
    environment.filters.update(
        day=partial(_day, spoken),
        figure=_figure,
        moment=partial(_moment, spoken),
        shown=shown,
        small=_marked_small if channel == "marked" else str,
    )
    environment.install_gettext_translations(spoken.sentences, newstyle=True)
    found: Environment = environment
    return found


def _escape_value(value: Any) -> Any:
    return (
        escape_mrkdwn(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )


def _unmarked(value: Any) -> Any:
    """A value without anything that could pass for a mark."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return value.replace("\x02", "") if is_text else value


_FINALIZE = {"mrkdwn": _escape_value, "marked": _unmarked}


def _heading(text: str) -> str:
    return f"■{text}"


def _heading_mrkdwn(text: str) -> Markup:
    return Markup("■") + Markup(_escape_value(text))  # noqa: S704 - escaped or Markup already


def _marked_title(text: str) -> Markup:
    return Markup(TITLE + _unmarked(text))  # noqa: S704 - Markup only exempts the mark


def _marked_heading(text: str) -> Markup:
    return Markup(HEADING + _unmarked(text))  # noqa: S704 - the same


def _marked_small(text: str) -> str:
    return "\n".join(SMALL + line if line else "" for line in text.split("\n"))


def _bold_mrkdwn(text: str) -> Markup:
    # Slack ends bold text at a line end or an asterisk inside it.
    inner = escape_mrkdwn(text).replace("*", "＊").replace("\n", " ")
    return Markup(f"*{inner}*")  # noqa: S704 - Markup only marks it as escaped already


def _link_mrkdwn(address: str) -> Markup:
    # A bar would part the address from a label.
    inner = escape_mrkdwn(address).replace("|", "%7C")
    return Markup(f"<{inner}>")  # noqa: S704 - Markup only marks it as escaped already


def _day(spoken: Language, value: date | datetime | str) -> str:
    """A day such as 2026年11月21日(土), in Tokyo; 2024年3月 for an ISO date without a day."""
    if isinstance(value, str):
        return notation.day(value)
    local = value.astimezone(TOKYO) if isinstance(value, datetime) else value
    if not spoken.is_japanese:
        return format_date(local, "full", spoken.locale)
    return f"{local.year}年{local.month}月{local.day}日({_WEEKDAYS[local.weekday()]})"


def _figure(value: float) -> str:
    """A number with commas and no more decimals than it has: 1,234 or 31.5."""
    return f"{value:,.15g}"


def _moment(spoken: Language, value: datetime) -> str:
    """A time such as 11月21日 14:05, in Tokyo."""
    local = value.astimezone(TOKYO)
    if not spoken.is_japanese:
        day = format_skeleton("MMMd", local, locale=spoken.locale)
        return f"{day}, {local:%H:%M}"
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def shown(value: Any) -> str:
    """A value of a field in one line, shortened to what helps to recognise it."""
    words = labels("shown_values.j2")
    match value:
        case None | "" | ():
            return words["nothing"]
        case tuple():
            text = "、".join(str(getattr(item, "text", item)) for item in value)
        case date():
            text = value.isoformat()
        case bool():
            text = words["yes" if value else "no"]
        case float():
            text = f"{value:.15g}"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text).strip()
