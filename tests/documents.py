"""Two made-up plans, and the same content written as Markdown, Word, PDF and Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as WordParagraph
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell holds one item or several."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True)
class Notes:
    """Footnotes by number, at the foot of the page that ends here."""

    by_number: Mapping[int, str]


Block = Heading | Text | Bullets | Table | Notes
Plan = tuple[Block, ...]


def _cells(*texts: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.split("／")) if text else () for text in texts)


def _initiative(
    title: str, responsible: str, purpose: str, now: str, then: tuple[str, ...], table: Table
) -> Plan:
    return (
        Heading(2, title),
        Text(f"担当：{responsible}"),
        Text(f"目的：{purpose}"),
        Heading(3, "現状"),
        Text(now),
        Heading(3, "理想"),
        Bullets(then),
        table,
    )


UMIBE: Plan = (
    Heading(1, "うみべ市デジタル推進計画"),
    *_initiative(
        "書かない窓口",
        "市民課、政策企画課",
        "窓口で待つ時間と、申請書を書く手間を減らし、だれもが迷わずに手続を終えられるように"
        "することで、市民と職員のどちらにとっても使いやすい市役所にする",
        "転入や転出のときに、同じ住所と名前を何枚もの申請書に手で書いている。窓口が混む春には、"
        "一時間を超えて待つ日があり、案内の職員も足りていない。",
        (
            "話すだけで手続が終わる",
            "家にいても、仕事の帰りでも、休みの日でも申し込むことができて、終わったことがすぐに"
            "手元の電話に届く",
        ),
        Table(
            (
                _cells("", "2026", "2027", "2028"),
                _cells(
                    "スケジュール",
                    "近くの市を視察する／使う道具を選ぶ",
                    "市民課の窓口で試しに使い、よかったことと困ったことを集める",
                    "すべての窓口に広げる",
                ),
                _cells("進捗", "三つの市を視察した", "", ""),
            )
        ),
    ),
    *_initiative(
        "電子決裁",
        "総務課",
        "紙を回さない",
        "決裁に五日かかっている。",
        ("どこにいても決裁できる", "過去の決裁をすぐに探せる"),
        Table(
            (
                _cells("", "令和8年度", "令和9年度"),
                _cells("スケジュール", "規則を直す", "始める"),
                _cells("進捗", "なし", ""),
            )
        ),
    ),
)
"""Initiatives with 担当, 目的, 現状, 理想 and a table of years."""

MORINOMIYA: Plan = (
    Heading(1, "もりの宮市スマート計画"),
    Heading(2, "第3章 まちのデジタル"),
    Text(
        "この章では、五年間に取り組むことを、政策の分野ごとに定めます。計画の途中でも、現場の声と"
        "技術の進みを見て、毎年度の終わりに見直します。"
    ),
    Heading(3, "政策1. くらしと自治"),
    Text("(1) 地域"),
    Text("地域ICT¹ネットワークの構築"),
    Text("（地域づくり課、情報課）"),
    Bullets(
        (
            "自治会と市のあいだの連絡を紙から電子に移し、回覧板と行事の予定をどこからでも見られる"
            "ようにすることで、役員の負担を減らします。",
        )
    ),
    Text("オンライン集会"),
    Text("（地域づくり課）"),
    Bullets(("集会に来られない人も、IoT²を使って意見を伝えられるようにします。",)),
    Notes({1: "ICT：情報と通信の技術をまとめた呼び方。", 2: "IoT：物をつなぐしくみ。"}),
    Heading(3, "政策2. 安全"),
    Text("(1) 防災"),
    Text("避難所のDX"),
    Text("（防災課）"),
    Bullets(("避難した人の数を、入口で自動に数えます。",)),
)
"""A tree of policies with titles, departments in brackets, texts and footnotes."""

_MARK = re.compile("[¹²³]")
_NUMBERS = {"¹": 1, "²": 2, "³": 3}


def as_markdown(plan: Plan, path: Path) -> None:
    path.write_text("\n\n".join(map(markdown, plan)) + "\n", "utf-8")


def markdown(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}"
        case Text(text):
            return text
        case Bullets(items):
            return "\n".join(f"- {item}" for item in items)
        case Table(rows):
            return "\n".join("\t".join("<br>".join(cell) for cell in row) for row in rows)
        case Notes(by_number):
            marks = {number: mark for mark, number in _NUMBERS.items()}
            return "\n".join(f"{marks[number]} {text}" for number, text in by_number.items())


def as_docx(plan: Plan, path: Path) -> None:
    document = Document()
    notes: dict[int, str] = {}
    for block in plan:
        match block:
            case Heading(level, text):
                document.add_heading(text, level - 1)
            case Text(text):
                _word_text(document.add_paragraph(), text)
            case Bullets(items):
                for item in items:
                    _word_text(document.add_paragraph(style="List Bullet"), item)
            case Table(rows):
                _word_table(document, rows)
            case Notes(by_number):
                notes |= by_number
    if notes:
        _word_notes(document, notes)
    document.save(str(path))


def _word_text(paragraph: WordParagraph, text: str) -> None:
    for piece in re.split(f"({_MARK.pattern})", text):
        run = paragraph.add_run("" if piece in _NUMBERS else piece)
        if piece in _NUMBERS:
            reference = f'<w:footnoteReference {nsdecls("w")} w:id="{_NUMBERS[piece]}"/>'
            run._r.append(parse_xml(reference))


def _word_table(document: WordDocument, rows: tuple[tuple[tuple[str, ...], ...], ...]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for place, items in zip(line.cells, row, strict=True):
            place.text = items[0] if items else ""
            for item in items[1:]:
                place.add_paragraph(item)


def _word_notes(document: WordDocument, notes: Mapping[int, str]) -> None:
    """python-docx has no footnotes: the part of the file that holds them is written here."""
    inside = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote>"
        for number, text in notes.items()
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}>{inside}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def as_xlsx(plan: Plan, path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for block in plan:
        for row in _rows(block):
            sheet.append(row)
        sheet.append([])
    book.save(path)


def _rows(block: Block) -> Iterable[list[str]]:
    match block:
        case Table(rows):
            return [["\n".join(cell) for cell in row] for row in rows]
        case Bullets(items):
            return [[f"・{item}"] for item in items]
        case Notes():
            return [[line] for line in markdown(block).splitlines()]
        case Heading(text=text) | Text(text):
            return [[text]]


MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
_SIZES = {1: 20, 2: 15, 3: 12.5}
_BODY = ParagraphStyle("body", fontName=MINCHO, fontSize=10.5, leading=17, wordWrap="CJK")
_BULLET = ParagraphStyle("bullet", _BODY, leftIndent=21, bulletIndent=8, bulletFontName=MINCHO)
_CELL = ParagraphStyle("cell", _BODY, fontSize=9, leading=12)
_NOTE = ParagraphStyle("note", _BODY, fontSize=8, leading=11)
_RULES = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def as_pdf(plan: Plan, path: Path, *, running_head: str = "", password: str | None = None) -> None:
    """A PDF with a page number on every page, and a running head where one is given."""
    for font in (MINCHO, GOTHIC):
        pdfmetrics.registerFont(UnicodeCIDFont(font))

    def edge(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(GOTHIC, 8)
        canvas.drawCentredString(A4[0] / 2, 30, f"- {template.page} -")
        canvas.drawRightString(A4[0] - 72, A4[1] - 40, running_head)

    flow = [piece for block in plan for piece in _flowables(block)]
    template = SimpleDocTemplate(str(path), pagesize=A4, encrypt=password)
    template.build(flow, onFirstPage=edge, onLaterPages=edge)


def _flowables(block: Block) -> Iterable[Flowable]:
    match block:
        case Heading(level, text):
            size = _SIZES[level]
            style = ParagraphStyle("heading", _BODY, fontName=GOTHIC, fontSize=size, leading=size)
            yield Paragraph(text, style)
            yield Spacer(0, 10)
        case Text(text):
            yield Paragraph(_with_raised(text), _BODY)
            yield Spacer(0, 8)
        case Bullets(items):
            for item in items:
                yield Paragraph(_with_raised(item), _BULLET, bulletText="・")
            yield Spacer(0, 8)
        case Table(rows):
            cells = [[[Paragraph(item, _CELL) for item in cell] for cell in row] for row in rows]
            widths = [75] + [350 / (len(rows[0]) - 1)] * (len(rows[0]) - 1)
            yield PdfTable(cells, colWidths=widths, style=_RULES)
            yield Spacer(0, 12)
        case Notes(by_number):
            for number, text in by_number.items():
                yield Paragraph(f"<super>{number}</super> {text}", _NOTE)
            yield PageBreak()


def _with_raised(text: str) -> str:
    return _MARK.sub(lambda mark: f"<super>{_NUMBERS[mark[0]]}</super>", text)


Writer = Callable[[Plan, Path], None]
WRITERS: Mapping[str, Writer] = {
    "plan.md": as_markdown,
    "plan.docx": as_docx,
    "plan.pdf": as_pdf,
    "plan.xlsx": as_xlsx,
}


def picture_of_text(path: Path) -> None:
    """A picture, as a scanner makes one of a page."""
    Image.new("L", (60, 80), color=200).save(path)
