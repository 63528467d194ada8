"""The DX office answers what the bot could not, and the next one who asks gets the answer."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from tests.line_words import shown
from tests.slack_forms import Form
from tests.town import CITIZENS_DESK, SlackReply, Town

BALLOON = "熱気球に乗れますか"
BALLOONS = (BALLOON, "熱気球に乗りたい")
ANSWER = "毎年10月に河川敷で乗れます。"
REFUSED = "質問への答えを公開できるのは、DX事務局の方だけです"


def told(town: Town, text: str) -> str:
    """What a citizen who asks is told."""
    return "\n".join(map(shown, town.citizen_says(text)))


def ask_in_vain(town: Town, *texts: str) -> None:
    """Citizens ask what nobody has written an answer for."""
    for text in texts:
        said = told(town, text)
        assert "こちらではわかりません" in said or "どれに近いですか" in said, said


def number_of(town: Town, text: str) -> int:
    ((number,),) = town.rows("SELECT max(id) FROM question WHERE text = :text", text=text)
    return int(number)


def opened(town: Town, text: str = BALLOON) -> SlackReply:
    """The question that the DX office chose from the list."""
    buttons = town.dx("未回答").buttons
    return town.press(next(one for label, one in buttons.items() if text in label))


def answer_form(town: Town) -> Form:
    return town.press_for_form(opened(town).buttons["新しい答えを書く"])


def outcomes(town: Town) -> list[str | None]:
    return [row[0] for row in town.rows("SELECT reviewed_as FROM question ORDER BY id")]


def change(town: Town, statement: str) -> None:
    """Somebody changes what is stored; the next question sees it."""
    with town.office.database.writing() as session:
        session.execute(sql(statement))
        session.execute(sql("UPDATE municipality SET knowledge_version = knowledge_version + 1"))


# The list


def test_unanswered_questions_arrive_grouped_and_counted(town: Town) -> None:
    ask_in_vain(town, *BALLOONS, BALLOON, "宇宙船の打ち上げ")
    said = town.dx("未回答").text
    assert "2件（4回）" in said
    assert said.index(BALLOON) < said.index("宇宙船")
    assert f"ほかの言い方：{BALLOONS[1]}" in said


def test_without_any_question_there_is_nothing_to_do(town: Town) -> None:
    assert town.dx("未回答").text == "答えを待っている質問はありません。"


def test_many_questions_come_in_pages(town: Town) -> None:
    asked = ("火星", "宇宙船", "熱気球", "潜水艦", "恐竜", "忍者")
    ask_in_vain(town, *asked)
    first = town.dx("未回答")
    second = town.press(first.buttons["次を見る"])
    assert second.body["replace_original"] is True
    assert sum(text in first.text for text in asked) == 5
    assert all(text in first.text + second.text for text in asked)
    assert town.press(second.buttons["前を見る"]).text == first.text


def test_an_answer_that_was_called_wrong_is_in_the_list(town: Town) -> None:
    rated = town.dx("質問 粗大ごみの出し方")
    town.press(rated.buttons["違う"])
    assert "粗大ごみの出し方" in town.dx("未回答").text


@pytest.mark.parametrize("words", ["未回答", "未回答 1", "未回答 1 答え はい", "未回答 1 答えない"])
def test_only_the_dx_office_reviews(town: Town, words: str) -> None:
    ask_in_vain(town, BALLOON)
    assert REFUSED in town.dx(words, by=CITIZENS_DESK).text
    assert outcomes(town) == [None]
    ((refused,),) = town.rows("SELECT count(*) FROM audit_entry WHERE outcome = 'refused'")
    assert refused == 1


def test_a_command_that_cannot_be_read_is_answered_with_how_to(town: Town) -> None:
    assert "`/dx 未回答 12 答え 答えの文`" in town.dx("未回答 はやく").text


# A new answer


def test_a_new_answer_is_previewed_published_and_found(town: Town) -> None:
    ask_in_vain(town, *BALLOONS)
    form = answer_form(town)
    assert form.said("review_question") == BALLOON
    form.write("review_text", ANSWER).write("review_source", "観光課")
    assert form.submit() == {}
    assert ANSWER in form.shown
    assert "出典：観光課" in form.shown
    assert "確かめてから公開" not in form.shown
    assert town.rows("SELECT id FROM faq WHERE question = :text", text=BALLOON) == []
    assert form.submit() == {}
    town.settle()
    assert "公開しました" in SlackReply(town.slack.responses_delivered[-1][1]).text
    for text in BALLOONS:
        assert ANSWER in told(town, text)
    assert "答えを待っている質問はありません" in town.dx("未回答").text
    assert town.rows("SELECT visibility, source FROM faq WHERE question = :text", text=BALLOON) == [
        ("公開", "観光課")
    ]


def test_who_changes_the_words_sees_the_preview_again(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    form.submit()
    form.write("review_text", "11月に変わりました。")
    assert form.submit() == {}
    assert "11月に変わりました。" in form.shown
    town.settle()
    assert town.rows("SELECT id FROM faq WHERE question = :text", text=BALLOON) == []


def test_pressing_publish_twice_makes_one_answer(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    form.submit()
    body = form.body()
    for _ in range(2):
        town.post_slack(body)
    town.settle()
    assert len(town.rows("SELECT id FROM faq WHERE question = :text", text=BALLOON)) == 1


def test_an_internal_answer_stays_with_staff(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    form.choose("review_visibility", "職員だけに見せる")
    form.submit()
    form.submit()
    town.settle()
    assert ANSWER in town.dx(f"質問 {BALLOON}").text
    assert ANSWER not in told(town, BALLOON)


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("review_text", None, "書いてください。"),
        ("review_text", "　", "書いてください。"),
        ("review_text", "あ" * 1501, "長すぎます。短くしてください。"),
        ("review_source", None, "書いてください。"),
        ("review_question", "住民票はコンビニで取れますか", "もうあります"),
    ],
)
def test_each_field_says_what_is_wrong(
    town: Town, field: str, text: str | None, problem: str
) -> None:
    ask_in_vain(town, BALLOON)
    taken = town.rows("SELECT question FROM faq LIMIT 1")[0][0]
    form = answer_form(town).write("review_text", ANSWER)
    form.write(field, taken if field == "review_question" else text)
    assert problem in form.submit()[field]


def test_a_department_is_found_while_typing_and_named_in_the_answer(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    form.choose("review_department", "環境建設課", typed="環境")
    form.submit()
    assert "環境建設課" in form.shown


def test_nobody_else_gets_options_or_a_preview(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    form.user = CITIZENS_DESK
    assert form.offered("review_department", "環境") == []
    assert "DX事務局の方だけ" in form.submit()["review_question"]


def test_a_question_that_somebody_else_answered_meanwhile_is_not_answered_twice(
    town: Town,
) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", ANSWER)
    assert "一覧から外しました" in town.dx(f"未回答 {number_of(town, BALLOON)} 答えない").text
    assert "ほかの方がもう答えました" in form.submit()["review_question"]


def test_an_answer_can_be_written_without_a_form(town: Town) -> None:
    ask_in_vain(town, *BALLOONS)
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 答え {ANSWER}")
    assert "市民には、次のように見えます。" in shown.text
    assert ANSWER in shown.text
    said = town.press(shown.buttons["公開する"])
    assert "公開しました" in said.text
    assert ANSWER in told(town, BALLOONS[1])
    again = town.press(shown.buttons["公開する"])
    assert "もう一覧にありません" in again.text


def test_what_a_command_said_is_published_by_nobody_else(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 答え {ANSWER}")
    assert REFUSED in town.press(shown.buttons["公開する"], by=CITIZENS_DESK).text
    assert town.rows("SELECT id FROM faq WHERE question = :text", text=BALLOON) == []


def test_an_answer_that_is_too_long_is_not_cut(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    said = town.dx(f"未回答 {number_of(town, BALLOON)} 答え {'あ' * 1501}").text
    assert "1,500文字まで" in said


def test_personal_numbers_do_not_get_into_an_answer(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    form = answer_form(town).write("review_text", "担当は090-1234-5678です。")
    form.submit()
    assert "090-1234-5678" not in form.shown


# Another wording of what there is


def test_a_question_becomes_another_wording_of_an_entry(town: Town) -> None:
    ask_in_vain(town, *BALLOONS)
    form = town.press_for_form(opened(town).buttons["ほかの項目を選ぶ"])
    form.choose("review_entry", "粗大ごみ収集の申込", typed="粗大")
    assert form.submit() == {}
    assert "粗大ごみ収集の申込" in form.shown
    form.submit()
    town.settle()
    assert "粗大ごみ収集の申込" in told(town, BALLOONS[1])
    assert outcomes(town)[:2] == ["answered", "answered"]
    assert town.rows("SELECT text, state FROM wording ORDER BY text") == [
        (text, "accepted") for text in sorted(BALLOONS)
    ]


def test_the_nearest_entries_are_offered_as_buttons(town: Town) -> None:
    rated = town.dx("質問 粗大ごみの出し方")
    town.press(rated.buttons["違う"])
    group = opened(town, "粗大ごみの出し方")
    same = [label for label in group.buttons if label.startswith("同じこと：")]
    assert same
    shown = town.press(group.buttons[same[0]])
    assert "職員には、次のように見えます。" in shown.text
    said = town.press(shown.buttons["この言い方で答える"])
    assert "粗大ごみの出し方" in said.text
    assert outcomes(town) == ["answered"]


def test_an_entry_is_named_with_a_command(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    number = number_of(town, BALLOON)
    assert "近い項目" in town.dx(f"未回答 {number} 項目 粗大ごみの申し込み").text
    shown = town.dx(f"未回答 {number} 項目 粗大ごみ収集の申込")
    town.press(shown.buttons["この言い方で答える"])
    assert "粗大ごみ収集の申込" in told(town, BALLOON)


def test_what_citizens_ask_is_no_wording_of_what_they_may_not_see(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    with town.office.database.writing() as session:
        session.execute(
            sql("UPDATE procedure SET visibility = '内部' WHERE title = '粗大ごみ収集の申込'")
        )
        session.execute(sql("UPDATE municipality SET knowledge_version = knowledge_version + 1"))
    said = town.dx(f"未回答 {number_of(town, BALLOON)} 項目 粗大ごみ収集の申込").text
    assert "市民には見えない" in said


def test_changing_ones_mind_leaves_the_question_in_the_list(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 項目 粗大ごみ収集の申込")
    assert "やめました" in town.press(shown.buttons["やめる"]).text
    assert BALLOON in town.dx("未回答").text


# Nothing to answer


def test_what_is_put_aside_is_not_listed_again(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    assert "一覧から外しました" in town.press(opened(town).buttons["答えない"]).text
    ask_in_vain(town, BALLOON)
    assert "答えを待っている質問はありません" in town.dx("未回答").text


def test_a_question_that_is_asked_again_after_its_answer_went_is_listed_again(
    town: Town,
) -> None:
    ask_in_vain(town, BALLOON)
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 答え {ANSWER}")
    town.press(shown.buttons["公開する"])
    change(town, "DELETE FROM faq WHERE source_document = ''")
    ask_in_vain(town, BALLOON)
    assert BALLOON in town.dx("未回答").text
