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

from perfcenter.base.refusals import Refused
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.deciding.forms import ASKED, QueueSearch, ReviewForm
from reviews.deciding.listing import QUEUE, Line, with_scores
from reviews.deciding.page import (
    judged_rows,
    override_rows,
    queue_tabs,
)
from reviews.deciding.read import reading_of, scores_given
from reviews.deciding.shown import review_form, review_page, waits
from reviews.deciding.stale import Stale, caught_up, unanswered
from reviews.deciding.undo import MINUTES
from reviews.deciding.write import approve, check_may_approve, comment, return_report
from reviews.deck.groups.whose import groups_for
from reviews.feedback.who import conducted_in
from reviews.models import AnnualReport
from reviews.report.members import members_of, team
from reviews.report.reading import mark_read
from reviews.report.turns import turns_of
from reviews.steps.access import get_cycle, get_report
from reviews.steps.second import has_second_level, second_name, to_second
from reviews.surveys.read import raters_chosen_in
from reviews.todo import task_to_decide
from scoring.cycles.deputies import places_of
from scoring.cycles.reviewers import check_may_review, reviewed_in
from scoring.models import Cycle
from scoring.sheet.read import newest_run
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
    shown, waits_here = _queue(request, cycle), any(turn.cycle == cycle for turn in turns)
    context = {
        "cycle": cycle,
        "list": shown,
        "first": _first_waiting(request, cycle, shown) if waits_here else None,
        "may_propose": found.has_queue and not cycle.is_published,
        "may_follow": cycle.is_published and bool(conducted_in(cycle, request.user)),
        "seconds": to_second(request.user, cycle)
        if any(turn.cycle == cycle for turn in found.seconding)
        else [],
        "absent": list(places_of(request.user).values()),
        "may_overview": request.user.sees_everyone or found.has_queue,
        "group_decks": bool(groups_for(request.user, cycle)),
        "waiting": sum(turn.count for turn in turns),
        "has_team": (request.user.is_manager or request.user.is_hr)
        and reviewed_in(cycle, request.user).exists(),
        "raters": raters_chosen_in(cycle),
        "may_name": request.user.is_manager and found.has_queue,
        "waits_here": waits_here,
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


def _first_waiting(request: StaffRequest, cycle: Cycle, shown: Shown) -> Manager | None:
    """Return whose report of the page waits for the user, the first of them."""
    submitted = AnnualReport.State.SUBMITTED
    people = [line.member.manager for line in shown.dressed if line.member.state == submitted]
    mine = reviewed_in(cycle, request.user).filter(manager__in=people)
    own = set(mine.values_list("manager_id", flat=True))
    return next((one for one in people if one.pk in own), None)


@require_safe
def detail(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show a report handed in; the reviewer can decide on it, others read."""
    report = get_report(request.user, code, staff_no)
    mark_read(request.user, report)
    return review_page(request, report, review_form(report, viewer=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Carry out the reviewer's button: save scores and comments, return, or ask and approve."""
    report = get_report(request.user, code, staff_no)
    if request.method != "POST":
        # Whoever switches the language on a page that a button brought comes back here.
        return redirect("reviews:review", code, staff_no)
    check_may_review(request.user, report.cycle, report.manager)
    action = request.POST.get("action", "save")
    form = review_form(report, request.POST, viewer=request.user)
    if not form.is_valid():
        return review_page(request, report, form, status=422)
    if action == "back":
        return review_page(request, report, form)
    if unanswered(form):
        return review_page(request, report, form, status=409, stale=Stale(asked=unanswered(form)))
    given = scores_given(report.cycle, report.manager)
    now, confirmed = reading_of(report), "confirmed" in request.POST
    reading = form.cleaned_data["reading"]
    if waits(report) and ((reading and reading != now) or form.asked):
        stale = caught_up(form, report, given, action)
        form = _newest(request, report, form, stale)
        if stale.must_ask(action):
            return review_page(request, report, form, status=409, stale=stale)
        # What was confirmed is no longer what would be approved.
        confirmed = confirmed and reading == now
    try:
        if action == "approve" and not confirmed:
            return _ask(request, report, form)
        done = _carry_out(request, report, form)
    except Refused as refusal:
        report = get_report(request.user, code, staff_no)
        status = 422 if waits(report) else 409
        return review_page(request, report, form, status=status, errors=[str(refusal)])
    messages.success(request, done)
    return redirect("reviews:review", code, staff_no)


def _newest(
    request: StaffRequest, report: AnnualReport, form: ReviewForm, stale: Stale
) -> ReviewForm:
    """Return the form as it would be, had the page been opened now and the same been typed."""
    data = request.POST.copy()
    fresh = review_form(report, viewer=request.user)
    for name in fresh.fields:
        if name.startswith("read"):
            data[name] = str(fresh.initial.get(name, ""))
    for code, (score, basis) in stale.scores.items():
        data[f"score_{code}"] = "" if score is None else str(score)
        data[f"basis_{code}"] = basis
    data.setlist(ASKED, sorted(stale.asked))
    for code in form.asked:
        data.pop(f"keep_{code}", None)
    newest = review_form(report, data, viewer=request.user)
    newest.is_valid()
    return newest


def _ask(request: StaffRequest, report: AnnualReport, form: ReviewForm) -> HttpResponse:
    """Ask once more before approving, with what is given and what follows."""
    reading = form.cleaned_data["reading"]
    check_may_approve(
        report=report,
        verdicts=form.verdicts,
        changes=form.changes,
        reading=reading,
        actor=request.user,
    )
    context = {
        "cycle": report.cycle,
        "manager": report.manager,
        "form": form,
        "judged": judged_rows(form),
        "overridden": [row for row in override_rows(form) if row.score.value()],
        "second_level": has_second_level(report.cycle),
        "minutes": MINUTES,
        "comments": sum(bool(text.strip()) for text in form.comments.values()),
        "unsaved": form.holds_words,
    }
    return render(request, "reviews/deciding/approve.html", context)


def _carry_out(request: StaffRequest, report: AnnualReport, form: ReviewForm) -> str:
    said: dict[str, Any] = {
        "report": report,
        "comments": form.comments,
        "verdicts": form.verdicts,
        "changes": form.changes,
        "reading": form.cleaned_data["reading"],
        "actor": request.user,
    }
    name, action = report.manager.name, request.POST.get("action", "save")
    if action == "approve":
        done = approve(**said)
        if done.state == AnnualReport.State.REVIEWED:
            words = {"name": name, "second": second_name(done)}
            return _("Approved: %(name)s; %(second)s approves after you") % words
        return _("Approved: %(name)s") % {"name": name}
    if action == "return":
        return_report(**said)
        return _("Returned to %(name)s") % {"name": name}
    comment(**said)
    return _("Saved")
