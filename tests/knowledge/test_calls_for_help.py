"""Who is in danger hears whom to call; who asks about such things gets an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import Notice
from knowledge.calls_for_help import hear

CALLS = {
    Notice.FIRE: (
        "火事",
        "火事です",
        "かじです",
        "カジデス",
        "ｶｼﾞﾃﾞｽ",
        "火 事 だ！！",
        "たすけて火事",
        "火災発生",
        "fire",
        "ＦＩＲＥ",
        "my house is on fire",
        "家が燃えています",
        "となりのいえがかじです",
        "台所から火が出ています。どうしたらいいですか",
        "こんにちは。隣の家が火事です",
    ),
    Notice.AMBULANCE: (
        "救急車",
        "救急車を呼んでください",
        "きゅうきゅうしゃをよんで",
        "救急車を呼ぶか迷う",
        "意識がない",
        "いしきがありません",
        "木曜から寝ていた父が倒れて動きません",
        "ひとがたおれています",
        "祖母が息をしていない",
        "道で人が血を流して倒れている",
        "薬をたくさん飲んだ",
        "のどに餅が詰まった",
        "ambulance",
        "Please call an ambulance!",
    ),
    Notice.GAS: (
        "ガス漏れ",
        "ガスくさい",
        "がすくさいです",
        "ガスの臭いがします",
        "部屋がガス臭い、どうすればいい",
        "gas leak",
    ),
    Notice.POLICE: (
        "不審者がいます",
        "ふしんしゃがいる",
        "知らない人が家に入ってきた",
        "空き巣に入られました",
        "どろぼうです",
        "殴られています",
        "110番して",
    ),
    Notice.DROWNING: (
        "溺れています",
        "こどもがおぼれています",
        "子どもが川に流されています",
        "船が転覆した",
    ),
    Notice.TSUNAMI: ("津波が来る", "つなみがきます", "津波警報"),
    Notice.DANGER: (
        "助けて",
        "たすけてください！",
        "help me",
        "ＳＯＳ",
        "事故です",
        "閉じ込められています",
    ),
    Notice.DESPAIR: (
        "死にたい",
        "しにたい",
        "もう消えたい",
        "自殺したい",
        "生きているのがつらい",
        "つらいです",
    ),
    Notice.CHILD_ABUSE: ("虐待されている", "親に殴られています", "ぎゃくたいされています"),
    Notice.VIOLENCE: ("DVされています", "ＤＶを受けています", "夫に殴られます"),
}
QUESTIONS_OF_DANGER = {
    Notice.FIRE: (
        "火事で家が焼けた後の手続",
        "火事のあと、罹災証明はどこで取れますか",
        "火災のごみを出したい",
    ),
    Notice.AMBULANCE: ("救急車は有料ですか", "熱中症かもしれない人の相談先"),
    Notice.POLICE: ("不審者を見かけたらどこに連絡しますか", "空き巣の被害にあったときの証明"),
    Notice.TSUNAMI: ("津波が来たらどこに逃げればいいですか", "津波のとき"),
    Notice.DANGER: ("交通事故にあいました。国保は使えますか",),
    Notice.DESPAIR: ("死にたいです。相談窓口はありますか",),
    Notice.CHILD_ABUSE: ("児童虐待の相談先",),
    Notice.VIOLENCE: ("DVから逃げています。住民票の閲覧を制限したい", "DV 相談"),
}
NO_DANGER = (
    "火災証明",
    "火災証明書がほしい",
    "火災保険",
    "住宅用火災警報器の補助",
    "救急医療情報",
    "救急講習",
    "普通救命講習を受けたい",
    "休日夜間救急",
    "消防署の電話番号",
    "fire department phone number",
    "り災証明",
    "不審者情報メール",
    "不審者情報のメールを登録したい",
    "防犯カメラの補助",
    "燃えるごみ",
    "もえるごみのひ",
    "家事を手伝ってほしい",
    "排気ガスがくさい",
    "ガス漏れ警報器の点検",
    "ガスボンベの捨て方",
    "野焼きの煙",
    "津波ハザードマップ",
    "津波避難場所",
    "木が倒れています",
    "看板が倒れそうです",
    "蜂に刺されました",
    "車にひかれた猫がいます",
    "実家を出て一人暮らしをする",
    "書類が届けられていません",
    "夫のいない家の塀が倒れています",
    "死んだ犬の処分",
    "財布を川に落とした",
    "生活が苦しい",
    "緊急通報装置",
    "熊の出没情報",
    "職員の意識が低い",
    "防災意識がない",
    "高齢者虐待",
    "動物虐待",
    "包丁を持っていけばいいですか",
    "DVDを借りたい",
    "自殺対策計画",
    "虐待防止条例",
    "手続がわからないので助けてほしい",
    "help",
    "父が亡くなりました",
    "街灯が消えています",
    "データを消したい",
    "水難救助訓練",
    "交通事故証明",
    "ファイアウォール",
    "避難先リストから消す",
    "転入届",
    "住民票",
)


@pytest.mark.parametrize(
    ("notice", "text"), [(notice, text) for notice, texts in CALLS.items() for text in texts]
)
def test_a_call_for_help_is_heard_in_any_writing(notice: Notice, text: str) -> None:
    heard = hear(text)
    assert (notice in heard.notices, heard.is_only_a_call) == (True, True), heard


@pytest.mark.parametrize(
    ("notice", "text"),
    [(notice, text) for notice, texts in QUESTIONS_OF_DANGER.items() for text in texts],
)
def test_a_question_that_tells_of_danger_is_still_a_question(notice: Notice, text: str) -> None:
    heard = hear(text)
    assert (notice in heard.notices, heard.is_only_a_call) == (True, False), heard


@pytest.mark.parametrize("text", NO_DANGER)
def test_what_only_has_such_a_word_in_its_name_is_no_danger(text: str) -> None:
    assert hear(text).notices == ()


def test_who_tells_of_two_dangers_hears_of_both() -> None:
    notices = hear("火事です。人が倒れています").notices
    assert {Notice.FIRE, Notice.AMBULANCE} <= set(notices)


@pytest.mark.parametrize("call", ["火事です", "助けて、火事です", "ガスくさい"])
def test_a_call_is_heard_in_a_long_letter(call: str) -> None:
    assert hear(f"いつもお世話になっております。{call}。" + "よろしくお願いします。" * 100).notices


@given(st.text(max_size=300))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    heard = hear(text)
    assert heard.notices or not heard.is_only_a_call
