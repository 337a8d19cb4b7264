"""Every number opens down to what it is made of, and what is opened adds up to the number."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from perfcenter.models import User
from portfolio.models import LedgerRow, Manager
from scoring.models import Cycle, MeasureScore
from scoring.scheme.stored import definition
from scoring.selectors.explanation import Opening, explain
from scoring.services.runs import score
from tests import factories as make
from tests.golden.books.variants import VARIANTS

EVERYTHING = next(variant for variant in VARIANTS if variant.name == "everything at once")
SAMPLE = 3
LEDGER = ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER", "NPL")


@pytest.fixture(scope="module")
def bank(django_db_setup, django_db_blocker, tmp_path_factory):
    """The book with pools of each driver, shares and a transfer, scored; kept for the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        folder = EVERYTHING.write(tmp_path_factory.mktemp("bank"))
        silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        call_command("load", str(folder), **silent)
        call_command(
            "open_cycle", "C", scheme="balanced", first=EVERYTHING.first, last=EVERYTHING.last,
            **silent,
        )  # fmt: skip
        run = score(cycle=Cycle.objects.get(code="C"))
        hr = make.make_user(role=User.Role.HR)
        yield run, hr
        transaction.set_rollback(True)


def people(run) -> list[Manager]:
    """Every few managers of the run, so that all kinds of books are among them."""
    found = Manager.objects.filter(participations__cycle=run.cycle).order_by("staff_no")
    return list(found)[:: max(1, len(found) // SAMPLE)]


def explained(bank, manager, code, *path, shows_all=True):
    run, hr = bank
    return explain(run, manager, code, Opening(path, shows_all), viewer=hr)


@pytest.mark.parametrize("code", LEDGER)
def test_rows_products_and_leaves_come_to_the_exact_value_of_the_run(bank, code):
    run, _hr = bank
    for manager in people(run):
        found = explained(bank, manager, code)
        stored = MeasureScore.objects.get(run=run, manager=manager, measure_code=code)
        assert found.check.agrees
        assert value_of(code, found.leaves) == stored.value


def value_of(code, leaves) -> Fraction | None:
    columns = zip(*(leaf.amounts for leaf in leaves), strict=True)
    sums = [sum(column, Fraction(0)) for column in columns]
    if code == "NPL":
        return sums[1] / sums[0] if sums and sums[0] else None
    return sum(sums, Fraction(0)) / 100


@pytest.mark.parametrize("code", ["SAT", "HOURS", "EXAM", "YEARS", "MEDICAL"])
def test_records_come_to_the_value_of_the_run(bank, code):
    for manager in people(bank[0]):
        check = explained(bank, manager, code).check
        assert check is None or check.agrees


def numbers(cells) -> list[Fraction]:
    """The figures of a row as shown; k0 and its note aside."""
    return [
        Fraction(cell.replace(",", "").replace("−", "-")) if cell.strip("—") else Fraction(0)
        for cell in cells
    ]


def test_shown_rows_add_up_to_the_row_above_on_every_level(bank):
    for manager in people(bank[0]):
        path: tuple[str, ...] = ()
        above = None
        while True:
            tree = explained(bank, manager, "RPROFIT", *path).tree
            level = [r for r in tree.rows if r.level == len(path) + 1 and r.path[:-1] == path]
            if not level or len(path) >= 2:
                break
            totals = [
                sum(column) for column in zip(*(numbers(r.cells) for r in level), strict=True)
            ]
            assert totals == (above or numbers(tree.total))
            biggest = max(level, key=lambda r: abs(numbers(r.cells)[-1]))
            above, path = numbers(biggest.cells), biggest.path


def test_an_account_opens_into_its_months_which_add_up_to_the_fen(bank):
    run, _hr = bank
    for manager in people(run):
        found = explained(bank, manager, "RORAC")
        account = next((leaf for leaf in found.leaves if leaf.kind == "account"), None)
        if account is None:
            continue
        detail = explained(bank, manager, "RORAC", *account.path).detail
        own = sum(account.amounts[:4]) / 100
        assert numbers([detail.total[-1]]) == [own]


def test_a_share_of_pools_opens_into_the_pools(bank):
    run, _hr = bank
    for manager in people(run):
        leaf = next(
            (x for x in explained(bank, manager, "RORAC").leaves if x.kind == "pools"), None
        )
        if leaf:
            detail = explained(bank, manager, "RORAC", *leaf.path).detail
            assert len(detail.rows) >= 1


def test_an_address_that_opens_nothing_is_an_ordinary_page(bank):
    for path in (("nowhere",), ("loan", "x"), ("deposit", "D1", "stock", "someone-elses-account")):
        assert explained(bank, people(bank[0])[0], "RORAC", *path).detail is None


def test_a_measure_that_does_not_exist_is_a_key_error(bank):
    with pytest.raises(KeyError):
        explained(bank, people(bank[0])[0], "NOPE")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_measure_of_the_scheme_has_its_formulas(bank, language):
    run, _hr = bank
    manager = people(run)[1]
    with translation.override(language):
        for measure in definition(run.cycle.scheme).all_measures():
            found = explained(bank, manager, measure.code)
            assert found.formulas or found.line.score is None


def test_when_the_ledger_changes_the_page_says_so_and_the_score_stands(cast, login):
    account = make.make_account(
        client=make.make_client(manager=cast.manager.manager), product=make.make_product()
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=1_000_000)
    cycle = make.make_cycle(managers=[cast.manager.manager])
    run = score(cycle=cycle)
    before = explain(run, cast.manager.manager, "RORAC", Opening(), viewer=cast.hr)
    LedgerRow.objects.filter(month=202603).update(fees=500)
    after = explain(run, cast.manager.manager, "RORAC", Opening(), viewer=cast.hr)
    assert before.check.agrees
    assert not after.check.agrees
    assert after.line.value == before.line.value
    assert [leaf.kind for leaf in after.leaves if leaf.kind == "changed"] == ["changed"]
    page = login(cast.manager).get(reverse("scoring:explanation", args=["2026", "M1", "RORAC"]))
    assert 'class="band warn' in page.content.decode()


def test_a_click_asks_for_the_tree_alone(cast, login):
    score(cycle=make.make_cycle(managers=[cast.manager.manager]))
    url = reverse("scoring:explanation", args=["2026", "M1", "RORAC"])
    part = login(cast.manager).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="tree"' in part


def test_the_workbook_of_a_number_holds_its_rows(cast, login):
    account = make.make_account(
        client=make.make_client(manager=cast.manager.manager), product=make.make_product()
    )
    make.make_ledger_row(account, 202601, average_balance=1_000_000)
    score(cycle=make.make_cycle(managers=[cast.manager.manager]))
    url = reverse("scoring:explanation_workbook", args=["2026", "M1", "RORAC"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(login(cast.manager).get(url).content))
    cells = [
        cell
        for sheet in book.sheet_names
        for row in book.get_sheet_by_name(sheet).to_python()
        for cell in row
    ]
    assert "A1" in cells
