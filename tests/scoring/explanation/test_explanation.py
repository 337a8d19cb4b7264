"""Every number opens down to what it is made of, and what is opened adds up to the number."""

from __future__ import annotations

import io
import re
from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from portfolio.loading.book import touch
from portfolio.models import DataLoad, Incident, LedgerRow, Training
from scoring.explanation import NotShown, Opening, explain
from scoring.models import MeasureScore, ScoreRun
from scoring.runs.write import score
from scoring.scheme.stored import definition
from tests import factories as make
from tests.scoring.conftest import people
from tests.scoring.explanation.opening import explained
from tests.thawing import thawed

pytestmark = pytest.mark.django_db
LEDGER = ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER", "NPL")


@pytest.mark.parametrize("code", LEDGER)
def test_rows_products_and_leaves_come_to_the_exact_value_of_the_run(bank, code):
    run, _hr = bank
    for manager in people(run):
        found = explained(bank, manager, code)
        stored = MeasureScore.objects.get(run=run, manager=manager, measure_code=code)
        assert found.check is None or found.check.agrees
        assert value_of(code, found.leaves) == stored.value


def value_of(code, leaves) -> Fraction | None:
    columns = zip(*(leaf.amounts for leaf in leaves), strict=True)
    sums = [sum(column, Fraction(0)) for column in columns]
    if code == "NPL":
        return sums[1] / sums[0] if sums and sums[0] else None
    return sum(sums, Fraction(0))


@pytest.mark.parametrize("code", ["SAT", "HOURS", "EXAM", "MEDICAL"])
def test_records_come_to_the_value_of_the_run(bank, code):
    checks = [explained(bank, manager, code).check for manager in people(bank[0])]
    compared = [check for check in checks if check is not None]
    assert compared
    assert all(check.agrees for check in compared)


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
        own = sum(account.amounts[:4])
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


@pytest.mark.parametrize("code", ["RORAC", "DEP", "NPL", "OTHER"])
def test_an_address_that_opens_nothing_is_an_ordinary_page(bank, code):
    for path in (
        ("nowhere",),
        ("loan", "x"),
        ("deposit", "D1", "stock", "someone-elses-account"),
        ("a", "pools"),
        ("a", "b", "c", "pools"),
        ("deposit", "D1", "stock", "sales"),
        ("a", "b", "c", "d", "e", "f"),
    ):
        assert explained(bank, people(bank[0])[0], code, *path).detail is None


def test_a_measure_that_does_not_exist_is_a_key_error(bank):
    with pytest.raises(NotShown):
        explained(bank, people(bank[0])[0], "NOPE")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_measure_of_the_scheme_has_its_formulas(bank, language):
    run, _hr = bank
    manager = people(run)[1]
    with translation.override(language):
        for measure in definition(run.cycle.scheme).all_measures():
            found = explained(bank, manager, measure.code)
            assert found.formulas or found.line.score is None


def test_when_the_ledger_changes_the_page_stays_as_the_run_read_it(cast, login):
    account = make.make_account(
        client=make.make_client(manager=cast.manager.manager), product=make.make_product()
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=1_000_000)
    cycle = make.make_cycle(managers=[cast.manager.manager])
    run = score(cycle=cycle)
    before = explain(run, cast.manager.manager, "RORAC", Opening(), viewer=cast.hr)
    LedgerRow.objects.filter(month=202603).update(fees=500)
    LedgerRow.objects.filter(month=202604).delete()
    touch((202603, 202604))
    DataLoad.objects.create(source="set", digest="1" * 64, summary={"months": [202603, 202604]})
    after = explain(run, cast.manager.manager, "RORAC", Opening(), viewer=cast.hr)
    assert after.check.agrees
    assert (after.line.value, after.leaves) == (before.line.value, before.leaves)
    assert "with-icon warn" in page_of(login, cast, "RORAC")


def test_a_run_of_before_the_vault_says_that_it_kept_no_explanation(cast, login, cycle):
    run = score(cycle=cycle)
    with thawed("scoring_scorerun"):
        ScoreRun.objects.filter(pk=run.pk).update(manifest="")
    page = page_of(login, cast, "RORAC")
    assert "未留存" in page
    assert 'id="tree"' not in page


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


def total_row(page: str) -> str:
    """The last row of the records, with its class."""
    return page[page.index("<tfoot>") : page.index("</tfoot>")]


