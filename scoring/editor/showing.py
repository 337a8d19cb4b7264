"""What pages show of a trial: on what it can be made, whom it moves, the job that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator

from perfcenter.jobs.read import newest
from perfcenter.models import User
from portfolio.loading.book import ledger_months
from portfolio.models import Manager
from portfolio.months import month_text
from scoring.cycles.titles import cycle_title
from scoring.editor.effect import FEW, Effect, Person
from scoring.editor.job import TryScheme, asked_for
from scoring.editor.read import cycles_to_try
from scoring.editor.sides import Side
from scoring.editor.tried_on import TriedOn, so_far, usual

ON_A_PAGE = 25


def choices_of(user: User, on: TriedOn | None) -> dict[str, Any]:
    """Return on what a scheme can be tried, and what is chosen: the usual where nothing is."""
    months = ledger_months()
    chosen = on or usual(cycles_to_try(user))
    year = so_far(months).asked if months else {}
    return {
        "cycles": [(one.code, cycle_title(one)) for one in cycles_to_try(user)],
        "months": [(str(month), month_text(month)) for month in reversed(months)],
        "of_lines": Manager.Line.choices,
        "chosen": {**year, **(chosen.asked if chosen else {})},
    }


def long_one(
    user: User, on: TriedOn, before: Side | None, after: Side, *, compared: bool = False
) -> dict[str, Any]:
    """Return what a page shows of what a job has to do, or does."""
    parameters = asked_for(before, after, on, compared=compared)
    jobs = newest(user, [TryScheme.code], TryScheme().key(parameters))
    return {
        "takes_long": True,
        "jobs": jobs,
        "is_made": any(one.job.is_active for one in jobs),
        "asked": {"before": parameters["before"], "after": after.key, **on.asked},
        "compared": compared,
    }


def shown_effect(asked: Mapping[str, str], found: Effect) -> dict[str, Any]:
    """Return what pages show of an effect: who is asked for, a page of people, grades."""
    who = asked.get("who", "")
    people, few = chosen_of(found, who)
    if "changed" in asked:
        people = [one for one in people if one.has_another_grade]
    staff = asked.get("staff", "")
    person = next((one for one in found.people if one.staff_no == staff), None)
    return {
        "effect": found,
        "page": Paginator(people, ON_A_PAGE).get_page(asked.get("page")),
        "grades": found.grades(),
        "who": who,
        "few": few,
        "rows": found.rows_of(few),
        "person": person,
        "lines": found.measures_of(staff) if person else [],
    }


def chosen_of(found: Effect, who: str) -> tuple[list[Person], list[Person]]:
    """Return who is asked for, and the few that are shown at length."""
    people = [one for one in found.people if _is_asked(one, who)]
    return people, people[:FEW] if who.strip() else found.few()


def _is_asked(person: Person, who: str) -> bool:
    wanted = [word for word in who.replace("，", ",").replace(",", " ").split() if word]
    return not wanted or any(
        word == person.staff_no or word in person.name or word in person.branch for word in wanted
    )
