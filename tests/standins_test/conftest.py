"""Running stand-ins and a client for each test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.specs import specs_folder

needs_specs = pytest.mark.skipif(specs_folder() is None, reason="no official descriptions here")


@pytest.fixture(scope="session")
def running_line() -> Iterator[LineApiStandIn]:
    with LineApiStandIn("token-1") as running:
        yield running


@pytest.fixture(scope="session")
def running_slack() -> Iterator[SlackApiStandIn]:
    with SlackApiStandIn("xoxb-1") as running:
        yield running


@pytest.fixture
def line(running_line: LineApiStandIn) -> LineApiStandIn:
    running_line.reset()
    return running_line


@pytest.fixture
def slack(running_slack: SlackApiStandIn) -> SlackApiStandIn:
    running_slack.reset()
    return running_slack


@pytest.fixture
def line_client(line: LineApiStandIn) -> Iterator[httpx.Client]:
    headers = {"Authorization": "Bearer token-1"}
    with httpx.Client(base_url=line.url, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def slack_client(slack: SlackApiStandIn) -> Iterator[httpx.Client]:
    headers = {"Authorization": "Bearer xoxb-1"}
    with httpx.Client(base_url=slack.url, headers=headers, trust_env=False) as client:
        yield client
