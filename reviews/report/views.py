"""The self-review: one page to write, save and submit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest, typed_before
from perfcenter.ui.unkept import unkept
from reviews.models import AnnualReport
from reviews.report.answers import in_the_way, refuses, saved
from reviews.report.content import ReportContent
from reviews.report.drafting import added, draft_of
from reviews.report.figures import figures_of, named_in, offered
from reviews.report.forms import ASKED, ReportForm, filled_in, goal_measures, initial_of, unit_known
from reviews.report.merging import answered, unanswered
from reviews.report.page import conflict, goal_rows, refusal, writing_rows
from reviews.report.read import content_at, goals_before, proposed_in, report_of, standing_of
from reviews.report.reading import hand_in_of
from reviews.report.storing import Conflict
from reviews.report.turns import due_for
from reviews.report.withdrawing import kept_by, withdraw
from reviews.report.write import Incomplete, save_by_itself, save_draft, submit
from reviews.sections.read import sections_of
from reviews.steps.access import get_own_participation, may_download
from reviews.surveys.read import raters_chosen_in
from scoring.cycles.reviewers import reviewer_name
from scoring.models import Participant
from scoring.scheme.stored import definition
from scoring.sheet.read import newest_sheet


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Show the writer's own report; keep what she typed whatever becomes of it."""
    participant = get_own_participation(request.user, code)
    report = report_of(participant.cycle, participant.manager)
    prefetch_related_objects([report] if report else [], "goal_lines", "evidence")
    if request.method != "POST":
        money = unit_known(typed_before(request, "money"))
        return _page(request, participant, report, _form(participant, report, money=money))
    form = _form(participant, report, request.POST)
    if request.POST.get("action") == "by_itself":
        return _by_itself(request, participant, report, form)
    if drafted := request.POST.get("draft"):
        return _drafted(request, participant, report, drafted)
    if not form.is_valid():
        return _page(request, participant, report, form, status=422)
    content = _chosen(report, form)
    if content is None:
        return _page(request, participant, report, form, status=409, is_asked=True)
    verb = submit if request.POST.get("action") == "submit" else save_draft
    try:
        report = verb(
            cycle=participant.cycle,
            manager=participant.manager,
            content=content,
            **vars(form.stand),
            held=form.held_places,
            actor=request.user,
        )
    except Conflict as elsewhere:
        return _conflict(request, participant, form, elsewhere)
    except Incomplete as missing:
        form.mark_missing(missing)
        return _page(request, participant, report, form, status=422)
    except Refused as refused:
        form.add_error(None, str(refused))
        report = report_of(participant.cycle, participant.manager)
        return _page(request, participant, report, form, status=422)
    is_merged = report.version > form.cleaned_data["version"] + 1
    messages.success(request, _done(participant, report, is_merged=is_merged))
    return redirect("reviews:report_edit", code)


@require_POST
def take_back(request: StaffRequest, code: str) -> HttpResponse:
    """Take the writer's own report back, where nobody has read it."""
    participant = get_own_participation(request.user, code)
    version = request.POST.get("version", "")
    try:
        withdraw(
            cycle=participant.cycle,
            manager=participant.manager,
            version=int(version) if version.isascii() and version.isdecimal() else 0,
            actor=request.user,
        )
    except Refused as refused:
        messages.error(request, _("Not taken back: %(why)s") % {"why": refused})
    else:
        messages.success(request, _("Taken back; it is yours to change again"))
    return redirect("reviews:report_edit", code)


def _by_itself(
    request: StaffRequest, participant: Participant, report: AnnualReport | None, form: ReportForm
) -> JsonResponse:
    """Answer a page that saves by itself: where it stands now, or what is in its way."""
    if not form.is_valid():
        return in_the_way(form)
    waiting = form.held_places
    try:
        kept = save_by_itself(
            cycle=participant.cycle,
            manager=participant.manager,
            content=form.content(),
            **vars(form.stand),
            held=form.asked | (waiting.places if waiting else frozenset()),
            actor=request.user,
        )
    except Refused as refused:
        return refuses(refused)
    report = kept.report
    now, figures = standing_of(report), dict[str, str]()
    if named_in(now.content.texts.values()):
        sheet = newest_sheet(participant.cycle, participant.manager, viewer=request.user)
        figures = figures_of(sheet)
    return saved(form, now, figures, kept)


def _drafted(
    request: StaffRequest, participant: Participant, report: AnnualReport | None, code: str
) -> HttpResponse:
    """Show the page as it was sent, with a draft by rule in a section; nothing is saved."""
    data = request.POST.copy()
    sheet = newest_sheet(participant.cycle, participant.manager, viewer=request.user)
    for section in sections_of(participant.cycle):
        if section.code == code:
            data[code] = added(data.get(code, ""), draft_of(section.topic, sheet))
    return _page(request, participant, report, _form(participant, report, data), is_unsaved=True)


