"""The playground in headless Chromium: what people see and press."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.playground import Playground, open_playground

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 375, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"no Chromium at {CHROMIUM} (the variable CHROMIUM names another)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with open_playground(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(chromium: Browser, playground: Playground) -> Iterator[Page]:
    """The page on a desktop; whatever a test does must leave the console empty."""
    opened = chromium.new_page(viewport=DESKTOP, locale="ja-JP", reduced_motion="reduce")
    opened.set_default_timeout(10_000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{playground.url}/playground")
    yield opened
    opened.close()
    assert complaints == []


@pytest.fixture
def citizen(page: Page) -> Locator:
    return page.get_by_role("region", name="市民の画面")


@pytest.fixture
def staff(page: Page) -> Locator:
    return page.get_by_role("region", name="職員の画面")


def answers(side: Locator) -> Locator:
    return side.locator(".answered")


def dx(staff: Locator, text: str) -> None:
    staff.get_by_label("/dx に続けて職員として書く").fill(text)
    staff.get_by_role("button", name="送る").click()


def test_a_citizen_asks_and_presses_a_quick_reply(citizen: Locator) -> None:
    citizen.get_by_label("市民として書く").fill("粗大ごみ")
    citizen.get_by_role("button", name="送る").click()
    expect(answers(citizen)).to_contain_text("粗大ごみ収集の申込")

    choices = citizen.get_by_role("group", name="返事の候補")
    choices.get_by_role("button", name="粗大ごみのオンライン申込").click()
    expect(citizen.locator(".said").last).to_contain_text("粗大ごみのオンライン申込")
    expect(answers(citizen)).to_have_count(2)
    expect(answers(citizen).last).to_contain_text("粗大ごみのオンライン申込")
    expect(answers(citizen).first.get_by_role("button")).to_have_count(0)


def test_examples_can_be_pressed(citizen: Locator, staff: Locator) -> None:
    citizen.get_by_role("button", name="スタンプ").click()
    expect(answers(citizen)).to_contain_text("スタンプをありがとうございます")
    staff.get_by_role("button", name="ヘルプ").click()
    expect(answers(staff)).to_contain_text("/dx の使い方")
    expect(answers(staff).locator("code").first).to_have_text("/dx 取組 書かない窓口")
    expect(answers(staff).locator("strong").last).to_have_text("/dx の使い方")


def test_staff_post_progress_correct_it_and_take_it_back(staff: Locator) -> None:
    staff.get_by_role("button", name="進捗 書かない窓口 先進地視察を実施した").click()
    expect(answers(staff)).to_contain_text("状態：進行中")

    answers(staff).get_by_role("button", name="完了").click()
    expect(answers(staff)).to_contain_text("状態：完了")
    expect(answers(staff)).to_have_count(1)  # the corrected message took the old one's place

    dx(staff, "取組 書かない窓口")
    expect(answers(staff).nth(1)).to_contain_text("先進地視察を実施した")
    expect(answers(staff).nth(1)).to_contain_text("完了")

    dx(staff, "取消")
    expect(answers(staff).nth(2)).to_contain_text("取り消しました")
    dx(staff, "取組 書かない窓口")
    expect(answers(staff).nth(3)).to_contain_text("書かない窓口")
    expect(answers(staff).nth(3)).not_to_contain_text("先進地視察を実施した")


def test_an_unregistered_person_is_refused(staff: Locator) -> None:
    staff.get_by_label("あなたは").select_option("名簿にない人")
    dx(staff, "進捗 書かない窓口 視察した")
    expect(answers(staff)).to_contain_text("名簿にまだありません")


def test_a_person_of_another_department_is_refused_at_the_button(staff: Locator) -> None:
    dx(staff, "進捗 書かない窓口 視察した")
    staff.get_by_label("あなたは").select_option(label="清水川 つとむ（環境建設課・担当者）")
    answers(staff).get_by_role("button", name="完了").click()
    expect(answers(staff)).to_have_count(2)
    expect(answers(staff).last).to_contain_text("担当課")
    expect(answers(staff).first).to_contain_text("状態：進行中")


def test_what_people_write_is_never_markup(page: Page, citizen: Locator, staff: Locator) -> None:
    trick = "<img src=x onerror=alert(1)> & <https://city.example|町>"
    dx(staff, f"進捗 書かない窓口 {trick}")
    expect(answers(staff)).to_contain_text(trick)
    citizen.get_by_label("市民として書く").fill(trick)
    citizen.get_by_role("button", name="送る").click()
    expect(citizen.locator(".said")).to_contain_text(trick)
    expect(answers(citizen)).to_have_count(1)
    assert page.locator(".log img").count() == 0


def test_other_kinds_of_messages_are_shown_safely(
    playground: Playground, citizen: Locator, staff: Locator
) -> None:
    uri = {"type": "uri", "label": "押せない", "uri": "javascript:alert(1)"}
    text = {
        "type": "text",
        "text": "https://city.example/a?b=1。をご覧ください",
        "quickReply": {"items": [{"type": "action", "action": uri}]},
    }
    playground.push({"type": "flex", "altText": "申込が始まりました", "contents": {}}, text)
    expect(answers(citizen)).to_contain_text("申込が始まりました")
    expect(answers(citizen)).to_contain_text("押せない")
    expect(citizen.get_by_role("link")).to_have_count(1)
    expect(citizen.get_by_role("link")).to_have_attribute("href", "https://city.example/a?b=1")

    mrkdwn = "*3件* です\n> 書かない窓口\n&lt;b&gt; &amp; <https://city.example/plan|計画>"
    playground.post_to_channel(
        {"type": "header", "text": {"type": "plain_text", "text": "今週のまとめ"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "DX推進室"}]},
    )
    post = answers(staff)
    expect(post).to_contain_text("チャンネルへの投稿")
    expect(post.get_by_role("heading")).to_have_text("今週のまとめ")
    expect(post.locator("blockquote")).to_have_text("書かない窓口")
    expect(post).to_contain_text("<b> & 計画")
    expect(post.get_by_role("link", name="計画")).to_be_visible()
    expect(post.get_by_role("separator")).to_have_count(1)
    expect(post.locator(".context")).to_have_text("DX推進室")


def test_it_works_with_the_keyboard_alone(page: Page, citizen: Locator) -> None:
    box = citizen.get_by_label("市民として書く")
    for _ in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    assert box.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"
    page.keyboard.type("粗大ごみ")
    page.keyboard.press("Enter")
    expect(answers(citizen)).to_contain_text("粗大ごみ収集の申込")


def test_answers_are_read_out(citizen: Locator, staff: Locator) -> None:
    for side in (citizen, staff):
        expect(side.get_by_role("log")).to_have_attribute("aria-live", "polite")


def test_a_phone_shows_one_side_at_a_time(page: Page, citizen: Locator, staff: Locator) -> None:
    page.set_viewport_size(PHONE)
    citizen.get_by_role("button", name="コンビニで住民票は取れますか").click()
    expect(answers(citizen)).to_contain_text("コンビニ")
    expect(staff).to_be_hidden()
    assert _overhang(page) == 0

    page.get_by_role("button", name="職員（Slack）").click()
    expect(citizen).to_be_hidden()
    dx(staff, "一覧")
    expect(answers(staff)).to_contain_text("取組の一覧")
    dx(staff, "進捗 書かない窓口 視察した")
    expect(answers(staff).last.get_by_role("button", name="完了")).to_be_visible()
    assert _overhang(page) == 0


def _overhang(page: Page) -> int:
    """Pixels that one would have to scroll to the side."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
