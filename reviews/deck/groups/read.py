"""From the published run to the deck of a branch: everybody's rows read once, and added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from perfcenter.base.batches import batches
from portfolio.models import Manager
from reviews.deck.dressing import dress_of
from reviews.deck.groups.books import Books
from reviews.deck.groups.build import build_group_deck
from reviews.deck.groups.data import GradeCount, GroupData, Part, Person, ProductSum
from reviews.deck.groups.whose import Group, groups_of
from reviews.deck.past import Past
from scoring.cycles.as_published import annotated, branches_of
from scoring.cycles.names import names_of
from scoring.cycles.titles import cycle_title
from scoring.inputs.year import MonthBalances, Year
from scoring.inputs.years import Frozen
from scoring.models import Cycle, NameAsPublished, Result, ScoreRun
from scoring.runs.final import Calibrated, calibrated_in, final_grade
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite
from scoring.sheet.stored import previous_cycle


def group_deck(cycle: Cycle, group: Group, language: str) -> bytes:
    """Return the deck of a branch, or of the bank, of a published cycle."""
    with translation.override(language):
        return build_group_deck(group_data(cycle, group, language))


def group_data(cycle: Cycle, group: Group, language: str) -> GroupData:
    """Return what the deck shows."""
    run = cycle.published_run
    if run is None:
        raise ValueError(f"{cycle.code} is not published")
    past = Past.of(run)
    now = Books.of(run, group.staff)
    then = _then(past.before, group)
    names = names_of(cycle, NameAsPublished.Kind.PRODUCT)
    scheme = definition(cycle.scheme)
    people = _people(cycle, group, now, scheme)
    year, before = _years(past, run, group, then.staff)
    return GroupData(
        bank_name=settings.BANK_NAME,
        language=language,
        is_draft=False,
        made_on=timezone.localdate(cycle.published_at),
        year=year,
        before=before,
        products=tuple(sorted(names.items())),
        scheme_title=scheme.title_for(language),
        inputs_digest=run.inputs_digest,
        dress=dress_of(cycle),
        group=group.name,
        is_bank=group.is_bank,
        cycle=cycle_title(cycle),
        run=run.number,
        until=run.data_until,
        good_from=float(scheme.good_from),
        people=people,
        grades=_grades(cycle, now.results, then, past.before),
        plans=now.plans,
        waterfall=now.steps(group.staff),
        waterfall_before=then.steps(then.staff),
        book=_book(now, then),
        parts=_parts(cycle, group, people, now, then, _ends(run, group)),
        people_before=len(then.results),
    )


def _then(before: Cycle | None, group: Group) -> Books:
    """The branch as it was in the cycle published before, with the people it then had."""
    run = before.published_run if before is not None else None
    if before is None or run is None:
        return Books()
    found = next((g for g in groups_of(before) if g.code == group.code), None)
    return Books.of(run, found.staff if found else (), measures=False)


def _people(cycle: Cycle, group: Group, now: Books, scheme: SchemeDefinition) -> tuple[Person, ...]:
    """Who is in the run, in the order of staff numbers."""
    branches = branches_of(cycle)
    named: dict[str, list[str]] = {}
    for some in batches(group.staff):
        rows = annotated(cycle, Manager.objects.filter(staff_no__in=some))
        named |= {
            no: rest for no, *rest in rows.values_list("staff_no", "then_name", "then_branch")
        }
    earlier = _composites(previous_cycle(cycle), group.staff)
    calibrated = _calibrated(cycle)
    found = []
    for staff_no in group.staff:
        result = now.results.get(staff_no)
        if result is None:
            continue
        name, branch = named[staff_no]
        plans, met, worst = now.measured.get(staff_no, (0, 0, None))
        grade = final_grade(result, calibrated)
        title = scheme.grade_title(grade, _language()) if grade else ""
        found.append(
            Person(
                staff_no=staff_no,
                name=name,
                branch=branches[branch].name if branch in branches else branch,
                composite=result.composite,
                grade=title,
                before=earlier.get(staff_no),
                is_leaver=result.is_leaver,
                places=places_of_composite(result.composite, scheme, None),
                plans=plans,
                met=met,
                furthest=worst,
            )
        )
    return tuple(found)


def _language() -> str:
    return translation.get_language() or "zh-hans"


def _composites(before: Cycle | None, staff: Sequence[str]) -> dict[str, Fraction]:
    if before is None:
        return {}
    found: dict[str, Fraction] = {}
    for some in batches(staff):
        rows = Result.objects.filter(run=before.published_run_id, manager__in=some)
        pairs: Any = rows.exclude(composite=None).values_list("manager_id", "composite")
        found |= dict(pairs)
    return found


def _grades(
    cycle: Cycle, results: dict[str, Result], then: Books, before: Cycle | None
) -> tuple[GradeCount, ...]:
    """How many have which grade; beside it the year before, where it had the same grades."""
    scheme = definition(cycle.scheme)
    grades = [(grade.code, grade.title_for(_language())) for grade in scheme.grades]
    now = _counts(results.values(), _calibrated(cycle))
    past = _counts(then.results.values(), _calibrated(before))
    is_known = bool(past) and before is not None and past.keys() <= {code for code, _t in grades}
    return tuple(
        GradeCount(title, now.get(code, 0), past.get(code, 0) if is_known else None)
        for code, title in grades
    )


def _calibrated(cycle: Cycle | None) -> Calibrated:
    run = cycle.published_run if cycle else None
    return calibrated_in(run) if run else {}


def _counts(results: Iterable[Result], calibrated: Calibrated) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for result in results:
        if grade := final_grade(result, calibrated):
            found[grade] += 1
    return found


def _book(now: Books, then: Books) -> tuple[ProductSum, ...]:
    """What each product brought in both years, the largest first."""
    sums = [now.by_product(), then.by_product()]
    codes = sorted(set(sums[0]) | set(sums[1]))
    found = [ProductSum(c, *(s.get(c, Fraction(0)) for s in sums)) for c in codes]
    return tuple(sorted(found, key=lambda one: (-one.now, one.code)))


def _years(
    past: Past, run: ScoreRun, group: Group, then: Sequence[str]
) -> tuple[Year | None, Year | None]:
    """The branch's year, and its year before with the people it then had."""
    if not run.manifest:
        return None, None
    now = past.frozen(run.manifest).together(group.staff)
    before = past.frozen_before()
    return now, before.together(then) if before is not None and then else None


