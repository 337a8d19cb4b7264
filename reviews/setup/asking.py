"""What the self-reviews of a new cycle ask: a template, or what those of the cycle before asked."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from perfcenter.models import User
from reviews.models import Setup
from reviews.sections.read import sections_of
from reviews.sections.templates import Asked, templates
from reviews.sections.write import asked_now, set_sections
from scoring.models import Cycle, Round

USUAL = {
    Setup.Kind.YEAR: "year",
    Setup.Kind.HALF: "half_year",
    Setup.Kind.QUARTER: "half_year",
    Setup.Kind.MONTH: "half_year",
    Setup.Kind.DAYS: "probation",
}


def choices(setup: Setup | None = None) -> list[tuple[str, str]]:
    """Return what may be asked: as before or as usual, or a template by name."""
    usual = _("As in %(code)s") % {"code": setup.like} if setup and setup.like else _("As usual")
    return [("", usual), *((one.code, one.name) for one in templates().values())]


def asked_by(setup: Setup, line: str = "") -> Sequence[Asked]:
    """Return the sections that the cycle of a line begins with."""
    if setup.asks:
        return templates()[setup.asks].sections
    before = _like(setup, line)
    return before or templates()[USUAL[Setup.Kind(setup.kind)]].sections


def ask(setup: Setup, opened: Round | Cycle, actor: User) -> None:
    """Give what has just been opened its sections."""
    cycles = [opened] if isinstance(opened, Cycle) else list(opened.cycles.all())
    for cycle in cycles:
        set_sections(cycle=cycle, sections=asked_by(setup, cycle.line), actor=actor)


def in_words(setup: Setup) -> str:
    """Name the sections that will be asked."""
    found = [one.row(0, at).name for at, one in enumerate(asked_by(setup, *setup.line_codes[:1]))]
    return _(", ").join(found)


def _like(setup: Setup, line: str) -> list[Asked]:
    if not setup.like:
        return []
    then = Cycle.objects.filter(Q(code=setup.like) | Q(round__code=setup.like))
    cycle = then.filter(line=line).first() or then.order_by("code").first()
    return asked_now(sections_of(cycle)) if cycle else []
