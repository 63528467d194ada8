"""The DX office sees in the Home tab how the whole plan stands, late initiatives first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import questions
from tests.slack_home import Home
from tests.town import CITIZENS_DESK, DX_OFFICE, OPENING, TAX_OFFICE, Town

DESK = "書かない窓口"
ALL = "SELECT title FROM initiative WHERE retired_at IS NULL"


def everything(home: Home) -> list[str]:
    """Titles on all pages."""
    titles = list(home.initiatives)
    while "次のページ" in home.buttons:
        home = home.press("次のページ")
        titles += home.initiatives
    return titles


def test_the_dx_office_sees_every_initiative_of_the_plan(town: Town) -> None:
    home = town.open_home()
    titles = everything(home)
    assert home.title == "計画全体の状況"
    assert sorted(titles) == sorted(title for (title,) in town.rows(ALL))


def test_late_ones_come_first_on_all_pages(town: Town) -> None:
    town.dx(f"進捗 {DESK} 先進地を視察した")
    town.dx("進捗 スマホ教室 完了 全地区で開いた")
    titles = everything(town.open_home())
    late = everything(town.open_home().choose("status", "遅れているもの"))
    assert titles[: len(late)] == late
    assert {DESK, "スマホ教室"}.isdisjoint(late)


def test_initiatives_are_counted_by_status(town: Town) -> None:
    town.dx(f"進捗 {DESK} 完了 全窓口で始めた")
    town.dx("進捗 スマホ教室 遅延 講師が見つからない")
    told = town.open_home().text
    (everyone,) = town.rows("SELECT count(*) FROM initiative WHERE retired_at IS NULL")
    assert f"取組 {everyone[0]}件" in told
    done = town.open_home().choose("status", "完了").initiatives
    assert f"完了 {len(done)}件　遅延 1件" in told


def test_initiatives_are_counted_by_theme(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            f"""UPDATE initiative SET theme = '["窓口を変える"]' WHERE title = '{DESK}'"""  # noqa: S608
        )
    town.dx(f"進捗 {DESK} 完了 全窓口で始めた")
    home = town.open_home()
    assert "• 窓口を変える：1件（完了 1件、遅れ 0件）" in home.text
    assert list(home.choose("theme", "窓口を変える").initiatives) == [DESK]


def test_a_plan_without_themes_counts_none(town: Town) -> None:
    assert "テーマごとの件数" not in town.open_home().text


def test_the_list_is_narrowed_by_department_and_status_together(town: Town) -> None:
    town.dx(f"進捗 {DESK} 完了 全窓口で始めた")
    of_tax_office = town.open_home().choose("department", "税務課")
    assert DESK in of_tax_office.initiatives
    assert "税務課" in of_tax_office.initiatives[DESK]
    done = of_tax_office.choose("status", "完了")
    assert done.chosen("department") == "税務課"
    assert list(done.initiatives) == [DESK]


def passed_on(town: Town, *texts: str, decision: str = "pass_on", days_ago: int = 0) -> None:
    """Citizens asked what nobody could answer."""
    with town.office.database.writing() as session:
        for text in texts:
            questions.log(
                session,
                "mihon",
                audience="citizens",
                channel="line",
                text=text,
                decision=decision,
                kind="",
                title="",
                confidence=0.1,
                at=OPENING - timedelta(days=days_ago),
            )


def test_a_theme_that_is_gone_narrows_nothing(town: Town) -> None:
    home = town.open_home()
    gone = '{"theme": "昔のテーマ", "department": "昔の課", "page": 7}'
    again = town.open_home(view=home.view | {"private_metadata": gone})
    assert len(everything(again.choose("status", "すべての状態"))) == len(everything(home))
    assert "昔" not in again.view["private_metadata"]


def test_the_overview_stands_above_the_first_page_only(town: Town) -> None:
    home = town.open_home()
    second = home.press("次のページ")
    assert "答えを待っている質問" not in second.text
    narrowed = second.choose("status", "中止")
    assert "答えを待っている質問" in narrowed.text
    few = narrowed.view | {"private_metadata": '{"status": "STOPPED", "page": 2}'}
    assert "答えを待っている質問" in town.open_home(view=few).text


def test_questions_nobody_could_answer_are_counted_and_the_newest_shown(town: Town) -> None:
    passed_on(town, "一年前の質問", days_ago=365)
    passed_on(town, *(f"質問{number}" for number in range(6)), "質問5")
    passed_on(town, "尋ね返した質問", decision="ask_back")
    told = town.open_home().text
    assert "答えを待っている質問 7件" in told
    newest = ["「尋ね返した質問」", "「質問5」 2回", "「質問4」", "「質問3」", "「質問2」"]
    assert "\n".join([*(f"• {one}" for one in newest), "新しいものから5件"]) in told


def test_a_question_is_shown_with_its_personal_numbers_hidden(town: Town) -> None:
    town.citizen_says("宇宙エレベーターき号機の耐荷重は090-0000-1234へ")
    told = town.open_home().text
    assert "宇宙エレベーターき号機の耐荷重は■" in told
    assert "0000-1234" not in told


def test_without_open_questions_that_is_said(town: Town) -> None:
    assert "答えを待っている質問 0件\nありません" in town.open_home().text.replace("*", "")


def indicator(town: Town, **fields: float | str | None) -> str:
    """What the Home tab says of the one indicator that is left."""
    values = {"title": "'申請の割合'", "unit": "'%'"}
    values |= {name: "NULL" if value is None else str(value) for name, value in fields.items()}
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    with town.office.database.writing() as session:
        asked = session.connection().exec_driver_sql
        asked("UPDATE indicator SET retired_at = '2026-01-01' WHERE id > 1")
        asked(f"UPDATE indicator SET {changes} WHERE id = 1")  # noqa: S608
    return town.open_home().text.partition("指標*\n")[2].partition("\n")[0]


def observe(town: Town, value: float, day: str) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO indicator_observation"
            " (municipality, indicator_id, observed_on, value, source, created_at)"
            " VALUES ('mihon', 1, ?, ?, '統計', '2026-04-01')",
            (day, value),
        )


def test_an_indicator_is_shown_against_its_target(town: Town) -> None:
    observe(town, 20, "2025-03-31")
    observe(town, 31.5, "2026-03-31")
    said = indicator(town, baseline=10, target=60, target_year=2028)
    assert (
        said == "• 申請の割合：31.5%（2026年3月31日） → 目標 60%（2028年度）　目標まで43%のところ"
    )


def test_an_indicator_that_is_to_fall_reaches_its_target_by_falling(town: Town) -> None:
    observe(town, 4, "2026-03-31")
    assert indicator(town, baseline=30, target=5).endswith("目標に届きました")


def test_an_indicator_that_nobody_measured_says_so(town: Town) -> None:
    said = indicator(town, baseline=10, target=60, target_year=2028)
    assert said == "• 申請の割合：まだ測っていません → 目標 60%（2028年度）"


# Whose


def test_the_dx_office_switches_to_its_own_department_and_back(town: Town) -> None:
    own = town.open_home().press("自分の課")
    assert own.title == "政策企画課の取組"
    assert own.buttons["自分の課"]["style"] == "primary"
    assert own.press("計画全体").title == "計画全体の状況"


def test_others_have_no_switch(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    assert "計画全体" not in home.buttons
    assert "答えられなかった質問" not in home.text


def test_nobody_gets_the_plan_by_asking_for_it(town: Town) -> None:
    plan = town.open_home()
    home = town.open_home(by=CITIZENS_DESK, view=plan.choose("department", "税務課").view)
    assert home.title == "市民課の取組"
    button = {"type": "button", "action_id": "home:scope:plan"}
    assert home._press(home.pressing(button)).title == "市民課の取組"


def test_who_leaves_the_dx_office_is_shown_their_department(town: Town) -> None:
    home = town.open_home()
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE person SET role = '担当者' WHERE slack_user_id = '{DX_OFFICE}'"  # noqa: S608
        )
    assert home.choose("status", "完了").title == "政策企画課の取組"


def test_after_a_report_the_plan_is_shown_as_it_was_narrowed(town: Town) -> None:
    narrowed = town.open_home().choose("department", "税務課")
    form = town.open_form(narrowed.update(DESK))
    assert form.write("text", "試行した").submit() == {}
    town.settle()
    user, view = town.slack.homes_shown[-1]
    assert user == DX_OFFICE
    again = Home(view, lambda _: narrowed, team="", user="")
    assert again.title == "計画全体の状況"
    assert again.chosen("department") == "税務課"
    assert "試行した" in again.initiatives[DESK]


@pytest.mark.parametrize("by", [CITIZENS_DESK, TAX_OFFICE, DX_OFFICE])
def test_every_button_of_a_home_tab_opens_its_form(town: Town, by: str) -> None:
    home = town.open_home(by=by)
    for title in list(home.initiatives)[:3]:
        assert town.open_form(home.update(title), by=by).said("initiative") == title
