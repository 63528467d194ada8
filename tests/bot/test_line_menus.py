"""`madoguchi line`: the rich menus are drawn, registered once, and known when they are old."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handlers.line.rich_menu.drawing import MOST_BYTES, png
from handlers.line.rich_menu.menus import HEIGHT, WIDTH, MenuKind, boxes, menus
from tests.command_line import Run, Said, madoguchi
from tests.standins.line_api import LineApiStandIn


@pytest.fixture
def run(sample_copy: Path, line: LineApiStandIn) -> Run:
    """`madoguchi …` with LINE set up."""

    def command(*words: str, **changes: str) -> Said:
        settings = {
            "DATABASE_URL": f"sqlite:///{sample_copy}",
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": line.access_token,
            "LINE_API_BASE_URL": line.url,
        }
        return madoguchi(*words, **settings | changes)

    return command


def changes_asked_for(line: LineApiStandIn) -> list[str]:
    return [f"{one.method} {one.path}" for one in line.requests if one.method != "GET"]


def test_setup_registers_both_menus_and_shows_the_usual_one(run: Run, line: LineApiStandIn) -> None:
    said = run("line", "setup")
    assert said.code == 0, said.err
    assert "いつものメニューと災害時のメニューをLINEに登録しました。" in said.out
    assert "いつものメニューを出しました。" in said.out
    assert line.rich_menus.shown.startswith("madoguchi usual ")
    assert len(line.rich_menus.menus) == 2
    assert line.violations == []


def test_setup_again_changes_nothing(run: Run, line: LineApiStandIn) -> None:
    run("line", "setup")
    line.requests.clear()
    said = run("line", "setup")
    assert "どちらも登録してあります" in said.out
    assert changes_asked_for(line) == []


def test_older_menus_of_ours_go_and_those_of_others_stay(run: Run, line: LineApiStandIn) -> None:
    line.rich_menus.add("madoguchi usual 0123")
    line.rich_menus.add("madoguchi disaster 0123")
    theirs = line.rich_menus.add("広報のメニュー")
    said = run("line", "setup")
    assert "前のメニューを2つ消しました。" in said.out
    assert len(line.rich_menus.menus) == 3
    assert theirs in line.rich_menus.menus


def test_a_setup_that_broke_off_is_made_whole(run: Run, line: LineApiStandIn) -> None:
    run("line", "setup")
    line.rich_menus.images.clear()
    line.rich_menus.default = ""
    said = run("line", "setup")
    assert "いつものメニューを出しました。" in said.out
    assert len(line.rich_menus.menus) == len(line.rich_menus.images) == 2


def test_of_two_menus_of_one_name_one_is_left(run: Run, line: LineApiStandIn) -> None:
    run("line", "setup")
    line.rich_menus.add(line.rich_menus.shown)
    run("line", "setup")
    assert len(line.rich_menus.menus) == 2


def test_setup_while_a_notice_stands_shows_the_menu_for_a_disaster(
    run: Run, line: LineApiStandIn
) -> None:
    run("notice", "set", "避難所を開きました。")
    assert "災害時のメニューを出しました。" in run("line", "setup").out
    assert line.rich_menus.shown.startswith("madoguchi disaster ")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"LINE_CHANNEL_ACCESS_TOKEN": ""}, "LINE_CHANNEL_ACCESS_TOKEN がありません。"),
        ({"LINE_CHANNEL_ACCESS_TOKEN": "old"}, "LINEに断られました（401）。"),
        ({"LINE_API_BASE_URL": "http://127.0.0.1:9"}, "LINEにつながりません"),
    ],
)
def test_setup_says_what_is_missing(
    run: Run, line: LineApiStandIn, changes: dict[str, str], told: str
) -> None:
    said = run("line", "setup", **changes)
    line.violations.clear()  # a token that is refused is what this is about
    assert said.code == 1
    assert told in said.err


def test_the_doctor_says_which_menu_people_see(run: Run, line: LineApiStandIn) -> None:
    assert "メニューを出していません。" in run("doctor").out
    run("line", "setup")
    assert "○ いつものメニューを出しています。" in run("doctor").out
    line.rich_menus.default = ""
    assert "× いつものメニューが出ていません。" in run("doctor").out


def test_the_doctor_sees_buttons_whose_signature_no_longer_holds(
    run: Run, line: LineApiStandIn
) -> None:
    run("line", "setup")
    assert "× メニューが古く" in run("doctor", LINE_CHANNEL_SECRET="another").out


@pytest.mark.parametrize("kind", MenuKind)
def test_the_image_is_what_line_takes(kind: MenuKind) -> None:
    image = png(menus()[kind])
    assert Image.open(BytesIO(image)).size == (WIDTH, HEIGHT)
    assert len(image) <= MOST_BYTES


def test_the_areas_cover_the_whole_image() -> None:
    assert sum(box.width * box.height for box in boxes()) == WIDTH * HEIGHT


@pytest.mark.parametrize("options", [(), ("--disaster",)])
def test_preview_writes_the_image(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "menu.png"
    assert run("line", "preview", str(file), *options).code == 0
    kind = MenuKind.DISASTER if options else MenuKind.USUAL
    assert file.read_bytes() == png(menus()[kind])


def test_preview_says_where_it_cannot_write(run: Run, tmp_path: Path) -> None:
    said = run("line", "preview", str(tmp_path / "nowhere" / "menu.png"))
    assert said.code == 1
    assert "に書けません" in said.err
