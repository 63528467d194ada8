"""A client for each service that messages go to."""

from __future__ import annotations

from functools import partial

from bot.settings import Settings
from handlers.delivery import Deliverer
from handlers.line.delivery import LinePushes, LineQuota, LineReplies
from handlers.line.loading import Loading
from handlers.line.rich_menu import due
from handlers.line.rich_menu.delivery import LineMenus
from handlers.office import Office
from handlers.slack.delivery import SlackNotices, SlackPosts, SlackResponses, SlackViews


def deliverers(settings: Settings, office: Office) -> dict[str, Deliverer]:
    """A client for each service that is set up. Needs a running event loop."""
    clients: dict[str, Deliverer] = {}
    if settings.line_token:
        clients["line_reply"] = LineReplies(settings.line_api, settings.line_token)
        clients["line_push"] = LinePushes(settings.line_api, settings.line_token)
        clients["line_quota"] = LineQuota(settings.line_api, settings.line_token)
        clients[due.SERVICE] = LineMenus(
            settings.line_api,
            settings.line_data_api,
            settings.line_token,
            partial(due.menu_due, office),
        )
    if settings.slack_token:
        api, token = settings.slack_api, settings.slack_token
        clients["slack_response"] = SlackResponses(api)
        clients["slack_post"] = SlackPosts(api, token)
        clients["slack_ephemeral"] = SlackPosts(api, token, "chat.postEphemeral")
        clients["slack_notice"] = SlackNotices(api, token)
        clients["slack_view"] = SlackViews(api, token)
    return clients


def loading(settings: Settings) -> Loading | None:
    """What shows citizens that an answer is on its way. Needs a running event loop."""
    return Loading(settings.line_api, settings.line_token) if settings.line_token else None
