"""Composite, rank, grade and dimensions open to how they came about, by numbers that were kept.

The bank and the scheme are those of the golden cells, so that every number here is typed there.
"""

from __future__ import annotations

import io
import json
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle
from tests import factories as make
from tests.golden.schemes import bank, test_priced_pool, test_standing
from tests.golden.schemes.cells import SCHEMES
from tests.scoring.runs.commands import run

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LEADER, LED = "12", ("10", "11")


@pytest.fixture(scope="module")
def scored(keeping, tmp_path_factory):
    """Two scored cycles: S by the scheme `standing`, P by the priced pool."""
    folder = tmp_path_factory.mktemp("bank")
    with keeping():
        values, targets = test_standing.VALUES, test_priced_pool.TARGETS
        run("load", bank.write(folder, managers=_led(), values=values, targets=targets))
        for code, name in (("S", "standing"), ("P", "priced-pool")):
            run("load_scheme", SCHEMES / f"{name}.toml")
            run("open_cycle", code, "--scheme", name, "--from", "2026-01", "--to", "2026-12")
            run("score", code)
        for manager in Manager.objects.all():
            make.make_user(manager)
        make.make_user(role=User.Role.HR)
        yield


@pytest.fixture
def published(scored):
    for cycle in Cycle.objects.all():
        cycle.published_at, cycle.published_run = timezone.now(), cycle.runs.get()
        cycle.save()


def _led() -> str:
    """Return the bank's managers, of whom one leads two."""
    head, *rows = bank.TABLES["managers"].strip().splitlines()
    led = [f"{row},{LEADER * (row.strip()[:2] in LED)}" for row in rows]
    return "\n".join([f"{head},supervisor_no", *led]) + "\n"


@pytest.fixture
def opened(scored, login):
    def of(who: str, code: str, staff_no: str, part: str) -> dict:
        user = User.objects.get(manager=who) if who else User.objects.get(role=User.Role.HR)
        names = ("card", "card_json", "card_workbook")
        if part.isupper():
            names = ("explanation", "explanation_json", "explanation_workbook")
        answers = [
            login(user).get(reverse(f"scoring:{name}", args=[code, staff_no, part]))
            for name in names
        ]
        assert {answer.status_code for answer in answers} <= {200, 404}
        page, data, book = answers
        if page.status_code == 404:
            return {}
        found = json.loads(b"".join(data.streaming_content) if data.streaming else data.content)
        content = b"".join(book.streaming_content) if book.streaming else book.content
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = [
            str(c)
            for n in sheets.sheet_names
            for r in sheets.get_sheet_by_name(n).to_python()
            for c in r
        ]
        return {**found, "page": page.content.decode(), "book": cells}

    return of


def formula(found: dict, node: str) -> dict:
    return next(line for line in found["formulas"] if line["node"] == node)


def values(line: dict) -> list[float]:
    return [float(Fraction(p["value"])) for p in line["pieces"] if isinstance(p, dict)]


@pytest.mark.usefixtures("published")
def test_a_composite_is_its_dimensions_rounded_once(opened):
    found = opened("01", "S", "01", "composite")
    assert formula(found, "composite")["result"] == "85.92"
    assert values(formula(found, "composite.exact")) == pytest.approx([30, 35.92, 20])


@pytest.mark.usefixtures("published")
def test_a_dimension_is_the_mean_of_its_measures_by_weight(opened):
    found = opened("01", "S", "01", "dimension-skill")
    score = formula(found, "dimension.skill.score")
    assert float(score["result"]) == pytest.approx(89.8)
    # (83 x 0.24 + 100 x 0.16) / 0.4
    assert values(score) == pytest.approx([83, 0.24, 100, 0.16, 0.4])


@pytest.mark.usefixtures("published")
def test_what_is_out_leaves_its_weight_to_the_others(opened):
    """05 has no survey, so that the exam has all of skill; 03 no percentile, so no clients."""
    weight = formula(opened("05", "S", "05", "EXAM"), "EXAM.weight")
    assert values(weight) == pytest.approx([0.4, 0.4, 0.4])  # 0.4 of 0.4 that has data, x 0.4
    weight = formula(opened("03", "S", "03", "dimension-risk"), "dimension.risk.weight")
    assert values(weight) == pytest.approx([0.2, 0.6])
    covered = formula(opened("03", "S", "03", "composite"), "weight_with_data")
    assert values(covered) == pytest.approx([1, 0.4])


@pytest.mark.usefixtures("published")
def test_a_rank_counts_who_is_better_in_each_group(opened):
    found = opened("01", "S", "01", "rank")
    assert values(formula(found, "rank")) == [1, 2]
    assert found["others"][1]["people"] == 12
    assert found["others"][1]["not_shown"] == 11
    assert "高于本人" in found["page"] or "strictly better" in found["page"]


@pytest.mark.usefixtures("published")
def test_others_are_named_to_who_may_see_them_and_counted_for_the_rest(opened):
    hr, leader, own = (opened(who, "S", "10", "HELD") for who in ("", LEADER, "10"))
    assert [o["staff_no"] for o in hr["others"][0]["named"]] == ["12", "10", "11", "04", "09", "08"]
    assert [o["staff_no"] for o in leader["others"][0]["named"]] == ["12", "10", "11"]
    assert [o["staff_no"] for o in own["others"][0]["named"]] == ["10"]
    for found in (hr, leader, own):
        (others,) = found["others"]
        assert (others["people"], others["worse"], others["equal"]) == (6, 3, 1)
    for name in ("page", "book"):
        assert "Lu" in leader[name]
        assert "Lu" not in own[name]


@pytest.mark.usefixtures("published")
def test_a_grade_says_quota_order_and_gates(opened):
    found = opened("", "S", "09", "grade")
    quotas, order, gates = found["tables"]
    assert [row[2] for row in quotas["rows"]] == ["2", "6", "3"]
    assert [row[1] for row in order["rows"]] == ["24.80", "20.00", "2010-09-01", "09"]
    assert gates["rows"][0][1].startswith("2026-12-31")
    assert "B" in gates["rows"][0][2]
    assert opened("10", "S", "10", "grade")["tables"][2]["rows"][0][2] in {"gate open", "通过"}


@pytest.mark.usefixtures("published")
def test_a_share_of_a_pool_says_the_sum_and_the_price_of_a_unit(opened):
    found = opened("01", "P", "01", "SHARE")
    cards = next(o for o in found["others"] if o["sum"] == "717")  # 327 + 270 + 120
    assert cards["amount"] == "4000"
    assert float(Fraction(cards["unit_price"])) == pytest.approx(4000 / 717)
    assert [o["staff_no"] for o in cards["named"]] == ["01"]


@pytest.mark.parametrize("part", ["rank", "grade"])
def test_before_publication_neither_rank_nor_grade_opens(opened, part):
    assert opened("01", "S", "01", part) == {}
    assert bool(opened("", "S", "01", part)) == (part == "grade")


def test_before_publication_nothing_is_told_of_others(opened):
    for who in ("10", LEADER):
        (others,) = opened(who, "S", "10", "HELD")["others"]
        assert not others["told"]
        assert others.keys() == {"title", "told"}
