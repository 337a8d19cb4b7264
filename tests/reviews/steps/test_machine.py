"""The table of states and steps: it is what the page of docs says, and what the verbs do.

Random people try random verbs on each other's reports. RANDOM_STEPS says how many steps in all;
`RANDOM_STEPS=10000 python -m pytest tests/reviews/steps/test_machine.py` takes some minutes.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from reviews.models import AnnualReport
from reviews.models.frozen import STEPS
from reviews.steps.following import INTERVIEW, PLAN, RECOGNITION
from reviews.steps.machine import CYCLE, NOT_STARTED, REPORT, as_page
from scoring.runs.write import score
from tests import factories as make
from tests.cast import make_cast
from tests.reviews.steps.walking import Walk

LENGTH = 30
EXAMPLES = max(1, int(os.environ.get("RANDOM_STEPS", "300")) // LENGTH)
QUOTED = re.compile(r"'(\w+)'")


def test_the_page_of_docs_is_made_of_the_table():
    page = Path(settings.BASE_DIR) / "docs" / "states.md"
    assert page.read_text("utf-8") == as_page(), "run python -m reviews.steps.machine"


def test_every_verb_is_there():
    for step in (*REPORT, *CYCLE, *INTERVIEW, *PLAN, *RECOGNITION):
        module, _dot, name = step.verb.rpartition(".")
        assert callable(getattr(import_module(module), name)), step.verb


def test_every_state_is_reached_and_every_trigger_has_a_step():
    states = set(AnnualReport.State.values)
    assert {end for step in REPORT for end in step.end} == states
    named = [set(QUOTED.findall(condition)) & states for condition in STEPS]
    touched = [{*step.start, *step.end} - {NOT_STARTED} for step in REPORT]
    assert all(any(states <= step for step in touched) for states in named)


@pytest.fixture(scope="module")
def kept(keeping):
    """Two people who write, their reviewers, and two of HR; scored once."""
    with keeping():
        cast = make_cast()
        people = [cast.manager.manager, cast.colleague.manager]
        cycle = make.make_cycle("ANY", managers=people)
        score(cycle=cycle)
        yield cast, cycle


def test_random_people_take_random_steps(kept, db):
    cast, cycle = kept
    walk = type("WalkOfTheCast", (Walk,), {"cast": cast, "cycle": cycle})
    run_state_machine_as_test(
        walk,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=LENGTH,
            deadline=None,
            derandomize=EXAMPLES < 100,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert walk.taken > EXAMPLES * 3
