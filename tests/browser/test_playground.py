"""The playground in headless Chromium: what people see and press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.playground import Playground

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 375, "height": 740}


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
    choices.get_by_role("button", name="👎 役に立たなかった").click()
    expect(citizen.locator(".said").last).to_contain_text("👎 役に立たなかった")
    expect(answers(citizen)).to_have_count(2)
    expect(answers(citizen).last).to_contain_text("申し訳ありません")
    expect(choices).to_have_count(1)  # those under the first answer are gone
    choices.get_by_role("button", name="わかりにくい").click()
    expect(answers(citizen)).to_have_count(3)


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


def test_a_whole_command_may_be_copied_into_the_field(staff: Locator) -> None:
    dx(staff, "/dx 取組 書かない窓口")
    expect(answers(staff).last).to_contain_text("書かない窓口")


def test_an_unregistered_person_is_refused(staff: Locator) -> None:
    staff.get_by_label("あなたは").select_option("名簿にない人")
    dx(staff, "進捗 書かない窓口 視察した")
    expect(answers(staff)).to_contain_text("名簿にまだありません")


def test_a_person_of_another_department_is_refused_at_the_button(staff: Locator) -> None:
    dx(staff, "進捗 書かない窓口 視察した")
    staff.get_by_label("あなたは").select_option(label="清水川 つとむ（環境建設課・担当者）")
    answers(staff).get_by_role("button", name="完了").click()
    expect(answers(staff)).to_have_count(2)
    expect(answers(staff).last).to_contain_text("書いた人（朝霧 こずえ）とDX事務局だけです")
    expect(answers(staff).first).to_contain_text("状態：進行中")


def test_staff_fill_in_the_form_and_hear_that_it_is_recorded(page: Page, staff: Locator) -> None:
    dx(staff, "進捗")
    form = page.get_by_role("dialog", name="進捗を記録")
    form.get_by_role("button", name="記録する").click()
    expect(form.get_by_label("取組")).to_have_accessible_description("取組を選んでください。")

    form.get_by_label("取組").fill("書かない")
    form.get_by_role("button", name="書かない窓口").click()
    form.get_by_label("状態").select_option("完了")
    form.get_by_label("内容").fill("先進地視察を実施した")
    form.get_by_label("進捗率").fill("百")
    form.get_by_label("根拠のリンク").fill("https://city.example/report")
    form.get_by_label("公開（市民にも見せる）").check()
    form.get_by_role("button", name="記録する").click()
    expect(form.get_by_label("進捗率")).to_have_accessible_description(re.compile("整数"))
    form.get_by_label("進捗率").fill("100")
    form.get_by_role("button", name="記録する").click()
    expect(form).to_have_count(0)
    expect(answers(staff)).to_contain_text("記録しました")
    expect(answers(staff)).to_contain_text("先進地視察を実施した")
    expect(answers(staff)).to_contain_text("100%")


def test_a_press_that_is_to_be_confirmed_can_be_left(page: Page, staff: Locator) -> None:
    dx(staff, "進捗 書かない窓口 先進地視察を実施した")
    answers(staff).get_by_role("button", name="取り消し").click()
    page.get_by_role("alertdialog").get_by_role("button", name="やめる").click()
    expect(answers(staff)).to_contain_text("記録しました")
    answers(staff).get_by_role("button", name="取り消し").click()
    page.get_by_role("alertdialog").get_by_role("button", name="取り消す").click()
    expect(answers(staff)).to_contain_text("取り消しました")


def test_staff_update_an_initiative_from_the_home_tab(page: Page, staff: Locator) -> None:
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="職員（Slack）").click()
    staff.get_by_role("button", name="ホーム").click()
    home = staff.get_by_role("region", name="窓口のホーム")
    expect(home.get_by_role("heading")).to_contain_text("計画")
    assert _overhang(page) == 0
    home.get_by_role("combobox").first.select_option("進行中")
    expect(home.get_by_role("combobox").first.locator(":checked")).to_have_text("進行中")

    home.get_by_role("button", name="更新：書かない窓口").click()
    form = page.get_by_role("dialog", name="進捗を記録")
    expect(form.get_by_label("取組")).to_have_value("書かない窓口")
    form.get_by_label("状態").select_option("完了")
    form.get_by_label("内容").fill("先進地視察を実施した")
    assert _overhang(page) == 0
    form.get_by_role("button", name="記録する").click()
    expect(home.get_by_role("button", name="更新：書かない窓口")).to_have_count(0)  # not under way
    home.get_by_role("combobox").first.select_option("完了")
    expect(home).to_contain_text("先進地視察を実施した")

    staff.get_by_role("button", name="メッセージ").click()
    expect(answers(staff)).to_contain_text("朝霧 こずえ（政策企画課・DX事務局）への直接メッセージ")
    expect(answers(staff)).to_contain_text("記録しました")


def test_messages_of_a_thread_stand_under_the_one_that_opened_it(
    playground: Playground, staff: Locator
) -> None:
    opening = playground.post_to_channel(text="書かない窓口")
    playground.post_to_channel(text="税務課")
    playground.post_to_channel(text="先進地視察を実施した", thread_ts=opening)
    expect(staff.locator(".thread .answered")).to_contain_text("先進地視察を実施した")
    expect(answers(staff).first).to_contain_text("先進地視察を実施した")


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
