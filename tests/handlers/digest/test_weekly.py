"""The DX office sees once a week what happened and what is due."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Said, madoguchi
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.town import (
    CITIZENS_DESK,
    SLACK_SECRET,
    SLACK_TOKEN,
    TAX_OFFICE,
    Town,
    open_town,
    town_clock,
)

WEEK = "2026-W47"
Weekly = Callable[..., Said]


def weekly_of(database: Path, slack: SlackApiStandIn) -> Weekly:
    """`madoguchi digest weekly` with the settings of a town."""

    def run(*words: str, **settings: str) -> Said:
        return madoguchi(
            "digest",
            "weekly",
            *words,
            DATABASE_URL=f"sqlite:///{database}",
            SLACK_SIGNING_SECRET=SLACK_SECRET,
            SLACK_BOT_TOKEN=SLACK_TOKEN,
            SLACK_API_BASE_URL=slack.url,
            **settings,
        )

    return run


@pytest.fixture(scope="module")
def week_database(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Path:
    """A database after one week in which people posted and asked."""
    path = tmp_path_factory.mktemp("week") / "mihon.db"
    path.write_bytes(sample_database.read_bytes())
    running_line.reset()
    running_slack.reset()
    with open_town(
        f"sqlite:///{path}", running_line, running_slack, now=town_clock(), is_loaded=True
    ) as town:
        town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK)
        town.press(town.dx("質問 粗大ごみの手数料は？").buttons["違う"])
        town.dx("進捗 キャッシュレス決済 支所に端末を置いた", by=TAX_OFFICE)
        town.dx("進捗 スマホ教室 取り消される記録")
        town.dx("取消")
        town.dx("進捗 テレワーク 完了 全課で使えるようになった")
        for _ in range(3):
            town.citizen_says("宇宙エレベーターの耐荷重")
        town.citizen_says("こんにちは")
        town.citizen_says("粗大ごみ")
    return path


@pytest.fixture
def shown(week_database: Path, slack: SlackApiStandIn) -> str:
    said = weekly_of(week_database, slack)("--week", WEEK, "--dry-run")
    assert said.code == 0
    return said.out


def part(digest: str, heading: str) -> str:
    """The lines under a heading, up to the next empty line after them."""
    return digest.partition(heading)[2].strip("\n").partition("\n\n")[0]


@pytest.mark.parametrize(
    "expected",
    [
        "【市民課】\n・書かない窓口（進行中）先進地を視察した",
        "若草 みのり 11月18日 10:",
        "【税務課】\n・キャッシュレス決済（進行中）支所に端末を置いた",
    ],
)
def test_progress_of_the_week_is_shown_by_department(shown: str, expected: str) -> None:
    assert expected in shown


def test_what_was_taken_back_is_not_shown(shown: str) -> None:
    assert "取り消される記録" not in shown


def test_initiatives_nobody_wrote_about_are_shown(shown: str) -> None:
    silent = part(shown, "4週間以上、記録のない取組")
    assert "住民票の写し等のコンビニ交付（市民課）" in silent
    assert "書かない窓口（" not in silent


def test_what_the_fiscal_year_still_expects_is_shown(shown: str) -> None:
    due = part(shown, "2026年度の予定で、まだ完了していないもの")
    assert "書かない窓口（市民課、福祉こども課、税務課、政策企画課）：市民課で試しに始める" in due


def test_what_is_finished_is_neither_silent_nor_due(shown: str) -> None:
    assert shown.count("テレワーク") == 1


def test_questions_nobody_could_answer_are_counted(shown: str) -> None:
    lines = part(shown, "答えられなかった質問").splitlines()
    assert lines == ["・「宇宙エレベーターの耐荷重」 3回", "・「粗大ごみの手数料は？」"]


def test_looking_sends_nothing(week_database: Path, slack: SlackApiStandIn) -> None:
    weekly_of(week_database, slack)("--week", WEEK, "--dry-run", SLACK_DIGEST_CHANNEL="C0DX")
    assert slack.requests == []


def test_another_week_has_nothing_posted(week_database: Path, slack: SlackApiStandIn) -> None:
    assert "今週の記録はありません" in weekly_of(week_database, slack)("--week", "2026-W46").out


def test_after_four_weeks_everybody_is_silent(week_database: Path, slack: SlackApiStandIn) -> None:
    later = weekly_of(week_database, slack)("--week", "2026-W52").out
    assert "最後の記録 2026年11月18日(水)" in later or "・ほか" in later


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "来週", "2026-47"])
def test_a_week_that_is_none_is_explained(
    week_database: Path, slack: SlackApiStandIn, week: str
) -> None:
    said = weekly_of(week_database, slack)("--week", week)
    assert said.code == 1
    assert "2026-W47 のように書いてください" in said.err


def test_the_digest_is_posted_once_to_the_channel(
    week_database: Path, tmp_path: Path, slack: SlackApiStandIn
) -> None:
    copy = tmp_path / "mihon.db"
    copy.write_bytes(week_database.read_bytes())
    weekly = weekly_of(copy, slack)
    first = weekly("--week", WEEK, "--send", SLACK_DIGEST_CHANNEL="C0DX")
    second = weekly("--week", WEEK, "--send", SLACK_DIGEST_CHANNEL="C0DX")
    assert "送りました" in first.out
    assert "もう送ってあります" in second.out
    (posted,) = slack.requests
    assert posted.path == "/api/chat.postMessage"
    assert posted.body["channel"] == "C0DX"
    assert "先進地を視察した" in posted.raw.decode("unicode_escape")


def test_a_digest_that_slack_refuses_says_why(
    week_database: Path, tmp_path: Path, slack: SlackApiStandIn
) -> None:
    copy = tmp_path / "mihon.db"
    copy.write_bytes(week_database.read_bytes())
    slack.answers["chat.postMessage"] = {"ok": False, "error": "channel_not_found"}
    said = weekly_of(copy, slack)("--week", WEEK, "--send", SLACK_DIGEST_CHANNEL="C0DX")
    assert said.code == 1
    assert "channel_not_found" in said.err


def test_without_a_channel_sending_says_what_to_set(
    week_database: Path, slack: SlackApiStandIn
) -> None:
    said = weekly_of(week_database, slack)("--week", WEEK, "--send")
    assert said.code == 2
    assert said.err.startswith("SLACK_DIGEST_CHANNEL がありません")


def test_sending_while_the_worker_runs_says_that_it_was_sent(
    town: Town, slack: SlackApiStandIn
) -> None:
    database = Path(town.office.database.url.database or "")
    said = weekly_of(database, slack)("--week", WEEK, "--send", SLACK_DIGEST_CHANNEL="C0DX")
    town.settle()
    assert "送りました" in said.out
    assert [request.path for request in slack.requests] == ["/api/chat.postMessage"]


def test_a_digest_of_very_much_progress_is_still_posted(town: Town, slack: SlackApiStandIn) -> None:
    for number in range(52):
        town.dx(f"進捗 書かない窓口 {number:02d}{'進' * 2900}")
    database = Path(town.office.database.url.database or "")
    weekly_of(database, slack)("--week", WEEK, "--send", SLACK_DIGEST_CHANNEL="C0DX")
    town.settle()
    assert town.rows("SELECT state FROM outbox WHERE service = 'slack_post'") == [("sent",)]
