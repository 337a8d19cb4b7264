"""The list of jobs: whose it shows, what may be done, what asking again and again costs."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perfcenter.jobs.page import shown
from perfcenter.models import AuditEntry, Job


def listed(client) -> list[int]:
    return [one.job.pk for one in client.get(reverse("jobs:job_list")).context["list"].dressed]


def address(job: Job, what: str = "progress") -> str:
    return reverse(f"jobs:job_{what}", args=[job.pk])


@pytest.mark.parametrize("role", ["hr", "auditor", "administrator"])
def test_who_looks_after_the_bank_sees_everybodys_jobs(ask, cast, login, role):
    jobs = [ask("counting", to=1), ask("counting", to=2)]
    assert listed(login(getattr(cast, role))) == [job.pk for job in reversed(jobs)]


def test_others_see_their_own_and_get_404_for_the_rest(ask, cast, login):
    job, own = ask("counting", to=1), ask("counting", to=2)
    Job.objects.filter(pk=own.pk).update(asked_by=cast.manager)
    client = login(cast.manager)
    assert listed(client) == [own.pk]
    assert client.get(address(job)).status_code == 404
    assert client.post(address(job, "cancel")).status_code == 404


def test_an_empty_list_says_what_comes_there(cast, login, english):
    client = login(cast.hr)
    client.cookies["django_language"] = "en"
    assert "There is no job yet" in client.get(reverse("jobs:job_list")).content.decode()


def test_asking_how_far_a_job_is_costs_one_query_beside_those_of_the_login(ask, cast, login):
    job, client = ask("counting", to=5), login(cast.hr)
    client.get(address(job))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address(job))
    tables = [query["sql"].split('FROM "')[1].split('"')[0] for query in queries]
    assert tables == ["django_session", "perfcenter_user", "perfcenter_job"]


def test_the_list_costs_the_same_for_one_job_and_for_many(ask, cast, login):
    client = login(cast.hr)
    counts = []
    for number in (1, 9):
        for _ in range(number):
            ask("counting", to=1)
        listed(client)
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_job_that_is_over_is_not_asked_about_any_more(ask, do, cast, login):
    job, client = ask("counting", to=5), login(cast.hr)
    assert "hx-get" in client.get(address(job)).content.decode()
    do(job)
    answer = client.get(address(job))
    assert "hx-get" not in answer.content.decode()
    assert "HX-Refresh" not in answer.headers
    assert client.get(address(job) + "?whole=1").headers["HX-Refresh"] == "true"


def test_a_screen_reader_hears_of_a_job_when_something_is_new(ask, cast, login):
    job, client = ask("counting", to=5), login(cast.hr)
    first = client.get(address(job) + "?said=")
    assert "hx-swap-oob" in first.content.decode()
    said = first.context["one"].spoken_at
    assert "hx-swap-oob" not in client.get(address(job) + f"?said={said}").content.decode()


def test_how_far_a_job_is_is_shown_with_rate_and_time_left(ask, cast, login):
    from datetime import timedelta

    from django.utils import timezone

    job, client = ask("counting", to=5), login(cast.hr)
    Job.objects.filter(pk=job.pk).update(
        state="running", doing="Writing", unit="rows", done=250_000, total=1_000_000,
        step_at=timezone.now() - timedelta(seconds=10),
    )  # fmt: skip
    client.cookies["django_language"] = "en"
    one = client.get(address(job)).context["one"]
    assert one.job.share == 25
    assert 24_000 < one.job.rate <= 25_000
    assert 30 <= one.job.left.total_seconds() <= 32


def test_cancel_and_retry_are_buttons_for_who_may(ask, do, cast, login):
    job, client = ask("counting", to=5), login(cast.hr)
    client.post(address(job, "cancel"))
    job.refresh_from_db()
    assert job.state == "cancelled"
    client.post(address(job, "retry"))
    job.refresh_from_db()
    assert job.state == "waiting"
    assert login(cast.auditor).post(address(job, "cancel")).status_code == 403
    assert "<form" not in client.get(address(job)).content.decode()


def test_the_file_is_for_who_asked_and_leaves_an_entry(ask, do, cast, login):
    job = do(ask("leaving"))
    answer = login(cast.hr).get(address(job, "file"))
    assert b"".join(answer.streaming_content) == b"whole"
    assert unquote(answer["Content-Disposition"]).endswith("whole 全部.zip")
    assert AuditEntry.objects.filter(action="file.download").count() == 1
    assert login(cast.administrator).get(address(job, "file")).status_code == 403


def test_a_file_that_was_wiped_is_404(ask, do, cast, login):
    job = do(ask("counting", to=1))
    assert login(cast.hr).get(address(job, "file")).status_code == 404


def test_the_way_back_is_a_page_of_ours(ask, cast, login):
    job, client = ask("counting", to=5), login(cast.hr)
    answer = client.post(address(job, "cancel"), {"next": "https://elsewhere.example/"})
    assert answer.url == reverse("jobs:job_list")


@pytest.mark.parametrize(
    ("total", "said"), [(438_878, "0.4 MB"), (9_999_999, "9.9 MB"), (10_000_000, "10 MB")]
)
def test_a_small_file_is_not_said_to_be_of_no_size(ask, cast, total, said):
    job = ask("counting", to=1)
    job.unit, job.total = "bytes", total
    assert said in shown(job, cast.hr).pace


def test_who_reads_another_language_reads_the_job_in_it(ask, do, cast, login):
    do(ask("refusing"))
    client, address = login(cast.hr), reverse("jobs:job_list")
    assert "已保存" in client.get(address).content.decode()
    client.cookies["django_language"] = "en"
    page = client.get(address).content.decode()
    assert ("<span>Saved</span>" in page, "已保存" in page) == (True, False)
