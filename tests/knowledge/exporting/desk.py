"""The desk of うみべ市's DX office: export a sheet, edit it, import it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from handlers.sheets.guides import guide
from knowledge.exporting.csv_file import csv_file
from knowledge.exporting.rows import exported_rows
from knowledge.exporting.workbook import workbook
from knowledge.importing.job import ImportKind, prepare
from knowledge.importing.tables import TABLES, SheetKind
from store.database import Database
from store.municipalities import ensure
from store.records.changes import Change, compare, write
from store.records.initiatives import ProgressRecord, ScheduleRecord
from store.records.life_events import LifeEventStepRecord, LifeEventStepShelf
from store.records.plan_identity import PlanName
from store.records.plan_parts import IndicatorRecord, PartShelf, TermRecord
from store.records.readings import ReadingRecord
from store.records.wordings import WordingRecord
from store.tables import ProgressMark, Status, Visibility
from tests.small_city import (
    AT,
    CITY,
    DEPARTMENTS,
    FAQS,
    INITIATIVES,
    PEOPLE,
    PLAN,
    PROCEDURES,
    READINGS,
    STAFF,
    TRANSLATIONS,
    WORDINGS,
    WORDS,
    WRITER,
    bring,
    department,
    faq,
    initiative,
    procedure,
    translation,
    word,
)

Edit = Callable[["Sheet"], None]

INDICATORS = PartShelf(IndicatorRecord, PlanName(PLAN))
TERMS = PartShelf(TermRecord, PlanName(PLAN))
LIFE_EVENT_STEPS = LifeEventStepShelf()
MEETING = LifeEventStepRecord(
    title="自治会への加入",
    life_events=("引っ越し", "結婚"),
    what="地区の自治会を、\nご案内します。",
    when=("市内で引っ越す",),
    deadline="14日以内",
    procedure="",
    department="市民課",
    place="",
    source="",
    visibility=Visibility.INTERNAL,
    source_document="",
)

COUNTER = initiative(
    "書かない窓口",
    departments=("市民課", "政策企画課（DX推進室、広報）"),
    theme=("暮らし", "窓口＞手続"),
    direction="一行目\n二行目",
    schedule=(
        ScheduleRecord("視察する", 2025, 2025, blank_until=2027),
        ScheduleRecord("入れる\n試す", 2026, 2026, first_half=1, last_half=1),
        ScheduleRecord("使う", 2026, 2028),
    ),
    progress=(
        ProgressRecord(2024, ProgressMark.NEW, Status.NOT_STARTED, "新規"),
        ProgressRecord(2025, ProgressMark.REPORTED, Status.IN_PROGRESS, "先進地を視察した"),
    ),
    note="=SUM(A1)_x0041_",
    visibility=Visibility.PUBLIC,
)
APPROVAL = initiative(
    "電子決裁",
    departments=("全課",),
    note="*" * 10_000,
    visibility=Visibility.INTERNAL,
)
RATE = IndicatorRecord(
    key="オンライン申請の割合",
    title="オンライン申請の割合",
    unit="%",
    baseline=12.34,
    baseline_year=2024,
    target=1_000_000.0,
    target_year=2029,
    department="政策企画課",
    source_document="plan.md",
    source_heading="第4章",
    visibility=Visibility.PUBLIC,
)
TERM = TermRecord(
    key="note-3",
    title="-DX-",
    mark="3",
    text="@デジタル・トランスフォーメーション",
    source_document="plan.md",
    visibility=Visibility.PUBLIC,
)


def furnish(database: Database) -> None:
    """Entries of every kind, as plan documents and spreadsheets brought them."""
    bring(database, INITIATIVES, [COUNTER, APPROVAL], document="plan.md")
    bring(database, PEOPLE, STAFF, document="people.csv")
    desk = department(
        "市民課",
        telephone="0000-00-0001",
        handles=("住民票", "引っ越し、転出"),
        address="うみべ市港町1、2番地",
        latitude=35.5,
        longitude=-132.000123456,
    )
    bring(database, DEPARTMENTS, [desk], document="departments.csv")
    words = tuple(f"言葉{number}" for number in range(500))
    bring(
        database,
        PROCEDURES,
        [
            procedure(
                "転出届",
                fee="+300円",
                hours="9時",
                page_url="https://example.jp/a",
                keywords=words,
                wordings=("市外へ｜引っ越す", "出る"),
            ),
            procedure("犬の登録", verified_on=None, summary="", offline_way="", department=""),
        ],
        document="procedures.csv",
    )
    answer = faq(
        "駐車場はありますか", "あります。\r\n\r\n　裏手です。\t50台", visibility=Visibility.INTERNAL
    )
    bring(database, FAQS, [answer], document="faq.csv")
    leaving = WordingRecord("手続", "転出届", "=市を出る", "")
    bring(database, WORDINGS, [leaving], document="wordings.csv")
    bring(database, WORDS, [word("みなとバス", "市内循環バス", "A、B")], document="lexicon.csv")
    bring(database, READINGS, [ReadingRecord("字小路", "あざこうじ", "")], document="readings.csv")
    english = translation("転出届", title="Moving out", what_to_bring=("ID; card", "fee"))
    bring(database, TRANSLATIONS, [english], document="en.csv")
    bring(database, LIFE_EVENT_STEPS, [MEETING], document="life_events.csv")
    for shelf, record in ((INDICATORS, RATE), (TERMS, TERM)):
        _keep(database, shelf, record)


def _keep(database: Database, shelf: PartShelf[Any], record: Any) -> None:
    with database.writing() as session:
        ensure(session, CITY)
        changes = compare(shelf, session, CITY, [record], set())
        write(shelf, session, CITY, changes, at=AT, actor=WRITER)


class Sheet:
    """The first sheet of a workbook, by heading and by what stands in a row."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    @property
    def headings(self) -> list[Any]:
        return [cell.value for cell in self._sheet[1]]

    def line(self, name: str) -> int:
        """The row that has this name right of its number."""
        names = [row[1] for row in self._sheet.iter_rows(values_only=True)]
        return names.index(name) + 1

    def at(self, line: int, heading: str) -> Any:
        return self._sheet.cell(line, self.headings.index(heading) + 1).value

    def put(self, line: int, heading: str, value: object) -> None:
        """Write into a cell as into one of text format, where «=1» is no formula."""
        cell = self._sheet.cell(line, self.headings.index(heading) + 1)
        cell.value = value  # type: ignore[assignment]  # openpyxl says what it takes
        if isinstance(value, str):
            cell.data_type = "s"

    def __getitem__(self, at: tuple[str, str]) -> Any:
        name, heading = at
        return self.at(self.line(name), heading)

    def __setitem__(self, at: tuple[str, str], value: object) -> None:
        name, heading = at
        self.put(self.line(name), heading, value)

    def add(self, **cells: object) -> None:
        self._sheet.append([cells.get(str(heading)) for heading in self.headings])

    def delete(self, name: str) -> None:
        self.delete_line(self.line(name))

    def delete_line(self, line: int) -> None:
        self._sheet.delete_rows(line)

    def delete_column(self, heading: str) -> None:
        self._sheet.delete_cols(self.headings.index(heading) + 1)


