"""The inputs of one run with some groups of another's: a manifest like any other."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from perfcenter.base.vault import Named
from portfolio.months import first_day
from portfolio.valuation import Base, MonthFiles
from portfolio.valuation.facts import make_facts
from portfolio.valuation.mixing import Kind, mixed_month
from scoring.comparing.groups import Group
from scoring.inputs.manifest import Manifest, put_tables
from scoring.inputs.needs import needs_of
from scoring.scheme.model import SchemeDefinition

RECORDS = (
    "training",
    "certificates",
    "incidents",
    "service",
    "recoveries",
    "surveys",
    "targets",
    "values",
    "judgments",
    "overrides",
)


@dataclass(frozen=True)
class Side:
    """What a run was computed from: its scheme, named by a digest, and its inputs."""

    scheme: SchemeDefinition = field(compare=False)
    scheme_digest: str
    manifest: Manifest


def mixed(before: Side, after: Side, taken: Set[Group]) -> Side:
    """Return `before` with the groups in `taken` as `after` has them."""
    if taken >= set(Group):
        return after
    of_scheme = after if Group.SCHEME in taken else before
    manifest = before.manifest
    if taken - {Group.SCHEME} and before.manifest != after.manifest:
        manifest = _manifest(before, after, taken, of_scheme.scheme)
    return Side(of_scheme.scheme, of_scheme.scheme_digest, manifest)


def _manifest(before: Side, after: Side, taken: Set[Group], scheme: SchemeDefinition) -> Manifest:
    one, other = before.manifest, after.manifest
    kinds = {group.kind for group in taken if group.kind}
    months = tuple(
        mixed_month(earlier, later, kinds)
        for earlier, later in zip(one.months, other.months, strict=True)
    )
    base = _base(before, after, taken, kinds)
    return Manifest(
        months=months,
        base=base,
        facts=_facts(one, other, base, months),
        tables=_tables(one, other, taken),
        accounts=_facts(one, other, base, months, by_account=True) if needs_of(scheme).base else (),
    )


def _base(before: Side, after: Side, taken: Set[Group], kinds: Set[Kind]) -> MonthFiles | None:
    """Return the base month; one that is another month comes whole, with what asked for it."""
    one, other = before.manifest.base, after.manifest.base
    if one and other and one.month == other.month:
        return mixed_month(one, other, kinds)
    asked = [
        (needs.base, needs.base_month) for needs in map(needs_of, (before.scheme, after.scheme))
    ]
    group = Group.VOLUME if asked[0] == asked[1] else Group.SCHEME
    return other if group in taken else one


def _facts(
    one: Manifest,
    other: Manifest,
    base: MonthFiles | None,
    months: tuple[MonthFiles, ...],
    *,
    by_account: bool = False,
) -> tuple[Named, ...]:
    """Return the facts of the months: a run's own where it read the same months."""
    known: dict[tuple[MonthFiles | None, MonthFiles], Named] = {}
    for side in (one, other):
        kept = side.accounts if by_account else side.facts
        known |= {
            (side.base, month): named for month, named in zip(side.months, kept, strict=False)
        }
    counted = Base(first_day(months[0].month), base)
    return tuple(
        known.get((base, month)) or make_facts(counted, month, by_account=by_account)
        for month in months
    )


def _tables(one: Manifest, other: Manifest, taken: Set[Group]) -> Named:
    if one.tables == other.tables:
        return one.tables
    return put_tables(mixed_tables(one.read_tables(), other.read_tables(), taken))


def mixed_tables(
    before: dict[str, Any], after: dict[str, Any], taken: Set[Group]
) -> dict[str, Any]:
    """Return the tables besides the months' files, each from its side."""

    def of(group: Group) -> dict[str, Any]:
        return after if group in taken else before

    volume, shares, records = of(Group.VOLUME), of(Group.SHARES), of(Group.TARGETS)
    return {
        **{name: table for name, table in volume.items() if name not in {"surveys", "overrides"}},
        "products": _products(volume["products"], of(Group.PRICE)["products"]),
        "pools": of(Group.POOLS)["pools"],
        "branches": shares["branches"],
        "people": _people(shares["people"], records["people"]),
        **{name: records[name] for name in RECORDS if name in records},
    }


def _products(volume: list[list[Any]], price: list[list[Any]]) -> list[list[Any]]:
    """Return code and family of one, risk weight and coefficients of the other."""
    prices = {code: rest for code, _family, *rest in price}
    return [[code, family, *prices.get(code, rest)] for code, family, *rest in volume]


def _people(shares: list[dict[str, Any]], records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return people and their postings of one, their absences of the other."""
    away = {person["staff_no"]: person["absences"] for person in records}
    return [
        {**person, "absences": away.get(person["staff_no"], person["absences"])}
        for person in shares
    ]
