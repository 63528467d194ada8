"""The playground over HTTP: what its page sends, what it is told, and whom it refuses."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.settings import PRACTICE_SECRET
from handlers.pages.playground import line_events
from handlers.pages.playground.loopback import is_loopback
from handlers.pages.playground.staff import STRANGER
from store import audit, plans
from store.tables import InboxEvent
from tests.databases import fresh_database
from tests.line_words import entries_offered, on_pages, said_with, words
from tests.playground import JSON, RIGHT, Playground, buttons, open_playground
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.specs import LINE_WEBHOOK, spec_file
from tests.standins.webhook_events import check_webhook_body
from tests.town import PATIENCE_SECONDS, TEAM, Town, open_town

LINE_API = "/playground/api/line/v2/bot/message"
SLACK_API = "/playground/api/slack"


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with open_playground(tmp_path) as opened:
        yield opened


def test_without_the_setting_there_is_no_playground(town: Town) -> None:
    for path in ("/playground", "/playground/sent", "/playground/static/page.css"):
        assert town.http.get(path).status_code == 404
    for path in ("/playground/line", f"{LINE_API}/reply", f"{SLACK_API}/auth.test"):
        assert town.http.post(path, json={}).status_code == 404


def test_the_page_offers_both_sides_and_every_registered_person(playground: Playground) -> None:
    answer = playground.http.get("/playground")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for text in (
        "見本市",
        "市民の画面",
        "職員の画面",
        "朝霧 こずえ（政策企画課・DX事務局）",
        "石橋田 かおる（環境建設課・課長）",
        "名簿にない人",
        "進捗 書かない窓口 先進地視察を実施した",
    ):
        assert text in answer.text
    assert "API_BASE_URL" not in answer.text


def test_the_page_takes_everything_from_this_computer(playground: Playground) -> None:
    html = playground.http.get("/playground").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert addresses
    for address in addresses:
        assert address.startswith("/playground/static/")
        assert playground.http.get(address).status_code == 200


def test_no_secret_reaches_the_browser(tmp_path: Path) -> None:
    secret = "s3cret-of-this-test"
    hidden = SecretStr(secret)
    with open_playground(
        tmp_path,
        line_channel_secret=hidden,
        line_channel_access_token=hidden,
        slack_signing_secret=hidden,
        slack_bot_token=hidden,
    ) as opened:
        assert opened.citizen("粗大ごみ")["messages"]
        assert secret not in opened.http.get("/playground").text
        assert secret not in opened.http.get("/playground/sent").text


def test_a_citizen_asks_and_reads_the_answer(playground: Playground) -> None:
    (message,) = playground.citizen("粗大ごみ")["messages"]
    assert on_pages(message)[0] == "粗大ごみ収集の申込"


def test_a_citizen_presses_a_button(playground: Playground) -> None:
    button = entries_offered(playground.citizen("粗大ごみ")["messages"])[0]
    (message,) = playground.citizen_presses(button)["messages"]
    assert on_pages(message)[0] == said_with(button)


def test_a_citizen_chooses_a_day(playground: Playground) -> None:
    """A button that the bot knows not is answered too; the day comes with the event."""
    answer = playground.citizen_presses({"data": "x"}, date="2026-11-18")["messages"]
    assert "もう使えません" in words(answer)
    with playground.office.database.reading() as session:
        (payload,) = session.scalars(select(InboxEvent.payload))
    assert payload["postback"] == {"data": "x", "params": {"date": "2026-11-18"}}


@pytest.mark.parametrize(
    ("kind", "words"), [("sticker", "スタンプを"), ("image", "画像を"), ("follow", "友だち登録を")]
)
def test_a_citizen_can_do_more_than_write(playground: Playground, kind: str, words: str) -> None:
    assert words in playground.citizen(kind=kind)["messages"][0]["text"]


@pytest.mark.skipif(spec_file(LINE_WEBHOOK) is None, reason="no official descriptions here")
@pytest.mark.parametrize(
    "event",
    [
        *(line_events.event(kind, "粗大ごみ") for kind in sorted(line_events.KINDS)),
        line_events.press("x", {}),
        line_events.press("x", {"date": "2026-11-18"}),
    ],
)
def test_events_have_the_shape_of_lines_own(event: JSON) -> None:
    assert check_webhook_body(line_events.body_of(event)) == []


def test_requests_that_the_page_would_not_make_are_refused(playground: Playground) -> None:
    for asked in (
        {"kind": "postback", "text": "x"},
        {"kind": "postback", "data": "x" * 301},
        {"kind": "postback", "data": "x", "params": ["2026-11-18"]},
        {"kind": "postback", "data": "x", "params": {"date": 1}},
        {"kind": "postback", "data": "x", "params": {"day": "2026-11-18"}},
        {"kind": "text", "text": ""},
        {"kind": "text", "text": "あ" * 5001},
        {"kind": "text", "text": 1},
        {"kind": ["text"], "text": "x"},
        ["text"],
    ):
        assert playground.http.post("/playground/line", json=asked).status_code == 400, asked
    for after in ("-1", "x", "１", "9" * 20):
        answer = playground.http.get("/playground/sent", params={"after": after})
        assert answer.status_code == 400, after


def test_half_a_letter_is_no_failure(playground: Playground) -> None:
    body = b'{"kind": "text", "text": "\\ud83d"}'
    assert playground.http.post("/playground/line", content=body).json()["status"] == 200


def test_staff_post_progress_and_correct_it_by_a_button(playground: Playground) -> None:
    posted = playground.dx("進捗 書かない窓口 先進地視察を実施した")
    assert "記録しました" in posted["text"]

    corrected = playground.press(buttons(posted)["完了"])
    assert corrected["replace_original"] is True
    assert "状態：完了" in corrected["text"]

    assert "先進地視察を実施した" in playground.dx("取組 書かない窓口")["text"]
    assert "取り消しました" in playground.dx("取消")["text"]
    with playground.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None


def test_a_person_who_is_not_registered_is_told_so(playground: Playground) -> None:
    refused = playground.dx("進捗 書かない窓口 視察した", by=STRANGER)
    assert "名簿にまだありません" in refused["text"]
    with playground.office.database.reading() as session:
        initiative = next(
            one for one in plans.initiatives(session, "mihon") if one.title == "書かない窓口"
        )
        assert all(entry.text != "視察した" for entry in initiative.progress)


def test_one_can_only_be_a_person_whom_the_page_offers(playground: Playground) -> None:
    asked = {"user_id": "U0SOMEBODY", "text": "一覧"}
    assert playground.http.post("/playground/slack/command", json=asked).status_code == 400


def test_without_people_the_page_says_what_to_do_first(tmp_path: Path) -> None:
    with open_playground(tmp_path, sample=False) as opened:
        html = opened.http.get("/playground").text
        assert "名簿がまだありません" in html
        assert "madoguchi import people" in html
        asked = {"user_id": STRANGER, "text": "一覧"}
        assert opened.http.post("/playground/slack/command", json=asked).status_code == 409


def test_answers_that_go_elsewhere_are_announced(
    tmp_path: Path, line: LineApiStandIn, slack: SlackApiStandIn
) -> None:
    with (
        fresh_database("sqlite", tmp_path) as url,
        open_town(url, line, slack, playground=True) as town,
    ):
        html = town.http.get("/playground").text
        for name, api in (("LINE", line), ("SLACK", slack)):
            host = httpx.URL(api.url).netloc.decode()
            assert (
                f"{name}_API_BASE_URL があるため、返事は {host} に届き、ここには出ません。" in html
            )

        asked = {"user_id": STRANGER, "text": "ヘルプ"}
        answer = town.http.post("/playground/slack/command", json=asked).json()["answer"]
        path = f"/commands/{TEAM}/{answer}"
        town.wait_for(
            lambda: next((one for one in slack.requests if one.path == path), None),
            "the answer at the other place",
        )
        slack.violations.clear()  # that stand-in did not give out this response URL


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("127.0.0.1:8000", True),
        ("127.8.8.8", True),
        ("localhost:8000", True),
        ("[::1]:8000", True),
        ("city.example", False),
        ("127.0.0.1.city.example", False),
        ("localhost.city.example:8000", False),
        ("0.0.0.0:8000", False),
        ("10.0.0.1", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_a_host_header_names_this_computer_or_not(host: str, is_here: bool) -> None:
    assert is_loopback(host) is is_here


def test_under_a_foreign_name_nothing_of_the_playground_answers(playground: Playground) -> None:
    foreign = RIGHT | {"Host": "rebound.example"}
    for path in ("", "/sent", "/static/page.css", "/api/slack/auth.test"):
        answer = playground.http.get(f"/playground{path}", headers=foreign)
        assert answer.status_code == 403, path
        assert "127.0.0.1" in answer.text
    for path in ("/line", "/slack/command", "/slack/form", "/api/slack/response/x"):
        answer = playground.http.post(f"/playground{path}", json={}, headers=foreign)
        assert answer.status_code == 403, path
    assert playground.http.post(f"{LINE_API}/reply", json={}, headers=foreign).status_code == 403


def test_other_pages_cannot_post(playground: Playground) -> None:
    def status(origin: str) -> int:
        headers = {"Host": "localhost:8000", "Origin": origin}
        asked = {"kind": "text", "text": "粗大ごみ"}
        return playground.http.post("/playground/line", json=asked, headers=headers).status_code

    assert status("http://localhost:8000") == 200
    for origin in (
        "http://localhost:9000",
        "https://localhost:8000",
        "http://127.0.0.1:8000",
        "http://city.example",
        "null",
        "",
    ):
        assert status(origin) == 403, origin


def test_a_reply_token_works_once_and_only_with_the_channels_token(
    playground: Playground,
) -> None:
    def reply(headers: dict[str, str]) -> httpx.Response:
        body = {"replyToken": "r1", "messages": [{"type": "text", "text": "はい"}]}
        return playground.http.post(f"{LINE_API}/reply", json=body, headers=headers)

    assert reply({}).status_code == 401
    assert reply({"Authorization": "Bearer wrong"}).status_code == 401
    assert reply(RIGHT).status_code == 200
    again = reply(RIGHT)
    assert (again.status_code, again.json()) == (400, {"message": "Invalid reply token"})


def test_pushes_and_channel_posts_reach_the_page(playground: Playground) -> None:
    push = {"to": "U1", "messages": [{"type": "text", "text": "お知らせ"}]}
    assert playground.http.post(f"{LINE_API}/push", json=push, headers=RIGHT).status_code == 200
    post = {"channel": "C1", "text": "今週のまとめ"}
    posted = playground.http.post(f"{SLACK_API}/chat.postMessage", json=post, headers=RIGHT)
    assert posted.json()["ok"] is True
    in_c1 = post | {"ts": posted.json()["ts"]}
    form = {"channel": "C2", "blocks": '[{"type": "divider"}]', "token": PRACTICE_SECRET}
    other = playground.http.post(f"{SLACK_API}/chat.postMessage", data=form)
    in_c2 = {"channel": "C2", "blocks": [{"type": "divider"}], "ts": other.json()["ts"]}

    messages = playground.http.get("/playground/sent").json()["messages"]
    assert messages == [
        {"n": 1, "service": "line", "to": "U1", "body": push},
        {"n": 2, "service": "slack", "to": "C1", "body": in_c1},
        {"n": 3, "service": "slack", "to": "C2", "body": in_c2},
    ]


def test_slack_methods_answer_as_slack_does(playground: Playground) -> None:
    def call(method: str, headers: dict[str, str] = RIGHT, **arguments: str) -> dict[str, object]:
        found: dict[str, object] = playground.http.get(
            f"{SLACK_API}/{method}", params=arguments, headers=headers
        ).json()
        return found

    assert call("auth.test", headers={}) == {"ok": False, "error": "invalid_auth"}
    assert call("auth.test")["team_id"] == TEAM
    user = call("users.info", user="U0MIHON01")["user"]
    assert isinstance(user, dict)
    assert (user["real_name"], user["team_id"]) == ("朝霧 こずえ", TEAM)
    assert call("users.info", user=STRANGER)["ok"] is True
    assert call("views.publish") == {"ok": False, "error": "invalid_arguments"}
    assert call("reactions.add") == {"ok": True}
    unknown = playground.http.get("/playground/api/line/v2/bot/other", headers=RIGHT)
    assert unknown.status_code == 404


def test_staff_fill_in_the_form(playground: Playground) -> None:
    view = playground.dx("進捗")["view"]
    assert view["title"]["text"] == "進捗を記録"

    asked = {"view": view, "action_id": "initiative", "typed": "書かない"}
    offered = playground.act("options", **asked)["body"]["options"]
    assert [one["text"]["text"] for one in offered] == ["書かない窓口"]

    values = filled_in(view, offered[0], text="")
    refused = playground.act("form", view=view, values=values)["body"]
    assert list(refused["errors"]) == ["text"]

    values = filled_in(view, offered[0], text="先進地視察を実施した")
    assert playground.act("form", view=view, values=values)["body"] is None
    assert "先進地視察を実施した" in wait_for_entry(playground)


def test_staff_open_the_home_tab_and_a_form_from_it(playground: Playground) -> None:
    home = playground.home()
    assert home["type"] == "home"
    update = next(one["accessory"] for one in home["blocks"] if "accessory" in one)
    form = playground.press(update, view=home)["view"]
    assert form["type"] == "modal"


def filled_in(view: JSON, initiative: JSON, *, text: str) -> JSON:
    """The values of the form for progress: as it opened, but for these two fields."""
    values = {}
    for block in view["blocks"]:
        element = block["element"]
        state = {"selected_option": element.get("initial_option"), "value": None}
        values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **state}}
    values["initiative"]["initiative"]["selected_option"] = initiative
    values["text"]["text"]["value"] = text
    return values


def wait_for_entry(playground: Playground) -> str:
    """What the initiative says once somebody has reported on it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "視察" not in (said := str(playground.dx("取組 書かない窓口")["text"])):
        assert time.monotonic() < deadline
    return said


def test_a_page_of_an_earlier_process_gets_everything(playground: Playground) -> None:
    playground.citizen("粗大ごみ")
    news = playground.http.get("/playground/sent?after=999").json()
    assert (len(news["messages"]), news["last"]) == (1, 1)
