"""Old verifications: citizens are told, and the department gets them listed with a button."""

from __future__ import annotations

import pytest

from tests.line_words import words
from tests.town import CITIZENS_DESK, TAX_OFFICE, Town

NOTE = "最新か確認中です"


@pytest.fixture
def aged(town: Town) -> Town:
    """The sample city, where 転出届 was verified long ago and 転入予約 never."""
    with town.office.database.writing() as session:
        for day, title in (("'2024-04-01'", "転出届"), ("NULL", "転入予約")):
            session.connection().exec_driver_sql(
                f"UPDATE procedure SET verified_on = {day} WHERE title = '{title}'"  # noqa: S608
            )
        session.connection().exec_driver_sql(
            "UPDATE municipality SET knowledge_version = knowledge_version + 1"
        )
    return town


def test_an_answer_verified_long_ago_says_so_with_the_day(aged: Town) -> None:
    told = words(aged.citizen_says("転出届"))
    assert NOTE in told
    assert "確認した日：2024年4月1日" in told


def test_an_answer_that_nobody_has_verified_says_so(aged: Town) -> None:
    told = words(aged.citizen_says("転入予約"))
    assert NOTE in told
    assert "確認した日：まだありません" in told


def test_an_answer_verified_lately_says_nothing_of_it(aged: Town) -> None:
    assert NOTE not in words(aged.citizen_says("粗大ごみ"))


def test_staff_are_told_too(aged: Town) -> None:
    assert NOTE in aged.dx("質問 転出届").text


def test_the_department_verifies_with_a_button_and_citizens_see_it(aged: Town) -> None:
    listed = aged.dx("確認", by=CITIZENS_DESK)
    assert "転出届" in listed.text
    assert "確認した日：2024年4月1日" in listed.text
    (button,) = [
        element
        for block, after in zip(listed.body["blocks"], listed.body["blocks"][1:], strict=False)
        if block["type"] == "section" and "転出届" in block["text"]["text"]
        for element in after.get("elements", [])
    ]
    after = aged.press(button, by=CITIZENS_DESK)
    assert "「転出届」を、今日確認したものにしました。" in after.text
    told = words(aged.citizen_says("転出届"))
    assert NOTE not in told
    assert "確認した日：2026年11月18日" in told


def test_another_department_does_not_see_it(aged: Town) -> None:
    assert "転出届" not in aged.dx("確認", by=TAX_OFFICE).text


def test_the_dx_office_sees_all(aged: Town) -> None:
    assert "転出届" in aged.dx("確認").text
