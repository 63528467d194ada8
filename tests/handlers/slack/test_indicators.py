"""`/dx 指標`: the office notes what an indicator was found to be, and sees how far it is."""

from __future__ import annotations

import pytest

from store.audit import verify
from tests.town import CITIZENS_DESK, DX_OFFICE, Town

SHARE = "申請のうちオンラインで届いたものの割合"
COUNT = "オンラインで申し込める手続の数"
PLANNING = "U0MIHON02"
"""浜風 いさむ of 政策企画課, which answers for both."""
SEEN = "SELECT value, observed_on, source FROM indicator_observation ORDER BY id"


def seen(town: Town) -> list[tuple[float, str, str]]:
    return [(value, str(on), source) for value, on, source in town.rows(SEEN)]


def test_a_value_is_recorded_and_shown_against_the_target(town: Town) -> None:
    said = town.dx(f"指標 {SHARE} 31.5%", by=PLANNING).text
    assert said.startswith(f"記録しました。\n\n*{SHARE}*：31.5%（2026年11月18日(水)）")
    assert "目標：2028年度に 45%\n現状値：12%（2024年度）" in said
    assert "現状値から目標までの59%まで来ています" in said
    assert seen(town) == [(31.5, "2026-11-18", "政策企画課")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (f"{COUNT} 25手続", 25),
        (f"{COUNT} 25 手続", 25),
        (f"{COUNT} ２５", 25),
        (f"「{COUNT}」 1,025", 1025),
        ("申し込める手続の数 0", 0),
        (f"{COUNT} △3", -3),
    ],
)
def test_a_value_is_read_as_people_write_it(town: Town, words: str, value: float) -> None:
    assert "記録しました" in town.dx(f"指標 {words}").text
    assert [found for found, _, _ in seen(town)] == [value]


@pytest.mark.parametrize("year", ["2025年度", "2025", "令和7年度", "R7", "２０２５"])
def test_a_value_of_an_earlier_fiscal_year_stands_at_its_end(town: Town, year: str) -> None:
    town.dx(f"指標 {COUNT} 22 {year}")
    assert seen(town) == [(22, "2026-03-31", "政策企画課")]


def test_a_value_of_this_fiscal_year_stands_today(town: Town) -> None:
    town.dx(f"指標 {COUNT} 22手続 2026年度")
    assert seen(town) == [(22, "2026-11-18", "政策企画課")]


def test_the_value_before_is_named(town: Town) -> None:
    town.dx(f"指標 {COUNT} 22 2025年度")
    assert "前の値：22手続（2026年3月31日(火)）" in town.dx(f"指標 {COUNT} 25").text


def test_a_value_of_before_leaves_the_latest(town: Town) -> None:
    town.dx(f"指標 {COUNT} 25")
    said = town.dx(f"指標 {COUNT} 22 2025年度").text
    assert "いまの値は 25手続（2026年11月18日(水)）のまま" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("40", "目標に達しています"),
        ("41", "目標に達しています"),
        ("39.9", "現状値から目標までの99%まで"),
        ("18", "まだ目標に近づいていません"),
        ("10", "まだ目標に近づいていません"),
    ],
)
def test_how_far_it_is_is_told(town: Town, value: str, said: str) -> None:
    assert said in town.dx(f"指標 {COUNT} {value}").text


REFUSED = {
    "a word": (f"{COUNT} たくさん", "「たくさん」は数として読めません"),
    "two numbers": (f"{COUNT} 31,5", "数として読めません"),
    "no year": (f"{COUNT} 25 来年度", "「来年度」は年度として読めません"),
    "a year to come": (f"{COUNT} 25 2027年度", "「2027年度」は、まだ終わっていない先の年度"),
    "no such indicator": ("宇宙エレベーター 25", "「宇宙エレベーター」という指標は見つかりません"),
    "several": ("オンラインで 25", "近い指標がいくつかあります"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_recorded_is_explained(town: Town, what: str) -> None:
    words, expected = REFUSED[what]
    said = town.dx(f"指標 {words}").text
    assert expected in said
    assert "何も記録していません" in said
    assert seen(town) == []


def test_a_name_that_several_have_is_answered_with_all_of_them(town: Town) -> None:
    said = town.dx("指標 オンラインで 25").text
    assert f"• {COUNT}" in said
    assert f"• {SHARE}" in said


def test_a_name_that_is_nearly_right_is_answered_with_near_ones(town: Town) -> None:
    assert f"• {COUNT}" in town.dx("指標 申し込めない手続 25").text


def test_somebody_of_another_section_records_nothing(town: Town) -> None:
    said = town.dx(f"指標 {COUNT} 25", by=CITIZENS_DESK).text
    assert "担当課（政策企画課）とDX事務局の方だけ" in said
    assert seen(town) == []
    assert town.rows("SELECT action, outcome FROM audit_entry ORDER BY id DESC LIMIT 1") == [
        ("observe", "refused")
    ]


def test_a_stranger_records_nothing(town: Town) -> None:
    assert "DX事務局に登録" in town.dx(f"指標 {COUNT} 25", by="U0NOBODY1").text
    assert seen(town) == []


def test_a_guest_records_nothing(town: Town) -> None:
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    assert "ゲストの方は" in town.dx(f"指標 {COUNT} 25").text
    assert seen(town) == []


def test_the_audit_trail_says_who_recorded_it(town: Town) -> None:
    town.dx(f"指標 {COUNT} 25", by=PLANNING)
    (person,) = town.rows("SELECT id FROM person WHERE slack_user_id = :user", user=PLANNING)[0]
    assert town.rows("SELECT actor, via, action FROM audit_entry ORDER BY id DESC LIMIT 1") == [
        (f"person:{person}", "Slack", "observe")
    ]
    with town.office.database.reading() as session:
        assert verify(session, "mihon").broken_at is None


def test_a_command_that_slack_sends_again_is_written_once(town: Town) -> None:
    form = town.command_form(f"指標 {COUNT} 25")
    for _ in range(3):
        assert town.post_slack(form).status_code == 200
    town.settle()
    assert len(seen(town)) == 1


def test_without_a_value_the_series_is_shown(town: Town) -> None:
    town.dx(f"指標 {COUNT} 22 2025年度")
    town.dx(f"指標 {COUNT} 25")
    said = town.dx(f"指標 {COUNT}", by=CITIZENS_DESK).text
    assert "• 2026年3月31日(火)　22手続（政策企画課）\n• 2026年11月18日(水)　25手続" in said
    assert "目標：2028年度に 40手続" in said


def test_without_a_name_all_are_listed(town: Town) -> None:
    town.dx(f"指標 {COUNT} 25")
    said = town.dx("指標").text
    assert f"• *{COUNT}*　25手続（2026年11月18日(水)）　目標 40手続" in said
    assert f"• *{SHARE}*　まだ値の記録がありません　目標 45%" in said


def test_what_was_recorded_is_what_staff_are_answered(town: Town) -> None:
    town.dx(f"指標 {COUNT} 25")
    assert "25手続" in town.dx(f"質問 {COUNT}").text
