"""The DX office brings plan, procedures, FAQ, departments and people in from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from tests.bot.databases import rows
from tests.command_line import Said, madoguchi

FILES = {
    "plan": ("plan.md", 41),  # 25 initiatives, and 16 sections, terms, meetings and the like
    "procedures": ("procedures.csv", 51),
    "faq": ("faq.csv", 30),
    "departments": ("departments.csv", 6),
    "people": ("people.csv", 8),
}
TABLES = {
    "plan": "initiative",
    "procedures": "procedure",
    "faq": "faq",
    "departments": "department",
    "people": "person",
}
Bring = Callable[..., Said]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


@pytest.fixture
def bring(database: Path) -> Bring:
    """`madoguchi import KIND FILE --municipality kaede`."""

    def run(kind: str, file: Path | None = None, *words: str, answer: str = "") -> Said:
        path = file or Path(str(files("bot.sample") / FILES[kind][0]))
        command = ("import", kind, str(path), "--municipality", "kaede", *words)
        return madoguchi(*command, answer=answer, DATABASE_URL=f"sqlite:///{database}")

    return run


@pytest.mark.parametrize("kind", FILES)
def test_a_look_shows_what_would_be_added_and_writes_nothing(
    bring: Bring, database: Path, kind: str
) -> None:
    said = bring(kind, None, "--dry-run")
    assert (said.code, said.figures) == (0, (FILES[kind][1], 0, 0))
    assert "何も書き込んでいません" in said.out
    assert rows(database, f"SELECT count(*) FROM {TABLES[kind]}") == [(0,)]  # noqa: S608


@pytest.mark.parametrize("kind", FILES)
def test_yes_writes_without_asking(bring: Bring, database: Path, kind: str) -> None:
    said = bring(kind, None, "--yes")
    assert said.code == 0
    assert f"追加 {FILES[kind][1]}件" in said.out
    ((stored,),) = rows(database, f"SELECT count(*) FROM {TABLES[kind]}")  # noqa: S608
    assert stored == (25 if kind == "plan" else FILES[kind][1])


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_twice_changes_nothing(bring: Bring, kind: str) -> None:
    bring(kind, None, "--yes")
    said = bring(kind, None, "--yes")
    assert said.figures == (0, 0, 0)
    assert "変更 0件" in said.out


def test_the_real_plan_has_its_26_initiatives(bring: Bring, real_plan: Path) -> None:
    assert bring("plan", real_plan, "--yes").figures == (26, 0, 0)
    assert bring("plan", real_plan, "--yes").figures == (0, 0, 0)


def test_no_is_taken_for_an_answer(bring: Bring, database: Path) -> None:
    said = bring("people", answer="n\n")
    assert said.code == 1
    assert "取りやめました" in said.out
    assert rows(database, "SELECT count(*) FROM person") == [(0,)]


def test_yes_is_taken_for_an_answer(bring: Bring, database: Path) -> None:
    assert bring("people", answer="y\n").code == 0
    assert rows(database, "SELECT count(*) FROM person") == [(8,)]


def test_what_changed_is_shown_with_before_and_after(bring: Bring, tmp_path: Path) -> None:
    bring("departments", None, "--yes")
    text = (files("bot.sample") / "departments.csv").read_text("utf-8-sig")
    changed = tmp_path / "departments.csv"
    changed.write_text(text.replace("0000-00-1202", "0000-00-9999"), "utf-8")
    said = bring("departments", changed, "--dry-run")
    assert said.figures == (0, 1, 0)
    assert "電話：0000-00-1202 → 0000-00-9999" in said.out


def test_what_is_gone_from_the_file_is_shown_as_removed(bring: Bring, tmp_path: Path) -> None:
    bring("people", None, "--yes")
    lines = (files("bot.sample") / "people.csv").read_text("utf-8-sig").splitlines()
    shorter = tmp_path / "people.csv"
    shorter.write_text("\n".join(lines[:-1]), "utf-8")
    assert bring("people", shorter, "--yes").figures == (0, 0, 1)


PEOPLE = "slack_team_id,slack_user_id,name,department,role\n"
PROCEDURES = "手続名,概要,担当課,窓口での方法,出典,確認日\n"
BROKEN: Mapping[str, tuple[str, str, str]] = {
    "a role that is none": (
        "people",
        f"{PEOPLE}T0A,U0A,山田 見本,市民課,担当者\nT0A,U0B,川田 見本,市民課,部長\n",
        "3行目 「role」の列",
    ),
    "an empty name": ("people", f"{PEOPLE}T0A,U0A,,市民課,担当者\n", "2行目 「name」の列"),
    "an id that is none": (
        "people",
        f"{PEOPLE}T0A,yamada,山田 見本,市民課,担当者\n",
        "2行目 「slack_user_id」の列",
    ),
    "a person twice": (
        "people",
        f"{PEOPLE}T0A,U0A,山田 見本,市民課,担当者\nT0A,U0A,川田 見本,市民課,担当者\n",
        "3行目",
    ),
    "a day that is none": (
        "procedures",
        f"{PROCEDURES}転出届,届け出です,市民課,窓口へ,住民基本台帳法,去年\n",
        "2行目 「確認日」の列",
    ),
    "no way without internet": (
        "procedures",
        f"{PROCEDURES}転出届,届け出です,市民課,,住民基本台帳法,2026-10-01\n",
        "2行目 「窓口での方法」の列",
    ),
    "a column missing": ("faq", "質問,回答\nいつ,いま\n", "「出典」の列 この列がありません"),
    "a column too many": (
        "faq",
        "質問,回答,出典,お気に入り\nいつ,いま,広報,はい\n",
        "「お気に入り」の列 この見出しは使えません",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_row_is_named_and_nothing_is_written(
    bring: Bring, database: Path, tmp_path: Path, kind: str
) -> None:
    what, text, expected = BROKEN[kind]
    file = tmp_path / "broken.csv"
    file.write_text(text, "utf-8")
    said = bring(what, file, "--yes")
    assert said.code == 1
    assert expected in said.err
    assert rows(database, f"SELECT count(*) FROM {TABLES[what]}") == [(0,)]  # noqa: S608
    assert rows(database, "SELECT count(*) FROM municipality WHERE code = 'kaede'") == [(0,)]


def test_every_broken_row_is_named_at_once(bring: Bring, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{PEOPLE}T0A,U0A,,市民課,担当者\nT0A,U0B,川田 見本,,部長\n", "utf-8")
    said = bring("people", file, "--yes")
    assert "3か所" in said.err
    assert [line.split()[0] for line in said.err.splitlines()[1:]] == [
        "・2行目",
        "・3行目",
        "・3行目",
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("none.csv", None, "見つかりません"),
        ("empty.csv", b"", "空です"),
        ("people.pdf", b"%PDF-1.4", "種類には対応していません"),
        ("people.xlsx", b"no workbook", "読めません"),
        ("heading.csv", PEOPLE.encode(), "見出しの下の行がありません"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(
    bring: Bring, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = bring("people", tmp_path / name, "--yes")
    assert said.code == 1
    assert expected in said.err


def test_a_name_given_is_the_municipalitys(bring: Bring, database: Path) -> None:
    bring("people", None, "--yes", "--name", "かえで市")
    named = rows(database, "SELECT name FROM municipality WHERE code = 'kaede'")
    assert named == [("かえで市",)]
