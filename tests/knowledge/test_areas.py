"""Procedures are found by area of life, initiatives by theme, each in one place."""

from __future__ import annotations

import pytest

from handlers import wording
from knowledge import areas
from knowledge.answer import Kind, Part, Passage
from knowledge.areas import REST
from knowledge.entries import Entry
from knowledge.sources import Source

SOURCE = Source("見本市の手続")


def entry(title: str, *wordings: str, kind: Kind = Kind.PROCEDURE, theme: str = "") -> Entry:
    passages = (Passage(Part.THEME, (theme,), SOURCE),) if theme else ()
    return Entry(f"{kind}:{title}", kind, title, "", passages, SOURCE, wordings=wordings)


def found(*entries: Entry) -> dict[str, list[str]]:
    return {area.name: [one.title for one in area.entries] for area in areas.of_procedures(entries)}


@pytest.mark.parametrize(
    ("title", "wordings", "area"),
    [
        ("転出届", (), "registry"),
        ("国民健康保険の加入", (), "insurance"),
        ("固定資産税の減免", (), "taxes"),
        ("氏名変更/住所変更等の届出", ("児童手当、じどうてあて、転居",), "child_allowance"),
        ("妊娠の届出", (), "children"),
        ("住所移転後の要介護・要支援認定申請", ("転入、介護認定",), "care"),
        ("障害者手帳の申請", (), "support"),
        ("罹災証明書の発行申請", (), "disaster"),
        ("犬の登録申請、死亡届", ("犬、ペット、鑑札",), "waste"),
        ("ＥＬＴＡＸの利用届", (), "taxes"),
        ("水道使用開始届等", (), "housing"),
        ("体育館の利用予約", (), "facilities"),
        ("入札", (), "business"),
        ("まったく別のこと", (), REST),
    ],
)
def test_a_procedure_stands_in_the_area_it_has_most_words_of(
    title: str, wordings: tuple[str, ...], area: str
) -> None:
    assert found(entry(title, *wordings)) == {area: [title]}


def test_only_procedures_are_listed_and_empty_areas_are_not() -> None:
    listed = found(entry("転出届"), entry("転入について", kind=Kind.FAQ))
    assert listed == {"registry": ["転出届"]}


def test_what_fits_nowhere_stands_last() -> None:
    assert [*found(entry("別のこと"), entry("入札"))] == ["business", REST]


def test_every_area_has_a_name_for_citizens() -> None:
    names = wording.labels("line/choosing/areas.j2")
    assert {*names} == {*areas._words(), REST}


def test_initiatives_stand_under_the_first_of_their_themes_and_last_without_one() -> None:
    listed = areas.of_initiatives(
        [
            entry("電子決裁", kind=Kind.INITIATIVE),
            entry("書かない窓口", kind=Kind.INITIATIVE, theme="市民サービス ＞ 窓口"),
            entry("スマホ教室", kind=Kind.INITIATIVE, theme="市民サービス"),
        ]
    )
    assert [(area.name, [one.title for one in area.entries]) for area in listed] == [
        ("市民サービス", ["書かない窓口", "スマホ教室"]),
        ("", ["電子決裁"]),
    ]
