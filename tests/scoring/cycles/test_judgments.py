"""A supervisor's score says what it rests on where the scheme asks for that."""

import pytest

from perfcenter.base.refusals import Refused
from perfcenter.demo.cycles import SCHEME_FILE
from scoring.cycles.judgments import judge
from scoring.models import Judgment
from scoring.scheme.write import load_scheme
from tests import factories as make

ASKED = 'reason = "required"'


@pytest.fixture
def judged(cast):
    """Judge M1 with 80 in a cycle whose scheme asks for a reason in these words."""

    def score(*, basis, asked=ASKED):
        text = SCHEME_FILE.read_text("utf-8").replace(f", {ASKED}", asked and f", {asked}")
        scheme, _is_new = load_scheme(text.encode(), file=SCHEME_FILE.name)
        manager = cast.manager.manager
        cycle = make.make_cycle(managers=[manager], scheme=scheme)
        return judge(
            cycle=cycle, manager=manager, measure_code="POSTLOAN", score=80, basis=basis,
            actor=cast.supervisor,
        )  # fmt: skip

    return score


@pytest.mark.parametrize("basis", ["", " \n\t", "\u3000"])
def test_without_the_reason_asked_for_no_score_is_taken(judged, basis):
    with pytest.raises(Refused):
        judged(basis=basis)
    assert not Judgment.objects.exists()


def test_with_it_the_score_is_taken(judged):
    assert judged(basis=" 报告及时 ").basis == "报告及时"


@pytest.mark.parametrize("asked", ["", 'reason = "optional"'])
def test_where_none_is_asked_for_a_score_needs_none(judged, asked):
    assert judged(basis="", asked=asked).score == 80
