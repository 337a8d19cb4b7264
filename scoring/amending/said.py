"""Single facts that were put right as pages tell them: where, how it was, how it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base import formats
from perfcenter.base.formats import MISSING, language
from perfcenter.base.money import FEN, MILLION
from perfcenter.models import User
from portfolio.models import LedgerRow
from portfolio.months import month_text
from scoring.cycles.names import names_of
from scoring.inputs.facts import Fact, FactKind
from scoring.models import NameAsPublished, Participant, ScoreRun
from scoring.scheme.stored import definition

KINDS = {
    FactKind.AMOUNT: gettext_lazy("Amount of an account-month"),
    FactKind.HOLDERS: gettext_lazy("Whose an account is"),
    FactKind.ADDED: gettext_lazy("Account-month added"),
    FactKind.SALE: gettext_lazy("Sale added"),
    FactKind.EXEMPT: gettext_lazy("Account exempt from a measure"),
}
TITLES = {
    "end_balance": gettext_lazy("End balance"),
    "average_balance": gettext_lazy("Average balance"),
    "interest": gettext_lazy("Interest"),
    "fees": gettext_lazy("Fees"),
    "funding": gettext_lazy("Funding"),
    "classification": gettext_lazy("Class"),
    "quantity": gettext_lazy("Quantity"),
    "amount": gettext_lazy("Amount"),
    "income": gettext_lazy("Income"),
}
COUNTS = ("quantity",)


@dataclass(frozen=True)
class Change:
    """A field of a row: what it was, and what it is."""

    title: str
    was: str
    now: str


@dataclass(frozen=True)
class PutRight:
    """A fact that was put right: of what kind, where, and each field of it."""

    kind: str
    where: str
    changes: tuple[Change, ...]
    note: str = ""

    @property
    def was(self) -> str:
        """What it was, in a line."""
        return _(", ").join(f"{one.title} {one.was}" for one in self.changes)


def said_of(facts: Iterable[Fact], run: ScoreRun, viewer: User) -> list[PutRight]:
    """Return the facts as they are told, with the names that counted then.

    Of other people only those are named whom the viewer may see.
    """
    listed = list(facts)
    if not listed:
        return []
    names = {
        "person": _named(run, {who for one in listed for who in _people(one)}, viewer),
        "product": names_of(run.cycle, NameAsPublished.Kind.PRODUCT),
    }
    scheme = definition(run.cycle.scheme)
    titles = {one.code: one.title_for(language()) for one in scheme.all_measures()}
    return [
        PutRight(
            str(KINDS[one.kind]),
            _where(one, names["product"]),
            tuple(_changes(one, names["person"], titles)),
        )
        for one in listed
    ]


def _named(run: ScoreRun, people: set[str], viewer: User) -> dict[str, str]:
    seen = Participant.objects.visible_to(viewer).filter(cycle=run.cycle_id, manager__in=people)
    shown = set(seen.values_list("manager", flat=True))
    shown |= people if viewer.sees_everyone else set()
    found = names_of(run.cycle, NameAsPublished.Kind.PERSON, shown) if shown else {}
    return {who: found.get(who, _("somebody else")) for who in people}


def was_before(facts: Iterable[Fact]) -> Mapping[tuple[str, int], str]:
    """Return what rows of an explanation say of how they were, by account and month; 0: in all."""
    found: dict[tuple[str, int], str] = {}
    for one in facts:
        if not one.account:
            continue
        found[one.account, 0] = _("amended")
        for month in one.months:
            said = _marked(one, month)
            if said:
                before = found.get((one.account, month))
                found[one.account, month] = _("; ").join(filter(None, (before, said)))
    return found


def _marked(fact: Fact, month: int) -> str:
    if fact.kind == FactKind.ADDED:
        return _("added")
    if fact.kind == FactKind.HOLDERS:
        own = sum(share for who, share in fact.was.get(str(month), ()) if who == fact.staff_no)
        return _("was: %(what)s") % {"what": formats.rate(Fraction(own, MILLION))}
    if fact.kind == FactKind.EXEMPT:
        return _("exempt")
    said = (f"{TITLES[name]} {written(name, fact.was.get(name))}" for name in fact.now)
    return _("was: %(what)s") % {"what": _(", ").join(said)}


def _where(fact: Fact, products: Mapping[str, str]) -> str:
    months = month_text(fact.month)
    if fact.until != fact.month:
        words = {"first": months, "last": month_text(fact.until)}
        months = _("%(first)s to %(last)s") % words
    code = str(fact.now.get("product", ""))
    return " · ".join(filter(None, (fact.account, products.get(code, code), months)))


def _changes(fact: Fact, names: Mapping[str, str], titles: Mapping[str, str]) -> Iterable[Change]:
    if fact.kind == FactKind.HOLDERS:
        was: dict[str, list[int]] = {}
        for month, held in fact.was.items():
            was.setdefault(_held(held, names), []).append(int(month))
        before = _("; ").join(
            f"{held} ({month_text(months[0])})" if len(was) > 1 else held
            for held, months in was.items()
        )
        yield Change(_("Share"), before or MISSING, _share_now(fact, names))
        return
    if fact.kind == FactKind.EXEMPT:
        title = titles.get(fact.measure, fact.measure)
        yield Change(title, _("counts"), _("counts no more"))
        return
    for name in TITLES:
        if name in fact.now and (fact.now[name] is not None or fact.kind == FactKind.AMOUNT):
            yield Change(
                str(TITLES[name]),
                written(name, fact.was.get(name)),
                written(name, fact.now[name]),
            )
    if fact.kind == FactKind.ADDED:
        yield Change(_("Share"), MISSING, _share_now(fact, names))


def written(name: str, value: Any) -> str:
    """Return a field of a row as it is written."""
    if value is None:
        return MISSING
    if name == "classification":
        return str(LedgerRow.Classification(value).label)
    if name in COUNTS:
        return formats.whole(Fraction(value, MILLION))
    return formats.plain(Fraction(value, FEN))


def _share_now(fact: Fact, names: Mapping[str, str]) -> str:
    held = [(fact.staff_no, int(fact.now["share"]))]
    if other := str(fact.now.get("other") or ""):
        held.append((other, MILLION - held[0][1]))
    return _held([one for one in held if one[1]], names)


def _held(held: Iterable[Any], names: Mapping[str, str]) -> str:
    return _(", ").join(
        f"{names.get(who, who) or _('nobody')} {formats.rate(Fraction(share, MILLION))}"
        for who, share in held
    )


def _people(fact: Fact) -> set[str]:
    if fact.kind not in {FactKind.HOLDERS, FactKind.ADDED}:
        return set()
    was = {who for held in fact.was.values() for who, _share in held} if fact.was else set()
    return {one for one in (fact.staff_no, str(fact.now.get("other") or ""), *was) if one}
