"""Every source and rule that is registered opens as page, JSON and workbook, and adds up."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import partial

import pytest
from django.core.management import call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from perfcenter.models import User
from portfolio.models import Certificate, Incident, LedgerRow, Training
from portfolio.months import first_day
from scoring.explanation import Opening, explain
from scoring.explanation.as_json import plain_of
from scoring.explanation.workbook import explanation_workbook
from scoring.inputs import own
from scoring.models import Cycle
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.golden.books.variants import VARIANTS
from tests.scoring.conftest import people
from tests.scoring.explanation.every_word import OTHERS, rule_codes, scheme_text, source_codes
from tests.scoring.explanation.opening import Books, read_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVERYTHING = next(variant for variant in VARIANTS if variant.name == "everything at once")
MILLION = 1_000_000
ADD_UP = {
    "rorac", "responsibility_profit", "daily_average", "end_balance", "fees", "npl_ratio",
    "sales_income", "sales_amount", "sales_quantity", "amounts", "increment", "account_increment",
    "accounts_open", "accounts_opened", "loans_made", "clients", "new_clients",
    "products_per_client", "training_hours", "exam_mean", "incident_points", "incident_count",
    "certificates", "value", "survey", "ticket_count", "recoveries",
}  # fmt: skip
"""Sources of which somebody in the bank below has rows."""


BOOKS: Books = {}


@pytest.fixture(autouse=True)
def _books_are_read_once(bank, monkeypatch):
    """The vault of the module stands: what was read of it once is the same again."""
    monkeypatch.setattr(own, "book_rows", partial(read_once, BOOKS))


@pytest.fixture(scope="module")
def bank(keeping, tmp_path_factory):
    """A bank's half year under the scheme of every word; its increments are over the month 2."""
    with keeping():
        folder = EVERYTHING.write(tmp_path_factory.mktemp("bank"))
        silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        call_command("load", str(folder), **silent)
        months = sorted(set(LedgerRow.objects.values_list("month", flat=True)))
        load_scheme(scheme_text(months[1]).encode(), file="every-word.toml")
        call_command(
            "open_cycle", "C", scheme="every-word", first=_text(months[2]), last=_text(months[-1]),
            **silent,
        )  # fmt: skip
        cycle = Cycle.objects.get(code="C")
        _records(cycle)
        hr = make.make_user(role=User.Role.HR)
        yield score(cycle=cycle), hr


def _text(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _records(cycle: Cycle) -> None:
    day = first_day(cycle.last_month)
    for place, participant in enumerate(cycle.participants.select_related("manager")):
        manager = participant.manager
        for name in ("AFP", "CFA"):
            Certificate.objects.create(manager=manager, name=name, obtained_on=day)
        for hours in (3, 5 + place):
            Training.objects.create(
                manager=manager, course="C", hours=hours * MILLION, exam_score=hours * MILLION,
                completed_on=day,
            )  # fmt: skip
        Incident.objects.create(manager=manager, occurred_on=day, kind="late", points=MILLION // 3)
        make.make_value(manager, "S_value", 7 * MILLION, month=cycle.first_month)
        make.make_value(manager, "S_value", 8 * MILLION, month=cycle.last_month)
        make.make_value(manager, "S_survey.peer", 70 * MILLION)
        make.make_value(manager, "S_survey.superior", 91 * MILLION)


@pytest.mark.parametrize("code", [*source_codes(), *rule_codes(), *OTHERS])
def test_a_cell_opens_as_page_data_and_workbook_whose_rows_come_to_it(bank, login, code):
    run, hr = bank
    opened = 0
    for manager in people(run, 2):
        found = explain(run, manager, code, Opening(), viewer=hr)
        assert found.check is None or found.check.agrees, (manager, found.check)
        assert found.formulas or found.records or found.tree or found.why
        data = plain_of(found, run)
        rows = data.get("rows")
        if rows and found.check:
            assert leaves(rows) == Fraction(rows["value"]) == found.check.shown
            opened += bool(rows["rows"])
        if code.startswith("S_") and manager != people(run, 2)[0]:
            continue
        names = CalamineWorkbook.from_filelike(io.BytesIO(explanation_workbook(found, run)))
        assert len(names.sheet_names) >= 3
        for name in ("explanation", "explanation_json", "explanation_workbook"):
            address = reverse(f"scoring:{name}", args=["C", manager.staff_no, code])
            assert login(hr).get(address).status_code == 200
    if code.removeprefix("S_") in ADD_UP:
        assert opened or code in {"S_ticket_count", "S_recoveries"}


def leaves(rows) -> Fraction | None:
    """Add the amounts of the rows up again, as the file says that they come together."""
    columns = [Fraction(0)] * len(rows["columns"])
    for row in rows["rows"]:
        for place, amount in enumerate(row["amounts"]):
            columns[place] += Fraction(amount)
    if rows["how"] == "ratio":
        return columns[1] / columns[0]
    return sum(columns) / (len(rows["rows"]) if rows["how"] == "mean" else 1)


@pytest.mark.parametrize("code", ["S_daily_average", "S_increment", "S_account_increment"])
def test_an_account_opens_into_months_that_add_up_to_its_row(bank, code):
    run, hr = bank
    opened = 0
    for manager in people(run):
        found = explain(run, manager, code, Opening(), viewer=hr)
        for leaf in found.leaves[:3]:
            deeper = explain(run, manager, code, Opening(leaf.path), viewer=hr)
            assert deeper.detail is not None
            opened += bool(deeper.detail.rows)
    assert opened


def test_each_period_of_a_measure_by_month_opens_its_own_rows(bank, login):
    run, hr = bank
    manager = people(run)[1]
    first = explain(run, manager, "M_month", Opening(), viewer=hr)
    assert [row.is_open for row in first.periods].count(True) == 1
    values = []
    for row in first.periods:
        found = explain(run, manager, "M_month", Opening(period=row.code), viewer=hr)
        assert found.check is None or found.check.agrees
        values.append(found.line.value)
        address = reverse("scoring:explanation", args=["C", manager.staff_no, "M_month"])
        page = login(hr).get(address + row.href).content.decode()
        assert f'id="period-{row.code}"' in page
    assert len(set(values)) > 1
