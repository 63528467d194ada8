"""The playground of a running bot: nothing but this process takes part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bot.commands.sample import load
from bot.settings import PRACTICE_SECRET, Settings
from bot.wiring import make_default_municipality, open_office
from handlers.office import Office
from tests.databases import fresh_database
from tests.town import DX_OFFICE, PATIENCE_SECONDS, free_port, serving

JSON = dict[str, Any]
RIGHT = {"Authorization": f"Bearer {PRACTICE_SECRET}"}
"""The token that the stand-ins take where no real one is set."""


@dataclass(frozen=True)
class Playground:
    """What the page's scripts do, without a browser."""

    url: str
    office: Office
    http: httpx.Client

    def citizen(self, text: str = "", kind: str = "text") -> JSON:
        """The body of the reply that LINE would have got."""
        answer = self.http.post("/playground/line", json={"kind": kind, "text": text})
        assert answer.json()["status"] == 200
        return self.sent_to(answer.json()["replyToken"])

    def dx(self, text: str, *, by: str = DX_OFFICE) -> JSON:
        """The body that Slack would have got for `/dx …`."""
        return self._staff("/playground/slack", user_id=by, text=text)

    def press(self, button: JSON, *, by: str = DX_OFFICE) -> JSON:
        """The body that Slack would have got for a pressed button."""
        asked = {"action_id": button["action_id"], "value": button["value"]}
        return self._staff("/playground/slack/action", user_id=by, **asked)

    def push(self, *messages: JSON) -> None:
        """What a bot does that writes to a citizen of its own accord."""
        self._call("/playground/api/line/v2/bot/message/push", to="U1", messages=messages)

    def post_to_channel(self, *blocks: JSON) -> None:
        """What a bot does that writes to everybody in a Slack channel."""
        self._call("/playground/api/slack/chat.postMessage", channel="C1", text="", blocks=blocks)

    def sent_to(self, to: str) -> JSON:
        """What the bot sent there, waiting for it as the page does."""
        after = 0
        for _ in range(10):
            news = self.http.get("/playground/sent", params={"after": after}).json()
            for message in news["messages"]:
                if message["to"] == to:
                    body: JSON = message["body"]
                    return body
            after = news["last"]
        raise AssertionError(f"nothing was sent to {to}")

    def _call(self, path: str, **body: Any) -> None:
        self.http.post(path, json=body, headers=RIGHT).raise_for_status()

    def _staff(self, path: str, **asked: str) -> JSON:
        answer = self.http.post(path, json=asked)
        assert answer.json()["status"] == 200
        return self.sent_to(answer.json()["answer"])


@contextmanager
def open_playground(folder: Path, *, sample: bool = True, **settings: Any) -> Iterator[Playground]:
    """Serve the playground on a free port, with the sample city unless told otherwise."""
    if sample:
        (folder / "madoguchi.db").write_bytes(_sample_city())
    with fresh_database("sqlite", folder) as database_url:
        chosen = Settings(
            _env_file=None,
            database_url=database_url,
            port=free_port(),
            playground=True,
            **settings,
        )
        office = open_office(chosen)
        make_default_municipality(office)
        with (
            serving(chosen, office),
            httpx.Client(
                base_url=chosen.own_url, trust_env=False, timeout=PATIENCE_SECONDS
            ) as http,
        ):
            yield Playground(chosen.own_url, office, http)


@cache
def _sample_city() -> bytes:
    """A database with the sample city, made once a process: reading the files takes a while."""
    with TemporaryDirectory() as name, fresh_database("sqlite", Path(name)) as database_url:
        office = open_office(Settings(_env_file=None, database_url=database_url))
        load(office)
        office.database.close()
        return (Path(name) / "madoguchi.db").read_bytes()


def buttons(body: JSON) -> dict[str, JSON]:
    """The buttons of a Slack message by what they say."""
    return {
        element["text"]["text"]: element
        for block in body["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }
