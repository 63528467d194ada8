"""Addresses and secrets that the playground needs; `bot` hands them over."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

LINE_API_PATH = "/playground/api/line"
SLACK_API_PATH = "/playground/api/slack/"


@dataclass(frozen=True)
class Channels:
    """Where the bot answers, and where its LINE and Slack clients send to."""

    own_url: str
    """Address of this process, without a slash at the end."""
    line_api: str
    slack_api: str
    line_secret: str = field(repr=False)
    line_token: str = field(repr=False)
    slack_secret: str = field(repr=False)
    slack_token: str = field(repr=False)

    @property
    def line_elsewhere(self) -> str:
        """Host that gets the answers on LINE; empty when they come here."""
        return self._elsewhere(self.line_api, LINE_API_PATH)

    @property
    def slack_elsewhere(self) -> str:
        """Host that gets the answers in Slack; empty when they come here."""
        return self._elsewhere(self.slack_api, SLACK_API_PATH)

    def _elsewhere(self, address: str, path: str) -> str:
        return "" if address == self.own_url + path else urlsplit(address).netloc.split("@")[-1]
