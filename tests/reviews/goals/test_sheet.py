"""Targets and proposed goals by workbook: errors by cell, all or nothing, looked at first."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from perfcenter.base.money import MILLION
from perfcenter.base.refusals import NotAllowed, Refused
from portfolio.models import Target
from reviews.goals import bulk
from reviews.goals.adopting import adopt
from reviews.goals.sheet import SheetRefused, as_book, filled
from reviews.goals.take import LossesAsked, Outdated
from reviews.models import Goal
from reviews.report.write import save_draft
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

pytestmark = pytest.mark.usefixtures("english")


def filled_in(grid, *cells: tuple[str, str, object]):
    """The workbook as it is downloaded, with these cells: staff number, measure, what is typed."""
    book = load_workbook(io.BytesIO(as_book(grid, "Targets")))
    sheet = book.active
    rows = {row[0].value: row for row in sheet.iter_rows()}
    heads = [str(cell.value) for cell in sheet[1]]
    for staff, measure, typed in cells:
        at = next(i for i, head in enumerate(heads) if f"[{measure}]" in head)
        rows[staff][at].value = typed
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("targets.xlsx", out.getvalue())


def test_what_is_downloaded_changes_nothing(cast, later):
    make.make_target(cast.manager.manager, "DEP", 1_234_567_890_000)
    grid = bulk.grid_of_targets(later)
    assert filled(filled_in(grid), grid) == grid.numbers == {("M1", "DEP"): Fraction("1234567.89")}
    assert bulk.changes(grid, grid.numbers) == []


def test_money_is_in_the_unit_of_its_heading(cast, later):
    grid = bulk.grid_of_targets(later)
    typed = filled_in(grid, ("M1", "DEP", 475.5), ("M2", "DEP", "1,000"))
    assert filled(typed, grid) == {("M1", "DEP"): 475_500, ("M2", "DEP"): 1_000_000}


def test_every_wrong_cell_is_named_and_nothing_is_taken(cast, later):
    grid = bulk.grid_of_targets(later)
    typed = filled_in(grid, ("M1", "DEP", "viel"), ("M2", "DEP", -1), ("M3", "DEP", 5))
    with pytest.raises(SheetRefused) as refused:
        filled(typed, grid)
    assert [(one.cell[1:], one.value) for one in refused.value.errors] == [
        ("3", "viel"), ("4", "-1")
    ]  # fmt: skip


def put(cast, later, *cells, **more):
    grid = bulk.grid_of_targets(later)
    sent = bulk.packed(bulk.changes(grid, filled(filled_in(grid, *cells), grid)))
    said = {"sent": sent, "seen": bulk.mark(grid), "actor": cast.hr, **more}
    return bulk.put_targets(cycle=later, **said)


def test_targets_are_loaded_for_the_cycle(cast, later):
    put(cast, later, ("M1", "DEP", 5))
    assert Target.objects.get(cycle="2027").target == 5_000 * MILLION
    with pytest.raises(Refused, match="Nothing in the workbook"):
        put(cast, later)


def test_the_second_of_two_and_who_is_not_hr_are_refused(cast, later):
    with pytest.raises(NotAllowed):
        put(cast, later, ("M1", "DEP", 5), actor=cast.supervisor)
    with pytest.raises(Outdated):
        put(cast, later, ("M1", "DEP", 5), seen="0" * 16)


def test_a_scored_cycle_takes_none(cast, later):
    score(cycle=later)
    with pytest.raises(Refused, match="is scored"):
        put(cast, later, ("M1", "DEP", 5))


def propose(cast, cycle, *cells, **more):
    grid = bulk.grid_of_proposals(cycle, cast.supervisor)
    sent = bulk.packed(bulk.changes(grid, filled(filled_in(grid, *cells), grid)))
    said = {"sent": sent, "seen": bulk.mark(grid), "actor": cast.supervisor, **more}
    return bulk.propose(cycle=cycle, **said)


def test_a_supervisor_proposes_to_whom_she_reviews_and_who_has_not_handed_in(
    cast, cycle, submitted
):
    grid = bulk.grid_of_proposals(cycle, cast.supervisor)
    assert (list(grid.people), list(grid.shut)) == (["M2"], ["M1"])
    assert bulk.grid_of_proposals(cycle, cast.outsider).people == {}


def test_a_proposed_loss_says_why(cast, cycle):
    with pytest.raises(LossesAsked):
        propose(cast, cycle, ("M1", "RORAC", -1))
    propose(cast, cycle, ("M1", "RORAC", "-0"))


def test_proposals_fill_the_empty_rows_alone(cast, cycle):
    propose(cast, cycle, ("M1", "DEP", 9), ("M1", "RORAC", -1), reason="a new branch")
    save_draft(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    adopt(cycle=cycle, manager=cast.manager.manager, actor=cast.manager)
    goals = {one.measure_code: (one.target, one.reason) for one in Goal.objects.all()}
    assert goals["DEP"] == (COMPLETE.goal_lines[0].target, "")
    assert goals["RORAC"][1] == "a new branch"
    with pytest.raises(Refused, match="filled already"):
        adopt(cycle=cycle, manager=cast.manager.manager, actor=cast.manager)


def test_the_page_shows_errors_then_changes_and_then_takes_them(cast, cycle, login):
    client, address = login(cast.supervisor), reverse("reviews:proposals", args=["2026"])
    grid = bulk.grid_of_proposals(cycle, cast.supervisor)
    page = client.post(address, {"file": filled_in(grid, ("M1", "DEP", "x"))})
    assert (page.status_code, page.context["error_count"]) == (422, 1)
    page = client.post(address, {"file": filled_in(grid, ("M1", "DEP", 5))})
    sent = {"values": page.context["values"], "seen": page.context["mark"]}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert (again.status_code, "<h1" in again.content.decode()) == (409, True)
    own = login(cast.manager).get(reverse("reviews:report_edit", args=["2026"]))
    assert "Manager S1建议" in own.content.decode()
