"""What is taken along leaves one entry, before any of it is sent; without one nothing is sent."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from perfcenter.models import AuditEntry, User
from perfcenter.site.recording import Recorded
from reviews.report.write import submit
from scoring.runs.write import score
from tests.factories import COMPLETE, make_target
from tests.test_permissions import TABLE

FILE = "attachment; filename*=UTF-8''%E7%BB%93%E6%9E%9C.xlsx"


def downloads() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="file.download").order_by("id"))


@pytest.fixture
def hr(cast, cycle):
    """HR in front of a scored cycle in which M1 has submitted."""
    submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    score(cycle=cycle)
    client = Client(REMOTE_ADDR="10.0.0.7")
    client.force_login(cast.hr)
    return client


def test_every_page_that_is_no_page_but_a_file_leaves_one_entry(hr, cast, subtests):
    files = 0
    for method, name, arguments, statuses in TABLE:
        if method != "GET" or statuses["hr"] != 200:
            continue
        before = len(downloads())
        answer = hr.get(reverse(name, kwargs=arguments))
        is_file = not answer.headers["Content-Type"].startswith("text/html")
        files += is_file
        with subtests.test(name):
            assert len(downloads()) - before == is_file
    assert files >= 5
    last = downloads()[-1]
    assert (last.actor, last.address) == (cast.hr, "10.0.0.7")


def test_the_entry_has_the_files_name_and_where_it_was(hr):
    page = reverse("reviews:board_xlsx", args=["2026"])
    hr.get(page)
    (entry,) = downloads()
    assert (entry.object_type, entry.object_key, entry.object_name) == (
        "file",
        page,
        "2026-results.xlsx",
    )


def test_who_asks_for_the_head_alone_takes_nothing_along(hr):
    assert hr.head(reverse("reviews:board_xlsx", args=["2026"])).status_code == 200
    assert not downloads()


def test_a_page_costs_no_write(hr, django_assert_max_num_queries):
    page = reverse("scoring:scheme_list")
    hr.get(page)
    with django_assert_max_num_queries(10) as asked:
        hr.get(page)
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_files_that_a_command_writes_leave_an_entry_with_their_folder(hr, tmp_path):
    call_command("score", "2026", "--csv", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    call_command("decks", "2026", "--out", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    entries = AuditEntry.objects.filter(action="file.export").order_by("id")
    assert [entry.object_type for entry in entries] == ["scoring.ScoreRun", "scoring.Cycle"]
    assert {entry.detail["folder"] for entry in entries} == {str(tmp_path)}
    assert {(entry.actor, entry.address) for entry in entries} == {(None, "")}


@pytest.fixture
def nothing_is_recorded(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEntry, "save", fail)


def test_a_file_that_cannot_be_recorded_is_not_sent(hr, nothing_is_recorded):
    answer = hr.get(reverse("reviews:board_xlsx", args=["2026"]))
    assert answer.status_code == 503
    assert "Content-Disposition" not in answer.headers
    assert "未能记入审计日志" in answer.content.decode()


def test_a_change_that_cannot_be_recorded_is_not_made(hr, nothing_is_recorded, cast, cycle):
    make_target(cast.manager.manager, "DEP", 1)
    answer = hr.post(reverse("reviews:board_score", args=["2026"]))
    assert answer.status_code == 503
    assert cycle.runs.count() == 1


class Stream:
    """A file that is made while it is sent."""

    def __init__(self) -> None:
        self.sent = 0
        self.closed = False

    def __iter__(self):
        for _ in range(3):
            self.sent += 1
            yield b"row\n"

    def close(self) -> None:
        self.closed = True


def streamed(user: User, stream: Stream) -> HttpResponse:
    request = RequestFactory().get("/export.csv")
    request.user = user
    response = StreamingHttpResponse(stream, headers={"Content-Disposition": FILE})
    return Recorded(lambda _request: response)(request)


def test_a_streamed_file_leaves_one_entry_before_its_first_byte(cast):
    stream = Stream()
    answer = streamed(cast.hr, stream)
    assert (len(downloads()), stream.sent) == (1, 0)
    assert downloads()[0].object_name == "结果.xlsx"
    assert b"".join(answer) == b"row\n" * 3
    assert len(downloads()) == 1


def test_a_streamed_file_that_cannot_be_recorded_is_not_begun(cast, nothing_is_recorded):
    stream = Stream()
    assert streamed(cast.hr, stream).status_code == 503
    assert (stream.sent, stream.closed) == (0, True)
