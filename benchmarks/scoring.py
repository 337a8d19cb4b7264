"""From facts to a written run: python -m benchmarks.scoring [--people 10000]

Managers, targets and values are in a database of their own, the facts of a year in the vault. One
scheme of 25 measures is scored by year, one by month. Printed are seconds of the processor, ours
and the clock's: of the run step by step, of one person's formulas read from what the run keeps, and
of computing alone beside a loop over managers in plain Python that has to give the same scores,
composites and ranks; and of the run and of the loop the most memory that the process held (Linux).

On PostgreSQL: python -m tests.postgres python -m benchmarks.scoring; what the server takes is in
the clock's seconds alone.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import django

LIMITS = {False: 2, True: 4}
"""Seconds from facts to a written run, by year and by month."""
MEMORY = 1_024
"""MB that the process may hold meanwhile, with the site and the inputs."""
EXPLAINED = 40
AGAIN = """
import sys, time, django
django.setup()
from scoring.models import Cycle
from scoring.runs.write import score_again
cycle = Cycle.objects.get(code=sys.argv[1])
begun = time.process_time()
assert not score_again(cycle=cycle).is_new
print(time.process_time() - begun)
"""


class Taken(NamedTuple):
    """Seconds of this process on the processor, and by the clock."""

    cpu: float
    clock: float

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s  ({self.clock:.2f} by the clock)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        Path(folder, "static").mkdir()
        django.setup()
        make_bank(options.people)
        for monthly in (False, True):
            report(options.people, monthly=monthly)


def make_bank(people: int) -> None:
    """Make branches, managers, products, cost pools, targets and values; the ledger is empty."""
    from django.core.management import call_command

    from benchmarks.larger.bank import make_spans, save
    from benchmarks.scorecard.facts import number, targets, values
    from benchmarks.scorecard.scheme import PRODUCTS, imported_as
    from portfolio.models import Branch, CostPool, Manager, Product, Target, Value

    call_command("migrate", verbosity=0)
    branches = max(4, people // 25)
    save([Branch(code="HO", name="总行")])
    save(Branch(code=f"B{n}", name=f"第{n}支行", parent_id="HO") for n in range(branches))
    save(
        Manager(
            staff_no=number(n),
            name=f"王{n:05d}",
            branch_id=f"B{n % branches}",
            line=("personal", "corporate", "wealth")[n % 3],
            hired_on=date(2015, 1, 1),
            left_on=None,
        )
        for n in range(people)
    )
    save(
        Product(
            code=code, name=f"产品{code}", family=family, ftp_rate=25_000,
            provision_rate=10_000, tax_rate=60_000, risk_weight=10**6,
        )
        for code, family in PRODUCTS.items()
    )  # fmt: skip
    save(
        CostPool(month=202612, name=name, kind=kind, amount=people * 600_000, driver=driver)
        for name, kind, driver in (("运营", "management", "income"), ("房租", "fixed", "headcount"))
    )
    make_spans()
    save(
        Target(manager_id=number(p), measure_code=code, month=0, target=n)
        for p, code, n in targets(people)
    )
    for monthly in (False, True):
        save(
            Value(
                manager_id=number(p),
                measure_code=imported_as(code, monthly=monthly),
                month=month,
                value=n,
            )
            for p, code, month, n in values(people, monthly=monthly)
        )


def report(people: int, *, monthly: bool) -> None:
    from benchmarks.scorecard.facts import Facts
    from benchmarks.scorecard.scheme import text_of
    from scoring.cycles.write import DueDates, open_cycle
    from scoring.inputs.read import kept_inputs, read_inputs
    from scoring.runs.compute import compute
    from scoring.scheme.write import load_scheme

    scheme, _is_new = load_scheme(text_of(monthly=monthly).encode(), file="scheme.toml")
    due = DueDates(date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31))
    code = "MONTHS" if monthly else "YEAR"
    cycle = open_cycle(code=code, scheme=scheme, first_month=202601, last_month=202612, due=due)
    facts = Facts.of(people)
    reading, read = taken(lambda: read_inputs(cycle))
    manifest = replace(read.manifest, facts=facts.put())
    digest = manifest.put().digest

    print(f"{people:,} people x 25 measures by {'month' if monthly else 'year'}")
    print(f"  tables of the bank frozen     {reading}")
    before = forget_peak()
    whole, run = taken(lambda: written(cycle, kept_inputs(read.scheme, digest)))
    memory = peak()
    for name, seconds in run.steps.items():
        print(f"    {name:<27} {seconds}")
    print(f"  from facts to a written run   {whole}, at most {LIMITS[monthly]}")
    print(
        f"  its peak memory               {memory:7,.0f} MB, {before:,.0f} of it held before, "
        f"at most {MEMORY:,}"
    )
    print(f"  one person's formulas         {explained(run.run, people):7.1f} ms, at most 10")

    inputs = kept_inputs(read.scheme, digest)
    inputs.ground  # noqa: B018 - read before the clock runs
    computing, computed = taken(lambda: compute(inputs))
    forget_peak()
    looping = compared(computed, facts, monthly=monthly)
    ratio, of_run = looping.cpu / computing.cpu, looping.cpu / whole.cpu
    print(f"  all of the graph computed     {computing}")
    print(
        f"  a loop, equal scores          {looping}, {ratio:.1f} times that, "
        f"{of_run:.1f} times the run; {peak():,.0f} MB"
    )


class Written(NamedTuple):
    """A run that was kept, and what its steps took."""

    run: Any
    steps: dict[str, Taken]


def written(cycle: Any, inputs: Any) -> Written:
    """Compute and keep a run, as `score` does."""
    from django.utils import timezone

    from scoring.runs import write

    steps: dict[str, Taken] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        steps[name], result = taken(work)
        return result

    timed("the ground read", lambda: inputs.ground)
    made = timed(
        "computed, rows and blocks made", lambda: write.made_of(cycle, None, timezone.now(), inputs)
    )
    run = timed("written", lambda: write.keep(made).run)
    return Written(run, steps)


def explained(run: Any, people: int) -> float:
    """Return the median milliseconds of one person's formulas of a measure."""
    from benchmarks.scorecard.facts import number
    from scoring.explanation.kept import kept_of
    from scoring.scheme.stored import definition

    measure = definition(run.cycle.scheme).measure("N6")
    times = []
    for n in range(EXPLAINED):
        begun = time.process_time()
        kept = kept_of(run, number(n * people // EXPLAINED), measure, "")
        assert kept is not None
        assert len(kept.lines) > 1
        times.append(1000 * (time.process_time() - begun))
    return median(times[1:])


def compared(computed: Any, facts: Any, *, monthly: bool) -> Taken:
    """Score by the loop; everything has to be equal. Return what the loop took."""
    from benchmarks.scorecard.facts import books, targets, values
    from benchmarks.scorecard.loop import loop
    from benchmarks.scorecard.scheme import specs

    people = len(facts.end)
    aims = {(p, code): {0: n} for p, code, n in targets(people)}
    given: dict[tuple[int, str], dict[int, int]] = {}
    for p, code, month, n in values(people, monthly=monthly):
        given.setdefault((p, code), {})[month] = n
    plain = books(facts)
    looping, (scores, composites, ranks) = taken(lambda: loop(plain, aims, given, monthly=monthly))
    for place, spec in enumerate(specs()):
        column = computed.column(f"{spec.code}.score{'.cycle' if monthly else ''}")
        assert [column.at(i, 0) for i in range(people)] == [one[place] for one in scores], spec
    column, rank = computed.column("composite"), computed.column("rank")
    assert [column.at(i, 0) for i in range(people)] == [
        None if one is None else Fraction(repr(one)) for one in composites
    ]
    assert [rank.at(i, 0) for i in range(people)] == ranks
    return looping


def forget_peak() -> float:
    """Let the most memory that this process has held be what it holds now, in MB."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> float:
    """Return the most memory that the process held since then, in MB: all that is resident."""
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def taken(work: Callable[[], Any]) -> tuple[Taken, Any]:
    """Return what the work takes, and what it gives."""
    cpu, clock = time.process_time(), time.perf_counter()
    result = work()
    return Taken(time.process_time() - cpu, time.perf_counter() - clock), result


if __name__ == "__main__":
    main()