def _ends(run: ScoreRun, group: Group) -> dict[str, MonthBalances]:
    """Everybody's balances at the end of the last month."""
    if not run.manifest:
        return {}
    return Frozen.of(run.manifest).last_month(group.staff)


def _parts(
    cycle: Cycle,
    group: Group,
    people: Sequence[Person],
    now: Books,
    then: Books,
    ends: dict[str, MonthBalances],
) -> tuple[Part, ...]:
    """The branches next below; none where all people are of one."""
    if len(group.below) < 2:
        return ()
    branches, by_number = branches_of(cycle), {p.staff_no: p for p in people}
    before = {} if not then.staff else _below(cycle, group)
    parts = []
    for code, staff in group.below.items():
        part = Part(
            code,
            branches[code].name if code in branches else group.name,
            tuple(by_number[one] for one in staff if one in by_number),
            now.rorac(staff),
            then.rorac(before[code]) if code in before else None,
        )
        parts.append(replace(part, **_held(ends, staff)) if ends else part)
    return tuple(part for part in parts if part.people)


def _below(cycle: Cycle, group: Group) -> dict[str, tuple[str, ...]]:
    """The people of then by the same branches."""
    before = previous_cycle(cycle)
    found = next((g for g in groups_of(before) if g.code == group.code), None) if before else None
    return found.below if found else {}


def _held(ends: dict[str, MonthBalances], staff: Iterable[str]) -> dict[str, Any]:
    held = [ends[one] for one in staff if one in ends]
    return {name: sum(getattr(m, name) for m in held) for name in ("deposits", "loans", "bad")}
