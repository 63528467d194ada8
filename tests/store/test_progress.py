"""Who may post progress, and what a post must have."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from store.database import Database
from store.municipalities import knowledge_version
from store.people import NotAllowed
from store.plans import standing_progress, status_of
from store.progress import (
    MAX_TEXT,
    MAX_URL,
    AlreadyRecorded,
    NotAnAddress,
    NotAPercentage,
    TextMissing,
    TextTooLong,
    record,
)
from store.tables import AuditEntry, Status, Visibility
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    INITIATIVES,
    MIDORI,
    PEOPLE,
    TAKESHI,
    TEAM,
    YEAR,
    bring,
    initiative,
    post,
    progress_texts,
    the_initiative,
    who,
)

EVIDENCE = "https://www.city.example/report.pdf"


def test_a_clerk_of_the_responsible_department_posts(city: Database) -> None:
    with city.writing() as session:
        post(session, "先進地を視察した", by=MIDORI)
    with city.reading() as session:
        (entry,) = standing_progress(the_initiative(session))
        assert (entry.text, entry.fiscal_year, entry.source) == ("先進地を視察した", 2026, "Slack")
        assert entry.person is not None
        assert entry.person.name == "潮 みどり"


def test_the_dx_office_posts_for_any_department(city: Database) -> None:
    with city.writing() as session:
        post(session, "代わりに記録した", by=HARUKA)
    with city.reading() as session:
        assert progress_texts(session) == ["代わりに記録した"]


def test_everybody_posts_where_every_department_is_responsible(city: Database) -> None:
    bring(city, INITIATIVES, [initiative("電子決裁", departments=("全課",))], document="b.md")
    with city.writing() as session:
        post(session, "決裁の決まりを整理した", by=TAKESHI, title="電子決裁")
    with city.reading() as session:
        assert progress_texts(session) == ["決裁の決まりを整理した"]


def test_a_clerk_of_another_section_is_refused_and_that_is_recorded(city: Database) -> None:
    with city.writing() as session, pytest.raises(NotAllowed):
        post(session, "視察した", by=TAKESHI)
    with city.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert (last.action, last.outcome) == ("progress.record", "refused")
        assert last.actor == f"person:{who(session, TAKESHI).id}"
        assert last.subject == f"initiative:{the_initiative(session).id}"


def test_a_refused_post_leaves_no_progress(city: Database) -> None:
    with city.writing() as session, pytest.raises(NotAllowed):
        post(session, "視察した", by=TAKESHI)
    with city.reading() as session:
        assert progress_texts(session) == []


def test_somebody_who_left_is_refused(city: Database) -> None:
    with city.writing() as session:
        left = who(session, MIDORI)
        PEOPLE.retire(session, CITY, [f"{TEAM}/{MIDORI}"], at=AT)
        with pytest.raises(NotAllowed):
            record(
                session,
                the_initiative(session),
                by=left,
                text="視察した",
                status=Status.DONE,
                year=YEAR,
                at=AT,
                via="Slack",
                origin="inbox:1",
            )
    with city.reading() as session:
        assert progress_texts(session) == []


def test_one_command_makes_one_entry(city: Database) -> None:
    with city.writing() as session:
        post(session, "視察した", origin="inbox:1")
        with pytest.raises(AlreadyRecorded):
            post(session, "視察した", origin="inbox:1")
    with city.reading() as session:
        assert progress_texts(session) == ["視察した"]


@pytest.mark.parametrize("words", ["", "   ", "　\n\t"])
def test_a_post_needs_words(city: Database, words: str) -> None:
    with city.writing() as session, pytest.raises(TextMissing):
        post(session, words)


def test_a_post_of_3000_characters_is_taken(city: Database) -> None:
    with city.writing() as session:
        post(session, "あ" * MAX_TEXT)
    with city.reading() as session:
        assert [len(words) for words in progress_texts(session)] == [3000]


def test_a_post_longer_than_slack_can_show_is_refused(city: Database) -> None:
    with city.writing() as session, pytest.raises(TextTooLong):
        post(session, "あ" * (MAX_TEXT + 1))
    with city.reading() as session:
        assert progress_texts(session) == []


@pytest.mark.parametrize("percent", [None, 0, 40, 100])
def test_a_post_may_tell_how_far_it_is_and_where_to_see_it(
    city: Database, percent: int | None
) -> None:
    with city.writing() as session:
        post(session, "視察した", percent=percent, evidence_url=EVIDENCE)
    with city.reading() as session:
        (entry,) = standing_progress(the_initiative(session))
        assert (entry.percent, entry.evidence_url) == (percent, EVIDENCE)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_beyond_its_bounds_is_refused(city: Database, percent: int) -> None:
    with city.writing() as session, pytest.raises(NotAPercentage):
        post(session, "視察した", percent=percent)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "記録",
        "ftp://files.example/a",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://a b",
        "https://a.example/" + "a" * MAX_URL,
    ],
)
def test_evidence_that_is_no_address_on_the_web_is_refused(city: Database, address: str) -> None:
    with city.writing() as session, pytest.raises(NotAnAddress):
        post(session, "視察した", evidence_url=address)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("percent", "101"),
        ("percent", "-1"),
        ("evidence_url", "'ftp://a'"),
        ("evidence_url", f"'https://{'a' * MAX_URL}'"),
    ],
)
def test_the_database_itself_refuses_what_no_entry_may_hold(
    city: Database, column: str, value: str
) -> None:
    with city.writing() as session:
        post(session, "視察した")
    copied = "municipality, initiative_id, fiscal_year, mark, status, text, visibility, source"
    insert = (
        f"INSERT INTO progress_entry ({copied}, created_at, {column})"  # noqa: S608 - own words
        f" SELECT {copied}, created_at, {value} FROM progress_entry"
    )
    with pytest.raises(IntegrityError), city.connection() as connection:
        connection.execute(text(insert))


def test_a_post_is_internal_unless_somebody_makes_it_public(city: Database) -> None:
    with city.writing() as session:
        post(session, "庁内で検討した")
        post(session, "試行を始めた", visibility=Visibility.PUBLIC)
    with city.reading() as session:
        shown = standing_progress(the_initiative(session), public_only=True)
        assert [entry.text for entry in shown] == ["試行を始めた"]


def test_the_last_standing_post_tells_the_status(city: Database) -> None:
    with city.writing() as session:
        post(session, "始めた", status=Status.IN_PROGRESS)
        post(session, "終えた", status=Status.DONE)
    with city.reading() as session:
        assert status_of(the_initiative(session)) is Status.DONE


def test_an_initiative_nobody_reported_on_is_not_started(city: Database) -> None:
    with city.reading() as session:
        assert status_of(the_initiative(session)) is Status.NOT_STARTED


def test_a_post_makes_the_counter_read_again(city: Database) -> None:
    with city.writing() as session:
        before = knowledge_version(session, CITY)
        post(session, "視察した")
    with city.reading() as session:
        assert knowledge_version(session, CITY) != before
