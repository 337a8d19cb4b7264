"""Scoring again where nothing has changed gives the run that is there, however often."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry
from portfolio.models import DataLoad
from scoring.models import ScoreRun
from scoring.runs import known, write
from scoring.runs.reconciliation import standing_of
from scoring.runs.rows import dimension_scores, tables_in
from scoring.runs.write import score, score_again
from tests import factories as make
from tests.own_database import run_module
from tests.thawing import thawed


@pytest.fixture
def manager(db):
    return make.make_manager()


@pytest.fixture
def cycle(manager):
    return make.make_cycle(managers=[manager])


def test_the_same_inputs_give_the_run_that_is_there(cycle):
    first, second = score_again(cycle=cycle), score_again(cycle=cycle)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.run == second.run == ScoreRun.objects.get()


def test_what_this_process_has_computed_is_not_computed_again(cycle, monkeypatch):
    run = score(cycle=cycle)
    monkeypatch.setattr(write, "compute", None)
    assert score(cycle=cycle) == run


def test_other_inputs_are_computed_again(cycle, manager):
    run = score(cycle=cycle)
    make.make_target(manager, "DEP", 1)
    assert score(cycle=cycle) != run


def test_nothing_is_written_where_nothing_came_in(cycle):
    score(cycle=cycle)
    entries = AuditEntry.objects.count()
    score(cycle=cycle)
    cycle.refresh_from_db()
    assert (AuditEntry.objects.count(), cycle.confirmed_at) == (entries, None)


def test_a_load_that_changes_nothing_of_it_is_noted_and_the_run_stands(cycle):
    run = score(cycle=cycle)
    DataLoad.objects.create(source="nightly", digest="d")
    assert not standing_of(run).is_good
    assert score(cycle=cycle) == run
    assert standing_of(ScoreRun.objects.get()).is_good
    assert AuditEntry.objects.get(action="run.confirm").object_key == str(run.pk)


def test_what_is_loaded_after_that_stands_against_it_again(cycle):
    run = score(cycle=cycle)
    DataLoad.objects.create(source="first", digest="d")
    score(cycle=cycle)
    later = DataLoad.objects.create(source="second", digest="e")
    with thawed("portfolio_dataload"):
        DataLoad.objects.filter(pk=later.pk).update(loaded_at=timezone.now() + timedelta(seconds=1))
    assert not standing_of(run).is_good


def test_what_was_so_before_the_newest_run_is_a_run_again(cycle, manager):
    """The newest run is the one that is published: it has to say what is so now."""
    score(cycle=cycle)
    target = make.make_target(manager, "DEP", 1)
    score(cycle=cycle)
    target.delete()
    assert score(cycle=cycle).number == 3


def without_dimensions(layout):
    return [making for making in tables_in(layout) if making is not dimension_scores]


def test_numbers_that_are_computed_otherwise_make_a_run_of_the_same_inputs(cycle, monkeypatch):
    """A release may mend the computation; then scoring again has to give the mended numbers."""
    score(cycle=cycle)
    monkeypatch.setattr(known, "digest_of_code", lambda: "another")
    monkeypatch.setattr(write, "tables_in", without_dimensions)
    assert score_again(cycle=cycle).is_new


def test_a_second_one_does_not_wait_where_it_is_told_not_to(cycle, monkeypatch):
    monkeypatch.setattr(write, "claimed", lambda *claim, **options: nullcontext(False))
    with pytest.raises(Refused):
        score_again(cycle=cycle, wait=False)
    assert not ScoreRun.objects.exists()


@pytest.mark.usefixtures("english")
def test_the_command_says_so(cycle, capsys):
    call_command("score", "2026")
    assert "Nothing has changed" not in capsys.readouterr().out
    call_command("score", "2026")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Nothing has changed since this run; it stands:"
    assert said[1].startswith("Run #1 of 2026")


def test_the_page_says_so(cast, login):
    make.make_cycle(managers=[cast.manager.manager])
    url = reverse("reviews:board_score", args=["2026"])
    said = [login(cast.hr).post(url, follow=True).content.decode() for _ in range(2)]
    assert "评分批次#1已生成" in said[0]
    assert "评分批次#1之后没有变化" in said[1]


@pytest.mark.django_db
def test_twenty_clicks_at_once_make_one_run(own_site):
    """Of clicks at once one scores and the others are told; who waits gets its run."""
    found = json.loads(run_module("tests.scoring.runs.clicks", env=own_site))
    assert (found["runs"], found["entries"], found["waited"]) == (1, 1, [1, 1, 1, 1])
    assert found["after"] == "Nothing has changed since score run #1; it stands"
    assert found["said"].count("Score run #1 is made") == 1
    assert set(found["said"]) <= {
        "Score run #1 is made",
        "Nothing has changed since score run #1; it stands",
        "The cycle is being scored already; look again in a moment",
    }