class Desk:
    """Exports, edits and imports of one database, in one folder."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self._folder = folder

    def export(self, kind: SheetKind, name: str = "書き出し.xlsx") -> Path:
        table = TABLES[kind]
        with self.database.reading() as session:
            rows = exported_rows(session, CITY, table, PlanName(PLAN))
        file = self._folder / name
        columns = table.layout.columns
        is_csv = file.suffix == ".csv"
        file.write_bytes(
            csv_file(columns, rows) if is_csv else workbook(columns, rows, guide(kind))
        )
        return file

    def edit(self, file: Path, change: Edit) -> Path:
        book: Workbook = load_workbook(file)
        change(Sheet(book.worksheets[0]))
        book.save(file)
        return file

    def bring(self, kind: SheetKind, file: Path) -> list[Change]:
        """Import a file.

        Raises:
            Refused: rows do not fit what is stored.
        """
        job = prepare(ImportKind(kind.value), file, WRITER)
        assert job.problems == ()
        with self.database.writing() as session:
            changes = list(job.compare(session, CITY).changes)
            assert job.write(session, CITY, changes, at=AT) == []
        return changes

    def change(self, kind: SheetKind, change: Edit) -> list[Change]:
        """Export, edit and import; what is exported then must be what is stored."""
        changes = self.bring(kind, self.edit(self.export(kind), change))
        assert self.bring(kind, self.export(kind, "danach.xlsx")) == []
        return changes

    def numbers(self, kind: SheetKind) -> dict[int, str]:
        """Stable ids with the names of what is stored."""
        table = TABLES[kind]
        shelf = table.shelf(PlanName(PLAN), WRITER, "")
        with self.database.reading() as session:
            return dict(shelf.numbers(session, CITY))
