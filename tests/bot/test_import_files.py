"""Plans come as all kinds of files; each that cannot be read is told in one plain sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from tests.bot.databases import rows
from tests.command_line import Said, madoguchi
from tests.documents import UMIBE, WRITERS, as_docx, as_pdf, as_xlsx, picture_of_text

COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
JUNK = random.Random(7).randbytes(4_000)  # noqa: S311 - not a secret
Bring = Callable[[Path], Said]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """`madoguchi import plan FILE --yes`."""

    def run(file: Path) -> Said:
        command = ("import", "plan", str(file), "--municipality", "umibe", "--yes")
        return madoguchi(*command, DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}")

    return run


@pytest.mark.parametrize("name", WRITERS)
def test_a_plan_is_brought_in_from_every_format(bring: Bring, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](UMIBE, path)
    assert bring(path).figures == (2, 0, 0)
    assert bring(path).figures == (0, 0, 0)
    assert rows(tmp_path / "new.db", "SELECT title FROM initiative ORDER BY title") == [
        ("書かない窓口",),
        ("電子決裁",),
    ]


def _cut(write: Callable[[Path], None]) -> Callable[[Path], None]:
    """A file whose transfer stopped in the middle."""

    def cut(path: Path) -> None:
        write(path)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])

    return cut


def _bytes(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def _blank_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def _scanned_pdf(path: Path) -> None:
    picture = path.with_suffix(".png")
    picture_of_text(picture)
    canvas = Canvas(str(path))
    canvas.drawImage(str(picture), 0, 0)
    canvas.save()


def _scanned_docx(path: Path) -> None:
    picture = path.with_suffix(".png")
    picture_of_text(picture)
    document = Document()
    document.add_picture(str(picture))
    document.save(str(path))


def _swelling(path: Path) -> None:
    """A small file that becomes a hundred megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 100_000_000)


def _packed(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, "<x/>")
    return file.getvalue()


def _old(stream: str) -> bytes:
    return COMPOUND + stream.encode("utf-16-le") + bytes(512)


BAD: Mapping[str, tuple[str, Callable[[Path], None], str]] = {
    "a file that is not there": ("plan.pdf", lambda path: None, "見つかりません"),
    "an empty text": ("plan.md", _bytes(b""), "空です"),
    "an empty pdf": ("plan.pdf", _bytes(b""), "空です"),
    "a text of blank lines": ("plan.txt", _bytes(b"\n \n"), "空です"),
    "a docx without a word": ("plan.docx", lambda path: as_docx((), path), "空です"),
    "an xlsx without a word": ("plan.xlsx", lambda path: as_xlsx((), path), "空です"),
    "a pdf without a word": ("plan.pdf", _blank_pdf, "空です"),
    "half a docx": ("plan.docx", _cut(lambda path: as_docx(UMIBE, path)), "途中で切れて"),
    "half a pdf": ("plan.pdf", _cut(lambda path: as_pdf(UMIBE, path)), "途中で切れて"),
    "half an xlsx": ("plan.xlsx", _cut(lambda path: as_xlsx(UMIBE, path)), "途中で切れて"),
    "a pdf with a password": (
        "plan.pdf",
        lambda path: as_pdf(UMIBE, path, password="himitsu"),
        "パスワード",
    ),
    "an xlsx with a password": ("plan.xlsx", _bytes(COMPOUND), "パスワード"),
    "a docx with a password": ("plan.docx", _bytes(COMPOUND), "パスワード"),
    "junk named md": ("plan.md", _bytes(JUNK), "読めません"),
    "junk named csv": ("plan.csv", _bytes(JUNK), "読めません"),
    "junk named docx": ("plan.docx", _bytes(JUNK), "壊れている"),
    "junk named pdf": ("plan.pdf", _bytes(JUNK), "壊れている"),
    "junk named xlsx": ("plan.xlsx", _bytes(JUNK), "壊れている"),
    "a scanned pdf": ("plan.pdf", _scanned_pdf, "画像だけ"),
    "a scanned docx": ("plan.docx", _scanned_docx, "画像だけ"),
    "an old doc": ("plan.doc", _bytes(COMPOUND), "「.docx」の形式で保存"),
    "an old xls": ("plan.xls", _bytes(COMPOUND), "「.xlsx」の形式で保存"),
    "an old doc named docx": ("plan.docx", _bytes(_old("WordDocument")), "「.docx」の形式で保存"),
    "an old xls named xlsx": ("plan.xlsx", _bytes(_old("Workbook")), "「.xlsx」の形式で保存"),
    "a pdf named md": ("plan.md", lambda path: as_pdf(UMIBE, path), "「.pdf」に直して"),
    "a docx named txt": ("plan.txt", lambda path: as_docx(UMIBE, path), "「.docx」に直して"),
    "an xlsx named docx": ("plan.docx", _bytes(_packed("xl/workbook.xml")), "「.xlsx」に直して"),
    "slides": ("plan.pptx", _bytes(_packed("ppt/presentation.xml")), "対応していません"),
    "slides named docx": ("plan.docx", _bytes(_packed("ppt/presentation.xml")), "対応していません"),
    "a web page": ("plan.html", _bytes(b"<html></html>"), "対応していません"),
    "a name without an end": ("plan", _bytes(b"# plan"), "対応していません"),
    "a docx that swells": ("plan.docx", _swelling, "大きくなりすぎます"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_read_gives_one_clear_message(
    bring: Bring, tmp_path: Path, kind: str
) -> None:
    name, write, expected = BAD[kind]
    path = tmp_path / name
    write(path)
    said = bring(path)
    assert (said.code, said.out) == (1, "")
    assert expected in said.err
    assert said.err.count(f"ファイル「{name}」") == 1
    assert len(said.err.splitlines()) == 1
    assert rows(tmp_path / "new.db", "SELECT count(*) FROM initiative") == [(0,)]
