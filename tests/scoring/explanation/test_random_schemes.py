"""Of any scheme and any bank: what an explanation ends in gives back every cell above it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from perfcenter.models import User
from portfolio.models import Manager
from scoring.card.read import card_of
from scoring.explanation import Opening, explain
from scoring.explanation.as_json import plain_of
from scoring.graph.trace import Line, holds
from scoring.models import Cycle, ScoreRun
from scoring.runs.recomputing import first_difference
from scoring.scheme.stored import definition
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.scoring.explanation.random_banks import banks, schemes, written
from tests.scoring.explanation.test_every_word import leaves
from tests.scoring.runs.commands import run as command

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COUNT = itertools.count()


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a smaller case is not worth the time
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=banks(), text=schemes())
def test_leaves_give_back_every_cell_and_the_run_comes_out_again(files, text, tmp_path):
    with transaction.atomic():
        command("load", written(tmp_path / str(next(COUNT)), files), "--year", "2026")
        load_scheme(text.encode(), file="random.toml")
        span = ("--from", "2026-01", "--to", "2026-03")
        command("open_cycle", "C", "--scheme", "random", *span)
        command("score", "C")
        run = Cycle.objects.get(code="C").runs.get()
        assert first_difference(run) == ""
        hr = make.make_user(role=User.Role.HR)
        assert sum(opened(run, manager, hr) for manager in Manager.objects.all())
        transaction.set_rollback(True)


def opened(run: ScoreRun, manager: Manager, hr: User) -> int:
    """Open every cell of a person; return how many were rows of the bank."""
    scheme, checked = definition(run.cycle.scheme), 0
    for measure in scheme.all_measures():
        found = explain(run, manager, measure.code, Opening(), viewer=hr)
        periods = [row.code for row in found.periods] or [""]
        for period in periods:
            found = explain(run, manager, measure.code, Opening(period=period), viewer=hr)
            comes_out(found.kept.lines)
            rows = plain_of(found, run).get("rows")
            if found.check is not None:
                assert found.check.agrees, (manager, measure.code, period)
                assert leaves(rows) == Fraction(rows["value"]) == found.check.shown
                checked += 1
    parts = ["composite", "grade", *(f"dimension-{one.code}" for one in scheme.dimensions)]
    for part in parts:
        comes_out(card_of(run, manager, part, Opening(), viewer=hr).lines)
    return checked


def comes_out(lines: list[Line]) -> None:
    """Assert that every line is its terms worked out, or says in words what was done to them."""
    for line in lines:
        if line.formula is not None and line.formula.note is None:
            goal = line.before or line.number
            assert holds(replace(line.formula, result=goal)), line
