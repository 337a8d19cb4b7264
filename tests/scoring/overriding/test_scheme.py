"""Where a scheme may allow overrides, and when it is worth a second look."""

import pytest

from scoring.editor.differences import differences
from scoring.scheme.lint import warned
from scoring.scheme.problems import SchemeError
from scoring.scheme.reading import parse
from tests.published import text

PLAIN = text()


def with_override(code: str, points: str = "5") -> str:
    return PLAIN.replace(f'code = "{code}"', f'code = "{code}"\noverride = {points}')


def test_a_computed_score_may_be_overridden():
    scheme = parse(with_override("SAT", "2.5"), file="small.toml")
    assert [one.code for one in scheme.overridable_measures] == ["SAT"]


@pytest.mark.parametrize(("code", "points"), [("HAND", "5"), ("PCT", "5"), ("SAT", "0"),
                                              ("SAT", "-5"), ("SAT", "true")])  # fmt: skip
def test_judgments_ranks_and_nothing_are_not(code, points):
    with pytest.raises(SchemeError) as found:
        parse(with_override(code, points), file="small.toml")
    assert "override" in str(found.value)


@pytest.mark.parametrize(("points", "is_warned"), [("39.9", False), ("40", True)])
def test_a_band_that_a_reviewer_can_cross_alone_is_warned_of(points, is_warned):
    # Half of the weight: 40 points are 20 of the composite, as wide as the band.
    kinds = {one.kind for one in warned(parse(with_override("SAT", points), file="small.toml"))}
    assert ("overridden_past_a_band" in kinds) == is_warned


def test_versions_are_compared_by_it():
    (found,) = differences({"measures": [{"code": "SAT"}]},
                           {"measures": [{"code": "SAT", "override": 5}]})  # fmt: skip
    assert (found.after, found.kind) == ("5", "added")
