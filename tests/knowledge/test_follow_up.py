"""「費用は？」 goes on from the last answer, and from nothing that its audience may not see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import Answer, Audience, Decision, Notice, Part, SmallTalk
from knowledge.counter import Counter
from knowledge.follow_up import Wish, follow_up
from store.database import Database
from store.records.initiatives import ScheduleRecord
from store.tables import Visibility
from tests.small_city import (
    CITY,
    FAQS,
    INITIATIVES,
    PROCEDURES,
    bring,
    faq,
    initiative,
    post,
    procedure,
)

FACTS = (
    "費用は？",
    "いくら？",
    "いくらかかりますか",
    "どこで？",
    "どこに行けばいいですか",
    "オンラインでは？",
    "オンラインでできますか",
    "持ち物は",
    "何を持っていけばいい",
    "ひつようなものは",
    "いつまで？",
    "いつまでに申請すればいいですか",
    "電話番号は？",
    "電話番号を教えてください",
    "誰が申請できる",
    "何時までやっていますか",
    "じゃあ費用は",
    "それの手数料はいくらですか",
    "担当はどこ",
    "進み具合は？",
    "目標は",
    "郵送では？",
    "ﾃｽｳﾘｮｳ",
    "いつから？",
    "いつ始まる？",
    "いつになったらできますか",
    "できるようになるのはいつ",
    "オンライン申請はいつから？",
    "スマホでできるようになるのはいつですか",
)
OTHERS = ("他には？", "ほかは", "違います", "それじゃない", "他にはありますか")
MORE = ("もっと詳しく", "もっと詳しく教えてください", "詳しく")
NAMES_SOMETHING = (
    "住民票いくら",
    "粗大ごみの料金",
    "市役所は何時まで",
    "市民課の電話番号",
    "母子手帳はどこでもらえる",
    "無料相談",
    "詳しい地図",
    "他の市から転入",
    "誰",
    "いつ",
    "窓口",
    "",
    "費用は？" * 20,
)


@pytest.mark.parametrize("question", FACTS)
def test_a_fact_and_nothing_else_goes_on(question: str) -> None:
    wanted = follow_up(question)
    assert wanted is not None
    assert (wanted.wish, len(wanted.facts)) == (Wish.FACTS, 1)


@pytest.mark.parametrize(
    ("wish", "question"),
    [*((Wish.OTHERS, text) for text in OTHERS), *((Wish.MORE, text) for text in MORE)],
)
def test_more_and_others_go_on(wish: Wish, question: str) -> None:
    wanted = follow_up(question)
    assert wanted is not None
    assert wanted.wish is wish


@pytest.mark.parametrize("question", NAMES_SOMETHING)
def test_a_question_that_names_something_stands_alone(question: str) -> None:
    assert follow_up(question) is None


@given(st.text(alphabet="はのでかがいくらどこ費用電話もっと詳しく他に", max_size=60))
def test_any_such_letters_are_read_at_once(text: str) -> None:
    follow_up(text)


def ask(
    counter: Counter, question: str, last: str = "", audience: Audience = Audience.CITIZEN
) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience, last_entry=last)


def key_of(counter: Counter, title: str, audience: Audience = Audience.CITIZEN) -> str:
    key = ask(counter, title, audience=audience).entry_key
    assert key, f"{title} is not answered"
    return key


def test_a_fact_is_told_of_the_last_entry(counter: Counter) -> None:
    answer = ask(counter, "費用は？", key_of(counter, "転出届"))
    assert (answer.decision, answer.title, answer.asked) == (
        Decision.ANSWER,
        "転出届",
        (Part.FEE,),
    )
    assert answer.question == "費用は？"


def test_a_fact_that_no_such_entry_has_is_said_to_be_missing(counter: Counter) -> None:
    answer = ask(counter, "費用は？", key_of(counter, "書かない窓口"))
    assert (answer.title, answer.asked, answer.unwritten) == ("書かない窓口", (), (Part.FEE,))


PLANNED = initiative("窓口の予約", schedule=(ScheduleRecord("始める", 2027, 2027),))


def test_when_something_begins_is_told_by_schedule_and_standing(
    town: Database, town_counter: Counter
) -> None:
    bring(town, INITIATIVES, [PLANNED], document="予約.md")
    with town.writing() as session:
        post(session, "準備中", title="窓口の予約", visibility=Visibility.PUBLIC)
    answer = ask(town_counter, "いつ始まる？", key_of(town_counter, "窓口の予約"))
    parts = [passage.part for passage in answer.passages]
    assert (answer.asked, parts[:3]) == (
        (Part.SCHEDULE,),
        [Part.SCHEDULE, Part.STATUS, Part.PROGRESS],
    )


def test_when_a_procedure_goes_online_is_told_by_the_initiative_linked_to_it(
    town: Database, town_counter: Counter
) -> None:
    paper = procedure("港の届", related_initiative="窓口の予約")
    bring(town, PROCEDURES, [paper], document="港.csv")
    bring(town, INITIATIVES, [PLANNED], document="予約.md")
    answer = ask(town_counter, "オンライン申請はいつから？", key_of(town_counter, "港の届"))
    assert (answer.title, answer.asked) == ("窓口の予約", (Part.SCHEDULE,))
    assert answer.question == "オンライン申請はいつから？"


def test_when_a_procedure_without_a_plan_goes_online_nobody_wrote_down(
    town: Database, town_counter: Counter
) -> None:
    bring(town, PROCEDURES, [procedure("港の届")], document="港.csv")
    answer = ask(town_counter, "オンライン申請はいつから？", key_of(town_counter, "港の届"))
    assert (answer.title, answer.unwritten) == ("港の届", (Part.ONLINE,))


@pytest.mark.parametrize(
    "question", ["オンライン申請はいつから？", "オンライン申請 いつから", "電子申請　いつ"]
)
def test_when_what_goes_online_stands_alone_without_a_last_answer(
    counter: Counter, question: str
) -> None:
    assert ask(counter, question).small_talk is None


def test_others_are_offered_to_choose_from(counter: Counter) -> None:
    answer = ask(counter, "他には？", key_of(counter, "転出届"))
    assert answer.decision is Decision.ASK_BACK
    offered = [one.title for one in answer.alternatives]
    assert offered[0] == "書かない窓口", "what a clerk linked comes first"
    assert "転出届" not in offered
    assert len(offered) <= 3


def test_more_shows_all_there_is_and_says_so(counter: Counter) -> None:
    answer = ask(counter, "もっと詳しく", key_of(counter, "転出届"))
    assert (answer.title, answer.notices) == ("転出届", (Notice.ALL_THERE_IS,))


@pytest.mark.parametrize("question", ["費用は？", "他には？", "もっと詳しく"])
def test_without_a_last_answer_people_hear_what_to_write(counter: Counter, question: str) -> None:
    answer = ask(counter, question)
    assert (answer.small_talk, answer.ranking) == (SmallTalk.NO_SUBJECT, ())
    assert answer.contacts


def test_an_entry_that_is_gone_is_not_told_again(town: Database, town_counter: Counter) -> None:
    bring(town, FAQS, [faq("海開きはいつですか", "7月1日です。無料です。")], document="海.csv")
    key = key_of(town_counter, "海開きはいつですか")
    bring(town, FAQS, [], document="海.csv")
    assert ask(town_counter, "費用は？", key).small_talk is SmallTalk.NO_SUBJECT


def test_an_entry_that_became_internal_is_not_told_to_citizens(
    town: Database, town_counter: Counter
) -> None:
    public = faq("海開きはいつですか", "7月1日です。無料です。")
    internal = faq("海開きはいつですか", "まだ秘密です。無料です。", visibility=Visibility.INTERNAL)
    bring(town, FAQS, [public], document="海.csv")
    key = key_of(town_counter, "海開きはいつですか")
    bring(town, FAQS, [internal], document="海.csv")
    assert ask(town_counter, "費用は？", key).small_talk is SmallTalk.NO_SUBJECT
    assert "秘密" not in repr(ask(town_counter, "もっと詳しく", key))
    assert ask(town_counter, "費用は？", key, Audience.STAFF).title == "海開きはいつですか"


def test_a_title_that_sounds_like_going_on_is_a_title(
    town: Database, town_counter: Counter
) -> None:
    bring(town, FAQS, [faq("持ち物", "本人確認書類です。")], document="持ち物.csv")
    assert ask(town_counter, "持ち物").title == "持ち物"


def test_a_title_that_sounds_like_a_call_for_help_is_answered_too(
    town: Database, town_counter: Counter
) -> None:
    bring(town, FAQS, [faq("救急車を呼ぶか迷う", "#7119 にお電話ください。")], document="急.csv")
    answer = ask(town_counter, "救急車を呼ぶか迷う")
    assert (answer.title, answer.notices) == ("救急車を呼ぶか迷う", (Notice.AMBULANCE,))
