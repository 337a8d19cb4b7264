"""A run reads its inputs in one piece: where a load comes between, it reads them again."""

from __future__ import annotations

import pytest
from django.db.models import F

from perfcenter.base.refusals import Refused
from portfolio.models import DataLoad, LedgerRow
from scoring.models import MeasureScore, ScoreRun
from scoring.runs import write
from scoring.runs.write import score
from tests import factories as make

FEN_A_LOAD = 100


@pytest.fixture
def cycle(db):
    """A manager with a deposit in the one month of the cycle."""
    manager = make.make_manager()
    account = make.make_account(
        client=make.make_client(manager=manager), product=make.make_product()
    )
    make.make_ledger_row(account, 202601, average_balance=1_000_000)
    return make.make_cycle(managers=[manager], first_month=202601, last_month=202601)


@pytest.fixture
def loads_between(monkeypatch, cycle):
    """Let a load come into the first few readings, and say when each reading began."""
    read = write.read_inputs
    began = []

    def arrange(loads: int) -> list:
        def interrupted(*args, **kwargs):
            began.append(write.timezone.now())
            inputs = read(*args, **kwargs)
            if len(began) <= loads:
                load()
            return inputs

        monkeypatch.setattr(write, "read_inputs", interrupted)
        return began

    return arrange


def load() -> None:
    """A set of files that makes the balance greater."""
    DataLoad.objects.create(source="nightly", digest="d")
    LedgerRow.objects.update(average_balance=F("average_balance") + FEN_A_LOAD)
    make.touch_book()


def balance(run: ScoreRun) -> object:
    return MeasureScore.objects.get(run=run, measure_code="DEP").value


def test_without_a_load_the_inputs_are_read_once(cycle, loads_between):
    readings = loads_between(0)
    score(cycle=cycle)
    assert len(readings) == 1


@pytest.mark.parametrize("loads", [1, 2])
def test_a_run_holds_what_the_last_load_brought(cycle, loads_between, loads):
    """What was read before it is thrown away, with the time at which that reading began."""
    readings = loads_between(loads)
    run = score(cycle=cycle)
    assert len(readings) == loads + 1
    assert balance(run) == 10_000 + loads
    assert readings[-2] < run.made_at <= readings[-1]


def test_after_three_readings_that_a_load_came_into_there_is_no_run(cycle, loads_between):
    readings = loads_between(3)
    with pytest.raises(Refused):
        score(cycle=cycle)
    assert len(readings) == 3
    assert not ScoreRun.objects.exists()
