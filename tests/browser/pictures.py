"""`make pictures`: take the pictures in docs/pictures, of the made-up city on a telephone.

Everything on them is what the bot sends; the playground shows it as LINE and Slack would.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize, expect

from bot.commands.bringing import write
from bot.settings import SAMPLE_MUNICIPALITY
from handlers.digest import weekly
from knowledge.importing.job import ImportKind, prepare
from store.audit import Actor
from store.clock import Week
from tests.browser.chromium import open_chromium
from tests.browser.line_pictures import Clock, take_conversations
from tests.browser.picture_files import save_picture
from tests.playground import Playground, open_playground
from tests.town import CITIZENS_DESK, OPENING, TAX_OFFICE

WIDTH = 390
PHONE: ViewportSize = {"width": WIDTH, "height": 1000}
TALL: ViewportSize = {"width": WIDTH, "height": 4000}
"""So that whole messages are seen at once."""
WIDE: ViewportSize = {"width": 720, "height": 4000}
PATIENCE_MS = 30_000

OFFICE_NAME = "朝霧 こずえ（政策企画課・DX事務局）"
CLERK_NAME = "若草 みのり（市民課・担当者）"
REPORTED = (
    (TAX_OFFICE, "進捗 書かない窓口 税務課の申請書14枚を書き出し、減らす項目を決めた"),
    (CITIZENS_DESK, "進捗 住民票の写し等のコンビニ交付 戸籍の証明書も取れるようになった"),
    ("U0MIHON07", "進捗 粗大ごみのオンライン申込 完了 市内全体で始めた"),
    ("U0MIHON05", "進捗 オンライン申請（子育て・介護の手続） 介護の11手続の準備をしている"),
)
ASKED = ("ドローンを飛ばす許可はどこで取れますか", "ドローンを飛ばす許可", "漁業権の申請")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    clock = Clock()
    with (
        TemporaryDirectory() as work,
        open_playground(Path(work), now=clock) as playground,
        open_chromium() as chromium,
    ):
        _give_channel(playground, Path(work))
        page = chromium.new_page(
            viewport=TALL,
            device_scale_factor=2,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        page.clock.set_fixed_time(OPENING)
        take_conversations(playground, page, folder, clock)
        page.goto(f"{playground.url}/playground")
        page.get_by_role("button", name="職員（Slack）").click()
        pictures = _Pictures(page, folder)
        for take in (
            pictures.home_of_department,
            pictures.form_and_thread,
            lambda: _live_a_week(playground),
            pictures.home_of_office,
            pictures.answer,
            pictures.review,
            lambda: _send_digest(playground),
            pictures.digest,
        ):
            take()


def _give_channel(playground: Playground, work: Path) -> None:
    """Give one department a channel, which the sample has none of."""
    sheet = work / "departments.csv"
    lines = (files("bot.sample") / "departments.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    for row in rows:
        row["Slackチャンネル"] = "C0SHIMIN01" if row["課名"] == "市民課" else ""
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    job = prepare(ImportKind.DEPARTMENTS, sheet, Actor("pictures", "CLI"))
    problems = [*job.problems] or write(playground.office, job, SAMPLE_MUNICIPALITY, "見本市")
    assert not problems, problems


def _live_a_week(playground: Playground) -> None:
    for by, said in REPORTED:
        playground.dx(said, by=by)
    for text in ASKED:
        playground.citizen(text)


def _send_digest(playground: Playground) -> None:
    office = playground.office
    now = office.now()
    weekly.send(office.database, SAMPLE_MUNICIPALITY, Week.of(now), channel="C0DX", now=now)


class _Pictures:
    """What somebody sees who sits at the page."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._folder = folder
        self._staff = page.get_by_role("region", name="職員の画面")

    def home_of_department(self) -> None:
        self._be(CLERK_NAME)
        self._home("home-department")

    def home_of_office(self) -> None:
        self._be(OFFICE_NAME)
        self._home("home-office")

    def form_and_thread(self) -> None:
        with self._said("進捗") as messages:
            form = self._page.get_by_role("dialog")
            form.get_by_label("取組").fill("書かない")
            form.get_by_role("button", name="書かない窓口").click()
            form.get_by_label("内容").fill("市民課の2番窓口で、引っ越しの手続から試しに始めた")
            form.get_by_label("進捗率").fill("40")
            form.get_by_label("根拠のリンク").fill("https://city.mihon.example/houkoku")
            self._take("progress-form", form)
            form.get_by_role("button", name="記録する").click()
            expect(messages.last).to_be_visible()
            thread = self._staff.locator(".answered:has(> .thread:not(:empty))")
            expect(thread).to_contain_text("40%")
            self._take("progress-thread", thread)

    def answer(self) -> None:
        with self._said("質問 コンビニで住民票は取れますか") as messages:
            self._take("answer", messages.last)

    def review(self) -> None:
        with self._said("未回答") as messages:
            self._take("review-list", messages.last)
            messages.last.get_by_role("button", name="ドローン").click()
            messages.last.get_by_role("button", name="新しい答えを書く").click()
            form = self._page.get_by_role("dialog")
            form.get_by_label("答え", exact=True).fill(
                "国のドローン情報基盤システムで申請します。市の公園では飛ばせません。"
            )
            form.get_by_label("インターネットを使わない方法").fill(
                "電話か政策企画課の窓口でお尋ねください。"
            )
            form.get_by_role("button").last.click()
            expect(form.get_by_role("button", name="公開する")).to_be_visible()
            self._page.set_viewport_size(PHONE)
            self._take("review-preview", form)
            self._page.set_viewport_size(TALL)
            form.get_by_role("button", name="やめる").click()

    def digest(self) -> None:
        digest = self._staff.locator(".answered", has_text="今週の進捗")
        expect(digest).to_be_visible()
        self._page.set_viewport_size(WIDE)
        self._take("weekly-digest", digest, scale="css")

    def _be(self, name: str) -> None:
        self._staff.get_by_label("あなたは").select_option(label=name)

    def _home(self, name: str) -> None:
        self._page.set_viewport_size(PHONE)
        self._staff.get_by_role("button", name="ホーム").click()
        expect(self._staff.get_by_role("region").get_by_role("heading")).to_be_visible()
        self._take(name, self._staff)
        self._staff.get_by_role("button", name="メッセージ").click()
        self._page.set_viewport_size(TALL)

    @contextmanager
    def _said(self, text: str) -> Iterator[Locator]:
        """Type `/dx …`; the messages that came since."""
        messages = self._staff.locator(".log > .answered")
        before = messages.count()
        self._staff.get_by_label("/dx に続けて職員として書く").fill(text)
        self._staff.get_by_role("button", name="送る").click()
        if text != "進捗":
            expect(messages).to_have_count(before + 1)
        yield messages

    def _take(
        self, name: str, what: Locator, *, scale: Literal["css", "device"] = "device"
    ) -> None:
        what.evaluate("() => document.activeElement.blur()")
        save_picture(what.screenshot(scale=scale), self._folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
