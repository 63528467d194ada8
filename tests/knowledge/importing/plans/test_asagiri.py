"""A plan without heading marks: sections under titles, full-width numbers and page ends."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import about, made_up, plain_path

PLAN = made_up("asagiri")


def test_title_and_period() -> None:
    assert PLAN.reading.name.title == "あさぎり市スマートライフ計画"
    assert PLAN.reading.name.starts_on == date(2025, 4, 1)
    assert PLAN.reading.name.ends_on == date(2030, 3, 31)


DEPARTMENTS = {
    "回覧板アプリ": ("地域づくり課",),
    "雪の見守り通報": ("福祉課", "地域づくり課"),
    "避難所の混み具合の公開": ("危機管理課", "消防本部"),
    "火災予防届出のオンライン化": ("消防本部",),
    "図書館の電子書籍（試行）": ("生涯学習課",),
    "古文書のデジタル保存": ("生涯学習課", "文化財室"),
    "霜の予報を畑ごとに": ("農林課",),
    "すべての申請のオンライン化": ("全課", "情報政策室"),
    "オンライン化を支える体制づくり": ("情報政策室",),
    "書かない窓口の全支所展開": ("市民課", "各支所"),
    "押印の原則廃止": ("全課", "総務課"),
    "基幹業務の標準化": ("情報政策室",),
}


def test_twelve_initiatives_in_their_order_with_departments() -> None:
    found = {record.title: record.departments for record in PLAN.reading.initiatives}
    assert found == DEPARTMENTS
    assert list(found) == list(DEPARTMENTS)


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("回覧板アプリ", ("地域と安心", "地域")),
        ("雪の見守り通報", ("地域と安心", "地域")),
        ("避難所の混み具合の公開", ("地域と安心", "安心")),
        ("図書館の電子書籍（試行）", ("学びと産業", "学び")),
        ("霜の予報を畑ごとに", ("学びと産業", "産業")),
    ],
)
def test_an_initiative_stands_under_its_field(title: str, theme: tuple[str, ...]) -> None:
    record = next(record for record in PLAN.reading.initiatives if record.title == title)
    assert plain_path(record.theme)[-2:] == theme


def test_the_fields_form_a_tree() -> None:
    tree = [path[-2:] for path in PLAN.themes]
    for branch in (
        ("地域と安心", "地域"),
        ("地域と安心", "安心"),
        ("学びと産業", "学び"),
        ("学びと産業", "産業"),
    ):
        assert tree.count(branch) == 1
    assert [path[-1] for path in PLAN.themes].count("地域と安心") == 1


def test_a_line_in_brackets_under_a_field_is_no_department() -> None:
    names = {name for record in PLAN.reading.initiatives for name in record.departments}
    assert not names & {"町内会", "見守り", "移住", "試行", "学校", "図書館", "文化財"}


def test_a_direction_of_two_paragraphs_is_whole() -> None:
    text = about(PLAN.initiatives["回覧板アプリ"])
    assert text.strip().startswith("町内会の役員が紙を配って歩く負担")
    assert "アプリを使わない世帯には" in text


def test_a_sentence_broken_at_a_page_end_is_mended_around_the_footnote() -> None:
    text = about(PLAN.initiatives["雪の見守り通報"])
    assert "積雪をセンサーで測り、除雪の担い手に自動で知らせる仕組みを試します。" in text
    assert "信号に変える装置" not in text


def test_the_footnotes_are_the_glossary() -> None:
    marks = {term.mark: (term.title, term.text) for term in PLAN.terms.values()}
    assert sorted(marks) == ["1", "2", "3", "4"]
    assert marks["1"] == (
        "利用者体験",
        "サービスを知ってから使い終わるまでに人が感じることの全体",
    )
    assert marks["2"][0] == "センサー"
    assert marks["2"][1].startswith("温度や重さなどを測り")
    assert marks["3"] == ("電子書籍", "画面で読む本")
    assert marks["4"][1] == "令和６年度に職員が市民の役になって測った結果。"


def test_no_footnote_mark_stays_in_any_text() -> None:
    texts = [about(record) for record in PLAN.reading.initiatives]
    texts += [part.text for part in PLAN.parts_with_text()]
    assert not [text for text in texts if set(text) & set("¹²³⁴")]


def test_indicators_carry_their_unit_in_the_cell() -> None:
    assert [
        (row.baseline, row.baseline_year, row.target, row.target_year, row.unit)
        for row in PLAN.indicators
    ] == [
        (12.5, 2023, 60, 2029, "%"),
        (0, 2023, 3000, 2029, "冊"),
        (850, 2023, 2000, 2029, "人"),
    ]
    assert PLAN.indicators[2].title == "観光地図の利用者数（1月あたり）"


def test_eleven_procedures_with_their_groups() -> None:
    assert [procedure.title for procedure in PLAN.reading.procedures] == [
        "児童手当の認定の請求",
        "保育所の利用の申込み",
        "妊娠の届出",
        "要介護認定の申請",
        "負担割合証の再交付の申請",
        "住宅改修費の支給の申請",
        "水道の使用開始の届出",
        "犬の登録の申請",
        "道路の占用の許可の申請",
        "罹災証明書の申請",
        "見舞金の申請",
    ]
    groups = [procedure.group for procedure in PLAN.reading.procedures]
    assert ["子育て" in group for group in groups] == [True] * 3 + [False] * 8
    assert ["介護" in group for group in groups] == [False] * 3 + [True] * 3 + [False] * 5
    assert ["災害" in group for group in groups] == [False] * 9 + [True] * 2


def test_five_cases_of_two_tables() -> None:
    titles = PLAN.titles(ItemKind.CASE)
    assert len(titles) == 5
    assert titles[0].startswith("粗大ごみの予約")
    assert titles[3:] == ["橋の点検", "工事の立会い"]
    assert len({item.group for item in PLAN.items(ItemKind.CASE)}) == 2


def test_four_kinds_of_rules() -> None:
    assert PLAN.titles(ItemKind.RULE) == ["目視", "書面掲示", "対面講習", "往訪閲覧"]


def test_seven_systems_from_a_running_line_and_the_gap_is_told() -> None:
    assert PLAN.titles(ItemKind.SYSTEM) == [
        "住民記録",
        "印鑑登録",
        "固定資産税",
        "個人住民税",
        "国民健康保険",
        "介護保険",
        "児童手当",
    ]
    assert [reason for reason, _ in PLAN.not_understood] == ["number_skipped"]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("つくる理由", "冬には峠が閉ざされます"),
        ("期間とつくり", "国の計画が改められたとき"),
        ("窓口を変える", "平均で５２分かかっています。"),
        ("紙と対面の見直し", "洗い出します"),
    ],
)
def test_sections_can_be_asked_for(title: str, says: str) -> None:
    assert says in PLAN.section(title).text


def test_each_heading_of_the_contents_stands_there_once() -> None:
    for title in ("つくる理由", "期間とつくり", "手続のオンライン化", "窓口を変える"):
        assert PLAN.sections.count(title) == 1
