"""The DX office gets a template or what is stored, edits it, and brings it in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.bot.databases import rows, tamper
from tests.command_line import Run, Said, madoguchi

KINDS = (
    "initiatives",
    "procedures",
    "faq",
    "wordings",
    "indicators",
    "people",
    "glossary",
    "departments",
    "lexicon",
    "readings",
    "translations",
    "life_events",
)
STORED = ("initiatives", "procedures", "translations", "faq", "people", "departments")


@pytest.fixture
def run(sample_copy: Path) -> Run:
    """A command about the sample city."""

    def command(*words: str) -> Said:
        return madoguchi(*words, DATABASE_URL=f"sqlite:///{sample_copy}")

    return command


def bring(run: Run, kind: str, file: str) -> Said:
    return run("import", kind, file, "-m", "mihon", "--yes")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_made_and_holds_nothing_to_import_yet(run: Run, kind: str) -> None:
    said = run("template", kind)
    assert said.code == 0
    assert f"madoguchi import {kind} {kind}.xlsx" in said.out
    assert Path(f"{kind}.xlsx").is_file()
    said = bring(run, kind, f"{kind}.xlsx")
    assert said.code == 1
    assert "行がありません（「例」の行は数えません）" in said.err


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", STORED)
def test_an_export_that_nobody_edited_changes_nothing(run: Run, kind: str, suffix: str) -> None:
    said = run("export", kind, "-m", "mihon", "-o", f"表.{suffix}")
    assert said.code == 0
    assert bring(run, kind, f"表.{suffix}").figures == (0, 0, 0)


def test_a_filled_template_is_imported_exported_edited_and_imported(
    run: Run, sample_copy: Path
) -> None:
    run("template", "indicators", "-o", "指標.xlsx")
    book = load_workbook("指標.xlsx")
    book.worksheets[0].append([None, "来なくてよい手続の数", "件", "1,200", "R6", 3000, 2029])
    book.save("指標.xlsx")
    assert bring(run, "indicators", "指標.xlsx").figures == (1, 0, 0)
    before = rows(sample_copy, "SELECT id FROM indicator")

    said = run("export", "indicators", "-m", "mihon")
    assert "3件を「mihon-indicators.xlsx」に書き出しました" in said.out
    book = load_workbook("mihon-indicators.xlsx")
    sheet = book.worksheets[0]
    # The two indicators of the sample's plan stand above it.
    sheet["B4"], sheet["F4"] = "窓口に来なくてよい手続の数", "3,500"
    book.save("mihon-indicators.xlsx")
    said = bring(run, "indicators", "mihon-indicators.xlsx")
    assert said.figures == (0, 1, 0)
    assert [line.strip() for line in said.out.splitlines()[3:5]] == [
        "名 指標「来なくてよい手続の数」→「窓口に来なくてよい手続の数」（名前の変更）",
        "目標値：3000 → 3500",
    ]
    assert rows(sample_copy, "SELECT id FROM indicator") == before
    assert bring(run, "indicators", "mihon-indicators.xlsx").figures == (0, 0, 0)


def test_a_changed_report_is_shown_with_its_year_and_status(run: Run) -> None:
    run("export", "initiatives", "-m", "mihon", "-o", "取組.xlsx")
    book = load_workbook("取組.xlsx")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for heading, value in (("状態", "完了"), ("進捗の年度", 2026), ("進捗", "使い始めた\n毎日")):
        sheet.cell(2, headings.index(heading) + 1).value = value
    book.save("取組.xlsx")
    said = bring(run, "initiatives", "取組.xlsx")
    assert said.figures == (0, 1, 0)
    assert "進捗：＋ 2026年度 完了 使い始めた 毎日" in said.out


def change_report(file: str, **cells: str | int) -> None:
    """Edit the first initiative of a workbook."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for heading, value in cells.items():
        sheet.cell(2, headings.index(heading) + 1).value = value
    book.save(file)


LAST = "SELECT percent, evidence_url FROM progress_entry ORDER BY id DESC LIMIT 1"
REPORT: dict[str, str | int] = {"状態": "進行中", "進捗の年度": 2026, "進捗": "使い始めた"}


