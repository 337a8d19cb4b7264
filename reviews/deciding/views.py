"""The reviewer's queue and page: a self-review beside the facts, comments, scores, a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import unkept
from reviews.deciding.forms import ASKED, QueueSearch, ReviewForm
from reviews.deciding.listing import QUEUE, Line, with_scores
from reviews.deciding.page import (
    before_of,
    goals_read,
    judged_rows,
    neighbours,
    outdated,
    queue_tabs,
    review_rows,
)
from reviews.deciding.read import judgment_measures, judgments_of, reading_of
from reviews.deciding.stale import Stale, caught_up, unanswered
from reviews.deciding.write import approve, check_may_approve, comment, return_report
from reviews.deck.groups.whose import groups_for
from reviews.models import AnnualReport
from reviews.report.content import content_shown
from reviews.report.members import best_first, members_of, team
from reviews.report.page import refusal
from reviews.report.read import goals_now_and_before
from reviews.report.reading import mark_read
from reviews.report.turns import turns_of
from reviews.sections.read import sections_of
from reviews.steps.access import get_cycle, get_report, may_download
from reviews.steps.due import due_on
from reviews.todo import task_to_decide
from reviews.versions.page import since_returned
from scoring.cycles.reviewers import check_may_review, is_reviewer, reviewer_name
from scoring.models import Cycle
from scoring.sheet.read import newest_run, score_sheets
from scoring.sheet.withheld import Withholding


@require_safe
def first_queue(request: StaffRequest) -> HttpResponse:
    """Go to the queue in which something is due first, else to that of the newest cycle."""
    if request.user.is_administrator:
        raise Http404
    turns = turns_of(request.user).deciding
    cycle = turns[0].cycle if turns else Cycle.objects.visible_to(request.user).first()
    if cycle is None:
        return render(request, "reviews/deciding/no_cycle.html")
    return redirect("reviews:queue_cycle", cycle.code)


@require_safe
def queue(request: StaffRequest, code: str) -> HttpResponse:
    """List whom the user reviews (or, for who only reads, whom she sees), what waits first."""
    cycle = get_cycle(request.user, code)
    found = turns_of(request.user)
    turns = found.deciding
    context = {
        "cycle": cycle,
        "list": _queue(request, cycle),
        "may_propose": found.has_queue and not cycle.is_published,
        "may_overview": request.user.sees_everyone or found.has_queue,
        "group_decks": bool(groups_for(request.user, cycle)),
        "waiting": sum(turn.count for turn in turns),
        "waits_here": any(turn.cycle == cycle for turn in turns),
        "tasks": [task_to_decide(turn) for turn in turns if turn.cycle != cycle or len(turns) > 1],
        "overdue": request.GET.get("state") == "overdue",
        "tabs": queue_tabs(Cycle.objects.visible_to(request.user), turns),
    }
    return render(request, "reviews/deciding/queue.html", context)


@require_safe
@export
def queue_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the list as a workbook."""
    cycle = get_cycle(request.user, code)
    page, name = reverse("reviews:queue_cycle", args=[code]), f"{code}-self-reviews.xlsx"
    return as_workbook(request, _queue(request, cycle), name, page=page)


def _queue(request: StaffRequest, cycle: Cycle) -> Shown:
    form, run = QueueSearch(request.GET), newest_run(cycle)
    form.is_valid()
    overdue = form.cleaned_data.get("state") == "overdue"
    people = team(cycle, request.user, search=form.cleaned_data.get("q", ""), overdue=overdue)

    def dress(rows: Sequence[Any]) -> list[Line]:
        members = members_of(cycle, rows, run, viewer=request.user)
        return [Line(cycle, member) for member in members]

    files = reverse("reviews:queue_xlsx", args=[cycle.code])
    # An order by composites that are told at publication only would tell of them.
    sorted_by = None if run is None or Withholding(run, request.user).is_on else run
    return QUEUE.of(request, with_scores(people, sorted_by), form=form, files=files, dress=dress)


