"""The answers of the Slack stand-in, in the shape of the Web API reference."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

BOT_USER_ID = "U0STANDIN"
BOT_ID = "B0STANDIN"


class SlackAnswers:
    """Makes up what Slack would answer to a request without faults."""

    def __init__(self, team_id: str) -> None:
        self._team_id = team_id
        self._timestamps = itertools.count(1)
        self._views = itertools.count(1)

    def body(
        self, method: str, arguments: Mapping[str, Any], users: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, Any]:
        """The body of a successful answer."""
        if method == "chat.postMessage":
            return self._posted(arguments)
        if method == "chat.postEphemeral":
            return {"ok": True, "message_ts": self._timestamp()}
        if method in {"chat.update", "chat.delete"}:
            kept = {key: arguments.get(key) for key in ("channel", "ts", "text")}
            return {"ok": True, **{key: value for key, value in kept.items() if value is not None}}
        if method in {"views.open", "views.publish", "views.push", "views.update"}:
            return {"ok": True, "view": self._view(arguments.get("view") or {})}
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": "D0STANDIN"}}
        if method == "users.info":
            user_id = str(arguments.get("user"))
            return {"ok": True, "user": self._user(user_id, users.get(user_id, {}))}
        if method == "auth.test":
            return {
                "ok": True,
                "url": "https://standin.slack.com/",
                "team": "Stand-in",
                "user": "standin",
                "team_id": self._team_id,
                "user_id": BOT_USER_ID,
                "bot_id": BOT_ID,
                "is_enterprise_install": False,
            }
        return {"ok": True}

    def _timestamp(self) -> str:
        return f"1700000000.{next(self._timestamps):06d}"

    def _posted(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        ts = self._timestamp()
        kept = ("text", "blocks", "attachments", "thread_ts")
        message = {
            "type": "message",
            "user": BOT_USER_ID,
            "bot_id": BOT_ID,
            "team": self._team_id,
            "ts": ts,
            "text": "",
            **{key: arguments[key] for key in kept if arguments.get(key) is not None},
        }
        return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": message}

    def _view(self, view: Mapping[str, Any]) -> dict[str, Any]:
        number = next(self._views)
        return {
            **view,
            "id": f"V{number:09d}",
            "team_id": self._team_id,
            "hash": f"1700000000.{number:08x}",
            "state": {"values": {}},
            "bot_id": BOT_ID,
        }

    def _user(self, user_id: str, given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": user_id,
            "team_id": self._team_id,
            "name": user_id.lower(),
            "real_name": user_id,
            "deleted": False,
            "tz": "Asia/Tokyo",
            "profile": {"real_name": user_id, "display_name": user_id.lower()},
            "is_admin": False,
            "is_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_stranger": False,
            "is_bot": False,
            "is_app_user": False,
            **given,
        }
