"""An office lets the bot ask its own model; whatever the model does, people get an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from structlog.testing import capture_logs

from knowledge.answer import Answer, Audience, Decision
from knowledge.counter import Counter
from knowledge.encoding import NoEncoder
from knowledge.encoding.endpoint import REST_SECONDS, Endpoint
from store.database import Database
from store.schema import open_up_to_date
from tests.small_city import CITY, FAQS, bring, faq
from tests.standins.embeddings_api import DIMENSIONS, MODEL, EmbeddingsStandIn

KEY = "geheim-7"
WHALE = "クジラの行き先"
"""What no entry says; the model knows that it means 粗大ごみ."""


@pytest.fixture
def server() -> Iterator[EmbeddingsStandIn]:
    with EmbeddingsStandIn(KEY, same_meaning=("クジラ", "粗大ごみ")) as running:
        yield running


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def endpoint(server: EmbeddingsStandIn, clock: Clock) -> Endpoint:
    return at(server.url, now=clock)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A few FAQ; what a model made of them stays from test to test."""
    opened = open_up_to_date(f"sqlite:///{tmp_path_factory.mktemp('endpoint') / 'city.db'}")
    bring(
        opened,
        FAQS,
        [
            faq("粗大ごみはどう出しますか", "電話で申し込みます。"),
            faq("住民票はどこで取れますか", "市民課で取れます。"),
            faq("税金はいつ払いますか", "六月です。"),
            faq("図書館は何時までですか", "夜七時までです。"),
        ],
    )
    yield opened
    opened.close()


@pytest.fixture
def counter(database: Database, endpoint: Endpoint) -> Counter:
    ready = Counter(database, [endpoint])
    ready.library.encode_all(CITY)
    return ready


def at(url: str, **chosen: Any) -> Endpoint:
    return Endpoint(url, MODEL, **{"key": KEY, **chosen})


def ask(counter: Counter, question: str) -> Answer:
    return counter.ask(question, municipality=CITY, audience=Audience.CITIZEN)


def test_vectors_come_in_the_order_of_the_texts_and_of_length_one(
    endpoint: Endpoint, server: EmbeddingsStandIn
) -> None:
    both = endpoint.questions(["ごみ", "税金"])
    assert both.shape == (2, DIMENSIONS)
    assert np.allclose(np.linalg.norm(both, axis=1), 1)
    assert np.allclose(both[1], endpoint.questions(["税金"])[0])
    assert not np.allclose(both[0], both[1])
    assert server.violations == []


def test_base64_says_the_same_as_numbers(endpoint: Endpoint, server: EmbeddingsStandIn) -> None:
    numbers = endpoint.texts(["ごみ"])
    server.as_base64 = True
    assert np.allclose(endpoint.texts(["ごみ"]), numbers, atol=1e-6)


def test_a_server_without_a_key_is_sent_none() -> None:
    with EmbeddingsStandIn() as open_server:
        at(open_server.url, key="").questions(["ごみ"])
        assert open_server.violations == []


def test_questions_and_texts_have_the_prefixes_that_a_model_wants(
    server: EmbeddingsStandIn,
) -> None:
    endpoint = at(server.url, question_prefix="query: ", text_prefix="passage: ")
    endpoint.questions(["ごみ"])
    endpoint.texts(["ごみ"])
    assert server.encoded == ["query: ごみ", "passage: ごみ"]


def test_a_very_long_question_is_cut_rather_than_refused(
    endpoint: Endpoint, server: EmbeddingsStandIn
) -> None:
    endpoint.questions(["ご" * 5000])
    assert [len(text) for text in server.encoded] == [400]


def test_another_model_prefix_or_size_has_vectors_of_its_own() -> None:
    one = Endpoint("http://127.0.0.1:9/v1", "a")
    others = [
        Endpoint("http://127.0.0.1:9/v1", "b"),
        Endpoint("http://127.0.0.1:9/v1", "a", question_prefix="query: "),
        Endpoint("http://127.0.0.1:9/v1", "a", dimensions=8),
    ]
    assert one.name.startswith("a ")
    assert len({each.name for each in (one, *others)}) == 4
    moved = Endpoint("http://127.0.0.2:9/v1/", "a", key="other")
    assert moved.name == one.name


def test_what_means_the_same_is_found_in_other_words(counter: Counter) -> None:
    assert ask(counter, WHALE).ranking[0].title == "粗大ごみはどう出しますか"


Spoil = Callable[[EmbeddingsStandIn], None]


def _instead(body: Any) -> Spoil:
    return lambda server: setattr(server, "instead", body)


def _row(index: Any, embedding: Any) -> dict[str, Any]:
    return {"index": index, "embedding": embedding}


