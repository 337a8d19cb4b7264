"""What somebody looks at who prepares a publication, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_json
from reviews.calibration.read import closed_sessions
from reviews.models import AnnualReport, PublicationRequest
from reviews.publishing.checks import publication_checks
from scoring.models import Cycle, Judgment, ScoreOverride

State = AnnualReport.State


def cycles_with(cycle: Cycle) -> list[Cycle]:
    """Return the cycles that are published together with this one, by code: those of its round."""
    if cycle.round_id is None or cycle.is_published:
        return [cycle]
    found = Cycle.objects.filter(round=cycle.round_id, published_at=None)
    return list(found.select_related("scheme").order_by("code"))


def looked_at(cycles: Sequence[Cycle]) -> dict[str, Any]:
    """Return what stands in each cycle, by code: the newest run, judgments, reports, people."""
    return {cycle.code: _seen(cycle) for cycle in cycles}


def void_because(asked: PublicationRequest, cycles: Sequence[Cycle]) -> str:
    """Say why what was looked at is not what would be published; empty where it still is."""
    now = looked_at(cycles)
    if asked.looked_at.keys() != now.keys():
        return _("other cycles are published together now")
    for code, before in asked.looked_at.items():
        if before != now[code]:
            return _changed(before, now[code])
    return _("; ").join(failing(cycles))


def failing(cycles: Sequence[Cycle]) -> list[str]:
    """Return what stands against the publication; of several cycles each says whose it is."""
    several = len(cycles) > 1
    return [
        _("%(cycle)s: %(text)s") % {"cycle": cycle, "text": check.text} if several else check.text
        for cycle in cycles
        for check in publication_checks(cycle)
        if not check.holds
    ]


def _seen(cycle: Cycle) -> dict[str, Any]:
    run = cycle.runs.order_by("-number").first()
    judged: Any = Judgment.objects.filter(cycle=cycle)
    reports: Any = AnnualReport.objects.filter(cycle=cycle)
    closed = reports.filter(state=State.CLOSED).order_by("manager")
    return {
        "run": run.number if run else 0,
        "digest": run.results_digest if run else "",
        "judgments": _plain(judged.aggregate(Count("id"), Sum("score"), Max("judged_at"))),
        "reports": _plain(
            reports.aggregate(
                approved=Count("id", filter=Q(state=State.APPROVED)),
                last=Max("decided_at"),
                saved=Max("saved_at"),
            )
        ),
        "closed": list(closed.values_list("manager", flat=True)),
        "people": _text(cycle.people_changed_at),
        **_overridden(cycle),
        **_calibrated(cycle),
    }


def _overridden(cycle: Cycle) -> dict[str, Any]:
    """Return what reviewers have set in the place of computed scores, where there is any."""
    rows = ScoreOverride.objects.filter(cycle=cycle).order_by("manager", "measure_code")
    said = [
        [who, code, str(score), at.isoformat()]
        for who, code, score, at in rows.values_list("manager", "measure_code", "score", "set_at")
    ]
    return {"overrides": of_json(said)} if said else {}


def _calibrated(cycle: Cycle) -> dict[str, Any]:
    """Return the closed sessions, where there are any."""
    found = {str(one.row.pk): one.row.digest for one in closed_sessions(cycle)}
    return {"calibration": found} if found else {}


def _plain(found: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in found.items()}


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or 0)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> str:
    if (before["run"], before["digest"]) != (now["run"], now["digest"]):
        return _("score run #%(number)s was made meanwhile") % {"number": now["run"]}
    if before["judgments"] != now["judgments"]:
        return _("a judgment was changed meanwhile")
    if before.get("overrides") != now.get("overrides"):
        return _("an overridden score was changed meanwhile")
    if before["people"] != now["people"]:
        return _("participants were changed meanwhile")
    if before.get("calibration") != now.get("calibration"):
        return _("a calibration session was closed or dropped meanwhile")
    return _("a report was opened or closed again meanwhile")
