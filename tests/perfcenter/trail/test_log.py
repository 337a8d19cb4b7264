"""The audit log as a list: narrowed by days and kinds, leading to objects, sent whole as a file."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from perfcenter.trail import read
from perfcenter.trail.recording import Thing, record

LOG = "/audit/"


@pytest.fixture
def log(cast, monkeypatch):
    """Entries at midnight of 2 March by the bank's clock, a second before, and a day later."""
    midnight = timezone.make_aware(datetime(2026, 3, 2))  # noqa: DTZ001 - made aware at once
    for name, at in (
        ("before", midnight - timedelta(seconds=1)),
        ("first", midnight),
        ("after", midnight + timedelta(days=1)),
    ):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        with transaction.atomic():
            record(actor=cast.hr, action="page.print", target=Thing("page", f"/{name}/", name))
    monkeypatch.undo()
    return cast


def names(client, query: str) -> list[str]:
    shown = client.get(LOG + query).context["list"].dressed
    return [line.name for line in shown if line.entry.action == "page.print"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?since=2026-03-02&until=2026-03-02", ["first"]),
        ("?until=2026-03-01", ["before"]),
        ("?since=2026-03-03&until=2026-03-03", ["after"]),
        ("?since=2026-03-01&until=2026-03-03", ["after", "first", "before"]),
        ("?kind=page&until=2026-03-03", ["after", "first", "before"]),
        ("?kind=file", []),
    ],
)
def test_entries_are_found_by_days_of_the_banks_clock_and_kind(login, log, query, found):
    assert names(login(log.auditor), query) == found


@pytest.mark.parametrize(
    "query", ["?since=2026-13-01", "?since=1", "?since=2026-03-02&until=2026-03-01"]
)
def test_days_that_are_none_are_named_beside_their_field(login, log, query):
    page = login(log.auditor).get(LOG + query).content.decode()
    assert 'aria-invalid="true"' in page


def test_a_page_that_an_entry_is_about_is_a_link_and_leads_nowhere_else(login, log):
    with transaction.atomic():
        record(actor=log.hr, action="page.print", target=Thing("page", "//else.where/", "odd"))
    shown = login(log.auditor).get(f"{LOG}?kind=page").context["list"].dressed
    assert {line.name: line.href for line in shown if line.name in {"odd", "first"}} == {
        "odd": "",
        "first": "/first/",
    }


def test_the_csv_holds_all_that_was_found_in_the_language_of_the_page(login, log):
    client = login(log.auditor)
    answer = client.get("/audit.csv?since=2026-03-01&until=2026-03-03&sort=at")
    assert answer.streaming
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0][:10] for line in lines] == [
        "时间",
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
    ]
    assert "打印页面" in lines[1]


def test_the_csv_is_read_in_portions(login, log, monkeypatch):
    monkeypatch.setattr("perfcenter.ui.lists.shown.PORTION", 1)
    answer = login(log.auditor).get("/audit.csv?kind=page")
    assert len(b"".join(answer.streaming_content).splitlines()) == 4


def test_taking_the_log_along_is_an_entry_of_its_own(login, log):
    client = login(log.auditor)
    b"".join(client.get("/audit.csv").streaming_content)
    assert read.audit_found({"action": "file.download"}).get().object_name == "audit-log.csv"
