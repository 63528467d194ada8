"""Fixtures for all tests: databases, stand-ins and a running town."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from bot.commands.sample import load
from bot.settings import Settings
from bot.wiring import open_office
from store.database import Database
from tests.databases import BACKENDS, empty_tables, fresh_database, lasting_database
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.town import LINE_TOKEN, SLACK_TOKEN, TEAM, Town, open_town, town_clock

if not os.environ.get("CI"):  # there Hypothesis has a profile of its own
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests must not depend on a .env file or on variables of whoever runs them."""
    for name in (
        "DATABASE_URL",
        "MUNICIPALITY",
        "PLAYGROUND",
        "PORT",
        "HOST",
        "LINE_CHANNEL_SECRET",
        "LINE_CHANNEL_ACCESS_TOKEN",
        "LINE_API_BASE_URL",
        "LINE_PUSH",
        "SLACK_SIGNING_SECRET",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_API_BASE_URL",
        "SLACK_DIGEST_CHANNEL",
        "ENCODER_URL",
        "ENCODER_MODEL",
        "ENCODER_API_KEY",
        "ENCODER_QUESTION_PREFIX",
        "ENCODER_TEXT_PREFIX",
        "ENCODER_DIMENSIONS",
    ):
        monkeypatch.delenv(name, raising=False)
    # Vectors come when they are made, which no story should wait for; tests of models name theirs.
    monkeypatch.setenv("ENCODER", "none")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, on SQLite and on PostgreSQL in turn."""
    with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def open_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Database]]:
    """One open database of each kind for many tests; ask for `database`."""
    with ExitStack() as stack:

        @cache  # a fixture with parameters would be made anew at every change of them
        def opened(backend: str) -> Database:
            folder = tmp_path_factory.mktemp("lasting")
            return stack.enter_context(lasting_database(backend, folder))

        yield opened


@pytest.fixture(params=BACKENDS)
def database(
    request: pytest.FixtureRequest, open_databases: Callable[[str], Database]
) -> Iterator[Database]:
    """An open database with all tables, all of them empty, on SQLite and on PostgreSQL in turn."""
    opened = open_databases(request.param)
    yield opened
    empty_tables(opened)


@pytest.fixture(scope="session")
def running_line() -> Iterator[LineApiStandIn]:
    with LineApiStandIn(LINE_TOKEN) as running:
        yield running


@pytest.fixture(scope="session")
def running_slack() -> Iterator[SlackApiStandIn]:
    with SlackApiStandIn(SLACK_TOKEN, team_id=TEAM) as running:
        yield running


@pytest.fixture
def line(running_line: LineApiStandIn) -> Iterator[LineApiStandIn]:
    """LINE's API for one test; whatever the bot sent must fit LINE's schema and limits."""
    running_line.reset()
    yield running_line
    assert running_line.violations == []


@pytest.fixture
def slack(running_slack: SlackApiStandIn) -> Iterator[SlackApiStandIn]:
    """Slack's API for one test; whatever the bot sent must fit Slack's schema and limits."""
    running_slack.reset()
    yield running_slack
    assert running_slack.violations == []


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the sample city, made once, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "mihon.db"
    office = open_office(Settings(_env_file=None, database_url=f"sqlite:///{path}"))
    load(office)
    office.database.close()
    return path


@pytest.fixture
def sample_copy(sample_database: Path, tmp_path: Path) -> Path:
    """A SQLite file with the sample city that one test may change."""
    return Path(shutil.copy(sample_database, tmp_path / "mihon.db"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a skipped test is a failed one: everything it needs is there or gets installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="module")
def module_town(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Iterator[Town]:
    """One running town for the stories of a module; ask for `lasting_town` or `town`."""
    path = shutil.copy(sample_database, tmp_path_factory.mktemp("town") / "mihon.db")
    url = f"sqlite:///{path}"
    with open_town(
        url, running_line, running_slack, now=town_clock(), is_loaded=True, playground=False
    ) as opened:
        opened.dx("ヘルプ")  # its worker reads everything first, longer than Slack waits for a view
        opened.settle()
        yield opened


@pytest.fixture
def lasting_town(module_town: Town, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    """A town that the stories of a module share, for those that leave each other alone."""
    module_town.let_time_go_by()
    yield module_town
    module_town.settle()


@pytest.fixture
def town(lasting_town: Town, sample_database: Path) -> Town:
    """The sample city as it was imported, for a story that writes."""
    lasting_town.put_back(sample_database)
    return lasting_town
