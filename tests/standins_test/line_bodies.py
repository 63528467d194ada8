"""Good and bad message bodies for the tests of the LINE stand-in."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]


def text(value: str = "こんにちは", **fields: Any) -> Body:
    return {"type": "text", "text": value, **fields}


def message_action(**fields: Any) -> Body:
    return {"type": "message", "label": "はい", "text": "はい", **fields}


def postback(**fields: Any) -> Body:
    return {"type": "postback", "label": "次", "data": "p=2", "displayText": "次へ", **fields}


def uri(address: str = "https://example.jp/", **fields: Any) -> Body:
    return {"type": "uri", "label": "開く", "uri": address, **fields}


def quick(*actions: Body, **item: Any) -> Body:
    items = [{"type": "action", "action": action, **item} for action in actions]
    return text(quickReply={"items": items})


def box(*contents: Body, **fields: Any) -> Body:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **fields}


def bubble(*contents: Body, **fields: Any) -> Body:
    return {"type": "bubble", "body": box(*contents), **fields}


def flex_text(value: str = "本文", **fields: Any) -> Body:
    return {"type": "text", "text": value, **fields}


def button(action: Body, **fields: Any) -> Body:
    return {"type": "button", "action": action, **fields}


def flex(contents: Body, alt: str = "お知らせ") -> Body:
    return {"type": "flex", "altText": alt, "contents": contents}


def carousel(*bubbles: Body) -> Body:
    return {"type": "carousel", "contents": list(bubbles)}


def template(inner: Body, alt: str = "お知らせ") -> Body:
    return {"type": "template", "altText": alt, "template": inner}


def buttons(**fields: Any) -> Body:
    return template(
        {"type": "buttons", "text": "選んでください", "actions": [message_action()], **fields}
    )


def columns(*listed: Body) -> Body:
    return template({"type": "carousel", "columns": list(listed)})


def column(**fields: Any) -> Body:
    return {"text": "説明", "actions": [message_action()], **fields}


GOOD: list[Body] = [
    text("あ" * 5000),
    text("😀" * 2500),
    text(sender={"name": "窓口", "iconUrl": "https://example.jp/i.png"}),
    quick(*[message_action()] * 13),
    quick(message_action(label="👨‍👩‍👧" * 20), postback(), uri("tel:0312345678")),
    quick({"type": "camera", "label": "写真"}, {"type": "location", "label": "現在地"}),
    quick({"type": "datetimepicker", "label": "日", "data": "d", "mode": "date"}),
    flex(
        bubble(
            flex_text(size="sm", color="#00112233", margin="10px", wrap=True),
            {"type": "separator", "margin": "md"},
            button(uri(label="あ" * 40), style="primary", height="sm"),
            box({"type": "icon", "url": "https://example.jp/i.png"}, layout="baseline"),
            {"type": "text", "contents": [{"type": "span", "text": "強調"}]},
            box(action=postback()),
        ),
        alt="あ" * 1500,
    ),
    flex(carousel(*[bubble(flex_text())] * 12)),
    flex(
        {
            "type": "bubble",
            "size": "mega",
            "hero": {"type": "image", "url": "https://example.jp/h.png", "aspectMode": "cover"},
            "footer": box(button(message_action())),
            "styles": {"footer": {"separator": True, "backgroundColor": "#ffffff"}},
        }
    ),
    buttons(actions=[message_action()] * 4, text="あ" * 160),
    buttons(title="題", text="あ" * 60),
    template({"type": "confirm", "text": "あ" * 240, "actions": [message_action(), postback()]}),
    columns(column(), column()),
    template(
        {
            "type": "image_carousel",
            "columns": [{"imageUrl": "https://example.jp/i.png", "action": uri(label="あ" * 12)}],
        }
    ),
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "location", "title": "市役所", "address": "東京都", "latitude": 35, "longitude": 139},
    {
        "type": "image",
        "originalContentUrl": "https://example.jp/a.png",
        "previewImageUrl": "https://example.jp/b.png",
    },
]

# Faults the documented limits find, with a word of the violation.
BAD_BY_LIMIT: list[tuple[Body, str]] = [
    (text(""), "text: must not be empty"),
    (text("あ" * 5001), "5001 characters"),
    (text("😀" * 2501), "5002 characters"),
    (text(emojis=[{"index": 0, "productId": "p", "emojiId": "1"}] * 21), "emojis"),
    (text(sender={"name": "あ" * 21}), "sender.name"),
    (quick(), "0 items"),
    (quick(*[message_action()] * 14), "14 items"),
    (quick(message_action(label="あ" * 21)), "label: 21 characters"),
    (quick({"type": "message", "text": "x"}), "label: is required"),
    (quick(message_action(text="あ" * 301)), "301 characters"),
    (quick(message_action(text="")), "text: must not be empty"),
    (quick(postback(data="d" * 301)), "301 characters"),
    (quick(postback(displayText="あ" * 301)), "displayText: 301"),
    (quick(postback(text="x")), "cannot be used together"),
    (quick(postback(fillInText="x")), "openKeyboard"),
    (quick({"type": "postback", "label": "x", "data": "d"}), "displayText: is required"),
    (quick(uri("javascript:alert(1)")), "scheme must be"),
    (quick(uri("example.jp/a")), "scheme must be"),
    (quick(uri("https://example.jp/" + "a" * 1000)), "the limit is 1000"),
    (quick(uri("https://example.jp/a b")), "percent-encoded"),
    (quick(message_action(), imageUrl="http://example.jp/i.png"), "https URL"),
    (quick({"type": "datetimepicker", "label": "x", "data": "d", "mode": "day"}), "mode"),
    (quick({"type": "richmenuswitch", "label": "x", "data": "d"}), "rich menus"),
    (text(quickReply={"items": [{"action": message_action()}]}), "type: must be action"),
    (flex(bubble(flex_text()), alt="あ" * 1501), "altText: 1501"),
    (flex(bubble(flex_text()), alt=""), "altText: must not be empty"),
    (flex(bubble(flex_text("あ" * 11000))), "the bubble is"),
    (flex(carousel(*[bubble(flex_text("あ" * 6000))] * 3)), "the carousel is"),
    (flex(carousel(*[bubble(flex_text())] * 13)), "13 bubbles"),
    (flex(carousel(bubble(flex_text(), size="kilo"), bubble(flex_text()))), "same size"),
    (flex({"type": "bubble"}), "needs a header"),
    (flex(bubble(flex_text(""))), "text: must not be empty"),
    (flex(bubble(flex_text(size="huge"))), "text size"),
    (flex(bubble(flex_text(color="red"))), "color"),
    (flex(bubble(flex_text(margin="10"))), "margin"),
    (flex(bubble({"type": "span", "text": "x"})), "span"),
    (flex(bubble({"type": "icon", "url": "https://example.jp/i.png"})), "icon"),
    (flex(bubble(box(button(uri()), layout="baseline"))), "baseline"),
    (flex(bubble(button(message_action(label="あ" * 41)))), "41 characters"),
    (flex(bubble(button({"type": "uri", "uri": "https://example.jp/"}))), "label: is required"),
    (flex(bubble(button({"type": "camera", "label": "x"}))), "quick replies"),
    (flex(bubble({"type": "image", "url": "http://example.jp/i.png"})), "https URL"),
    (flex(bubble(flex_text(), hero=flex_text())), "hero"),
    (buttons(actions=[]), "1 to 4"),
    (buttons(actions=[message_action()] * 5), "1 to 4"),
    (buttons(text="あ" * 161), "the limit is 160"),
    (buttons(text="あ" * 61, title="題"), "the limit is 60"),
    (buttons(title="あ" * 41), "title: 41"),
    (buttons(actions=[message_action(label="あ" * 21)]), "label: 21"),
    (buttons(thumbnailImageUrl="http://example.jp/i.png"), "https URL"),
    (template({"type": "confirm", "text": "x", "actions": [message_action()]}), "2 to 2"),
    (columns(), "0 columns"),
    (columns(*[column()] * 11), "11 columns"),
    (columns(column(), column(title="題")), "same number"),
    (columns(column(actions=[message_action()] * 4)), "1 to 3"),
    (
        {"type": "location", "title": "あ" * 101, "address": "x", "latitude": 1, "longitude": 1},
        "title: 101",
    ),
    (
        {
            "type": "image",
            "originalContentUrl": "http://example.jp/a.png",
            "previewImageUrl": "https://example.jp/b.png",
        },
        "https URL",
    ),
]

# Faults only the official description finds.
BAD_BY_SCHEMA: list[tuple[Body, str]] = [
    ({"type": "txt", "text": "x"}, "txt"),
    ({"text": "x"}, "'type' is a required"),
    (text(colour="red"), "colour"),
    (quick(message_action(txt="x")), "'txt' was unexpected"),
    (quick(message_action(), image="x"), "'image' was unexpected"),
    (flex(bubble(flex_text(colour="#000000"))), "'colour' was unexpected"),
    (flex(bubble(flex_text(weight="heavy"))), "heavy"),
    (flex(bubble(flex_text(wrap="yes"))), "'boolean'"),
    (flex(bubble({"type": "table"})), "table"),
    (flex(bubble(box(layout="diagonal"))), "diagonal"),
    (flex(bubble({"type": "box", "layout": "vertical"})), "'contents' is a required"),
    (flex(bubble(button(uri(), style="danger"))), "danger"),
    (flex(bubble(flex_text(), heroes={})), "heroes"),
    (flex(bubble(flex_text(), header=flex_text())), "'box' was expected"),
    (buttons(colour="red"), "colour"),
    ({"type": "sticker", "packageId": "446"}, "stickerId"),
    ({"type": "sticker", "packageId": 446, "stickerId": "1"}, "'string'"),
]
