"""A plan document in Markdown or text becomes initiatives, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import PlanReading, Reason
from knowledge.importing.reading import Problem, ProblemKind, UnreadableFile
from knowledge.importing.shapes.departments import departments_of
from store.records.initiatives import InitiativeRecord

ONE = """\
# うみべ市DX計画（第2版）

## 書かない窓口

担当：市民課、政策企画課

目的：待つ時間を減らす

## 現状

申請書を手で書いている

## 理想

- ・話すだけで済む
- ・家からも申し込める

\t2026\t2027
スケジュール\t試す\t始める
進捗\t視察した\t
"""


def read(folder: Path, text: str, name: str = "plan.md") -> PlanReading:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_plan(file)


def only(folder: Path, text: str) -> InitiativeRecord:
    document = read(folder, text)
    assert document.problems == ()
    (record,) = document.initiatives
    return record


def test_an_initiative_is_read_field_by_field(tmp_path: Path) -> None:
    record = only(tmp_path, ONE)
    assert record.title == "書かない窓口"
    assert record.departments == ("市民課", "政策企画課")
    assert record.purpose == "待つ時間を減らす"
    assert record.current_state == "申請書を手で書いている"
    assert record.ideal_state == "話すだけで済む\n家からも申し込める"
    assert [(item.text, item.first_year) for item in record.schedule] == [
        ("試す", 2026),
        ("始める", 2027),
    ]
    assert [(report.fiscal_year, report.text) for report in record.progress] == [(2026, "視察した")]


def test_the_source_of_an_initiative_is_known(tmp_path: Path) -> None:
    record = only(tmp_path, ONE)
    assert (record.source_document, record.source_heading, record.source_edition) == (
        "plan.md",
        "書かない窓口",
        "第2版",
    )


def test_the_title_of_the_plan_is_without_its_edition(tmp_path: Path) -> None:
    document = read(tmp_path, ONE)
    assert (document.name.title, document.edition) == ("うみべ市DX計画", "第2版")


def test_nothing_of_a_well_formed_document_is_left_over(tmp_path: Path) -> None:
    assert read(tmp_path, ONE).not_understood == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 書かない窓口", "書かない窓口"),
        ("## 書かない窓口", "#### 書かない窓口 ####"),
        ("## 書かない窓口", "## **書かない窓口**"),
        ("## 書かない窓口", "## 書かない窓口¹"),
        ("## 現状", "現状"),
        ("## 現状", "### 現状："),
        ("## 現状", "現状と課題"),
        ("## 理想", "理想:"),
        ("## 理想", "ありたい姿"),
        ("担当：", "担当: "),
        ("担当：", "担当課："),
        ("担当：", "- 所管課："),
        ("市民課、政策企画課", "市民課・政策企画課"),
        ("市民課、政策企画課", "市民課，政策企画課、市民課"),
        ("目的：", "目的: "),
        ("目的：", "・目的："),
        ("目的：待つ", "目的\n\n待つ"),
        ("## 現状\n\n申請書", "現状：申請書"),
        ("- ・話すだけ", "・話すだけ"),
        ("- ・話すだけ", "* 話すだけ"),
        ("\t2026\t2027", "\t令和8年度\t令和9年度"),
        ("\t2026\t2027", "年度\tR8\tR9"),
        ("\t2026\t2027", "\t２０２６年度\t２０２７年度"),
        ("\t2026\t2027", "\t令和8年度（2026年度）\t令和9年度（2027年度）"),
        ("スケジュール\t", "計画\t"),
        ("進捗\t", "進捗状況\t"),
        ("視察した\t", "<ul><li>視察した</li></ul>\t"),
        ("\n", "\r\n"),
    ],
)
def test_other_ways_of_writing_mean_the_same(tmp_path: Path, old: str, new: str) -> None:
    assert old in ONE
    assert only(tmp_path, ONE.replace(old, new)) == only(tmp_path, ONE)


def test_a_table_with_pipes_means_the_same(tmp_path: Path) -> None:
    tabs = ONE[ONE.index("\t2026") :]
    heading = "|  | 2026 | 2027 |\n|---|:---|---|\n"
    pipes = heading + "| スケジュール | 試す | 始める |\n| 進捗 | 視察した | |\n"
    assert only(tmp_path, ONE.replace(tabs, pipes)) == only(tmp_path, ONE)


def test_a_table_with_an_empty_first_cell_between_two_pipes_means_the_same(tmp_path: Path) -> None:
    tabs = ONE[ONE.index("\t2026") :]
    pipes = "||2026|2027|\n|--|--|--|\n|スケジュール|試す|始める|\n|進捗|視察した||\n"
    assert only(tmp_path, ONE.replace(tabs, pipes)) == only(tmp_path, ONE)


def test_a_sentence_broken_over_lines_is_one_sentence(tmp_path: Path) -> None:
    text = ONE.replace("申請書を手で書いている", "申請書を、  \n手で\n書いている。\n次の文。")
    assert only(tmp_path, text).current_state == "申請書を、手で書いている。\n次の文。"


@pytest.mark.parametrize("where", ["担当：", "目的："])
def test_a_remark_goes_into_the_note(tmp_path: Path, where: str) -> None:
    text = ONE.replace(where, f"※国の補助を使う\n\n{where}", 1)
    record = only(tmp_path, text)
    assert (record.title, record.note) == ("書かない窓口", "国の補助を使う")


def test_every_initiative_of_a_document_is_read(tmp_path: Path) -> None:
    second = ONE[ONE.index("## 書かない") :].replace("書かない窓口", "電子決裁")
    third = second.replace("## 電子決裁", "オープンデータ")
    records = read(tmp_path, ONE + "\n" + second + "\n" + third).initiatives
    assert [record.title for record in records] == ["書かない窓口", "電子決裁", "オープンデータ"]
    assert {record.current_state for record in records} == {"申請書を手で書いている"}


def test_two_initiatives_of_one_title_are_told_apart_and_told(tmp_path: Path) -> None:
    second = ONE[ONE.index("## 書かない") :]
    document = read(tmp_path, ONE + second)
    assert [record.title for record in document.initiatives] == [
        "書かない窓口",
        "書かない窓口（2）",
    ]
    (left,) = document.not_understood
    line = ONE.count("\n") + 1
    assert (left.line, left.text, left.reason) == (line, "書かない窓口（2）", Reason.TWICE)


def test_a_document_in_which_nothing_is_found_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "ただの手紙です。\n").problems == (
        Problem(ProblemKind.NOTHING_FOUND, value="plan.md"),
    )


def test_lines_above_every_heading_are_told_with_their_number(tmp_path: Path) -> None:
    text = ONE.replace("# うみ", "前書き\n\n# うみ")
    left = [(item.line, item.text) for item in read(tmp_path, text).not_understood]
    assert left == [(1, "前書き")]


def test_a_heading_of_an_initiative_that_nobody_knows_goes_into_its_note(tmp_path: Path) -> None:
    text = ONE.replace("## 理想", "## 予算\n\n120万円\n\n## 理想")
    assert only(tmp_path, text).note == "予算：120万円"


def test_a_table_row_nobody_knows_is_told_with_its_number(tmp_path: Path) -> None:
    text = ONE + "費用\t10\t20\n"
    (left,) = read(tmp_path, text).not_understood
    assert (left.line, left.text) == (ONE.count("\n") + 1, "費用\t10\t20")


def test_a_table_whose_years_cannot_be_matched_to_its_columns_is_left_over(tmp_path: Path) -> None:
    """A blank heading between two years would shift every cell after it by a year."""
    text = ONE.replace(
        "\t2026\t2027\nスケジュール\t試す\t始める", "\t2026\t\t2027\nスケジュール\t試す\t\t始める"
    )
    document = read(tmp_path, text)
    (record,) = document.initiatives
    assert record.schedule == ()
    assert "スケジュール\t試す\t\t始める" in [left.text for left in document.not_understood]


def test_two_progress_rows_of_one_year_are_one_report(tmp_path: Path) -> None:
    record = only(tmp_path, ONE + "実績\t試行した\t\n")
    assert [(report.fiscal_year, report.text) for report in record.progress] == [
        (2026, "視察した\n試行した")
    ]


def test_reports_stand_in_the_order_of_their_years(tmp_path: Path) -> None:
    text = ONE.replace("\t2026\t2027", "\t2027\t2026").replace("視察した\t", "後\t先")
    assert [report.fiscal_year for report in only(tmp_path, text).progress] == [2026, 2027]


@pytest.mark.parametrize(
    ("written", "departments"),
    [
        ("市民課", ("市民課",)),
        ("市民課、税務課", ("市民課", "税務課")),
        ("市民課・税務課；会計課", ("市民課", "税務課", "会計課")),
        ("市民課（窓口・記録）、税務課", ("市民課（窓口・記録）", "税務課")),
        ("市民課(窓口,記録)・税務課", ("市民課(窓口,記録)", "税務課")),
        ("市民課、市民課", ("市民課",)),
        ("全課", ("全課",)),
    ],
)
def test_departments_are_parted(written: str, departments: tuple[str, ...]) -> None:
    assert departments_of(written) == departments


@pytest.mark.parametrize("name", ["plan.html", "plan.pptx", "plan"])
def test_a_document_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, ONE, name)
    assert refused.value.problem.kind is ProblemKind.FILE_KIND


def test_a_text_file_is_read_like_markdown(tmp_path: Path) -> None:
    assert [record.title for record in read(tmp_path, ONE, "plan.txt").initiatives] == [
        "書かない窓口"
    ]
