"""A setup like a cycle or a round that is there: a year on, with the newest of its schemes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import Setup, SetupPerson
from reviews.setup.names import Names
from reviews.setup.schemes import is_usable, newest_of
from reviews.setup.spans import Span, a_year_on, kind_of, next_span
from reviews.setup.write import BATCH, begin
from reviews.steps.second import has_second_level
from scoring.models import Cycle, Round


def begin_like(*, code: str, actor: User) -> Setup:
    """Begin to set up what a cycle or round was, a year on; exceptions stay where they still are.

    Who took no part then though her line did takes no part now, for the reason of then.
    """
    cycles = _cycles_of(code)
    first = cycles[0]
    with transaction.atomic():
        span = next_span(first)
        setup = begin(span=span, names=_names(first, span, code), actor=actor)
        setup.like = code
        setup.lines = {
            line: newest_of(cycle.scheme).pk
            for line, cycle in _by_line(cycles).items()
            if is_usable(newest_of(cycle.scheme))
        }
        setup.self_review_due = first.self_review_due and a_year_on(first.self_review_due)
        setup.review_due = first.review_due and a_year_on(first.review_due)
        setup.publish_due = first.publish_due and a_year_on(first.publish_due)
        setup.second_level = has_second_level(first)
        people = _people(setup, _by_line(cycles))
        setup.save()
        SetupPerson.objects.bulk_create(people, batch_size=BATCH)
    return setup


def _cycles_of(code: str) -> list[Cycle]:
    of_round = Round.objects.filter(code=code).first()
    cycles = of_round.cycles.all() if of_round else Cycle.objects.filter(code=code)
    found = list(cycles.select_related("scheme", "round").order_by("code"))
    if not found:
        raise Refused(_("There is no cycle and no round %(code)s") % {"code": code})
    return found


def _names(cycle: Cycle, span: Span, code: str) -> Names:
    """Return the names of then with the year in them moved on."""
    old, new = str(cycle.last_month // 100), str(span.year)
    names = Names.proposed(span)
    if cycle.round is None or kind_of(cycle) == Setup.Kind.DAYS:
        return names
    moved = code.replace(old, new) if old in code else names.code
    title = cycle.round.title.replace(old, new)
    title_zh = cycle.round.title_zh.replace(old, new)
    return Names(moved if moved != code else names.code, title, title_zh)


def _by_line(cycles: Sequence[Cycle]) -> dict[str, Cycle]:
    if len(cycles) == 1 and not cycles[0].line:
        return {"": cycles[0]}
    return {cycle.line: cycle for cycle in cycles if cycle.line}


def _people(setup: Setup, cycles: dict[str, Cycle]) -> list[SetupPerson]:
    """Return whom the rule would not have, or would not leave out, as it was then.

    Where more were left out than took part, those who did are named instead.
    """
    then = {
        number: line
        for line, cycle in cycles.items()
        for number in cycle.participants.values_list("manager", flat=True)
    }
    first = next(iter(cycles.values()))
    served = set(
        Manager.objects.serving(first.begins, first.ends).values_list("staff_no", flat=True)
    )
    why = _reasons(first)
    serving = Manager.objects.serving(setup.begins, setup.ends).order_by("staff_no")
    now = dict(serving.values_list("staff_no", "line"))
    ruled = {number: "" if "" in cycles else line for number, line in now.items()}
    named = [number for number in now if number in then]
    out = [n for n in now if n not in then and n in served and ruled[n] in cycles]
    if len(out) > len(named) or kind_of(first) == Setup.Kind.DAYS:
        setup.takes, out = Setup.Takes.LISTED, []
    else:
        setup.takes = Setup.Takes.ALL
        named = [number for number in named if then[number] != ruled[number]]
    return [
        SetupPerson(
            setup=setup,
            manager_id=number,
            takes_part=number in then,
            line=then.get(number, ""),
            reason=why.get(number) or _("as in %(code)s") % {"code": setup.like},
        )
        for number in [*named, *out]
    ]


def _reasons(cycle: Cycle) -> dict[str, str]:
    """Return why people were named when the cycle was set up."""
    named = SetupPerson.objects.filter(setup__cycle=cycle)
    if cycle.round_id is not None:
        named = SetupPerson.objects.filter(setup__round=cycle.round_id)
    return dict(named.values_list("manager", "reason"))
