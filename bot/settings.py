"""Settings from the environment and from ``.env``, checked before anything starts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers.pages.playground.loopback import is_loopback
from store.database import UnusableDatabaseUrl, database_url

LINE_API = "https://api.line.me"
LINE_DATA_API = "https://api-data.line.me"
SLACK_API = "https://slack.com/api/"
SAMPLE_MUNICIPALITY = "mihon"
PRACTICE_SECRET = "practice-secret-of-the-playground"  # noqa: S105 - signs only playground events


class Settings(BaseSettings):
    """Every setting of the bot; ``.env.example`` explains each in Japanese."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///var/madoguchi.db"
    municipality: str = SAMPLE_MUNICIPALITY
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    playground: bool = False
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    encoder: str = Field(default="packaged", pattern="^(packaged|endpoint|none)$")
    encoder_url: str = ""
    encoder_model: str = ""
    encoder_api_key: SecretStr = SecretStr("")
    encoder_question_prefix: str = ""
    encoder_text_prefix: str = ""
    encoder_dimensions: int = Field(default=0, ge=0, le=65536)

    line_channel_secret: SecretStr = SecretStr("")
    line_channel_access_token: SecretStr = SecretStr("")
    line_api_base_url: str = ""
    line_push: bool = False

    slack_signing_secret: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_base_url: str = ""
    slack_digest_channel: str = ""

    @property
    def address(self) -> str:
        """Host and port as they stand in a URL and in a Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def own_url(self) -> str:
        """Where this process answers, for the playground."""
        return f"http://{self.address}"

    @property
    def line_api(self) -> str:
        """Base URL of LINE's API, or of what takes its place, without a slash at the end."""
        stand_in = f"{self.own_url}/playground/api/line" if self.playground else LINE_API
        return (self.line_api_base_url or stand_in).rstrip("/")

    @property
    def line_data_api(self) -> str:
        """Base URL for images: a host of its own at LINE, the same one elsewhere."""
        return LINE_DATA_API if self.line_api == LINE_API else self.line_api

    @property
    def slack_api(self) -> str:
        """Base URL of Slack's Web API, or of what takes its place, with a slash at the end."""
        stand_in = f"{self.own_url}/playground/api/slack/" if self.playground else SLACK_API
        return (self.slack_api_base_url or stand_in).rstrip("/") + "/"

    @property
    def line_secret(self) -> str:
        return self._or_practice(self.line_channel_secret)

    @property
    def line_token(self) -> str:
        return self._or_practice(self.line_channel_access_token)

    @property
    def slack_secret(self) -> str:
        return self._or_practice(self.slack_signing_secret)

    @property
    def slack_token(self) -> str:
        return self._or_practice(self.slack_bot_token)

    @property
    def conversation_key(self) -> bytes:
        """Key under which conversations are remembered for a few minutes.

        Made of the channels' secrets, which every process has and nobody else: no setting more.
        """
        secrets = (self.line_secret, self.slack_secret, self.slack_token)
        return hashlib.sha256("\n".join(("conversation", *secrets)).encode()).digest()

    def _or_practice(self, secret: SecretStr) -> str:
        return secret.get_secret_value() or (PRACTICE_SECRET if self.playground else "")


@dataclass(frozen=True)
class SettingProblem:
    """One setting that is missing, wrong or at odds with another; templates say it."""

    name: str
    kind: str


class BadSettings(Exception):
    """The bot must not start with these settings."""

    def __init__(self, problems: list[SettingProblem]) -> None:
        super().__init__(", ".join(problem.name for problem in problems))
        self.problems = problems


def load() -> Settings:
    """Read the settings.

    Raises:
        BadSettings: a value cannot be read, with one problem a setting.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise BadSettings(
            [SettingProblem(str(item["loc"][0]).upper(), "unreadable") for item in error.errors()]
        ) from error
    problems = []
    try:
        database_url(settings.database_url)
    except UnusableDatabaseUrl:
        problems.append(SettingProblem("DATABASE_URL", "database"))
    for name in ("line_api_base_url", "slack_api_base_url", "encoder_url"):
        value = getattr(settings, name)
        if value and not _is_web_address(value):
            problems.append(SettingProblem(name.upper(), "url"))
    if settings.encoder == "endpoint":
        problems += [
            SettingProblem(name.upper(), "no_encoder")
            for name in ("encoder_url", "encoder_model")
            if not getattr(settings, name)
        ]
    if problems:
        raise BadSettings(problems)
    return settings


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def check_for_serving(settings: Settings) -> None:
    """Check what the web process needs.

    Raises:
        BadSettings: no channel at all, half a channel, or a playground that others could reach.
    """
    problems = _half_pairs(settings)
    if settings.playground:
        if not is_loopback(settings.address):
            problems.append(SettingProblem("PLAYGROUND", "playground_public"))
        problems += [
            SettingProblem(name, "playground_real")
            for name, url, real in (
                ("LINE_API_BASE_URL", settings.line_api, LINE_API),
                ("SLACK_API_BASE_URL", settings.slack_api, SLACK_API),
            )
            if urlsplit(url).hostname == urlsplit(real).hostname
        ]
    elif not problems and not settings.line_secret and not settings.slack_token:
        problems.append(SettingProblem("LINE_CHANNEL_SECRET", "no_channel"))
    if problems:
        raise BadSettings(problems)


def check_for_socket(settings: Settings) -> None:
    """Check what Socket Mode needs.

    Raises:
        BadSettings: the app token or the bot token is missing or of the wrong kind.
    """
    problems = []
    if not settings.slack_app_token.get_secret_value().startswith("xapp-"):
        problems.append(SettingProblem("SLACK_APP_TOKEN", "app_token"))
    if not settings.slack_token:
        problems.append(SettingProblem("SLACK_BOT_TOKEN", "missing"))
    if problems:
        raise BadSettings(problems)


def _half_pairs(settings: Settings) -> list[SettingProblem]:
    """A secret without its token or the other way round; Socket Mode needs no signing secret."""
    pairs = [
        ("LINE_CHANNEL_SECRET", settings.line_secret),
        ("LINE_CHANNEL_ACCESS_TOKEN", settings.line_token),
    ]
    if not settings.slack_app_token.get_secret_value():
        pairs += [
            ("SLACK_SIGNING_SECRET", settings.slack_secret),
            ("SLACK_BOT_TOKEN", settings.slack_token),
        ]
    problems = []
    for (first, one), (second, other) in zip(pairs[::2], pairs[1::2], strict=True):
        if bool(one) != bool(other):
            problems.append(SettingProblem(second if one else first, "missing"))
    return problems
