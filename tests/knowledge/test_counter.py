"""Questions as people put them, and the entry that answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from knowledge.answer import Answer, Audience, Contact, Decision, SmallTalk
from knowledge.counter import Counter
from knowledge.shelves import UnknownMunicipality
from store.database import Database
from store.municipalities import ensure
from tests.small_city import CITY, FAQS, OTHER_CITY, PROCEDURES, bring, faq, procedure

GENERAL_DESK = "総合案内"


def ask(counter: Counter, question: str, audience: Audience = Audience.CITIZEN) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("粗大ごみ収集の申込", "粗大ごみ収集の申込"),
        ("粗大ごみ", "粗大ごみ収集の申込"),
        ("粗大ゴミを出したい", "粗大ごみ収集の申込"),
        ("そだいごみ", "粗大ごみ収集の申込"),
        ("てんしゅつ", "転出届"),
        ("市外へ引っ越します", "転出届"),
        ("コンビニで住民票", "住民票はコンビニで取れますか"),
        ("ｺﾝﾋﾞﾆで住民票", "住民票はコンビニで取れますか"),
        ("コンビ二で住民票を取れますか", "住民票はコンビニで取れますか"),
        ("書かない窓口", "書かない窓口"),
    ],
)
def test_the_entry_that_was_meant_stands_first(counter: Counter, question: str, title: str) -> None:
    ranking = ask(counter, question).ranking
    assert ranking, f"nothing was found for {question}"
    assert ranking[0].title == title


@pytest.mark.parametrize("misspelt", ["インターネト", "イソターネット"])
def test_a_misspelt_word_finds_what_was_meant(
    town: Database, town_counter: Counter, misspelt: str
) -> None:
    question = "インターネットの教室はありますか"
    bring(town, FAQS, [faq(question, "毎月あります。")], document="教室.csv")
    assert [found.title for found in ask(town_counter, misspelt).ranking] == [question]


def test_an_exact_title_is_answered_for_sure(counter: Counter) -> None:
    answer = ask(counter, "転出届")
    assert (answer.decision, answer.title, answer.confidence) == (Decision.ANSWER, "転出届", 1.0)


def test_an_exact_title_stands_before_an_entry_that_repeats_its_words(
    town: Database, town_counter: Counter
) -> None:
    title = "夏祭りの道路使用許可と駐車場利用と露店出店届と騒音防止計画書"
    words = "夏祭り 道路 使用 許可 駐車場 利用 露店 出店 届 騒音 防止 計画書 "
    bring(
        town,
        PROCEDURES,
        [
            procedure(title, summary="届け出です。"),
            procedure("夏祭りのすべて", summary=words * 20, wordings=(title + "のすべて",)),
        ],
        document="祭り.csv",
    )
    assert ask(town_counter, title).ranking[0].title == title


def test_an_answer_carries_its_source_its_link_and_the_way_without_internet(
    counter: Counter,
) -> None:
    answer = ask(counter, "粗大ごみ収集の申込")
    assert answer.source is not None
    assert answer.source.document == "うみべ市の例"
    assert str(answer.source.verified_on) == "2026-05-01"
    assert answer.link == "https://example.jp/gomi"
    assert "窓口へお越しください。" in [line for part in answer.passages for line in part.lines]


def test_an_answer_names_the_department_that_knows_more(counter: Counter) -> None:
    answer = ask(counter, "粗大ごみ収集の申込")
    assert answer.contacts == (Contact("環境課", "0000-00-0002"),)


def test_where_a_department_has_no_telephone_the_general_desk_is_named_too(
    counter: Counter,
) -> None:
    departments = [contact.department for contact in ask(counter, "納税証明書の交付").contacts]
    assert departments == ["税務課", GENERAL_DESK]


def test_what_a_clerk_linked_is_offered_with_the_answer(counter: Counter) -> None:
    offered = [other.title for other in ask(counter, "転出届").alternatives]
    assert offered[0] == "書かない窓口"


@pytest.mark.parametrize(
    ("question", "department"),
    [
        ("野犬の捕獲をお願いしたい", "環境課"),
        ("犬を譲ってほしい", "環境課"),
        ("宇宙旅行に行きたい", GENERAL_DESK),
    ],
)
def test_what_nobody_wrote_an_answer_for_is_passed_on(
    counter: Counter, question: str, department: str
) -> None:
    answer = ask(counter, question)
    assert answer.decision is Decision.PASS_ON
    assert [contact.department for contact in answer.contacts] == [department]
    assert answer.passages == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("こんにちは！", SmallTalk.GREETING),
        ("おはようございます。", SmallTalk.GREETING),
        ("アリガトウ", SmallTalk.THANKS),
        ("ありがとうございました😊", SmallTalk.THANKS),
        ("あなたは誰ですか？", SmallTalk.WHO_ARE_YOU),
        ("使い方", SmallTalk.HELP),
        ("さようなら", SmallTalk.GOODBYE),
        ("", SmallTalk.EMPTY),
        ("　\n", SmallTalk.EMPTY),
        ("！？…。", SmallTalk.EMPTY),
        ("粗大ごみ" * 126, SmallTalk.TOO_LONG),
    ],
)
def test_small_talk_gets_its_own_reply_and_no_search(
    counter: Counter, text: str, kind: SmallTalk
) -> None:
    answer = ask(counter, text)
    assert (answer.small_talk, answer.decision, answer.ranking) == (kind, Decision.PASS_ON, ())


def test_a_greeting_that_goes_on_to_ask_is_a_question(counter: Counter) -> None:
    answer = ask(counter, "こんにちは。引っ越すので転出届を出したいのですがどうすればよいですか")
    assert answer.small_talk is None
    assert answer.ranking[0].title == "転出届"


def test_a_question_of_500_characters_is_still_a_question(counter: Counter) -> None:
    assert ask(counter, "粗大ごみ" * 125).small_talk is None


def test_when_unsure_up_to_three_candidates_are_offered(
    town: Database, town_counter: Counter
) -> None:
    kinds = ("夏", "秋", "冬", "春", "朝")
    bring(
        town,
        FAQS,
        [faq(f"{kind}の講座の受講料", "別表です。") for kind in kinds],
        document="講座.csv",
    )
    answer = ask(town_counter, "講座のこと")
    assert answer.decision is Decision.ASK_BACK
    assert 1 <= len(answer.alternatives) <= 3
    assert all("講座" in other.title for other in answer.alternatives)
    assert answer.passages == ()


TWINS = ("証明書の発行（本人）", "証明書の発行（代理人）")


@pytest.mark.parametrize(
    "question", ["証明書の発行", "証明書の発行について", "証明書の発行はいくらですか"]
)
def test_what_only_a_bracket_tells_apart_is_asked_back(
    town: Database, town_counter: Counter, question: str
) -> None:
    bring(town, PROCEDURES, [procedure(title) for title in TWINS], document="証明.csv")
    answer = ask(town_counter, question)
    assert answer.decision is Decision.ASK_BACK
    assert {other.title for other in answer.alternatives} == set(TWINS)


@pytest.mark.parametrize(
    ("question", "title"), [(TWINS[0], TWINS[0]), ("証明書の発行 代理人", TWINS[1])]
)
def test_who_names_what_is_in_the_bracket_gets_that_one(
    town: Database, town_counter: Counter, question: str, title: str
) -> None:
    bring(town, PROCEDURES, [procedure(each) for each in TWINS], document="証明.csv")
    assert ask(town_counter, question).title == title


def test_a_bracket_that_nothing_else_has_is_not_asked_about(
    town: Database, town_counter: Counter
) -> None:
    bring(town, PROCEDURES, [procedure(TWINS[0])], document="証明.csv")
    assert ask(town_counter, "証明書の発行").title == TWINS[0]


def test_a_new_answer_is_found_without_a_restart(town: Database, town_counter: Counter) -> None:
    question = "海開きはいつですか"
    assert ask(town_counter, question).title == ""
    bring(town, FAQS, [faq(question, "7月1日です。")], document="海.csv")
    assert ask(town_counter, question).title == question


def test_a_removed_answer_is_no_longer_given(town: Database, town_counter: Counter) -> None:
    question = "海開きはいつですか"
    bring(town, FAQS, [faq(question, "7月1日です。")], document="海.csv")
    assert ask(town_counter, question).title == question
    bring(town, FAQS, [], document="海.csv")
    assert ask(town_counter, question).title == ""


def test_nothing_is_built_anew_while_nothing_changed(counter: Counter) -> None:
    assert counter.shelves(CITY) is counter.shelves(CITY)


class SlowDatabase(Database):
    """A database that keeps the thread «builder» waiting when it reads the entries."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_asked, self.may_answer = threading.Event(), threading.Event()
        self._questions = 0

    @contextmanager
    def reading(self) -> Iterator[Session]:
        if threading.current_thread().name == "builder":
            self._questions += 1
            if self._questions == 2:  # the first asks for the version only
                self.is_asked.set()
                assert self.may_answer.wait(10)
        with super().reading() as session:
            yield session