VECTOR = [1.0] * DIMENSIONS
BAD_ANSWERS: dict[str, tuple[Spoil, str]] = {
    "an error": (lambda server: server.fail_next(500, times=9), "HTTP 500"),
    "the wrong key": (lambda server: setattr(server, "key", "other"), "HTTP 400"),
    "another address": (
        lambda server: server.fail_next(307, {"location": server.url}, times=9),
        "HTTP 307",
    ),
    "a closed line": (lambda server: server.drop_next(9), "ServerDisconnectedError"),
    "nothing for long": (lambda server: setattr(server, "delay_s", 5.0), "no answer within"),
    "other dimensions": (lambda server: setattr(server, "dimensions", 8), "other dimensions"),
    "no JSON": (_instead("<html>"), "something else"),
    "JSON of another kind": (_instead({"data": 3}), "something else"),
    "a list": (_instead([1]), "something else"),
    "deep JSON": (_instead("[" * 100_000), "something else"),
    "too few": (_instead({"data": []}), "something else"),
    "too many": (_instead({"data": [_row(0, VECTOR), _row(1, VECTOR)]}), "more embeddings"),
    "a wrong index": (_instead({"data": [_row(1, VECTOR)]}), "something else"),
    "no index": (_instead({"data": [{"embedding": VECTOR}]}), "something else"),
    "words for numbers": (_instead({"data": [_row(0, ["a"] * 24)]}), "something else"),
    "no number": (_instead({"data": [_row(0, [None] * 24)]}), "something else"),
    "not a number": (_instead('{"data":[{"index":0,"embedding":[NaN,1]}]}'), "something else"),
    "nothing but zeros": (_instead({"data": [_row(0, [0.0] * 24)]}), "something else"),
    "a table": (_instead({"data": [_row(0, [VECTOR])]}), "something else"),
    "broken base64": (_instead({"data": [_row(0, "AAA")]}), "something else"),
    "without end": (_instead(b"1" * 17_000_000), "ClientPayloadError"),
}


@pytest.mark.parametrize("kind", BAD_ANSWERS)
def test_when_the_model_fails_with(
    kind: str, counter: Counter, server: EmbeddingsStandIn, clock: Clock
) -> None:
    """People are answered by words alone, in time; the log hears of it once, without their words
    or the key; and when the model is back, so is what it knows."""
    spoil, reason = BAD_ANSWERS[kind]
    spoil(server)
    with capture_logs() as logs:
        began = time.monotonic()
        by_words = ask(counter, "粗大ごみはどう出しますか")
        assert ask(counter, WHALE).decision is Decision.PASS_ON
        assert time.monotonic() - began < 2.0 + 0.5  # of the search itself
    assert by_words.decision is Decision.ANSWER
    assert [entry["event"] for entry in logs] == ["encoder_does_not_answer"]
    assert reason in logs[0]["reason"]
    assert not any(secret in repr(logs) for secret in (KEY, "粗大ごみ", "クジラ", "127.0.0.1"))

    server.reset()
    server.key = KEY
    clock.seconds += REST_SECONDS
    with capture_logs() as logs:
        assert ask(counter, WHALE).ranking[0].title == "粗大ごみはどう出しますか"
    assert [entry["event"] for entry in logs] == ["encoder_answers_again"]


def test_vectors_must_have_the_size_that_the_office_says(server: EmbeddingsStandIn) -> None:
    at(server.url, dimensions=DIMENSIONS).questions(["ごみ"])
    with pytest.raises(NoEncoder, match="24 dimensions instead of 8"):
        at(server.url, dimensions=8).questions(["ごみ"])


def test_nobody_waits_again_for_a_model_that_just_failed(
    counter: Counter, server: EmbeddingsStandIn, clock: Clock
) -> None:
    server.reset()
    server.fail_next(503)
    ask(counter, WHALE)
    ask(counter, WHALE)
    clock.seconds += REST_SECONDS - 1
    ask(counter, WHALE)
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_no_encoder() -> None:
    with pytest.raises(NoEncoder, match="ClientConnectorError") as told:
        at("http://127.0.0.1:9/v1", key="").questions(["ごみ"], hurry=True)
    assert "127.0.0.1" not in str(told.value)


def test_a_login_in_the_address_is_not_told() -> None:
    for key in ("", KEY):
        with pytest.raises(NoEncoder) as told:
            at("http://someone:hidden@127.0.0.1:9/v1", key=key).questions(["ごみ"], hurry=True)
        assert "hidden" not in str(told.value)


def test_vectors_of_another_size_than_those_kept_are_not_mixed(
    counter: Counter, database: Database, server: EmbeddingsStandIn
) -> None:
    """Somebody put another model behind the same name, and the bot was started anew."""
    server.dimensions = 8
    anew = Counter(database, [at(server.url)])
    with capture_logs() as logs:
        assert ask(anew, "粗大ごみはどう出しますか").decision is Decision.ANSWER
        bring(database, FAQS, [faq("新しい質問ですか", "はい。")], document="新.csv")
        assert ask(anew, "新しい質問ですか").title == "新しい質問ですか"
    assert [entry["event"] for entry in logs] == ["encoder_does_not_answer"]
    with pytest.raises(NoEncoder, match="other dimensions"):
        anew.library.encode_all(CITY)
    chosen = Counter(database, [at(server.url, dimensions=8)])
    chosen.library.encode_all(CITY)
    assert ask(chosen, WHALE).ranking[0].title == "粗大ごみはどう出しますか"
