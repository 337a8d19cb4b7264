"""Who serves a part of the cycle: targets of what has a part year are cut, and no others."""

import csv
import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from perfcenter.models import User
from scoring.explanation import Opening, explain
from scoring.models import Cycle, MeasureScore
from scoring.runs.write import score
from scoring.scheme.reading import parse
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.golden.books.variants import PART_YEARS
from tests.golden.oracle import Question
from tests.golden.oracle.completions import completions
from tests.golden.oracle.months import month
from tests.golden.oracle.part_year import HAS_PART_YEAR, QUANTITIES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

QUANTITIES_FILE = Path(settings.BASE_DIR) / "tests" / "data" / "quantities.toml"
TEXT = QUANTITIES_FILE.read_text("utf-8")
MILLION = 1_000_000


def test_values_targets_and_scores_are_the_oracles(tmp_path):
    """Every kind of quantity, by the cycle and by month, of joiners, leavers and all others."""
    folder = PART_YEARS.write(tmp_path / "in")
    expected = completions(Question(folder, month("1993-01"), month("1993-12")))
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("load", str(folder), **silent)
    call_command("load_scheme", str(QUANTITIES_FILE), **silent)
    call_command(
        "open_cycle", "C", scheme="quantities", first="1993-01", last="1993-12", **silent
    )  # fmt: skip
    call_command("score", "C", csv=tmp_path / "out", **silent)
    text = (tmp_path / "out" / "scores.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {
        (row["staff_no"], row["measure_code"]): (row["value"], row["target"], row["score"])
        for row in rows
    }
    assert found == expected
    assert {code for _staff, code in found} == set(QUANTITIES)


@pytest.mark.parametrize("code", QUANTITIES)
def test_the_default_follows_the_quantity(code):
    assert parse(TEXT, file="q.toml").measure(code).is_prorated is HAS_PART_YEAR[QUANTITIES[code]]


@pytest.mark.parametrize(("word", "is_cut"), [("true", True), ("false", False)])
@pytest.mark.parametrize("code", QUANTITIES)
def test_a_scheme_that_says_so_is_obeyed(code, word, is_cut):
    text = TEXT.replace(f'code = "{code}"\n', f'code = "{code}"\nprorate = {word}\n', 1)
    assert parse(text, file="q.toml").measure(code).is_prorated is is_cut


@pytest.mark.parametrize("way", ["sum", "mean", "last"])
@pytest.mark.parametrize("code", QUANTITIES)
def test_how_targets_by_month_are_put_together_changes_nothing_of_that(code, way):
    text = TEXT.replace(f'code = "{code}"\n', f'code = "{code}"\nmonthly_targets = "{way}"\n', 1)
    assert parse(text, file="q.toml").measure(code).is_prorated is HAS_PART_YEAR[QUANTITIES[code]]


@pytest.fixture
def bank(db):
    """Three clients of 1,000,000.00 in good loans and 15,000.00 in bad ones each, all of 2025."""
    loan = make.make_product("L1", family="loan")
    people = {
        "0102": make.make_manager("0102"),
        "0103": make.make_manager("0103", hired_on=date(2025, 7, 2)),
        "0104": make.make_manager("0104", left_on=date(2025, 8, 31)),
    }
    for manager in people.values():
        client = make.make_client(f"C{manager.staff_no}", manager=manager)
        for balance, rating in ((100_000_000, "normal"), (1_500_000, "loss")):
            number = f"{rating}-{manager.staff_no}"
            account = make.make_account(
                number, client=client, product=loan, opened_on=date(2024, 1, 1)
            )
            for of in range(202501, 202513):
                make.make_ledger_row(
                    account, of, average_balance=balance, end_balance=balance,
                    classification=rating,
                )  # fmt: skip
        for code, target in (("SAT", 90), ("ENDLOAN", 1_000_000), ("LOAN", 1_000_000)):
            make.make_target(manager, code, target * MILLION)
        make.make_target(manager, "NPL", MILLION // 50)
        make.make_value(manager, "SAT", 90 * MILLION)
    return people


def scored(people) -> dict[tuple[str, str], MeasureScore]:
    scheme, _is_new = load_scheme(TEXT.encode(), file="quantities.toml")
    cycle = make.make_cycle(
        "Y", managers=list(people.values()), scheme=scheme, first_month=202501, last_month=202512
    )
    run = score(cycle=cycle)
    return {(s.manager_id, s.measure_code): s for s in MeasureScore.objects.filter(run=run)}


def test_a_joiner_is_held_to_the_whole_mark_rate_and_end_balance(bank):
    """Hired on 2 July: 90 of 90 is 100, and a bad loan ratio scores as it does for a whole year."""
    found = scored(bank)
    assert (found["0103", "SAT"].target, found["0103", "SAT"].score) == (90, 100.0)
    assert found["0103", "NPL"].target == Fraction(2, 100)
    assert found["0103", "NPL"].score == found["0102", "NPL"].score == pytest.approx(406 / 3)
    assert found["0103", "ENDLOAN"].target == 1_000_000
    assert found["0103", "ENDLOAN"].score == pytest.approx(101.5)


def test_her_daily_average_is_held_to_the_days_that_she_served(bank):
    """From 2 July to 31 December are 183 of 365 days."""
    assert scored(bank)["0103", "LOAN"].target == Fraction(1_000_000 * 183, 365)


def test_a_leaver_too_has_part_years_of_flows_and_averages_alone(bank):
    """From 1 January to 31 August are 243 days."""
    found = scored(bank)
    targets = {code: found["0104", code].target for code in ("SAT", "NPL", "ENDLOAN", "LOAN")}
    assert targets == {
        "SAT": 90,
        "NPL": Fraction(2, 100),
        "ENDLOAN": 1_000_000,
        "LOAN": Fraction(1_000_000 * 243, 365),
    }


def moved(manager, to, first: int) -> None:
    """All accounts of the manager's clients are somebody else's from a month on."""
    for client in manager.clients.all():
        for account in client.accounts.all():
            make.make_share(account, to, MILLION, from_month=first)


def test_a_leavers_end_balance_is_the_one_when_she_left(bank):
    moved(bank["0104"], bank["0102"], 202509)
    found = scored(bank)
    assert found["0104", "ENDLOAN"].value == 1_015_000
    assert found["0102", "ENDLOAN"].value == 2_030_000


def test_it_is_out_where_nothing_was_hers_when_she_left(bank):
    moved(bank["0104"], bank["0102"], 202508)
    found = scored(bank)["0104", "ENDLOAN"]
    assert (found.value, found.status) == (None, "no_data")


def test_who_leaves_on_the_last_day_is_no_leaver_and_has_a_balance_of_nothing(bank):
    bank["0104"].left_on = date(2025, 12, 31)
    bank["0104"].save()
    moved(bank["0104"], bank["0102"], 202512)
    assert scored(bank)["0104", "ENDLOAN"].value == 0


def test_a_leavers_end_balance_opens_into_the_accounts_of_that_month(bank):
    moved(bank["0104"], bank["0102"], 202509)
    scored(bank)
    run = Cycle.objects.get(code="Y").runs.first()
    hr = make.make_user(role=User.Role.HR)
    explained = explain(run, bank["0104"], "ENDLOAN", Opening(), viewer=hr)
    assert explained.check.agrees
    assert sum(leaf.amounts[0] for leaf in explained.leaves) == 1_015_000
    assert explained.tree.heads[0].symbol == "2025-08"