def test_nobody_waits_while_a_new_index_is_built(town: Database) -> None:
    slow = SlowDatabase(town.url.render_as_string(hide_password=False))
    counter = Counter(slow)
    old = counter.shelves(CITY)
    bring(town, FAQS, [faq("海開きはいつですか", "7月1日です。")], document="海.csv")
    builder = threading.Thread(target=counter.shelves, args=(CITY,), name="builder")
    builder.start()
    assert slow.is_asked.wait(10)
    assert counter.shelves(CITY) is old
    slow.may_answer.set()
    builder.join()
    assert counter.shelves(CITY) is not old
    slow.close()


def test_a_municipality_without_entries_passes_every_question_on(database: Database) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    answer = ask(Counter(database), "住民票")
    assert (answer.decision, answer.contacts) == (Decision.PASS_ON, ())


def test_an_unknown_municipality_is_an_error_of_its_own(database: Database) -> None:
    with pytest.raises(UnknownMunicipality):
        ask(Counter(database), "住民票")


def test_entries_of_another_municipality_are_never_found(
    town: Database, town_counter: Counter
) -> None:
    bring(town, FAQS, [faq("山開きはいつですか", "5月です。")], municipality=OTHER_CITY)
    assert "山開き" not in repr(ask(town_counter, "山開きはいつですか").ranking)
    theirs = town_counter.ask(
        "山開きはいつですか", municipality=OTHER_CITY, audience=Audience.CITIZEN
    )
    assert theirs.title == "山開きはいつですか"
