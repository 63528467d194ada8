"""Whatever people wrote, Slack shows it as they wrote it, whole and within its limits."""

from __future__ import annotations

import html
from typing import Any

import pytest

from store.database import Database
from tests.town import SlackReply, Town

EVIL = "<!channel> <@U0MIHON02> <!subteam^S1> <https://evil.example|市役所> & * _x_ `y` ~z~ &lt;"
DOORS = {
    "unknown verb": "{}",
    "unknown title": "取組 {}",
    "narrowing": "一覧 {}",
    "question": "質問 {}",
    "progress": "進捗 書かない窓口 {}",
    "title of progress": "進捗 {} 視察した",
    "quoted title": "進捗 「{}」 視察した",
}


def sections_of(reply: SlackReply) -> list[str]:
    return [block["text"]["text"] for block in reply.body["blocks"] if block["type"] == "section"]


def raw_bodies(town: Town) -> str:
    return "\n".join(request.raw.decode() for request in town.slack.requests)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("mark", ["<!", "<@", "<http"])
def test_nobody_is_called_and_no_link_is_hidden(town: Town, door: str, mark: str) -> None:
    town.dx(DOORS[door].format(EVIL))
    town.dx("取組 書かない窓口")
    town.dx("取消")
    assert mark not in raw_bodies(town)


def test_a_correction_calls_nobody_either(town: Town) -> None:
    recorded = town.dx(f"進捗 書かない窓口 {EVIL}")
    town.press(recorded.buttons["完了"])
    assert "<!" not in raw_bodies(town)


def test_what_was_written_is_shown_as_it_was_written(town: Town) -> None:
    shown = town.dx(f"進捗 書かない窓口 {EVIL}").text
    assert EVIL in html.unescape(shown)


@pytest.mark.parametrize("letter", ["&", "<", "あ", "🎉"])
def test_a_text_of_full_length_is_shown_whole(town: Town, letter: str) -> None:
    shown = town.dx(f"進捗 書かない窓口 {letter * 3000}")
    assert letter * 3000 in "".join(html.unescape(piece) for piece in sections_of(shown))


def add_initiatives(database: Database, many: int, *, letters: int = 10) -> None:
    """Further initiatives, each with a title of its own."""
    rows: list[tuple[Any, ...]] = [
        (f"追加の取組{number:03d}" + "長" * letters, number) for number in range(many)
    ]
    copied = (
        "municipality, plan_id, purpose, current_state, ideal_state, note, visibility,"
        " source_document, source_edition, source_heading, imported_at"
    )
    with database.writing() as session:
        session.connection().exec_driver_sql(
            f"INSERT INTO initiative (title, {copied})"  # noqa: S608 - own words
            f" SELECT ?, {copied} FROM initiative WHERE id = 1 AND ? >= 0",
            rows,
        )


def test_sixty_initiatives_are_listed_within_fifty_blocks(town: Town) -> None:
    add_initiatives(town.office.database, 35)
    listed = town.dx("一覧")
    assert len(listed.body["blocks"]) <= 50
    assert sum(line.startswith("•") for line in listed.text.splitlines()) == 60


def test_a_very_long_list_is_parted_into_sections(town: Town) -> None:
    add_initiatives(town.office.database, 70, letters=200)
    pieces = sections_of(town.dx("一覧"))
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 3000


def test_a_list_that_is_cut_says_how_many_are_missing(town: Town) -> None:
    add_initiatives(town.office.database, 120)
    assert "ほかに45件あります" in town.dx("一覧").text


def test_an_initiative_with_very_much_progress_is_still_shown(town: Town) -> None:
    for number in range(52):
        town.dx(f"進捗 書かない窓口 {number:02d}{'進' * 2900}")
    shown = town.dx("取組 書かない窓口")
    assert len(shown.body["blocks"]) <= 50
    assert "長いため" in sections_of(shown)[-1]


def test_a_hundred_initiatives_are_offered_however_many_and_long_they_are(town: Town) -> None:
    add_initiatives(town.office.database, 120, letters=200)
    form = town.progress_form()
    offered = form.offered("initiative")
    assert len(offered) == 100
    assert max(map(len, offered)) == 75
    title = next(one for one in form.offered("initiative", "追加の取組119"))
    assert form.choose("initiative", title, typed="追加の取組119").write("text", "x").submit() == {}


def test_a_form_for_an_initiative_with_a_very_long_title_opens(town: Town) -> None:
    add_initiatives(town.office.database, 1, letters=200)
    button = town.dx("取組 追加の取組000").buttons["進捗を記録"]
    assert (town.press_for_form(button).said("initiative") or "").endswith("…")
