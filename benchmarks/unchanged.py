"""An unchanged year scored again: python -m benchmarks.unchanged [--people 2000] [--measures 25]

A bank of so many people is made in a database of its own, its year valued before. Printed are
the CPU seconds of a first run, and of the unchanged year scored again, here and in a new
process.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import django

CAP = 120
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
HEAD = """
name = "many-measures"
title = "Many measures"
title_zh = "多指标"

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100

[[bands]]
code = "good"
title = "Good"
title_zh = "良好"
from = 60

[[bands]]
code = "below"
title = "Below"
title_zh = "较差"
"""
MEASURE = """
[[measures]]
code = "N{n}"
dimension = "all"
weight = {weight}
title = "Number {n}"
title_zh = "指标{n}"
meaning = "A given number."
meaning_zh = "导入的数值。"
unit = "count"
source = {{ metric = "value" }}
rule = {{ name = "completion", floor = 0, cap = {cap} }}
missing_target = "out"
zero_target = "out"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--measures", type=int, default=25)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        Path(folder, "static").mkdir()
        django.setup()
        cycle = made(options.people, options.measures)
        report(cycle, options.measures, options.repeat)


def made(people: int, measures: int) -> Any:
    """Make the bank, a scheme of so many measures with targets and values, and a cycle."""
    from django.core.management import call_command

    from benchmarks.larger.bank import MILLION, make_bank, number, save
    from portfolio.models import Target, Value
    from scoring.cycles.write import DueDates, open_cycle
    from scoring.scheme.write import load_scheme

    call_command("migrate", verbosity=0)
    make_bank(people, 2)
    places = [(person, n) for person in range(people) for n in range(measures)]
    save(
        Target(manager_id=number(p), measure_code=f"N{n}", month=0, target=(50 + n) * MILLION)
        for p, n in places
    )
    values = (((p * 7 + n) % 97 * MILLION, p, n) for p, n in places)
    save(
        Value(manager_id=number(p), measure_code=f"N{n}", month=0, value=value)
        for value, p, n in values
    )
    text = HEAD + "".join(
        MEASURE.format(n=n, cap=CAP, weight=100 / measures) for n in range(measures)
    )
    scheme, _is_new = load_scheme(text.encode(), file="many-measures.toml")
    due = DueDates(date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31))
    return open_cycle(code="2026", scheme=scheme, first_month=202601, last_month=202612, due=due)


def report(cycle: Any, measures: int, repeat: int) -> None:
    from scoring.inputs.read import read_inputs
    from scoring.runs.write import score_again

    read_inputs(cycle)
    first, _scoring = taken(1, lambda: score_again(cycle=cycle))
    again, scoring = taken(repeat, lambda: score_again(cycle=cycle))
    assert not scoring.is_new
    elsewhere = [in_new_process(cycle.code) for _ in range(repeat)]
    people = cycle.participants.count()
    print(f"{people:,} people, {measures} measures; CPU seconds, medians of {repeat}")
    print(f"  from facts to a written run   {first:8.2f} (once)")
    print(f"  the unchanged year again      {again:8.2f}")
    print(f"  the same in a new process     {median(elsewhere):8.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory                   {peak:8.0f} MB")


def in_new_process(code: str) -> float:
    """Return the CPU seconds that scoring again takes where nothing has been read yet."""
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, code], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def taken(repeat: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the median CPU seconds of the work, and what it gave last."""
    times = []
    for _ in range(repeat):
        begun = time.process_time()
        result = work()
        times.append(time.process_time() - begun)
    return median(times), result


if __name__ == "__main__":
    main()
