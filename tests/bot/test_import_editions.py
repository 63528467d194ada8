"""The DX office imports the next edition: sees what changes, and is asked about names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.databases import rows
from tests.command_line import Said, madoguchi
from tests.knowledge.importing.editions import ROADS, SIGNING, WINDOW, initiative, plan

FIRST = plan(initiative("書かない窓口", WINDOW), initiative("電子決裁", SIGNING))
NEXT = plan(
    initiative("窓口のデジタル化", WINDOW),
    initiative("電子決裁", SIGNING.replace("庁舎の外", "自宅")),
    edition="第1.1版",
)
Bring = Callable[..., Said]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


@pytest.fixture
def bring(database: Path, tmp_path: Path) -> Bring:
    """`madoguchi import plan FILE --municipality umibe`, with the text of the file."""

    def run(text: str, *words: str, name: str = "plan.md", answer: str = "") -> Said:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        command = ("import", "plan", str(file), "--municipality", "umibe", *words)
        return madoguchi(*command, answer=answer, DATABASE_URL=f"sqlite:///{database}")

    return run


def standing(database: Path) -> list[tuple[str, ...]]:
    return rows(database, "SELECT title FROM initiative WHERE retired_at IS NULL ORDER BY id")


def test_a_doubtful_name_is_asked_about_and_attached(bring: Bring, database: Path) -> None:
    bring(FIRST, "--yes")
    said = bring(NEXT, answer="y\ny\n")
    assert "「書かない窓口」は「窓口のデジタル化」に名前が変わりましたか" in said.out
    assert "名 取組「書かない窓口」→「窓口のデジタル化」" in said.out
    assert rows(database, "SELECT title FROM initiative WHERE id = 1") == [("窓口のデジタル化",)]


def test_no_keeps_the_two_apart(bring: Bring, database: Path) -> None:
    bring(FIRST, "--yes")
    said = bring(NEXT, answer="n\ny\n")
    assert said.code == 0
    assert standing(database) == [("電子決裁",), ("窓口のデジタル化",)]


def test_with_yes_nothing_is_guessed_but_the_doubt_is_told(bring: Bring, database: Path) -> None:
    bring(FIRST, "--yes")
    said = bring(NEXT, "--yes")
    assert "名前が変わっただけかもしれません" in said.out
    assert "・取組「書かない窓口」→「窓口のデジタル化」" in said.out
    assert standing(database) == [("電子決裁",), ("窓口のデジタル化",)]


def test_of_a_long_text_only_what_changed_is_shown(bring: Bring) -> None:
    bring(FIRST, "--yes")
    said = bring(NEXT, "--dry-run")
    assert "目的：…裁を電子に改め、【庁舎の外】からも起案と決裁…" in said.out
    assert " → …裁を電子に改め、【自宅】からも起案と決裁…" in said.out
    assert "文書を探す時間を減らす" not in said.out


def test_entries_with_nothing_but_another_edition_are_summed_up(bring: Bring) -> None:
    bring(FIRST, "--yes")
    said = bring(FIRST.replace("第1.0版", "第1.1版"), "--dry-run")
    assert "変 取組の2件は、版の名前だけが変わります。" in said.out
    assert "変 取組「" not in said.out


def test_a_long_list_is_cut_unless_all_of_it_is_asked_for(bring: Bring) -> None:
    many = plan(*(initiative(f"取組その{number}", ROADS) for number in range(1, 41)))
    cut = bring(many, "--dry-run")
    assert "取組は、ほかに10件あります" in cut.out
    assert cut.out.count("＋ 取組") == 30
    assert bring(many, "--dry-run", "--all").out.count("＋ 取組") == 40


def test_an_older_edition_is_refused_with_what_to_do(bring: Bring, database: Path) -> None:
    bring(NEXT, "--yes", name="new.md")
    said = bring(FIRST, "--yes", name="old.md")
    assert said.code == 1
    assert "もう第1.1版まで読み込んでいます" in said.err
    assert "いちばん新しい版のファイルを読み込んでください" in said.err
    assert standing(database) == [("窓口のデジタル化",), ("電子決裁",)]


def test_a_plan_that_is_named_takes_the_document_in(bring: Bring, database: Path) -> None:
    bring(FIRST, "--yes")
    other = NEXT.replace("うみべ市DX計画", "うみべ市の計画")
    bring(other, "--yes", "--plan", "うみべ市DX計画", name="next.md")
    assert rows(database, "SELECT title FROM plan") == [("うみべ市DX計画",)]


def test_a_skipped_line_is_told_with_its_number_and_reason(bring: Bring) -> None:
    text = plan(initiative("書かない窓口", WINDOW)) + "備考欄\n\n| a | b |\n"
    number = text.splitlines().index("| a | b |") + 1
    said = bring(text, "--dry-run")
    assert f"・{number}行目 | a | b |（どの項目か分かりません）" in said.out
    told = json.loads(bring(text, "--dry-run", "--json").out)
    assert {"line": number, "text": "| a | b |", "reason": "no_place"} in told["skipped"]


def test_json_is_one_object_with_what_was_found_changed_and_written(bring: Bring) -> None:
    told = json.loads(bring(FIRST, "--yes", "--json").out)
    assert told["document"] == "plan.md"
    assert (told["plan"], told["edition"]) == ("うみべ市DX計画", "第1.0版")
    assert told["found"] == {"initiative": 2, "edition": 1}
    assert told["outcome"] == "written"
    assert told["written"] == {"added": 3, "changed": 0, "removed": 0}
    again = json.loads(bring(FIRST, "--yes", "--json").out)
    assert (again["outcome"], again["changes"]) == ("nothing", [])


def test_json_names_a_change_field_by_field(bring: Bring) -> None:
    bring(FIRST, "--yes")
    told = json.loads(bring(NEXT, "--dry-run", "--json").out)
    change = next(one for one in told["changes"] if one["key"] == "電子決裁")
    assert (change["kind"], change["action"], change["before_key"]) == (
        "initiative",
        "changed",
        None,
    )
    assert {field["name"] for field in change["fields"]} == {"purpose", "source_edition"}
    assert [(one["before"], one["after"]) for one in told["doubtful"]] == [
        ("書かない窓口", "窓口のデジタル化")
    ]


def test_json_without_yes_writes_nothing_and_ends_as_not_confirmed(
    bring: Bring, database: Path
) -> None:
    said = bring(FIRST, "--json")
    assert said.code == 1
    assert json.loads(said.out)["outcome"] == "not_confirmed"
    assert standing(database) == []


def test_json_of_a_refused_edition_names_the_problem(bring: Bring) -> None:
    bring(NEXT, "--yes", name="new.md")
    said = bring(FIRST, "--yes", "--json", name="old.md")
    assert said.code == 1
    told = json.loads(said.out)
    assert told["outcome"] == "refused"
    assert [problem["kind"] for problem in told["problems"]] == ["older_edition"]


def visibility(database: Path, table: str) -> set[str]:
    return {seen for (seen,) in rows(database, f"SELECT visibility FROM {table}")}  # noqa: S608


@pytest.mark.parametrize("kind", ["取組", "initiative"])
def test_a_kind_made_internal_stays_so_until_it_is_made_public(
    bring: Bring, database: Path, kind: str
) -> None:
    bring(FIRST, "--yes")
    assert visibility(database, "initiative") == {"公開"}
    bring(FIRST, "--yes", "--internal", kind)
    assert visibility(database, "initiative") == {"内部"}
    bring(FIRST.replace("第1.0版", "第1.1版"), "--yes")
    assert visibility(database, "initiative") == {"内部"}
    assert visibility(database, "edition") == {"公開"}
    bring(FIRST.replace("第1.0版", "第1.1版"), "--yes", "--public", kind)
    assert visibility(database, "initiative") == {"公開"}


def test_a_part_can_be_made_internal(bring: Bring, database: Path) -> None:
    text = FIRST + "# 用語\n\n## はじめに\n\nこの計画の考え方を書きます。\n"
    bring(text, "--yes", "--internal", "節", "--internal", "版")
    assert visibility(database, "edition") == {"内部"}
    assert visibility(database, "initiative") == {"公開"}


def test_a_kind_that_does_not_exist_is_named_with_those_that_do(bring: Bring) -> None:
    said = bring(FIRST, "--yes", "--internal", "議事録")
    assert said.code == 1
    assert "「議事録」という種類はありません" in said.err
    assert "会議体（meeting）" in said.err