@require_safe
def detail(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show a report handed in; the reviewer can decide on it, others read."""
    report = get_report(request.user, code, staff_no)
    mark_read(request.user, report)
    return _page(request, report, _form(report))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Carry out the reviewer's button: save scores and comments, return, or ask and approve."""
    report = get_report(request.user, code, staff_no)
    if request.method != "POST":
        # Whoever switches the language on a page that a button brought comes back here.
        return redirect("reviews:review", code, staff_no)
    check_may_review(request.user, report.cycle, report.manager)
    action = request.POST.get("action", "save")
    form = _form(report, request.POST)
    if not form.is_valid():
        return _page(request, report, form, status=422)
    if action == "back":
        return _page(request, report, form)
    if unanswered(form):
        return _page(request, report, form, status=409, stale=Stale(asked=unanswered(form)))
    given = judgments_of(report.cycle, report.manager)
    now, confirmed = reading_of(report, given), "confirmed" in request.POST
    reading = form.cleaned_data["reading"]
    if _waits(report) and ((reading and reading != now) or form.asked):
        stale = caught_up(form, report, given, action)
        form = _newest(request, report, form, stale)
        if stale.must_ask(action):
            return _page(request, report, form, status=409, stale=stale)
        # What was confirmed is no longer what would be approved.
        confirmed = confirmed and reading == now
    try:
        if action == "approve" and not confirmed:
            return _ask(request, report, form)
        done = _carry_out(request, report, form)
    except Refused as refusal:
        report = get_report(request.user, code, staff_no)
        return _page(request, report, form, status=422, errors=[str(refusal)])
    messages.success(request, done)
    return redirect("reviews:review", code, staff_no)


def _newest(
    request: StaffRequest, report: AnnualReport, form: ReviewForm, stale: Stale
) -> ReviewForm:
    """Return the form as it would be, had the page been opened now and the same been typed."""
    data = request.POST.copy()
    fresh = _form(report)
    for name in fresh.fields:
        if name.startswith("read"):
            data[name] = str(fresh.initial.get(name, ""))
    for code, (score, basis) in stale.scores.items():
        data[f"score_{code}"] = "" if score is None else str(score)
        data[f"basis_{code}"] = basis
    data.setlist(ASKED, sorted(stale.asked))
    for code in form.asked:
        data.pop(f"keep_{code}", None)
    newest = _form(report, data)
    newest.is_valid()
    return newest


def _waits(report: AnnualReport) -> bool:
    return report.state == AnnualReport.State.SUBMITTED and not report.cycle.is_published


def _ask(request: StaffRequest, report: AnnualReport, form: ReviewForm) -> HttpResponse:
    """Ask once more before approving, with what is given and what follows."""
    reading = form.cleaned_data["reading"]
    check_may_approve(report=report, verdicts=form.verdicts, reading=reading, actor=request.user)
    context = {
        "cycle": report.cycle,
        "manager": report.manager,
        "form": form,
        "judged": judged_rows(form),
        "comments": sum(bool(text.strip()) for text in form.comments.values()),
        "unsaved": form.holds_words,
    }
    return render(request, "reviews/deciding/approve.html", context)


def _carry_out(request: StaffRequest, report: AnnualReport, form: ReviewForm) -> str:
    said: dict[str, Any] = {
        "report": report,
        "comments": form.comments,
        "verdicts": form.verdicts,
        "reading": form.cleaned_data["reading"],
        "actor": request.user,
    }
    name, action = report.manager.name, request.POST.get("action", "save")
    if action == "approve":
        approve(**said)
        return _("Approved: %(name)s") % {"name": name}
    if action == "return":
        return_report(**said)
        return _("Returned to %(name)s") % {"name": name}
    comment(**said)
    return _("Saved")


def _form(report: AnnualReport, data: Any = None) -> ReviewForm:
    measures = judgment_measures(report.cycle)
    given = judgments_of(report.cycle, report.manager)
    initial: dict[str, Any] = {
        "reading": reading_of(report, given),
        "read_version": report.version,
    }
    for judgment in given:
        initial[f"read_score_{judgment.measure_code}"] = judgment.score
        initial[f"read_basis_{judgment.measure_code}"] = judgment.basis
        initial[f"score_{judgment.measure_code}"] = judgment.score
        initial[f"basis_{judgment.measure_code}"] = judgment.basis
    return ReviewForm(
        data,
        initial=initial,
        sections=sections_of(report.cycle),
        measures=measures,
        language=language(),
    )


def _page(
    request: StaffRequest,
    report: AnnualReport,
    form: ReviewForm,
    *,
    status: int = 200,
    stale: Stale | None = None,
    errors: Sequence[str] = (),
) -> HttpResponse:
    cycle, manager = report.cycle, report.manager
    leads = is_reviewer(request.user, cycle, manager)
    waits = _waits(report)
    typed = form
    if form.is_bound and not (leads and waits):
        form = _form(report)
    run = newest_run(cycle)
    sheet = next(iter(score_sheets(run, [manager], viewer=request.user)), None) if run else None
    people = team(cycle, request.user)
    members = members_of(cycle, people, run, viewer=request.user) if leads else []
    members = best_first(members)
    before, after = neighbours(members, manager)
    goals, before_goals = goals_now_and_before(report)
    said = content_shown(report, goals)
    context = {
        "cycle": cycle,
        "manager": manager,
        "report": report,
        "handed_in": report.handed_in,  # type: ignore[attr-defined] # annotated
        "form": form,
        "obstacle": outdated(stale, form.sections) if stale else refusal(form, "decide"),
        "errors": errors,
        "unsaved": typed.holds_words,
        "unkept": [] if typed is form else unkept(typed, form),
        "waits": waits,
        "due": due_on(cycle, report.state),
        "can_decide": leads and waits,
        "reviewer": reviewer_name(cycle, manager),
        "rows": review_rows(
            form,
            report,
            said,
            sheet=sheet,
            goals_before=before_goals,
            before=before_of(stale, report, sheet, language()),
        ),
        "judged": judged_rows(form),
        "missing_scores": form.missing_scores,
        "since": since_returned(report),
        "goals": goals_read(report, said, sheet, language()),
        "team": members,
        "before": before,
        "after": after,
        "sheet": sheet,
        "may_have_deck": may_download(request.user, report.cycle, report.manager),
    }
    return render(request, "reviews/deciding/review.html", context, status=status)
