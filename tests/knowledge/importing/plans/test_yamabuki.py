"""An action plan: history of editions, reform tables, steps, evaluation and bodies."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import made_up, plain, plain_path, told

PLAN = made_up("yamabuki")


def test_title_edition_and_period() -> None:
    assert PLAN.reading.name.title == "山吹谷市 DX行動計画"
    assert PLAN.reading.edition == "第2.1版"
    assert PLAN.reading.name.starts_on == date(2024, 4, 1)
    assert PLAN.reading.name.ends_on == date(2029, 3, 31)


def test_three_editions_with_what_changed() -> None:
    assert [(edition.title, edition.issued_on, edition.text) for edition in PLAN.editions] == [
        ("第1.0版", "2024-03-29", "初めての発行"),
        ("第2.0版", "2024-10-01", "表②に「電子契約」を追加"),
        ("第2.1版", "2025-03-31", "評価の方法を追記"),
    ]


def test_three_reforms_are_themes_with_those_of_their_tables() -> None:
    assert [path[-2:] for path in PLAN.themes if len(path) > 1] == [
        ("市民サービスを変える", "窓口"),
        ("市民サービスを変える", "支払い"),
        ("仕事の流れを変える", "契約"),
        ("仕事の流れを変える", "文書"),
        ("組織と人を変える", "働き方"),
        ("組織と人を変える", "学び"),
    ]


def test_measures_stand_under_their_theme_with_their_note() -> None:
    found = [(plain_path(item.path)[-1], item.title) for item in PLAN.items(ItemKind.MEASURE)]
    assert found == [
        ("窓口", "書かない窓口"),
        ("窓口", "窓口の予約"),
        ("支払い", "キャッシュレス決済"),
        ("契約", "電子契約"),
        ("契約", "見積りの電子化"),
        ("文書", "電子決裁"),
        ("文書", "保存文書の電子化"),
        ("働き方", "在宅勤務"),
        ("学び", "全職員のデータ研修"),
    ]
    notes = {item.title: told(item) for item in PLAN.items(ItemKind.MEASURE)}
    assert "先に市民課で始める" in notes["書かない窓口"]
    assert "年4回" in notes["全職員のデータ研修"]
    assert notes["電子契約"] == ""


def test_three_steps() -> None:
    steps = PLAN.items(ItemKind.STEP)
    assert [plain(step.title).replace("STEP", "ステップ") for step in steps] == [
        "ステップ1",
        "ステップ2",
        "ステップ3",
    ]
    assert "困っていることを集めます。" in told(steps[0])
    assert "課ごとに聞き取りを行い" in told(steps[0])
    assert "選んだ手段を試し、広げます。" in told(steps[2])


@pytest.mark.parametrize(
    ("title", "role", "members"),
    [
        ("DX推進本部", "計画の決定と進行の確認", "市長（本部長）、副市長、各部長"),
        ("DX推進員会", "各課と事務局の連絡", "各課職員1名"),
        ("若手提案チーム", "新しい手段の提案と試行", "公募の職員"),
    ],
)
def test_a_body_with_role_and_members(title: str, role: str, members: str) -> None:
    bodies = {item.title: [text for _, text in item.facts] for item in PLAN.items(ItemKind.BODY)}
    assert len(bodies) == 3
    assert bodies[title] == [role, members]


def test_how_and_when_it_is_evaluated() -> None:
    told_all = "\n".join(told(item) for item in PLAN.items(ItemKind.EVALUATION))
    assert "2025年度末までに指標を定め" in told_all


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("この計画について", "実際の仕事に移すための手順"),
        ("変える三つのこと", "三つを変えます"),
        ("2025年度の予定", "９月に見直しの案"),
        ("推進体制", "次の組織を置きます"),
    ],
)
def test_sections_can_be_asked_for(title: str, says: str) -> None:
    assert says in PLAN.section(title).text


def test_the_table_of_contents_is_no_content() -> None:
    for title in ("この計画について", "変える三つのこと", "進め方", "推進体制"):
        assert PLAN.sections.count(plain(title)) == 1
    assert not [title for title in PLAN.sections if title.endswith(("1", "2", "3"))]


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
    assert PLAN.reading.initiatives == ()
