"""Typical conversations on LINE for docs/pictures, each from an empty page of a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.picture_files import save_picture
from tests.playground import Playground
from tests.town import town_clock

MARGIN = 12


@dataclass(frozen=True)
class Press:
    """A button that the citizen presses; for a calendar, the day that they choose."""

    name: str
    day: str = ""


Step = str | Press
LARGE = ("設定", Press("文字を大きくする"))
USUAL = ("設定", Press("文字をふつうにする"))
TEXT_ONLY = ("設定", Press("文字だけにする"))
PAGES = ("設定", Press("文字だけをやめる"))
EASY = ("設定", Press("やさしい日本語"))


@dataclass(frozen=True)
class Conversation:
    """What a citizen does, and what was done before the picture begins."""

    name: str
    steps: tuple[Step, ...]
    before: tuple[Step, ...] = ()


CONVERSATIONS = (
    Conversation("line-procedure", ("粗大ごみ",)),
    Conversation("line-hiragana", ("いぬのちゅうしゃ",)),
    Conversation("line-ask-back", ("証明書がほしい",)),
    Conversation("line-follow-up", ("所得証明書はどこで取れますか", "費用は？")),
    Conversation("line-danger", ("火事です。罹災証明書はどこでもらえますか",)),
    Conversation("line-rating", (Press("👎 役に立たなかった"),), before=("粗大ごみ",)),
    Conversation("line-initiative", ("書かない窓口はいつから",)),
    Conversation("line-notify", ("書かない窓口が始まったら知らせて",)),
    Conversation("line-english", ("How can I throw away large garbage?",)),
    Conversation("line-large", ("粗大ごみの費用は？",), before=LARGE),
    Conversation("line-text-only", ("粗大ごみ",), before=(*USUAL, *TEXT_ONLY)),
    Conversation("line-easy", ("粗大ごみ",), before=(*PAGES, *EASY)),
    Conversation(
        "line-life-event",
        (Press("することの一覧"), Press("市内で引っ越す")),
        before=("日本語", "引っ越しました"),
    ),
    Conversation(
        "line-checklist",
        (Press("どちらもない"), Press("日付を選ぶ", day="2026-11-15")),
        before=(
            "引っ越しました",
            Press("質問の続きに戻る"),
            Press("国民健康保険"),
            Press("子どもはいない"),
        ),
    ),
)


class Clock:
    """The clock of a town, which can be put forward."""

    def __init__(self) -> None:
        self._runs = town_clock()
        self._passed = timedelta()

    def __call__(self) -> datetime:
        return self._runs() + self._passed

    def let_a_minute_pass(self) -> None:
        self._passed += timedelta(minutes=1)


def take_conversations(playground: Playground, page: Page, folder: Path, clock: Clock) -> None:
    """One picture of each conversation, named after it."""
    for conversation in CONVERSATIONS:
        clock.let_a_minute_pass()  # no citizen is answered as often as these together
        page.goto(f"{playground.url}/playground")
        telephone = _Telephone(page)
        for step in conversation.before:
            telephone.do(step)
        telephone.begin_picture()
        for step in conversation.steps:
            telephone.do(step)
        save_picture(telephone.picture(), folder / f"{conversation.name}.png")


class _Telephone:
    """The citizen's side of the page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._side = page.get_by_role("region", name="市民の画面")
        self._answers = self._side.locator(".answered")
        self._log = self._side.get_by_role("log")
        self._before = 0

    def do(self, step: Step) -> None:
        before = self._answers.count()
        if isinstance(step, Press):
            self._press(step)
        else:
            self._side.get_by_label("市民として書く").fill(step)
            self._side.get_by_role("button", name="送る").click()
        expect(self._answers).to_have_count(before + 1)

    def begin_picture(self) -> None:
        """What was said up to now is not seen on the picture."""
        self._before = self._log.locator("> .message").count()

    def picture(self) -> bytes:
        """All that was said since, which the window is high enough for."""
        self._page.evaluate("document.activeElement.blur()")
        messages = self._log.locator("> .message")
        first, last = _place(messages.nth(self._before)), _place(messages.last)
        top, end = first["y"] - MARGIN, last["y"] + last["height"] + MARGIN
        return self._page.screenshot(clip={**_place(self._log), "y": top, "height": end - top})

    def _press(self, step: Press) -> None:
        self._answers.last.get_by_role("button", name=step.name).first.click()
        if step.day:
            calendar = self._page.get_by_role("dialog")
            calendar.get_by_label(step.name).fill(step.day)
            calendar.get_by_role("button", name="決める").click()


def _place(what: Locator) -> FloatRect:
    found = what.bounding_box()
    assert found is not None
    return found
