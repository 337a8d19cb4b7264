"""The table of who is told what: every verb stands in it, and the page of docs is made of it."""

from __future__ import annotations

import ast
from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest
from django.conf import settings

from perfcenter.base import registry
from reviews.steps.machine import CYCLE, REPORT
from reviews.telling import kinds
from reviews.telling.table import DAILY, SILENT, TELLING, as_page
from scoring.cycles.kinds import DEPUTY, REVIEWER

ROOMS = ("reviews", "scoring/cycles", "scoring/amending", "scoring/runs")
PARTS = {
    "reviews.deciding.deciding.keep_decision": "what the decisions of reviewers are made of",
    "reviews.deciding.write.check_may_approve": "refuses and writes nothing",
    "reviews.goals.storing.load_targets": "what taking targets is made of",
    "reviews.goals.take.keep": "what taking goals over is made of",
}
"""Functions that take an actor and are no verbs of their own."""


def verbs() -> set[str]:
    """Return every public function of the rooms that somebody does something by."""
    found = set()
    for room in ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    names = {one.arg for one in node.args.kwonlyargs}
                    found |= {f"{module}.{node.name}"} if "actor" in names else set()
    return found


def test_every_verb_tells_somebody_or_says_why_not():
    telling, silent = {one.verb for one in TELLING}, set().union(*(one.places for one in SILENT))
    assert not telling & silent
    assert telling | silent | set(PARTS) == verbs()
    assert all(one.why for one in SILENT)


def test_every_step_of_the_states_stands_there():
    known = {one.verb for one in TELLING}.union(*(one.places for one in SILENT))
    assert {step.verb for step in (*REPORT, *CYCLE)} <= known


@pytest.mark.parametrize("one", TELLING, ids=lambda one: one.verb)
def test_a_verb_leaves_the_entries_that_its_row_names(one):
    """By the words of its module, or of the module that it hands on to."""
    module, _dot, _name = one.verb.rpartition(".")
    source = getsource(import_module(module))
    parts = {
        "contract": "contract.{",
        "survey": "survey.raters_{",
        "result": "result.",
        "report.approve": "approve(",
    }
    for action in one.actions:
        family = action.partition(".")[0]
        written = [f'"{action}"', parts.get(action, ""), parts.get(family, ""), "keep("]
        assert any(word in source for word in written if word), action


def test_every_kind_is_told_by_some_row_and_has_a_name():
    told = {one.kind for one in TELLING} | {kind for kind, _whom in DAILY}
    assert told == {*kinds.KINDS, REVIEWER, DEPUTY}
    assert told <= set(registry.notices)


def test_the_page_of_docs_is_made_of_the_table():
    page = Path(settings.BASE_DIR) / "docs" / "notices.md"
    assert page.read_text("utf-8") == as_page(), "run python -m reviews.telling.table"
