"""What scoring's entries of the audit log are called, and where they lead."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from scoring.models import Amendment, Judgment, Scheme, ScoreOverride, ScoreRun


def _schemes(keys: list[str]) -> dict[str, str]:
    found = Scheme.objects.filter(pk__in=keys).values_list("pk", "name", "version")
    return {str(pk): reverse("scoring:scheme_detail", args=name) for pk, *name in found}


def _runs(keys: list[str]) -> dict[str, str]:
    found = ScoreRun.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "number")
    return {str(pk): reverse("scoring:run", args=run) for pk, *run in found}


def _judgments(keys: list[str]) -> dict[str, str]:
    """A judgment is seen on the sheet of whom it is about."""
    found = Judgment.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "manager_id")
    return {str(pk): reverse("scoring:sheet", args=place) for pk, *place in found}


def _overrides(keys: list[str]) -> dict[str, str]:
    """An override is seen on the sheet of whom it is about."""
    found = ScoreOverride.objects.filter(pk__in=keys)
    rows = found.values_list("pk", "cycle__code", "manager_id")
    return {str(pk): reverse("scoring:sheet", args=place) for pk, *place in rows}


def _amendments(keys: list[str]) -> dict[str, str]:
    """An amendment is told of on the sheet of whom it is about."""
    found = Amendment.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "manager_id")
    return {str(pk): reverse("scoring:sheet", args=place) for pk, *place in found}


def _run(detail: Mapping[str, Any]) -> str:
    """Early runs were named by a key of the database; their details say better."""
    return f"{detail['cycle']} #{detail['number']}" if {"cycle", "number"} <= detail.keys() else ""


WORDS = Words(
    actions={
        "deputy.name": _("Name a deputy"),
        "deputy.withdraw": _("Withdraw a deputy"),
        "judgment.score": _("Score a measure"),
        "score.override": _("Override a score"),
        "score.override_back": _("Take an override back"),
        "run.score": _("Compute the scores"),
        "result.amend": _("Amend a published result"),
        "run.confirm": _("Score again with the same result"),
        "round.open": _("Open the round"),
        "run.compare": _("Compare two score runs"),
        "cycle.open": _("Open the cycle"),
        "cycle.due": _("Change the due dates"),
        "cycle.add_participant": _("Add a participant"),
        "cycle.end_participant": _("End a participant's part"),
        "cycle.exclude_participant": _("Take a participant out"),
        "cycle.reviewer": _("Set a reviewer"),
        "cycle.take_over": _("Take the bank's supervisors over"),
        "scheme.load": _("Load the scheme"),
        "draft.begin": _("Begin a draft of a scheme"),
        "draft.change": _("Change a draft of a scheme"),
        "draft.delete": _("Delete a draft of a scheme"),
    },
    kinds={
        "scoring.Amendment": _("amendment of a result"),
        "scoring.Deputy": _("deputy"),
        "scoring.Judgment": _("judgment"),
        "scoring.ScoreOverride": _("overridden score"),
        "scoring.ScoreRun": _("score run"),
        "scoring.Round": _("round"),
        "scoring.Cycle": _("cycle"),
        "scoring.Scheme": _("scheme"),
        "scoring.SchemeDraft": _("draft of a scheme"),
    },
    details={
        "before": _("score run before"),
        "computed": _("computed score"),
        "count": _("count"),
        "cycle": _("cycle"),
        "deputy": _("deputy"),
        "ended_on": _("last day"),
        "for_whom": _("in the place of"),
        "first_on": _("first day"),
        "from_on": _("from"),
        "last_on": _("last day"),
        "manager": _("manager"),
        "reviewer": _("reviewer"),
        "first_month": _("first month"),
        "inputs": _("inputs digest"),
        "last_month": _("last month"),
        "number": _("number"),
        "participants": _("participants"),
        "publish_due": _("publication due"),
        "results": _("results digest"),
        "review_due": _("review due"),
        "round": _("round"),
        "scheme": _("scheme"),
        "score": _("score"),
        "self_review_due": _("self-review due"),
        "title": _("title"),
        "until_on": _("last day"),
        "version": _("version"),
    },
    names={"scoring.ScoreRun": _run},
    links={
        "scoring.Amendment": _amendments,
        "scoring.Judgment": _judgments,
        "scoring.ScoreOverride": _overrides,
        "scoring.Scheme": _schemes,
        "scoring.ScoreRun": _runs,
    },
)
