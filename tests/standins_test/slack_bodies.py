"""Good and bad blocks and views for the tests of the Slack stand-in."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]


def plain(text: str = "文字", **fields: Any) -> Body:
    return {"type": "plain_text", "text": text, **fields}


def mrkdwn(text: str = "*文字*", **fields: Any) -> Body:
    return {"type": "mrkdwn", "text": text, **fields}


def section(**fields: Any) -> Body:
    return {"type": "section", "text": mrkdwn(), **fields}


def actions(*elements: Body, **fields: Any) -> Body:
    return {"type": "actions", "elements": list(elements), **fields}


def context(*elements: Body) -> Body:
    return {"type": "context", "elements": list(elements)}


def button(action_id: str = "next", **fields: Any) -> Body:
    return {"type": "button", "text": plain(), "action_id": action_id, "value": "2", **fields}


def option(value: str = "a", **fields: Any) -> Body:
    return {"text": plain(), "value": value, **fields}


def select(count: int = 1, **fields: Any) -> Body:
    listed = [option(str(n)) for n in range(count)]
    return {"type": "static_select", "action_id": "pick", "options": listed, **fields}


def overflow(options: int = 2, **fields: Any) -> Body:
    listed = [option(str(n), **fields) for n in range(options)]
    return {"type": "overflow", "action_id": "more", "options": listed}


def choices(kind: str, options: int = 1) -> Body:
    listed = [{"text": mrkdwn(), "value": str(n)} for n in range(options)]
    return {"type": kind, "action_id": "choose", "options": listed}


def image(**fields: Any) -> Body:
    return {"type": "image", "image_url": "https://example.jp/i.png", "alt_text": "図", **fields}


def confirm(**fields: Any) -> Body:
    texts = {key: plain() for key in ("title", "text", "confirm", "deny")}
    return {**texts, **fields}


def field(**fields: Any) -> Body:
    element = {"type": "plain_text_input", "action_id": "said"}
    return {"type": "input", "label": plain(), "element": element, **fields}


def modal(*blocks: Body, **fields: Any) -> Body:
    shown = list(blocks) or [section()]
    return {"type": "modal", "title": plain(), "blocks": shown, **fields}


def home(*blocks: Body, **fields: Any) -> Body:
    return {"type": "home", "blocks": list(blocks), **fields}


NUMBER: Body = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
LOOKED_UP: Body = {"type": "external_select", "action_id": "l"}

GOOD: list[list[Body]] = [
    [field(element={**NUMBER, "min_value": "0", "max_value": "100"})],
    [field(element={**LOOKED_UP, "min_query_length": 0, "initial_option": option()})],
    [{"type": "divider"}, {"type": "header", "text": plain("あ" * 150, emoji=True)}],
    [section(text=mrkdwn("あ" * 3000), block_id="b" * 255)],
    [{"type": "section", "fields": [mrkdwn("あ" * 2000)] * 10}],
    [section(accessory=button()), section(accessory=image()), section(accessory=overflow(5))],
    [context(*[mrkdwn()] * 9, image())],
    [actions(*[button(str(n)) for n in range(25)])],
    [actions(button("a" * 255, style="primary", value="v" * 2000, confirm=confirm()))],
    [actions(button(url="https://example.jp/" + "a" * 2900))],
    [actions(select(100, initial_option=option("5"), placeholder=plain("あ" * 150)))],
    [actions(overflow(2, url="https://example.jp/"), choices("checkboxes", 10))],
    [actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-04-01"})],
    [
        section(
            accessory={
                "type": "multi_static_select",
                "action_id": "m",
                "option_groups": [{"label": plain(), "options": [option("1"), option("2")]}],
                "initial_options": [option("2")],
                "max_selected_items": 2,
            }
        )
    ],
    [image(title=plain(), alt_text="図" * 2000)],
    [field(hint=plain(), optional=True)],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    [{"type": "markdown", "text": "# 見出し"}],
    [section()] * 50,
]

BAD: list[tuple[list[Any], str]] = [
    ([section()] * 51, "51 items"),
    ([field(element={**NUMBER, "min_value": 0})], "min_value: must be a number as a text"),
    ([field(element={**LOOKED_UP, "min_query_length": -1})], "must be 0 or more"),
    ([field(element={**LOOKED_UP, "initial_option": option("v" * 151)})], "151 characters"),
    (["x"], "objects only"),
    ([{"type": "table_of_contents"}], "unknown block type"),
    ([{"text": plain()}], "unknown block type None"),
    ([section(txt="x")], "txt: unknown field"),
    ([{"type": "section"}], "needs text or fields"),
    ([section(text="文字")], "must be a text object"),
    ([section(text=mrkdwn(""))], "must not be empty"),
    ([section(text=mrkdwn("あ" * 3001))], "3001 characters"),
    ([section(text={"type": "markdown", "text": "x"})], "plain_text or mrkdwn"),
    ([section(text=mrkdwn(emoji=True))], "emoji: unknown field"),
    ([section(text=plain(verbatim=True))], "verbatim: unknown field"),
    ([section(text=plain(emoji="yes"))], "true or false"),
    ([section(fields=[mrkdwn()] * 11)], "11 items"),
    ([section(fields=[mrkdwn("あ" * 2001)])], "2001 characters"),
    ([section(accessory={"type": "plain_text_input"})], "not allowed in this block"),
    ([section(block_id="b" * 256)], "block_id: 256"),
    ([section(block_id="b"), section(block_id="b")], "block_id 'b' is not unique"),
    ([{"type": "header", "text": plain("あ" * 151)}], "151 characters"),
    ([{"type": "header", "text": mrkdwn()}], "must be plain_text here"),
    ([context()], "0 items"),
    ([context(*[mrkdwn()] * 11)], "11 items"),
    ([context(button())], "plain_text or mrkdwn"),
    ([actions()], "0 items"),
    ([actions(*[button(str(n)) for n in range(26)])], "26 items"),
    ([actions(button("a"), button("a"))], "action_id 'a' is not unique"),
    ([actions(button("a" * 256))], "action_id: 256"),
    ([actions(button(text=plain("あ" * 76)))], "76 characters"),
    ([actions(button(text=mrkdwn()))], "must be plain_text here"),
    ([actions(button(value="v" * 2001))], "2001 characters"),
    ([actions(button(value=2))], "must be a string"),
    ([actions(button(url="https://example.jp/" + "a" * 3000))], "the limit is 3000"),
    ([actions(button(style="warning"))], "primary or danger"),
    ([actions({"type": "buton"})], "unknown element type"),
    ([actions(image())], "not allowed in this block"),
    ([actions(select(0))], "0 items"),
    ([actions(select(101))], "101 items"),
    ([actions(select(1, options=[option(text=plain("あ" * 76))]))], "76 characters"),
    ([actions(select(1, options=[option(text=mrkdwn())]))], "must be plain_text here"),
    ([actions(select(1, options=[option("v" * 151)]))], "151 characters"),
    ([actions(select(1, options=[option(url="https://example.jp/")]))], "url: unknown field"),
    ([actions(select(1, initial_option=option("9")))], "initial option"),
    ([actions(select(1, option_groups=[]))], "either options or option_groups"),
    ([actions(select(1, placeholder=plain("あ" * 151)))], "151 characters"),
    ([actions(overflow(1))], "1 items"),
    ([actions(overflow(6))], "6 items"),
    ([actions(choices("radio_buttons", 11))], "11 items"),
    ([actions({"type": "datepicker", "initial_date": "4/1"})], "wrong form"),
    ([{"type": "image", "image_url": "https://example.jp/i.png"}], "alt_text: is required"),
    ([image(alt_text="図" * 2001)], "2001 characters"),
    ([image(image_url="https://example.jp/" + "a" * 3000)], "the limit is 3000"),
    ([{"type": "image", "alt_text": "図"}], "either image_url or slack_file"),
    ([actions(button(confirm=confirm(title=plain("あ" * 101))))], "title.text: 101"),
    ([actions(button(confirm=confirm(text=plain("あ" * 301))))], "301 characters"),
    ([actions(button(confirm=confirm(deny=plain("あ" * 31))))], "deny.text: 31"),
    ([actions(button(confirm=confirm(title=mrkdwn())))], "must be plain_text here"),
    ([actions(button(confirm={"title": plain()}))], "is required"),
    ([field(label=plain("あ" * 2001))], "2001 characters"),
    ([field(hint=plain("あ" * 2001))], "2001 characters"),
    ([field(element=button())], "not allowed in this block"),
    ([field(element={"type": "plain_text_input", "max_length": 3001})], "from 1 to 3000"),
    ([{"type": "markdown", "text": "あ" * 6001}] * 2, "12002 characters of markdown"),
    ([{"type": "rich_text", "elements": [{"type": "text"}]}], "rich text element"),
]

BAD_VIEWS: list[tuple[Body, str]] = [
    ({"type": "dialog"}, "must be modal or home"),
    (modal(title=plain("あ" * 25)), "title.text: 25"),
    (modal(submit=plain("あ" * 25)), "submit.text: 25"),
    (modal(close=plain("あ" * 25)), "close.text: 25"),
    (modal(title=mrkdwn()), "must be plain_text here"),
    ({"type": "modal", "blocks": [section()]}, "title: is required"),
    (modal(private_metadata="p" * 3001), "3001 characters"),
    (modal(callback_id="c" * 256), "256 characters"),
    (modal(*[section()] * 101), "101 items"),
    (modal(field()), "submit: is required"),
    (modal(clear_on_close="no"), "true or false"),
    (modal({"type": "markdown", "text": "x"}), "only for messages"),
    (modal(colour="red"), "colour: unknown field"),
]
