"""What follows from other people's numbers is read off the graph, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.graph.following import Following, compared, following
from scoring.scheme.compiling import compiled
from scoring.scheme.reading import parse

SCHEME = (Path(__file__).parents[2] / "data" / "compared.toml").read_text(encoding="utf-8")
WEIGHTS = ("SAT.weight", "FILES.weight", "dimension.own.weight", "weight_with_data")


def found(*changes: tuple[str, str], first: tuple[str, ...] = ()) -> Following:
    """Return what follows in the scheme, changed; of these nodes alone where they are named."""
    text = SCHEME
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    graph = compiled(parse(text, file="x.toml")).graph
    return following(graph, first or {node.key for node, _among in compared(graph)})


def test_a_percentile_a_formula_over_it_and_a_pool_follow_with_all_sums():
    for key in ("FILES.score", "TWICE.value", "SHARE.value", "bonus", "dimension.among.score"):
        assert key in found()
    for key in ("FILES.contribution", "composite", "rank", "bands"):
        assert key in found()


@pytest.mark.parametrize(
    "key",
    [
        "FILES.value",
        "RESEARCH.value",
        "SAT.contribution",
        "dimension.own.score",
        "dimension.own.contribution",
        "P360.contribution",
        *WEIGHTS,
    ],
)
def test_own_values_other_measures_and_weights_do_not(key):
    assert key not in found()


def test_the_other_bonus_follows_only_where_a_cap_cuts_both():
    more = SCHEME[SCHEME.index("[[bonus.measures]]") : SCHEME.index("[[pools]]")]
    more = more.replace('"SHARE"', '"MORE"').replace('"pool(P)"', '"SAT"')
    two = ("[[pools]]", f"{more}[[pools]]")
    assert "MORE.contribution" not in found(two)
    assert "MORE.contribution" in found(two, ("[bonus]", "[bonus]\ncap = 5"))


@pytest.mark.parametrize(
    ("formula", "follows"),
    [
        ("SAT / score(FILES)", True),
        ("if(score(FILES) > 50, SAT, P360)", True),
        ("score(FILES) / 2", False),
        ("if(SAT > 50, score(FILES), P360)", False),
    ],
)
def test_weights_follow_where_a_formula_may_lose_its_number_by_that_of_others(formula, follows):
    twice = ('"score(FILES) / 2 + SAT / 4"', f'"{formula}"')
    assert [key in found(twice) for key in WEIGHTS] == [follows] * len(WEIGHTS)


def test_what_follows_from_one_group_alone_leaves_the_others():
    of_pool = found(first=("pool.P.all",))
    assert "SHARE.score" in of_pool
    assert "FILES.score" not in of_pool
    assert "dimension.among.score" not in of_pool
