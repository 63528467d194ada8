"""Look whether LINE would let the bot do its work: token, webhook, quota."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    RichMenuRequest,
    TestWebhookEndpointRequest,
)
from urllib3.exceptions import HTTPError

from handlers.checkup import Finding, bad, good, note
from handlers.line.rich_menu.at_line import MenusAtLine
from handlers.line.rich_menu.described import is_as_described, of_kind
from handlers.line.rich_menu.menus import MenuKind

WEBHOOK_PATH = "/line/webhook"
TIMEOUT_SECONDS = 20
"""LINE itself waits ten for the bot when it tries the webhook out."""
NOT_SET = 404


@dataclass(frozen=True)
class LineSetUp:
    """What is set up for LINE; empty where it is not."""

    base_url: str
    data_url: str
    secret: str
    token: str
    menu: RichMenuRequest
    """The rich menu that people should see now."""
    menu_kind: MenuKind


def line_findings(given: LineSetUp) -> Iterator[Finding]:
    """Everything that could keep the bot from working on LINE."""
    if not given.secret and not given.token:
        yield note("line_off")
        return
    if not given.secret:
        yield bad("line_secret_missing")
    if not given.token:
        yield bad("line_token_missing")
        return
    configuration = Configuration(host=given.base_url, access_token=given.token)
    with ApiClient(configuration) as client:
        api = MessagingApi(client)
        try:
            yield from _of_account(api)
            yield from _of_webhook(api)
            yield _of_quota(api)
            yield _of_menu(given)
        except ApiException as error:
            yield bad("line_refused", status=error.status)
        except HTTPError as error:
            yield bad("line_unreachable", reason=type(error).__name__)


def _of_account(api: MessagingApi) -> Iterator[Finding]:
    bot = api.get_bot_info(_request_timeout=TIMEOUT_SECONDS)
    yield good("line_connected", name=bot.display_name)
    if bot.chat_mode != "bot":
        yield bad("line_chat_mode")


def _of_webhook(api: MessagingApi) -> Iterator[Finding]:
    try:
        webhook = api.get_webhook_endpoint(_request_timeout=TIMEOUT_SECONDS)
    except ApiException as error:
        if error.status != NOT_SET:
            raise
        yield bad("line_webhook_missing", path=WEBHOOK_PATH)
        return
    if urlsplit(webhook.endpoint).path != WEBHOOK_PATH:
        yield bad("line_webhook_elsewhere", address=webhook.endpoint, path=WEBHOOK_PATH)
        return
    if not webhook.active:
        yield bad("line_webhook_off")
        return
    tried = api.test_webhook_endpoint(
        TestWebhookEndpointRequest(), _request_timeout=TIMEOUT_SECONDS
    )
    if tried.success:
        yield good("line_webhook", address=webhook.endpoint)
    else:
        yield bad("line_webhook_fails", address=webhook.endpoint, reason=tried.reason)


def _of_quota(api: MessagingApi) -> Finding:
    quota = api.get_message_quota(_request_timeout=TIMEOUT_SECONDS)
    used = api.get_message_quota_consumption(_request_timeout=TIMEOUT_SECONDS).total_usage
    if quota.value is None:
        return note("line_quota_free", used=used)
    name = "line_quota" if used < quota.value else "line_quota_used_up"
    return note(name, used=used, limit=quota.value)


def _of_menu(given: LineSetUp) -> Finding:
    """Whether people see the rich menu that is due, and its buttons still hold."""
    with closing(MenusAtLine(given.base_url, given.data_url, given.token)) as at_line:
        ours, shown = at_line.registered(), at_line.shown_to_all()
    if not ours:
        return note("line_menu_missing")
    menu = of_kind(ours).get(given.menu_kind)
    if menu is None or not is_as_described(menu, given.menu):
        return bad("line_menu_old")
    if menu.rich_menu_id != shown:
        return bad("line_menu_not_shown", kind=given.menu_kind)
    return good("line_menu", kind=given.menu_kind)
