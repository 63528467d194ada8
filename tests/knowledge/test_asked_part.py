"""Who asks for one fact gets it first, or the honest word that nobody wrote it down."""

from __future__ import annotations

import pytest

from knowledge.answer import Answer, Audience, Part
from knowledge.asked_part import asked_facts, without_facts
from knowledge.counter import Counter
from store.database import Database
from tests.small_city import (
    CITY,
    DEPARTMENTS,
    FAQS,
    PROCEDURES,
    bring,
    department,
    faq,
    procedure,
)

ASKED = {
    "fee": (
        "住民票いくら",
        "粗大ごみの料金",
        "手数料 住民票",
        "転出届にお金はかかりますか",
        "てすうりょうは",
    ),
    "deadline": ("転入届はいつまで", "申請の期限を教えて", "締切はいつ", "何日以内に出しますか"),
    "place": ("罹災証明 どこ", "母子手帳はどこでもらえますか", "受付の場所は"),
    "bring": (
        "印鑑登録に何を持っていけばいい",
        "必要なものは",
        "必要書類は",
        "手続に何が必要ですか",
    ),
    "online": (
        "住民票はオンラインでできる？",
        "自宅から申し込めますか",
        "転出届 ネットで申請できますか",
    ),
    "offline": ("転出届は郵送でできますか",),
    "who": ("児童手当は誰が申請できる", "対象者は"),
    "hours": ("市役所は何時まで", "市民課の受付時間", "土日は開いていますか"),
    "contact": ("担当はどの課", "市民課の電話番号", "どこに相談すればいいですか"),
    "schedule": ("書かない窓口はいつから",),
    "progress": ("書かない窓口の進み具合は", "電子決裁はどこまで進んでいますか"),
    "target": ("オンライン申請の割合の目標は",),
    "cadence": ("会議は月に何回",),
}
NOT_ASKED = (
    "ごみ",
    "料金表",
    "手数料条例",
    "有料道路",
    "無料相談",
    "場所取り",
    "避難場所",
    "期限切れのパスポート",
    "スケジュール管理",
    "どこでもスマホ市役所",
    "公共料金の支払い",
    "いくらでも",
    "携帯電話が壊れた",
    "暗証番号",
)


@pytest.mark.parametrize(
    ("name", "question"), [(name, text) for name, texts in ASKED.items() for text in texts]
)
def test_what_a_question_asks_for_is_recognised(name: str, question: str) -> None:
    assert asked_facts(question)[:1] == (name,)


@pytest.mark.parametrize("question", NOT_ASKED)
def test_a_word_in_a_name_asks_for_nothing(question: str) -> None:
    assert asked_facts(question) == ()


def test_two_facts_are_asked_for_in_the_order_of_the_question() -> None:
    assert asked_facts("住民票はどこで、いくらで取れますか") == ("place", "fee")


@pytest.mark.parametrize("question", ["転出届はいつまで", "転出届の手数料", "転出届 どこ"])
def test_without_the_fact_the_thing_is_left(question: str) -> None:
    assert without_facts(question).startswith("転出届")
    assert len(without_facts(question)) <= len("転出届の")


def ask(counter: Counter, question: str) -> Answer:
    return counter.ask(question, municipality=CITY, audience=Audience.CITIZEN)


def test_the_fee_stands_first(counter: Counter) -> None:
    answer = ask(counter, "転出届の手数料")
    assert answer.title == "転出届"
    assert (answer.asked, answer.unwritten) == ((Part.FEE,), ())
    assert answer.passages[0].lines == ("無料",)
    assert [passage.part for passage in answer.passages].count(Part.FEE) == 1


def test_a_deadline_that_nobody_wrote_is_said_to_be_missing(counter: Counter) -> None:
    answer = ask(counter, "転出届はいつまで")
    assert (answer.title, answer.asked, answer.unwritten) == ("転出届", (), (Part.DEADLINE,))


def test_a_fact_in_the_text_leads_with_its_sentence(town: Database, town_counter: Counter) -> None:
    text = "市民課で取れます。手数料は一通300円です。"
    bring(town, FAQS, [faq("戸籍謄本を取りたい", text)], document="戸籍.csv")
    answer = ask(town_counter, "戸籍謄本はいくら")
    assert answer.asked == (Part.FEE,)
    assert [passage.lines for passage in answer.passages][:2] == [
        ("手数料は一通300円です。",),
        (text,),
    ]


def test_a_text_that_begins_with_the_fact_is_not_told_twice(
    town: Database, town_counter: Counter
) -> None:
    text = "一通300円です。市民課で取れます。"
    bring(town, FAQS, [faq("戸籍謄本を取りたい", text)], document="戸籍.csv")
    answer = ask(town_counter, "戸籍謄本はいくら")
    assert [passage.lines for passage in answer.passages] == [(text,)]


def test_a_fact_that_the_title_names_is_what_the_entry_is_about(
    town: Database, town_counter: Counter
) -> None:
    bring(town, FAQS, [faq("戸籍謄本の手数料", "別の表をご覧ください。")], document="戸籍.csv")
    answer = ask(town_counter, "戸籍謄本の手数料はいくらですか")
    assert (answer.title, answer.unwritten) == ("戸籍謄本の手数料", ())


def test_who_is_responsible_is_answered_from_the_contacts(counter: Counter) -> None:
    answer = ask(counter, "書かない窓口の担当はどこ")
    assert (answer.title, answer.asked) == ("書かない窓口", (Part.CONTACT,))


def test_progress_comes_with_the_status(counter: Counter) -> None:
    answer = ask(counter, "書かない窓口の進み具合は")
    assert answer.asked == (Part.PROGRESS,)
    assert [passage.part for passage in answer.passages][:2] == [Part.STATUS, Part.PROGRESS]


def test_hours_in_the_text_go_before_those_of_the_office(
    town: Database, town_counter: Counter
) -> None:
    text = "機械で取れます。使えるのは朝6時から夜11時までです。"
    desk = department("市民課", telephone="0000-00-0001", hours="平日 9時〜17時")
    bring(town, DEPARTMENTS, [desk])
    bring(town, FAQS, [faq("戸籍謄本を取りたい", text)], document="戸籍.csv")
    answer = ask(town_counter, "戸籍謄本は何時まで")
    assert (answer.asked, answer.passages[0].part) == ((Part.HOURS,), Part.HOURS)
    assert answer.passages[0].lines == ("使えるのは朝6時から夜11時までです。",)


def test_a_place_that_only_the_department_has_is_no_missing_place(
    town: Database, town_counter: Counter
) -> None:
    bring(town, DEPARTMENTS, [department("市民課", place="本庁1階")])
    answer = ask(town_counter, "転出届はどこで、いくら")
    assert answer.title == "転出届"
    assert (answer.asked, answer.unwritten) == ((Part.PLACE, Part.FEE), ())


def test_hours_that_nobody_wrote_are_said_to_be_missing(
    town: Database, town_counter: Counter
) -> None:
    bring(town, PROCEDURES, [procedure("犬の登録", department="環境課")], document="犬.csv")
    assert ask(town_counter, "犬の登録は何時まで").unwritten == (Part.HOURS,)
