"""What came of the same state of the bank once is not computed again, in whatever process."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perfcenter.base.vault import local
from portfolio.models import BookMonth
from scoring.inputs.manifest import Manifest
from scoring.inputs.rows import digest_of_rows, rows_read
from scoring.inputs.state import state_now
from scoring.inputs.tables import tables_of
from scoring.models import Known, Participant
from scoring.runs import known, write
from scoring.runs.write import score, score_again
from tests import factories as make


@pytest.fixture
def manager(db):
    return make.make_manager()


@pytest.fixture
def cycle(manager):
    return make.make_cycle(managers=[manager])


def no_more(*_args, **_options):
    raise AssertionError("read or computed again")


def test_an_unchanged_year_is_neither_read_nor_computed_again(cycle, monkeypatch):
    run = score(cycle=cycle)
    monkeypatch.setattr(write, "read_inputs", no_more)
    monkeypatch.setattr(write, "compute", no_more)
    assert score(cycle=cycle) == run


def test_other_code_reads_and_computes_again(cycle, monkeypatch):
    run = score(cycle=cycle)
    monkeypatch.setattr(known, "digest_of_code", lambda: "a later release")
    monkeypatch.setattr("scoring.inputs.state.digest_of_code", lambda: "a later release")
    computed = []
    monkeypatch.setattr(write, "compute", lambda i, do=write.compute: computed.append(i) or do(i))
    assert score(cycle=cycle) == run
    assert score(cycle=cycle) == run
    assert len(computed) == 1


def test_without_the_notes_the_same_comes_out(cycle):
    run = score(cycle=cycle)
    assert Known.objects.exists()
    Known.objects.all().delete()
    assert score_again(cycle=cycle).run == run
    assert Known.objects.exists()


def test_tables_read_nothing_that_the_state_does_not_cover(cycle):
    rows = rows_read(cycle)
    with CaptureQueriesContext(connection) as queries:
        tables_of(cycle)
    covered = [str(query.query) for query in rows.values()]
    assert len(queries) == len(covered)


def test_every_row_that_is_read_moves_the_state(cycle, manager):
    states = [state_now(cycle, None)]
    score(cycle=cycle)

    def moved() -> bool:
        states.append(state_now(cycle, None))
        return states[-1] not in states[:-1]

    assert moved()
    target = make.make_target(manager, "DEP", 1)
    assert moved()
    target.target += 1
    target.save()
    assert moved()
    manager.left_on = date(2026, 9, 30)
    manager.save()
    assert moved()
    Participant.objects.update(ended_on=date(2026, 8, 31), ended_because="moved")
    assert moved()


def test_the_day_until_which_is_read_is_part_of_the_state(cycle):
    score(cycle=cycle)
    assert state_now(cycle, None) != state_now(cycle, date(2026, 6, 30))


def test_equal_rows_in_another_place_are_other_rows(cycle, manager):
    """A digest of rows takes where one ends and the next table begins."""
    rows = rows_read(cycle)
    assert digest_of_rows({"a": rows["branches"]}) != digest_of_rows({"b": rows["branches"]})


def test_a_lost_file_is_made_again_though_nothing_changed(cycle):
    run = score(cycle=cycle)
    lost = local(Manifest.get(run.manifest).facts[0])
    lost.unlink()
    assert score(cycle=cycle) == run
    assert lost.exists()


def test_a_month_that_has_to_be_valued_again_has_no_state(cycle):
    score(cycle=cycle)
    BookMonth.objects.filter(month=cycle.first_month).update(version=7)
    assert state_now(cycle, None) == ""


def test_large_files_are_verified_once_a_day_and_when_they_were_touched(cycle, monkeypatch):
    """All files count as large here; a process of its own has verified none of them."""
    monkeypatch.setattr("perfcenter.base.vault.files.SMALL", 0)
    score(cycle=cycle)
    run, read = score(cycle=cycle), []
    monkeypatch.setattr(known, "local", lambda named, do=local: read.append(named) or do(named))
    assert score(cycle=cycle) == run
    assert not read
    path = local(Manifest.get(run.manifest).facts[0])
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert score(cycle=cycle) == run
    assert read
    assert path.read_bytes() == content


def test_a_day_later_large_files_are_verified_again(cycle, monkeypatch):
    monkeypatch.setattr("perfcenter.base.vault.files.SMALL", 0)
    score(cycle=cycle)
    run, read = score(cycle=cycle), []
    Known.objects.update(noted_at=timezone.now() - timedelta(days=2))
    monkeypatch.setattr(known, "local", lambda named, do=local: read.append(named) or do(named))
    assert score(cycle=cycle) == run
    assert read
