"""Edits made one after the other, each taken back, and whether `verify` finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from perfcenter.base.kept import Finding
from perfcenter.management.commands.verify import Command, one_a_place
from perfcenter.trail.verifying import read_log
from tests.perfcenter.trail.edits import forging, making
from tests.perfcenter.trail.edits.making import Edit, ImpossibleError, Making
from tests.thawing import execute

OFTEN = (
    making.change_a_value,
    making.change_a_value,
    making.change_a_value,
    making.spoil_a_value,
    making.spoil_a_value,
    making.take_a_row_out,
    making.put_a_row_in,
    making.swap_two_values,
    making.swap_two_rows,
    making.empty_a_value,
    making.let_a_key_dangle,
    making.spoil_the_log,
    forging.an_entry_changed,
    forging.the_log_rewritten,
)
SELDOM = (
    forging.a_report_with_its_digests,
    forging.a_run_with_its_digest,
    forging.a_scheme_with_its_digest,
    forging.a_load_with_its_digest,
    forging.a_report_published_otherwise,
    forging.other_facts,
    forging.another_month,
    forging.another_publication,
    forging.the_log_cut,
    forging.an_entry_dropped,
    forging.a_row_with_its_entry,
)
CONTROL = 20
"""After so many edits verify has to find nothing, or what it finds would say nothing."""
MAKINGS: tuple[Making, ...] = (*OFTEN, *OFTEN, *SELDOM)


class Tried(NamedTuple):
    """An edit, what was found of it, and whether that is where it was made."""

    made_by: str
    edit: Edit
    findings: list[Finding]

    @property
    def is_found(self) -> bool:
        return bool(self.findings)

    @property
    def is_placed(self) -> bool:
        return any(self.edit.is_in(finding.table, finding.place) for finding in self.findings)

    def __str__(self) -> str:
        return f"{self.made_by}: {self.edit.words}\n    -> {[str(f) for f in self.findings]}"


def findings(heads: Path) -> set[Finding]:
    return set(one_a_place(Command().findings(read_log(), [], [heads])))


def tried(count: int, seed: int, heads: Path) -> Iterator[Tried]:
    """Make that many edits of a database without triggers, within a transaction."""
    dice = Random(seed)
    before = findings(heads)
    makings: list[Making] = []
    for number in range(count):
        if number % CONTROL == 0 and (left := findings(heads) - before):
            raise RuntimeError(f"an edit was not taken back whole: {sorted(left)}")
        while True:
            makings = makings or dice.sample(MAKINGS, len(MAKINGS))
            making_ = makings.pop()
            if result := _once(making_, dice, heads, before):
                yield result
                break


def _once(make: Making, dice: Random, heads: Path, before: set[Finding]) -> Tried | None:
    """Return the edit with what was found of it; None where it could not be made."""
    try:
        with transaction.atomic():
            edit = make(dice)
            found = sorted(findings(heads) - before)
            transaction.set_rollback(True)
    except (ImpossibleError, DatabaseError):
        return None
    finally:
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = OFF", "PRAGMA writable_schema = RESET")
    return Tried(make.__name__, edit, found)


def counted(results: list[Tried]) -> str:
    """Say how many of each kind were made, found and placed."""
    made = Counter(one.made_by for one in results)
    found = Counter(one.made_by for one in results if one.is_found)
    placed = Counter(one.made_by for one in results if one.is_placed)
    lines = [f"{name:28}{made[name]:6}{found[name]:6}{placed[name]:6}" for name in sorted(made)]
    total = f"{'all':28}{made.total():6}{found.total():6}{placed.total():6}"
    return "\n".join([f"{'':28}{'made':>6}{'found':>6}{'placed':>6}"[:46], *lines, total])
