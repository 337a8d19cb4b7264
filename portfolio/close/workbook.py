"""The checks of a month as a workbook."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Table, Value, count, workbook, yuan
from portfolio.close.page import MonthPage, balances_first_wrong, moves_first_far
from portfolio.models import MonthStep
from portfolio.months import month_text


def checks_workbook(page: MonthPage) -> bytes:
    """Return the checks of a month and all rows behind them."""
    return workbook(
        [_checks(page), _counts(page), _missing(page), _balances(page), _moves(page), _steps(page)]
    )


def _checks(page: MonthPage) -> Table:
    heads = (_("Check"), _("Stands against closing"))
    rows = [(text, _("yes") if tone == "bad" else "") for _shape, tone, text in page.lines]
    return Table(_("Checks"), heads, rows)


def _counts(page: MonthPage) -> Table:
    before = month_text(page.compared.before)
    heads = (
        _("Kind"), _("Rows"), _("Rows in %(month)s") % {"month": before},
        _("End balance (CNY)"), _("End balance in %(month)s (CNY)") % {"month": before},
    )  # fmt: skip
    rows = [
        (one.title, count(one.rows), count(one.rows_before), yuan(one.balance),
         yuan(one.balance_before))
        for one in page.compared.counts
    ]  # fmt: skip
    return Table(_("Row counts"), heads, rows)


def _missing(page: MonthPage) -> Table:
    heads = (_("Account"), _("Kind"), _("Client"), _("Product"), _("Opened on"), _("Matures on"))
    accounts = page.compared.missing.select_related("client", "product").iterator(chunk_size=2_000)
    rows = (
        (one.account_no, one.get_kind_display(), one.client.name, one.product.name,
         one.opened_on, one.matures_on)
        for one in accounts
    )  # fmt: skip
    return Table(_("Accounts without a row"), heads, rows)


def _balances(page: MonthPage) -> Table:
    heads = (
        _("Branch"), _("Branch code"), _("Product"), _("Product code"),
        _("General ledger (CNY)"), _("Ledger (CNY)"), _("Difference (CNY)"),
    )  # fmt: skip
    rows = [
        (one.branch_name, one.branch, one.product_name, one.product, yuan(one.given),
         yuan(one.booked), None if one.given is None else yuan(one.gap))
        for one in balances_first_wrong(page.compared)
    ]  # fmt: skip
    return Table(_("General ledger"), heads, rows)


def _moves(page: MonthPage) -> Table:
    heads = (
        _("Product"), _("Product code"), _("End balance (CNY)"),
        _("End balance in %(month)s (CNY)") % {"month": month_text(page.compared.before)},
        _("Change (CNY)"), _("Pointed out"),
    )  # fmt: skip
    rows = [
        (one.product_name, one.product, yuan(one.now), yuan(one.before), yuan(one.change),
         _("yes") if one.is_far else "")
        for one in moves_first_far(page.compared)
    ]  # fmt: skip
    return Table(_("Against the month before"), heads, rows)


def _steps(page: MonthPage) -> Table:
    heads = (_("State"), _("When"), _("By"), _("Second person"), _("Reason"), _("Version"))
    rows: list[tuple[Value, ...]] = [(*_step(step), step.files["holdings"]) for step in page.steps]
    return Table(_("What was done"), heads, rows)


def _step(step: MonthStep) -> tuple[str, str, str, str, str]:
    return (
        str(MonthStep.Kind(step.kind).label),
        f"{timezone.localtime(step.at):%Y-%m-%d %H:%M}",
        step.by.name if step.by else "",
        step.second.name if step.second else "",
        step.reason,
    )
