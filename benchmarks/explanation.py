"""What one explanation takes: python -m benchmarks.explanation

It loads the bank in tests/data, scores a year of it and explains every measure of some people.
From the block: all formulas of a measure out of what the run kept, in CPU time. From the vault: the
whole explanation with the rows behind it. Medians, and the slowest measure.
"""

import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import django

BANK = Path(__file__).parent.parent / "tests" / "data" / "bank1993"
PEOPLE = 8
FROM_BLOCK, FROM_VAULT = 10, 150
"""Milliseconds that an explanation may take."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        django.setup()
        report(*measured())


def measured() -> tuple[dict[str, float], dict[str, float]]:
    """Return the medians in milliseconds by measure, from the block and from the vault."""
    from perfcenter.models import User
    from scoring.explanation import Opening, explain
    from scoring.explanation.kept import kept_of
    from scoring.models import Participant
    from scoring.runs.write import score
    from scoring.scheme.stored import definition

    cycle = made()
    run = score(cycle=cycle)
    hr = User.objects.create_user("hr", name="HR", role="hr")
    chosen = Participant.objects.filter(cycle=cycle).select_related("manager")
    people = [one.manager for one in chosen.order_by("manager")[20 : 20 + PEOPLE]]
    block: dict[str, float] = {}
    vault: dict[str, float] = {}
    for measure in definition(run.cycle.scheme).all_measures():

        def formulas(manager: Any, of: Any = measure) -> Any:
            kept = kept_of(run, manager.staff_no, of, "")
            return kept and kept.lines

        def whole(manager: Any, of: Any = measure) -> Any:
            return explain(run, manager, of.code, Opening(), viewer=hr)

        block[measure.code] = taken(formulas, people, time.process_time)
        vault[measure.code] = taken(whole, people, time.perf_counter)
    return block, vault


def made() -> Any:
    """Return the cycle of a year of the bank."""
    from django.core.management import call_command

    from scoring.models import Cycle

    silent: dict[str, Any] = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("migrate", verbosity=0)
    call_command("load", str(BANK), **silent)
    call_command("open_cycle", "1993", scheme="balanced", first="1993-01", last="1993-12", **silent)
    return Cycle.objects.get(code="1993")


def taken(explained: Callable[[Any], Any], people: list[Any], clock: Callable[[], float]) -> float:
    """Return the median milliseconds a person, after a first one that fills the caches."""
    explained(people[0])
    times = []
    for manager in people:
        begun = clock()
        explained(manager)
        times.append(1000 * (clock() - begun))
    return median(times)


def report(block: dict[str, float], vault: dict[str, float]) -> None:
    for name, found, most in (("block", block, FROM_BLOCK), ("vault", vault, FROM_VAULT)):
        slowest = max(found, key=lambda code: found[code])
        print(
            f"from the {name:<6} {median(found.values()):7.1f} ms median, "
            f"{found[slowest]:.1f} ms for {slowest}, at most {most}"
        )


if __name__ == "__main__":
    main()