def _form(
    participant: Participant,
    report: AnnualReport | None,
    data: Any = None,
    money: int | None = None,
) -> ReportForm:
    spoken = language()
    measures = goal_measures(definition(participant.cycle.scheme).measures)
    now = standing_of(report)
    initial = initial_of(now.content, now.stand, measures, money)
    return ReportForm(
        data,
        initial=initial,
        asked_for=sections_of(participant.cycle),
        measures=measures,
        language=spoken,
        money=money,
    )


def _chosen(report: AnnualReport | None, form: ReportForm) -> ReportContent | None:
    """Return what was typed, with what was chosen of two windows; None while a choice is open."""
    waiting = form.held_places
    read = content_at(report, waiting.stand if waiting else form.stand)
    if read is None:
        return form.content()
    if unanswered(form.asked, form.answers):
        return None
    return answered(form.content(), read, form.answers, form.order)


def _conflict(
    request: StaffRequest, participant: Participant, typed: ReportForm, elsewhere: Conflict
) -> HttpResponse:
    """Ask which words to keep where both windows changed them; the rest takes the newer ones."""
    stored, found = elsewhere.report, elsewhere.merged
    data = request.POST.copy()
    for place in typed.asked - found.asked:
        data.pop(f"keep_{place}", None)
    for name, words in filled_in(typed, found.content, elsewhere.stand).items():
        data[name] = words
    data.setlist(ASKED, sorted(found.asked))
    for name in ("held", "held_version", "held_saves"):
        data.pop(name, None)
    form = _form(participant, stored, data)
    form.is_valid()
    return _page(request, participant, stored, form, status=409, is_asked=True, is_unsaved=True)


def _done(participant: Participant, report: AnnualReport, *, is_merged: bool) -> str:
    if report.state == AnnualReport.State.SUBMITTED:
        return _("Submitted to %(name)s") % {
            "name": reviewer_name(participant.cycle, participant.manager)
        }
    version = {"version": report.version}
    if is_merged:
        return _("Saved as version %(version)s, with what another window had saved") % version
    return _("Saved as version %(version)s") % version


def _page(
    request: StaffRequest,
    participant: Participant,
    report: AnnualReport | None,
    form: ReportForm,
    *,
    status: int = 200,
    is_asked: bool = False,
    is_unsaved: bool = False,
) -> HttpResponse:
    cycle, manager = participant.cycle, participant.manager
    writable = not cycle.is_published and (report is None or report.is_editable)
    typed, errors = form, form.non_field_errors()
    if not writable and form.is_bound:
        form = _form(participant, report)
    sheet = newest_sheet(cycle, manager, viewer=request.user)
    now = standing_of(report)
    other = _other(report, form) if form.asked else None
    proposed = {code: one for (_who, code), one in proposed_in(cycle, [manager.staff_no]).items()}
    goals = goal_rows(form, sheet, now.content, other, proposed if writable else {})
    sections = writing_rows(
        form,
        report,
        goals,
        sheet=sheet,
        goals_before=goals_before(cycle, manager),
        said=now.content,
        other=other,
    )
    action = request.POST.get("action", "save")
    context = {
        "cycle": cycle,
        "manager": manager,
        "report": report,
        "form": form,
        "errors": errors,
        "unkept": [] if typed is form else unkept(typed, form),
        "obstacle": conflict(sections, goals, report) if is_asked else refusal(form, action),
        "now": now,
        "is_unsaved": is_unsaved,
        "kept_by": _kept_by(report),
        "due": due_for(request.user, cycle),
        "writable": writable,
        "reviewer": reviewer_name(cycle, manager),
        "sections": sections,
        "written": sum(row.is_written for row in sections),
        "goals": goals,
        "proposed": sum(bool(row.proposed) and not row.is_set for row in goals),
        "goals_differ": sum(bool(row.other) for row in goals),
        "sheet": sheet,
        "raters": raters_chosen_in(cycle),
        "offered": offered(sheet) if writable else [],
        "may_have_deck": sheet is not None and may_download(request.user, cycle, manager),
    }
    return render(request, "reviews/report/report_edit.html", context, status=status)


def _other(report: AnnualReport | None, form: ReportForm) -> ReportContent | None:
    """Return what the other window had saved when this page asked."""
    form.is_valid()
    waiting = form.held_places
    return content_at(report, waiting.stand if waiting else form.stand)


def _kept_by(report: AnnualReport | None) -> str | None:
    """Say why what was handed in cannot be taken back, "" where it can; None where it is not."""
    if report is None or report.state != AnnualReport.State.SUBMITTED or report.cycle.is_published:
        return None
    return kept_by(report, hand_in_of(report))
