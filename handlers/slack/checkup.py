"""Look whether Slack would let the bot do its work: token, scopes, workspace, channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse

from handlers.checkup import Finding, bad, good, note

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "groups:read",
        "im:history",
        "users:read",
    }
)
"""What the bot may do; `docs/slack-manifest.yaml` asks for just these."""
TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class SlackSetUp:
    """What is set up for Slack; empty where it is not."""

    base_url: str
    signing_secret: str
    bot_token: str
    app_token: str
    people: Mapping[str, int]
    """How many people were imported of each workspace."""
    channels: Mapping[str, str]
    """Ids of the channels that the bot posts to, by what for: ``digest``, or a department."""

    @property
    def is_empty(self) -> bool:
        return not (self.signing_secret or self.bot_token or self.app_token)


def slack_findings(given: SlackSetUp) -> Iterator[Finding]:
    """Everything that could keep the bot from working in Slack."""
    if given.is_empty:
        yield note("slack_off")
        return
    if not given.signing_secret and not given.app_token:
        yield bad("slack_secret_missing")
    if not given.bot_token:
        yield bad("slack_token_missing")
        return
    client = WebClient(token=given.bot_token, base_url=given.base_url, timeout=TIMEOUT_SECONDS)
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
    try:
        try:
            who = client.auth_test()
        except SlackApiError as error:
            yield bad("slack_token_refused", reason=error.response["error"])
            return
        yield from _of_workspace(who, given)
        yield from _of_app_token(client, given)
        for purpose, channel in given.channels.items():
            yield _of_channel(client, purpose, channel)
    except (OSError, SlackClientError) as error:
        yield bad("slack_unreachable", reason=type(error).__name__)


def _of_workspace(who: SlackResponse, given: SlackSetUp) -> Iterator[Finding]:
    yield good("slack_connected", team=who["team"])
    granted = {scope.strip() for scope in who.headers.get("x-oauth-scopes", "").split(",")}
    missing = sorted(SCOPES - granted)
    yield bad("slack_scopes_missing", scopes=missing) if missing else good("slack_scopes")
    count = given.people.get(who["team_id"], 0)
    if count:
        yield good("slack_people", count=count)
    else:
        yield bad("slack_people_missing", team_id=who["team_id"])


def _of_app_token(client: WebClient, given: SlackSetUp) -> Iterator[Finding]:
    if not given.app_token:
        return
    try:
        client.apps_connections_open(app_token=given.app_token)
    except SlackApiError as error:
        yield bad("slack_app_token_refused", reason=error.response["error"])
    else:
        yield good("slack_app_token")


def _of_channel(client: WebClient, purpose: str, channel: str) -> Finding:
    named = {"purpose": purpose, "channel": channel}
    try:
        found = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        return bad("channel_unknown", reason=error.response["error"], **named)
    named["channel"] = found.get("name") or channel
    if found.get("is_archived"):
        return bad("channel_archived", **named)
    if not found.get("is_member"):
        return bad("channel_not_joined", **named)
    if found.get("is_ext_shared"):
        return bad("channel_shared", **named)
    return good("channel", **named)
