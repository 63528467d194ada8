"""A browser at the playground, for the tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.chromium import CHROMIUM, open_chromium
from tests.playground import Playground, open_playground
from tests.town import PATIENCE_SECONDS

DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"no Chromium at {CHROMIUM} (the variable CHROMIUM names another)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with open_playground(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(chromium: Browser, playground: Playground) -> Iterator[Page]:
    """The page on a desktop; whatever a test does must leave the console empty."""
    opened = chromium.new_page(viewport=DESKTOP, locale="ja-JP", reduced_motion="reduce")
    opened.set_default_timeout(PATIENCE_SECONDS * 1000)
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
