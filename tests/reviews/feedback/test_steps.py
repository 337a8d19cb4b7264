"""The tables of states say what the verbs do: each step is taken, and no other one."""

import pytest

from perfcenter.base.refusals import Refused
from reviews.feedback.read import newest_interview
from reviews.feedback.recognising import decline, grant, withdraw
from reviews.models import ImprovementPlan, Interview, Recognition
from reviews.steps.following import INTERVIEW, NONE, PLAN, RECOGNITION
from tests.reviews.feedback.acting import closed, confirmed, planned, proposed, refused, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def pairs(steps, name):
    return {pair for step in steps if step.verb.endswith(f".{name}") for pair in step.pairs}


def test_the_tables_reach_every_state():
    for steps, model in (
        (INTERVIEW, Interview),
        (PLAN, ImprovementPlan),
        (RECOGNITION, Recognition),
    ):
        assert {end for step in steps for end in step.end} == set(model.State.values)


@pytest.mark.parametrize("start", [NONE, "waiting", "confirmed", "refused"])
@pytest.mark.parametrize("verb", ["write_interview", "confirm_interview", "refuse_interview"])
def test_interviews(cast, published, start, verb):
    if start != NONE:
        wrote(cast, published)
        {"confirmed": confirmed, "refused": refused}.get(start, lambda *a: None)(cast, published)
    number = 0 if start == NONE else 1
    acts = {
        "write_interview": lambda: wrote(cast, published, read=number, because="x" * number),
        "confirm_interview": lambda: confirmed(cast, published, seen=number),
        "refuse_interview": lambda: refused(cast, published, seen=number),
    }
    if ends := {end for begin, end in pairs(INTERVIEW, verb) if begin == start}:
        acts[verb]()
        assert newest_interview(published, cast.manager.manager).state in ends
    else:
        with pytest.raises(Refused):
            acts[verb]()


@pytest.mark.parametrize("start", [NONE, "open", "met", "unmet"])
@pytest.mark.parametrize("verb", ["write_plan", "close_plan"])
def test_plans(cast, published, start, verb):
    if start != NONE:
        planned(cast, published)
    if start in {"met", "unmet"}:
        closed(cast, published, is_met=start == "met")
    read = 1 if start == "open" else 0
    ends = {end for begin, end in pairs(PLAN, verb) if begin == start}
    act = planned if verb == "write_plan" else closed
    if ends:
        assert act(cast, published, read=read).state in ends
    else:
        with pytest.raises(Refused):
            act(cast, published, read=1)


@pytest.mark.parametrize("start", ["proposed", "granted", "declined", "withdrawn"])
@pytest.mark.parametrize("verb", ["grant", "decline", "withdraw"])
def test_recognition(cast, published, start, verb):
    one = proposed(cast, published)
    acts = {
        "grant": lambda: grant(recognition=one, actor=cast.hr),
        "decline": lambda: decline(recognition=one, answer="x", actor=cast.hr),
        "withdraw": lambda: withdraw(recognition=one, actor=cast.supervisor),
    }
    by = {"granted": "grant", "declined": "decline", "withdrawn": "withdraw"}
    if start != "proposed":
        acts[by[start]]()
    if ends := {end for begin, end in pairs(RECOGNITION, verb) if begin == start}:
        assert acts[verb]().state in ends
    else:
        with pytest.raises(Refused):
            acts[verb]()
