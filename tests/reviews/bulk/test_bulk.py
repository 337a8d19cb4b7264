"""Buttons over the list of people: for who is ticked, or for all that the list's filter leaves."""

from datetime import date
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest
from django.urls import reverse

from perfcenter.base.refusals import Refused
from perfcenter.jobs.running import run
from perfcenter.models import Job
from reviews.models import AnnualReport
from scoring.models import Participant
from scoring.runs.write import score
from scoring.sheet import many
from tests import factories as make


@pytest.fixture
def press(login, cast, cycle):
    def button(what, by="hr", **form):
        url = reverse("reviews:board_act", args=[cycle.code, what])
        return login(getattr(cast, by)).post(url, form)

    return button


def ended():
    return sorted(Participant.objects.exclude(ended_on=None).values_list("manager", flat=True))


def closed():
    found = AnnualReport.objects.filter(state="closed")
    return sorted(found.values_list("manager", flat=True))


def test_ending_asks_once_more_and_ends_who_is_ticked(press):
    who = ["2026:M1", "2026:M2", "2026:nobody", "2025:M3", "M3"]
    asked = press("end", scope="chosen", who=who)
    assert "Manager M1 M1" in asked.content.decode()
    assert asked.context["count"] == 2
    assert ended() == []
    said = {"confirmed": "1", "ended_on": "2026-06-30", "reason": "Lent"}
    press("end", scope="chosen", who=who, **said)
    assert ended() == ["M1", "M2"]


def test_a_form_that_lacks_a_reason_comes_back_with_who_was_ticked(press):
    answer = press("end", scope="chosen", who=["2026:M1"], confirmed="1", ended_on="2026-06-30")
    assert answer.status_code == 422
    assert 'value="2026:M1"' in answer.content.decode()
    assert ended() == []


def test_all_of_a_list_are_those_that_its_filter_leaves(press):
    press("close", scope="all", filter="branch=B1&state=not_started", confirmed="1", reason="Leave")
    assert closed() == ["M1", "M2", "S1"]


def test_where_one_is_refused_nothing_is_done_to_anybody(press, submitted):
    answer = press(
        "close", scope="chosen", who=["2026:M1", "2026:M2"], confirmed="1", reason="Leave"
    )
    assert answer.status_code == 422
    assert "Manager M1" in answer.content.decode()
    assert closed() == []


def test_nobody_ticked_does_nothing_and_says_so(press):
    answer = press("remind", scope="chosen")
    assert answer.status_code == 302


@pytest.mark.parametrize("what", ["remind", "end", "close", "decks", "sheets"])
def test_only_hr_presses(press, what):
    for who in ("manager", "supervisor", "auditor"):
        assert press(what, by=who, scope="all").status_code == 403
    assert press(what, by="administrator", scope="all").status_code == 404
    assert press("else", scope="all").status_code == 404


def zipped(client, job):
    address = reverse("jobs:job_file", args=[job.pk])
    return ZipFile(BytesIO(b"".join(client.get(address).streaming_content)))


@pytest.mark.parametrize(("what", "ending"), [("decks", "-草稿.pptx"), ("sheets", ".xlsx")])
def test_files_of_a_selection_come_as_one_zip(press, login, cast, cycle, own_files, what, ending):
    score(cycle=cycle)
    press(what, scope="chosen", who=["2026:M1", "2026:S1"])
    job = Job.objects.get()
    run(job.pk, stop=Event(), in_thread=False)
    names = zipped(login(cast.hr), job).namelist()
    assert names == [f"Manager M1-M1-2026{ending}", f"Manager S1-S1-2026{ending}"]


def test_one_that_fails_is_named_with_its_reason_and_stops_nothing(
    press, login, cast, cycle, own_files, monkeypatch
):
    score(cycle=cycle)
    newcomer = make.make_manager("N1", branch=make.Branch.objects.get(pk="B1"))
    cycle.participants.create(manager=newcomer)
    made = many.sheet_workbook

    def failing(sheet, run):
        if sheet.staff_no == "M2":
            raise Refused("no ink")
        if sheet.staff_no == "M3":
            raise ZeroDivisionError
        return made(sheet, run)

    monkeypatch.setattr(many, "sheet_workbook", failing)
    login(cast.hr).post(reverse("reviews:board_sheets", args=[cycle.code]))
    job = Job.objects.get()
    run(job.pk, stop=Event(), in_thread=False)
    job.refresh_from_db()
    assert (job.state, job.result["decks"]) == ("done", 3)
    assert [who for who, _why in job.result["failed"]] == [
        "Manager M2 M2", "Manager M3 M3", "Manager N1 N1",
    ]  # fmt: skip
    client = login(cast.hr)
    archive = zipped(client, job)
    assert len(archive.namelist()) == 4
    assert "Manager M2 M2: no ink" in archive.read("_not-made.txt").decode("utf-8-sig")
    board = client.get(reverse("reviews:board", args=[cycle.code])).content.decode()
    assert "Manager M2 M2（no ink）" in board


def test_names_that_windows_refuses_or_takes_for_one_are_told_apart(
    press, login, cast, cycle, own_files
):
    score(cycle=cycle)
    for number, name in (("M1", "con. "), ("M2", "A/b:*?"), ("M3", "x" * 100)):
        make.Manager.objects.filter(pk=number).update(name=name)
    login(cast.hr).post(reverse("reviews:board_sheets", args=[cycle.code]))
    job = Job.objects.get()
    run(job.pk, stop=Event(), in_thread=False)
    names = zipped(login(cast.hr), job).namelist()
    assert "con-M1-2026.xlsx" in names
    assert "A_b___-M2-2026.xlsx" in names
    assert all(len(name.encode()) <= 255 for name in names)
    assert len({name.casefold() for name in names}) == 5


def test_the_xlsx_holds_exactly_whom_the_list_shows(login, cast, cycle):
    from python_calamine import CalamineWorkbook

    url = reverse("reviews:board_xlsx", args=[cycle.code])
    answer = login(cast.hr).get(url, {"branch": "B1", "sort": "-number"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    assert [row[0] for row in rows.to_python()[1:]] == ["S1", "M2", "M1"]


def test_the_list_is_narrowed_to_a_reviewer_by_name_number_or_hr(login, cast, cycle):
    def listed(reviewer):
        url = reverse("reviews:board", args=[cycle.code])
        page = login(cast.hr).get(url, {"reviewer": reviewer}).context["people"]
        return [row.manager.pk for row in page]

    assert listed("Manager S1") == ["M1", "M2"]
    assert listed("s1") == ["M1", "M2"]
    assert listed("人力资源部") == ["D1"]
    assert listed("nobody") == []


def test_a_part_ended_on_the_last_day_counts_for_the_whole_cycle(press, cycle):
    said = {"confirmed": "1", "reason": "Lent", "scope": "chosen", "who": ["2026:M1"]}
    press("end", **said, ended_on=str(cycle.ends))
    assert Participant.objects.get(manager="M1").last_on is None
    press("end", **said, ended_on=str(date(2026, 12, 30)))
    assert Participant.objects.get(manager="M1").last_on == date(2026, 12, 30)
