"""All routes of the playground. They exist only where it is switched on."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from handlers.office import Office
from handlers.pages.playground.channels import LINE_API_PATH, SLACK_API_PATH, Channels
from handlers.pages.playground.citizen import Citizen
from handlers.pages.playground.feed import Feed
from handlers.pages.playground.line_stand_in import LineStandIn
from handlers.pages.playground.loopback import LoopbackOnly
from handlers.pages.playground.member_of_staff import MemberOfStaff
from handlers.pages.playground.page import Page
from handlers.pages.playground.rich_menu import RichMenu
from handlers.pages.playground.sent import Sent
from handlers.pages.playground.slack_stand_in import SlackStandIn

_STATIC = Path(__file__).parent / "static"
# Some computers have another type for .js in their registry; browsers do not run that as a module.
mimetypes.add_type("text/javascript", ".js")


class _FreshFiles(StaticFiles):
    """Files that a browser asks for again after an update."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def playground_routes(office: Office, channels: Channels) -> list[BaseRoute]:
    """The page, what it asks for, and the stand-ins for LINE and Slack."""
    sent = Sent()
    staff = MemberOfStaff(office, channels)
    here = [Middleware(LoopbackOnly)]
    line, slack = LineStandIn(channels, sent), SlackStandIn(office, channels, sent)
    return [
        Mount(LINE_API_PATH, routes=line.routes(), middleware=here),
        Mount(SLACK_API_PATH, routes=slack.routes(), middleware=here),
        Mount("/playground/static", _FreshFiles(directory=_STATIC), middleware=here),
        Route("/playground", Page(office, channels, sent).get, middleware=here),
        Route("/playground/line", Citizen(channels).post, methods=["POST"], middleware=here),
        Mount("/playground/menu", routes=RichMenu(office).routes(), middleware=here),
        Mount("/playground/slack", routes=staff.routes(), middleware=here),
        Route("/playground/sent", Feed(sent).get, middleware=here),
    ]
