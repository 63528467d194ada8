"""A client for each service that messages go to."""

from __future__ import annotations

from bot.settings import Settings
from handlers.delivery import Deliverer
from handlers.line.delivery import LineReplies
from handlers.slack.delivery import SlackPosts, SlackResponses, SlackViews


def deliverers(settings: Settings) -> dict[str, Deliverer]:
    """A client for each service that is set up. Needs a running event loop."""
    clients: dict[str, Deliverer] = {}
    if settings.line_token:
        clients["line_reply"] = LineReplies(settings.line_api, settings.line_token)
    if settings.slack_token:
        clients["slack_response"] = SlackResponses(settings.slack_api)
        clients["slack_post"] = SlackPosts(settings.slack_api, settings.slack_token)
        clients["slack_view"] = SlackViews(settings.slack_api, settings.slack_token)
    return clients
