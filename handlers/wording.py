"""Turn a template into text for a channel; all words that people read live in templates.

One template serves LINE, the command line and Slack: `plain` leaves text as it is, `mrkdwn` escapes
it for Slack, and ``bold()`` marks what matters in whichever way the channel has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from knowledge.entries import notation
from store.clock import TOKYO

_WEEKDAYS = "月火水木金土日"
_BLANK_LINES = re.compile(r"\n{3,}")


def plain(template: str, **values: Any) -> str:
    """Text without any markup, such as a LINE text message or a terminal shows it."""
    return _tidy(_environment("plain").get_template(template).render(**values))


def mrkdwn(template: str, **values: Any) -> str:
    """Text in Slack's mrkdwn: &, < and > of the values are escaped, so no value can mention
    a channel or hide a link (docs: Formatting text for app surfaces, escaping)."""
    return _tidy(_environment("mrkdwn").get_template(template).render(**values))


def page(template: str, **values: Any) -> str:
    """An HTML page; values are escaped."""
    return _environment("html").get_template(template).render(**values)


def labels(template: str) -> Mapping[str, str]:
    """The names that a template of labels gives to fields and kinds."""
    named: Mapping[str, str] = vars(_environment("plain").get_template(template).module)["labels"]
    return named


def escape_mrkdwn(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _environment(channel: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=channel == "html",  # noqa: S701 - LINE and the terminal show text, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_escape_value if channel == "mrkdwn" else None,
    )
    bold = _bold_mrkdwn if channel == "mrkdwn" else str
    environment.globals.update(bold=bold)
    environment.filters.update(day=_day, figure=_figure, moment=_moment, shown=shown)
    return environment


def _escape_value(value: Any) -> Any:
    return (
        escape_mrkdwn(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )


def _bold_mrkdwn(text: str) -> Markup:
    # Slack ends bold text at a line end or an asterisk inside it.
    inner = escape_mrkdwn(text).replace("*", "＊").replace("\n", " ")
    return Markup(f"*{inner}*")  # noqa: S704 - Markup only marks it as escaped already


def _day(value: date | datetime | str) -> str:
    """A day such as 2026年11月21日(土), in Tokyo; 2024年3月 for an ISO date without a day."""
    if isinstance(value, str):
        return notation.day(value)
    local = value.astimezone(TOKYO) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日({_WEEKDAYS[local.weekday()]})"


def _figure(value: float) -> str:
    """A number with commas and no more decimals than it has: 1,234 or 31.5."""
    return f"{value:,.15g}"


def _moment(value: datetime) -> str:
    """A time such as 11月21日 14:05, in Tokyo."""
    local = value.astimezone(TOKYO)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def shown(value: Any) -> str:
    """A value of a field in one line, shortened to what helps to recognise it."""
    match value:
        case None | "" | ():
            return "（なし）"
        case tuple():
            text = "、".join(str(getattr(item, "text", item)) for item in value)
        case date():
            text = value.isoformat()
        case bool():
            text = "はい" if value else "いいえ"
        case float():
            text = f"{value:.15g}"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text).strip()
