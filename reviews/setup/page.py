"""What the pages of a setup are given besides their forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base.formats import whole
from portfolio.models import Branch, Manager
from reviews.models import Setup
from reviews.setup.asking import in_words
from reviews.setup.opening import Plan
from reviews.setup.people import OUT, Counts, counts, overlaps
from reviews.setup.schemes import Missing, chosen, line_title, missing_targets, newest_of
from reviews.setup.spans import is_weekend
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Round

STEPS: dict[str, Any] = {
    "span": gettext_lazy("Time and name"),
    "lines": gettext_lazy("Lines and schemes"),
    "people": gettext_lazy("Who takes part"),
    "due": gettext_lazy("Due dates"),
    "targets": gettext_lazy("Targets"),
    "confirm": gettext_lazy("Look and open"),
}
ORDER = list(STEPS)
WHO = {
    "": gettext_lazy("Everybody in service"),
    "in": gettext_lazy("Takes part"),
    "out": gettext_lazy("Takes no part"),
    "said": gettext_lazy("Exceptions"),
    "alone": gettext_lazy("Without supervisor"),
    "bookless": gettext_lazy("Leads others, has no clients"),
    "twice": gettext_lazy("In another open cycle too"),
}


def next_step(step: str) -> str:
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def frame(setup: Setup, step: str) -> dict[str, Any]:
    """Return what every step's page has: where one is, and what is done."""
    done = {"span": True, "lines": bool(setup.lines), "people": bool(setup.lines)}
    done["due"] = setup.self_review_due is not None
    done["targets"] = bool(setup.targets_from)
    return {
        "setup": setup,
        "step": step,
        "heading": STEPS[step],
        "number": ORDER.index(step) + 1,
        "count": len(ORDER),
        "outline": [
            {
                "name": name,
                "title": title,
                "is_done": done.get(name, False),
                "url": reverse("reviews:setup_step", args=[setup.pk, name]),
            }
            for name, title in STEPS.items()
        ],
        "before": ORDER[ORDER.index(step) - 1] if step != ORDER[0] else "",
        "after": next_step(step),
        "nav": "reviews:cycle_list",
    }


def like_choices() -> list[tuple[str, str]]:
    """Return the rounds and the cycles outside of them, newest first."""
    rounds = [
        (r.code, f"{r.heading} · {r.code}") for r in Round.objects.filter(cycles__isnull=False)
        .distinct()
    ]  # fmt: skip
    alone = Cycle.objects.filter(round__isnull=True).order_by("-last_month", "code")
    return [*rounds, *((c.code, f"{cycle_title(c)} · {c.code}") for c in alone)]


def places() -> list[tuple[str, str]]:
    return [(b.code, f"{b.code} {b.name}") for b in Branch.objects.order_by("code")]


def lines_to_choose() -> list[tuple[str, str]]:
    return [*((str(c), str(c.label)) for c in Manager.Line), (OUT, _("without a line"))]


def lines_context(setup: Setup) -> dict[str, Any]:
    return {"chosen": chosen(setup)}


def people_context(setup: Setup) -> dict[str, Any]:
    counted = counts(setup)
    return {
        "counts": counted,
        "by_line": [(line_title(line) or _("All lines"), n) for line, n in counted.lines.items()],
        "overlaps": overlaps(setup),
    }


def due_context(setup: Setup) -> dict[str, Any]:
    days = (setup.self_review_due, setup.review_due, setup.publish_due)
    today = timezone.localdate()
    return {
        "weekends": [day for day in days if day and is_weekend(day)],
        "past": [day for day in days if day and day < today],
    }


def with_line_titles(people: Iterable[Any]) -> list[Any]:
    """Return the people of a page, each with the title of the cycle in which she takes part."""
    found = list(people)
    for person in found:
        person.cycle_title = line_title(person.into) if person.into != OUT else ""
    return found


def confirm_context(setup: Setup) -> dict[str, Any]:
    """Return what will happen, word by word, and what is missing."""
    plan = Plan(setup)
    counted = counts(setup) if setup.lines else None
    missing = missing_targets(setup)
    return {
        "plan": plan,
        "parts": [
            {
                "code": setup.code_of(line),
                "title": line_title(line) or _("All lines"),
                "scheme": plan.schemes.get(line),
                "people": len(plan.members[line]),
            }
            for line in setup.lines
        ],
        "happens": _happens(plan),
        "notes": _notes(setup, plan, counted, missing),
        "missing": missing,
        "problems": plan.problems,
        "people": list(setup.people.select_related("manager")[:20]),
        "people_count": setup.people.count(),
    }


def _happens(plan: Plan) -> list[str]:
    """Say what opening does."""
    count, cycles = plan.people, len(plan.setup.lines)
    said: Mapping[str, Any] = {"people": whole(count), "cycles": whole(cycles)}
    found = [
        ngettext(
            "%(people)s participants in one cycle",
            "%(people)s participants in %(cycles)s cycles",
            cycles,
        )
        % said,
        _("%(people)s self-reviews are owed; each finds hers on the first page") % said,
        _("Self-reviews ask: %(sections)s") % {"sections": in_words(plan.setup)},
    ]
    own = plan.reviewers[None]
    others = sum(1 for who in plan.reviewers if who is not None)
    found.append(
        _("%(others)s supervisors review; human resources reviews %(own)s without a supervisor")
        % {"others": whole(others), "own": whole(own)}
        if own
        else _("%(others)s supervisors review") % {"others": whole(others)}
    )
    if plan.setup.second_level:
        found.append(_("After the reviewer her own superior approves."))
    if plan.targets:
        found.append(_("%(count)s targets are loaded") % {"count": whole(plan.targets)})
    return found


def _notes(setup: Setup, plan: Plan, counted: Counts | None, missing: list[Missing]) -> list[str]:
    """Say what is missing or worth a second look; none of it holds the opening up."""
    found = []
    if setup.self_review_due is None:
        found.append(_("Self-reviews have no due date: nobody is reminded"))
    days = due_context(setup)
    found += [_("%(day)s is a weekend") % {"day": day.isoformat()} for day in days["weekends"]]
    found += [
        _("%(day)s is past: who has to do it is late from the beginning") % {"day": day.isoformat()}
        for day in days["past"]
    ]
    if missing:
        people = max(one.count for one in missing)
        found.append(
            ngettext(
                "One measure lacks targets, of %(people)s people",
                "%(count)s measures lack targets, of up to %(people)s people",
                len(missing),
            )
            % {"count": whole(len(missing)), "people": whole(people)}
        )
    found += [
        _("%(scheme)s is not the newest version: there is %(newest)s")
        % {"scheme": scheme, "newest": newest}
        for scheme in plan.schemes.values()
        if (newest := newest_of(scheme)) != scheme
    ]
    found += [
        _("%(count)s of them take part in %(cycle)s too, which is open")
        % {"count": whole(overlap.count), "cycle": overlap.cycle.code}
        for overlap in (overlaps(setup) if setup.lines else ())
    ]
    if counted and counted.without_line:
        found.append(
            _("%(count)s in service have no line and take no part")
            % {"count": whole(counted.without_line)}
        )
    stray = setup.targets.count() - plan.targets
    if stray:
        found.append(
            _("%(count)s targets are of people who take no part, and are not loaded")
            % {"count": whole(stray)}
        )
    return found
