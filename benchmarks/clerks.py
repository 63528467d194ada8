"""Clerks at work in Slack, and what takes Slack's place: see `benchmarks/slack.py`."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import aiohttp
import httpx
from aiohttp import web

from tests.slack_forms import Form
from tests.standins.slack_answers import SlackAnswers
from tests.standins.webhook_events import (
    FORM,
    block_suggestion_form,
    event_callback_body,
    slack_headers,
    slash_command_form,
)
from tests.town import SLACK_SECRET, TEAM

PATIENCE_SECONDS = 60.0
MARK = re.compile(r"第\d+報")
"""Tells the notices in the departments' channels apart."""
_numbers = itertools.count(1)

Json = dict[str, Any]


@dataclass(frozen=True)
class Clerk:
    user: str
    titles: Sequence[str]
    """Of the made-up initiatives of the department."""
    sees_whole_plan: bool


class SlackSide:
    """What takes Slack's place: answers each call, and tells whoever expects what came when."""

    def __init__(self) -> None:
        self._answers = SlackAnswers(TEAM)
        self._expected: dict[str, asyncio.Future[tuple[float, Json]]] = {}

    def expect(self, *names: str) -> asyncio.Future[tuple[float, Json]]:
        """The first to come of messages with these names: its time, and what Slack made of it."""
        coming = asyncio.get_running_loop().create_future()
        self._expected |= dict.fromkeys(names, coming)
        return coming

    async def call(self, request: web.Request) -> web.Response:
        at, method = time.perf_counter(), request.path.rpartition("/")[2]
        arguments = dict(request.query)
        if request.content_type == "application/json":
            arguments |= await request.json()
        body = self._answers.body(method, arguments, {})
        match method:
            case "views.open":
                self._came(arguments["trigger_id"], at, body["view"])
            case "views.publish":
                self._came(arguments["user_id"], at, body["view"])
            case "chat.postMessage" if mark := MARK.search(arguments["text"]):
                self._came(mark[0], at, arguments)
        return web.json_response(body)

    async def response(self, request: web.Request) -> web.Response:
        self._came(request.path.rpartition("/")[2], time.perf_counter(), await request.json())
        return web.Response(text="ok")

    def _came(self, name: str, at: float, content: Json) -> None:
        coming = self._expected.pop(name, None)
        if coming is not None and not coming.done():
            coming.set_result((at, content))


@dataclass
class Measured:
    """Milliseconds of each action, by what was waited for."""

    waits: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    counts: bool = False
    """Whether the warm-up is over."""
    too_late: int = 0
    """Forms that could not open within the three seconds that Slack gives."""
    seconds: float = 0
    bot_seconds: float = 0
    """Processor time of the bot."""

    def add(self, action: str, part: str, seconds: float) -> None:
        if self.counts:
            self.waits[action][part].append(seconds * 1000)


class Desk:
    """One clerk at work."""

    def __init__(
        self, clerk: Clerk, slack: SlackSide, urls: tuple[str, str], measured: Measured
    ) -> None:
        self._clerk = clerk
        self._slack = slack
        self._events, self._responses = urls
        self._measured = measured
        self._chance = random.Random(clerk.user)  # noqa: S311 - no secret
        self._whose = {"team_id": TEAM, "user_id": clerk.user}
        self._questions = [
            json.loads(line)["question"]
            for line in (files("bot.sample") / "questions.jsonl").read_text("utf-8").splitlines()
        ]

    async def round(self, http: aiohttp.ClientSession, pause: float) -> None:
        """Everything once."""
        title, mark = self._chance.choice(self._clerk.titles), f"第{next(_numbers)}報"
        words = f"進捗 「{title}」 先進地を視察した（{mark}）"
        await self._dx(http, "/dx 進捗 …", words, mark)
        await self._rest(pause)
        await self._form(http, pause)
        home = "App Home, whole plan" if self._clerk.sees_whole_plan else "App Home, department"
        user = self._clerk.user
        opened = {"type": "app_home_opened", "user": user, "channel": "D0", "tab": "home"}
        body = event_callback_body(opened, team_id=TEAM)
        await self._act(http, home, body, answers=(user,), kind="application/json")
        await self._rest(pause)
        await self._dx(http, "/dx 質問 …", f"質問 {self._chance.choice(self._questions)}")
        await self._rest(pause)

    async def _form(self, http: aiohttp.ClientSession, pause: float) -> None:
        """Open the form, type a part of a title, choose, write, submit."""
        url, trigger = self._url(), uuid.uuid4().hex
        body = slash_command_form("進捗", response_url=url, trigger_id=trigger, **self._whose)
        view = await self._act(http, "/dx 進捗 (form opens)", body, answers=(trigger, _name(url)))
        await self._rest(pause)
        if view.get("type") != "modal":
            self._measured.too_late += 1
            return
        typed = self._chance.choice(self._clerk.titles)[:4]
        body = block_suggestion_form("initiative", typed, view=view, **self._whose)
        offered = await self._act(http, "type-ahead", body)
        await self._rest(pause)
        answer = httpx.Response(200, json=offered)
        form = Form(view, lambda _: answer, team=TEAM, user=self._clerk.user)
        form.choose("initiative", offered["options"][0]["text"]["text"], typed=typed)
        mark = f"第{next(_numbers)}報"
        body = form.write("text", f"要綱の案をまとめた（{mark}）").body()
        await self._act(http, "form submitted", body, answers=(_name(url),), notices=(mark,))
        await self._rest(pause)

    async def _dx(self, http: aiohttp.ClientSession, action: str, text: str, *notices: str) -> None:
        url = self._url()
        body = slash_command_form(text, response_url=url, **self._whose)
        await self._act(http, action, body, answers=(_name(url),), notices=notices)

    async def _act(
        self,
        http: aiohttp.ClientSession,
        action: str,
        body: bytes,
        *,
        answers: tuple[str, ...] = (),
        notices: tuple[str, ...] = (),
        kind: str = FORM,
    ) -> Json:
        """Send one request and wait for all that comes of it; the view or answer.

        Args:
            answers: names of what may answer it, if not the acknowledgement itself.
            notices: those of the notice in the department's channel that it leads to.
        """
        parts = (("answer", answers), ("channel", notices))
        coming = {part: self._slack.expect(*names) for part, names in parts if names}
        start = time.perf_counter()
        headers = slack_headers(SLACK_SECRET, body, content_type=kind)
        async with http.post(self._events, data=body, headers=headers) as acknowledged:
            content = await acknowledged.read()
        self._measured.add(action, "acknowledged", time.perf_counter() - start)
        if acknowledged.status != 200:
            raise SystemExit(f"{action}: {acknowledged.status}")
        found: Json = json.loads(content) if content else {}
        for part, message in coming.items():
            at, sent = await asyncio.wait_for(message, PATIENCE_SECONDS)
            self._measured.add(action, part, at - start)
            found = sent if part == "answer" else found
        return found

    async def _rest(self, pause: float) -> None:
        await asyncio.sleep(self._chance.uniform(0.5, 1.5) * pause)

    def _url(self) -> str:
        return f"{self._responses}/{uuid.uuid4().hex}"


def _name(url: str) -> str:
    return url.rpartition("/")[2]
