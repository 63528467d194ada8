"""Flex messages on the playground in headless Chromium: as LINE shows them, and what they do."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.playground import Playground

pytestmark = pytest.mark.browser

Part = dict[str, Any]

DAY = {
    "type": "datetimepicker",
    "label": "引っ越した日を選ぶ",
    "data": "moved",
    "mode": "date",
    "initial": "2026-11-10",
    "min": "2026-01-01",
    "max": "2026-11-18",
}
TEXT = {"type": "text", "text": "引っ越し", "weight": "bold", "size": "xl", "color": "#0B5D3F"}
LONG = {"type": "text", "text": "転入届を出します。" * 20, "wrap": True, "margin": "md"}


def button(action: Part, **more: str) -> Part:
    return {"type": "button", "action": action, **more}


def box(*contents: Part, layout: str = "vertical", **more: object) -> Part:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def flex(*bodies: Part, footer: Part | None = None) -> Part:
    foot = {"footer": footer} if footer else {}
    bubbles: list[Part] = [{"type": "bubble", "body": body, **foot} for body in bodies]
    is_one = len(bubbles) == 1
    contents = bubbles[0] if is_one else {"type": "carousel", "contents": bubbles}
    return {"type": "flex", "altText": "引っ越し", "contents": contents}


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(one, name) => getComputedStyle(one)[name]", name))


def width(locator: Locator) -> float:
    found = locator.bounding_box()
    assert found is not None
    return found["width"]


def test_words_look_as_they_are_told_to(playground: Playground, citizen: Locator) -> None:
    playground.push(flex(box(TEXT, LONG)))
    title = citizen.get_by_text("引っ越し", exact=True)
    assert style(title, "fontWeight") == "700"
    assert style(title, "fontSize") == "22px"
    assert style(title, "color") == "rgb(11, 93, 63)"
    rest = citizen.get_by_text("転入届を出します。")
    assert style(rest, "marginTop") == "8px"
    assert style(rest, "whiteSpace") == "pre-wrap"


def test_what_lies_side_by_side_shares_the_width(playground: Playground, citizen: Locator) -> None:
    left = {"type": "text", "text": "左", "flex": 1}
    right = {"type": "text", "text": "右", "flex": 3}
    playground.push(flex(box(box(left, right, layout="baseline"))))
    shares = width(citizen.get_by_text("右")) / width(citizen.get_by_text("左"))
    assert shares == pytest.approx(3, abs=0.1)


def test_pages_can_be_moved_to_the_side_also_from_the_keyboard(
    playground: Playground, page: Page, citizen: Locator
) -> None:
    playground.push(flex(*[box({"type": "text", "text": f"{n}ページ"}) for n in (1, 2, 3)]))
    pages = citizen.get_by_role("group", name="横に動かすと、続きが読めます")
    expect(pages.get_by_text("3ページ")).not_to_be_in_viewport()
    pages.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    expect(pages.get_by_text("3ページ")).to_be_in_viewport()


def test_a_label_is_never_wider_than_its_button(playground: Playground, citizen: Locator) -> None:
    long = {"type": "postback", "label": "とても長い名前のボタン" * 3, "data": "x"}
    playground.push(flex(box(TEXT), footer=box(button(long, style="primary", height="sm"))))
    shown = citizen.locator(".flex-button button")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_pressed_box_says_its_words_in_the_persons_name(
    playground: Playground, page: Page, citizen: Locator
) -> None:
    press = {"type": "postback", "label": "開く", "data": "x", "displayText": "転入届を見る"}
    playground.push(flex(box(box(TEXT, action=press))))
    citizen.get_by_role("button", name="引っ越し").focus()
    page.keyboard.press("Enter")
    expect(citizen.locator(".said")).to_contain_text("転入届を見る")
    expect(citizen.locator(".answered").last).to_contain_text("もう使えません")


def test_a_day_is_chosen_on_a_calendar(
    playground: Playground, page: Page, citizen: Locator
) -> None:
    playground.push(flex(box(TEXT), footer=box(button(DAY))))
    open_calendar = citizen.get_by_role("button", name=DAY["label"])
    open_calendar.click()
    calendar = page.get_by_role("dialog", name=DAY["label"])
    day = calendar.get_by_label(DAY["label"])
    expect(day).to_have_value("2026-11-10")
    calendar.get_by_role("button", name="やめる").click()
    expect(calendar).to_have_count(0)

    open_calendar.click()
    day.fill("2026-11-19")
    calendar.get_by_role("button", name="決める").click()
    expect(calendar).to_be_visible()  # a day after the last that may be chosen
    day.fill("2026-11-03")
    with page.expect_request("**/playground/line") as sent:
        calendar.get_by_role("button", name="決める").click()
    assert sent.value.post_data_json == {
        "kind": "postback",
        "data": "moved",
        "params": {"date": "2026-11-03"},
    }
    expect(citizen.locator(".answered")).to_have_count(2)
    expect(citizen.locator(".said")).to_have_count(0)


def test_links_lead_to_pages_and_the_telephone_and_nowhere_else(
    playground: Playground, citizen: Locator
) -> None:
    uris = ("https://city.example/", "tel:0000-00-1205", "javascript:alert(1)")
    links = [button({"type": "uri", "label": uri, "uri": uri}) for uri in uris]
    trick = {"type": "uri", "label": "x", "uri": "javascript:alert(2)"}
    playground.push(flex(box(box(TEXT, action=trick), *links)))
    expect(citizen.get_by_text(uris[2])).to_be_visible()
    shown = citizen.get_by_role("link")
    assert [one.get_attribute("href") for one in shown.all()] == list(uris[:2])


def test_what_a_message_holds_is_never_markup(
    playground: Playground, page: Page, citizen: Locator
) -> None:
    trick = "<img src=x onerror=alert(1)>"
    bad = {"type": "text", "text": trick, "color": "red;background:url(x)", "size": "1e9px"}
    playground.push(flex(box(bad, {"type": trick})))
    expect(citizen.locator(".answered").get_by_text(trick)).to_have_count(2)
    assert page.locator(".log img").count() == 0


def test_an_answer_is_read_out_from_top_to_bottom(
    playground: Playground, page: Page, citizen: Locator
) -> None:
    """What Chromium tells a screen reader is what LINE's altText says, but for addresses that have
    a button; then the buttons."""
    citizen.get_by_role("button", name="粗大ごみ").click()
    expect(citizen.locator(".flex-bubble")).to_be_visible()
    (sent,) = playground.http.get("/playground/sent").json()["messages"]
    (message,) = sent["body"]["messages"]
    told = [line.removeprefix("■") for line in message["altText"].splitlines() if line]
    read = read_out(page, citizen)
    on_page = read[read.index(told[0]) : read.index("インターネットで手続する")]
    left = iter(told)
    assert [line for line in on_page if not any(line in other for other in left)] == []
    assert on_page[-1] == told[-1]


def read_out(page: Page, part: Locator) -> list[str]:
    """What stands in Chromium's accessibility tree of a part of the page, in its order."""
    session = page.context.new_cdp_session(page)
    part.evaluate("one => (window.readOut = one)")
    found = session.send("Runtime.evaluate", {"expression": "window.readOut"})
    asked = {"objectId": found["result"]["objectId"]}
    nodes = session.send("Accessibility.queryAXTree", {**asked, "role": "StaticText"})["nodes"]
    return [line for node in nodes for line in node["name"]["value"].splitlines()]