def test_percentage_and_evidence_go_out_and_come_back(run: Run, sample_copy: Path) -> None:
    run("export", "initiatives", "-m", "mihon", "-o", "取組.xlsx")
    evidence = "https://www.city.example/a.pdf"
    change_report("取組.xlsx", **REPORT, 進捗率="40%", 進捗の根拠=evidence)
    assert bring(run, "initiatives", "取組.xlsx").figures == (0, 1, 0)
    assert rows(sample_copy, LAST) == [(40, evidence)]
    run("export", "initiatives", "-m", "mihon", "-o", "あと.xlsx")
    assert bring(run, "initiatives", "あと.xlsx").figures == (0, 0, 0)
    change_report("あと.xlsx", 状態="完了")
    assert bring(run, "initiatives", "あと.xlsx").figures == (0, 1, 0)
    assert rows(sample_copy, LAST) == [(40, evidence)]


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("進捗率", "101", "0から100まで"),
        ("進捗率", "1.5", "0から100まで"),
        ("進捗率", "半分", "数として読めません"),
        ("進捗の根拠", "庁内の棚", "アドレスとして読めません"),
    ],
)
def test_a_percentage_or_evidence_that_cannot_be_kept_is_named(
    run: Run, heading: str, value: str, said: str
) -> None:
    run("export", "initiatives", "-m", "mihon", "-o", "取組.xlsx")
    change_report("取組.xlsx", **REPORT, **{heading: value})
    answer = bring(run, "initiatives", "取組.xlsx")
    assert answer.code == 1
    assert said in answer.err + answer.out


def test_a_sheet_that_does_not_ask_for_a_percentage_keeps_it(run: Run, sample_copy: Path) -> None:
    run("export", "initiatives", "-m", "mihon", "-o", "取組.xlsx")
    change_report("取組.xlsx", **REPORT, 進捗率=40)
    bring(run, "initiatives", "取組.xlsx")
    ((title,),) = rows(sample_copy, "SELECT title FROM initiative WHERE id = 1")
    Path("一覧.csv").write_text(
        f"取組名,担当課,状態,進捗の年度,進捗,進捗の公開\n{title},市民課,完了,2026,使い始めた,公開\n",
        "utf-8",
    )
    assert bring(run, "initiatives", "一覧.csv").figures[1] == 1
    assert rows(sample_copy, LAST) == [(40, None)]


def test_what_changed_elsewhere_since_the_export_is_kept_and_told(run: Run) -> None:
    for name in ("月曜.xlsx", "火曜.xlsx"):
        run("export", "departments", "-m", "mihon", "-o", name)
    book = load_workbook("火曜.xlsx")
    book.worksheets[0]["C2"] = "0000-00-9999"
    book.save("火曜.xlsx")
    assert bring(run, "departments", "火曜.xlsx").figures == (0, 1, 0)
    said = bring(run, "departments", "月曜.xlsx")
    assert said.figures == (0, 0, 0)
    assert "・「政策企画課」の電話" in said.out


def test_a_file_that_is_there_is_not_written_over(run: Run) -> None:
    Path("faq.xlsx").write_text("書きかけ", "utf-8")
    for words in (("template", "faq"), ("export", "faq", "-m", "mihon", "-o", "faq.xlsx")):
        said = run(*words)
        assert said.code == 1
        assert "もうあります" in said.err
    assert Path("faq.xlsx").read_text("utf-8") == "書きかけ"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("template", "faq", "-o", "faq.csv"), ".xlsx にしてください"),
        (("export", "faq", "-m", "mihon", "-o", "faq.pdf"), ".xlsx か .csv にしてください"),
        (("export", "faq", "-m", "mihon", "-o", "どこか/faq.csv"), "フォルダーがあるか"),
        (("export", "faq", "-m", "kumo"), "mihon"),
    ],
)
def test_what_cannot_be_written_is_told_with_what_to_do(
    run: Run, words: tuple[str, ...], expected: str
) -> None:
    said = run(*words)
    assert said.code == 1
    assert expected in said.err


def test_a_number_nobody_knows_is_told_and_nothing_is_written(run: Run) -> None:
    run("export", "faq", "-m", "mihon", "-o", "faq.csv")
    file = Path("faq.csv")
    text = file.read_text("utf-8-sig")
    file.write_text(text.replace("\n1,", "\n4711,", 1), "utf-8")
    said = bring(run, "faq", "faq.csv")
    assert said.code == 1
    assert "「番号」の列 番号 4711 のものは、今は登録されていません" in said.err


def test_of_several_plans_one_is_named(run: Run, sample_copy: Path) -> None:
    tamper(sample_copy, "INSERT INTO plan (municipality, title) VALUES ('mihon', '次の計画')")
    ((title,),) = rows(sample_copy, "SELECT title FROM plan WHERE title != '次の計画'")
    said = run("export", "initiatives", "-m", "mihon")
    assert said.code == 1
    assert f"・{title}" in said.err
    assert "・次の計画" in said.err
    assert "25件" in run("export", "initiatives", "-m", "mihon", "--plan", title).out
    assert bring(run, "initiatives", "mihon-initiatives.xlsx").figures == (0, 0, 0)

    Path("new.csv").write_text("取組名,担当課\n新しい取組,市民課\n", "utf-8")
    said = bring(run, "initiatives", "new.csv")
    assert said.code == 1
    assert f"計画「{title}」「次の計画」のどれの表か分かりません" in said.err