@pytest.fixture
def trained(cast, cycle):
    """M1 with two courses, one of them with a mark, an incident, and months of satisfaction."""
    manager = cast.manager.manager
    for day, hours, mark in ((5, 16, None), (9, 25, 89_250_000), (20, 2, 90_000_000)):
        Training.objects.create(
            manager=manager,
            course=f"Course {day}",
            hours=hours * 1_000_000,
            exam_score=mark,
            completed_on=date(2026, 3, day),
        )
    Incident.objects.create(
        manager=manager, occurred_on=date(2026, 5, 1), kind="late", points=1_000_000
    )
    for month, value in ((202601, 85), (202602, 90), (202603, 90)):
        make.make_value(manager, "SAT", value * 1_000_000, month=month)
    return score(cycle=cycle)


def page_of(login, cast, code) -> str:
    url = reverse("scoring:explanation", args=["2026", "M1", code])
    return login(cast.manager).get(url).content.decode()


def test_a_mean_stands_under_a_plain_rule_with_its_formula_and_without_the_hours(
    trained, cast, login
):
    page = page_of(login, cast, "EXAM")
    assert '<tr class="sum">' in total_row(page)
    assert "89.63" in total_row(page)
    assert "41" not in total_row(page)
    assert "179.25" in page  # the sum of the marks, over two
    assert "记录平均" in page


def test_hours_add_up_under_a_double_rule(trained, cast, login):
    assert '<tr class="total">' in total_row(page_of(login, cast, "HOURS"))
    assert "43" in total_row(page_of(login, cast, "HOURS"))


def test_a_value_by_months_says_that_it_is_their_mean(trained, cast, login):
    page = page_of(login, cast, "SAT")
    assert "265.00" in page
    assert '<tr class="sum">' in total_row(page)


@pytest.fixture
def sold(cast, cycle):
    """M1 sold one product twice; pieces are known of both, an amount of neither."""
    product = make.make_product("S1", family="settlement")
    for month, income, pieces in ((202602, 50_000, 5), (202603, 22_000, 7)):
        sale = make.make_sale(cast.manager.manager, product, month, income=income)
        sale.quantity = pieces * 1_000_000
        sale.save()
    make.make_target(cast.manager.manager, "OTHER", 1_000_000_000)
    return score(cycle=cycle)


@pytest.mark.parametrize(
    ("code", "path", "heads", "total"),
    [
        ("OTHER", ("S1", "sales"), ["月份", "数量", "收益"], ["合计", "12", "720.00"]),
        (
            "RORAC",
            ("settlement", "S1", "increment", "sales"),
            ["月份", "数量", "收益", "税金", "归本人净额"],
            ["合计", "12", "720.00", "−43.20", "676.80"],
        ),
    ],
)
def test_sales_end_in_the_column_that_counts_and_leave_out_what_is_not_known(
    sold, cast, code, path, heads, total
):
    with translation.override("zh-hans"):
        manager = cast.manager.manager
        detail = explain(sold, manager, code, Opening(path), viewer=cast.hr).detail
    assert [head.title for head in detail.heads] == heads
    assert list(detail.total) == total


def test_of_an_end_balance_the_one_month_that_counts_is_marked_and_nothing_is_added(bank):
    run, _hr = bank
    for manager in people(run):
        leaves = explained(bank, manager, "NPL").leaves
        if leaves:
            detail = explained(bank, manager, "NPL", *leaves[0].path).detail
            assert detail.total == ()
            assert [bool(row.mark) for row in detail.rows][-1]
            assert sum(bool(row.mark) for row in detail.rows) == 1


def test_the_heading_says_whether_points_are_added_or_taken(trained, cast, login):
    page = page_of(login, cast, "YEARS")
    assert re.search(r"<h1>[^<]*加\d\.\d\d分", page)
    assert re.search(r"<h1>[^<]*得[\d.]+分", page_of(login, cast, "EXAM"))


def test_a_month_with_nothing_below_it_is_no_link(bank):
    """A whole share of an end balance is the balance: there is no formula to open."""
    run, _hr = bank
    for manager in people(run):
        for leaf in explained(bank, manager, "NPL").leaves[:2]:
            for row in explained(bank, manager, "NPL", *leaf.path).detail.rows:
                assert bool(row.href) == ("100%" not in row.cells)


def test_a_page_of_a_number_asks_the_database_few_times(cast, login, django_assert_max_num_queries):
    score(cycle=make.make_cycle(managers=[cast.manager.manager]))
    client = login(cast.manager)
    url = reverse("scoring:explanation", args=["2026", "M1", "RORAC"])
    client.get(url)
    with django_assert_max_num_queries(30):
        client.get(url)
