"""The rich menu on the playground in headless Chromium: it is tapped, and a notice switches it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.playground import Playground

pytestmark = pytest.mark.browser


def open_menu(citizen: Locator) -> None:
    citizen.locator(".rich-menu summary").click()


def test_from_the_menu_to_an_entry(citizen: Locator) -> None:
    open_menu(citizen)
    citizen.get_by_role("button", name="手続き").click()
    expect(citizen.get_by_text("手続きを選ぶ")).to_be_visible()
    citizen.get_by_role("button", name="介護・高齢の方").last.click()
    citizen.get_by_role("button", name="被保険者証の再交付申請").last.click()
    expect(citizen.get_by_text("インターネットを使わない方法").last).to_be_visible()


def test_a_notice_of_the_city_switches_the_menu(citizen: Locator, playground: Playground) -> None:
    expect(citizen.locator(".rich-menu summary")).to_have_text("手続き・相談メニュー")
    shown = playground.dx("お知らせ 避難所を開きました。")
    playground.press(shown["blocks"][-1]["elements"][0])
    citizen.get_by_role("button", name="粗大ごみ").click()
    expect(citizen.get_by_text("【市からのお知らせ】")).to_be_visible()
    expect(citizen.locator(".rich-menu summary")).to_have_text("災害時のメニュー")
    open_menu(citizen)
    expect(citizen.get_by_role("link", name="119 に電話")).to_have_attribute("href", "tel:119")
