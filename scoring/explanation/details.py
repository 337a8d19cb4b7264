"""What stands under an opened leaf: tables, and an account's months as the first of them."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.money import MILLION
from portfolio.models import Account, LedgerRow, Product
from portfolio.months import month_text
from portfolio.valuation import AccountMonth
from scoring.explanation.formulas import Formula
from scoring.explanation.holdings import Holdings
from scoring.explanation.months import month_formulas
from scoring.explanation.opening import Opening, place_of
from scoring.explanation.specs import Column, Spec

Fen = Callable[[AccountMonth], int]


@dataclass(frozen=True)
class DetailRow:
    """A row of a detail's table; an opened month has its formulas below, `mark` beside its name."""

    cells: tuple[str, ...]
    href: str = ""
    place: str = ""
    formulas: tuple[Formula, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Detail:
    """A table under a row of the tree; `texts` says which of its columns are words.

    The last row is a total (`adds_up`) or stands for the rows in another way, as a mean does.
    """

    title: str
    note: str
    heads: tuple[Column, ...]
    texts: tuple[int, ...]
    rows: tuple[DetailRow, ...]
    total: tuple[str, ...] = ()
    adds_up: bool = True
    wraps: bool = False  # the first column holds names, which may be long


@dataclass(frozen=True)
class _MonthColumn:
    head: Column
    written: Callable[[AccountMonth], str]
    sum: Fen | None = None
    is_text: bool = False


def account_detail(spec: Spec, opening: Opening, account_no: str) -> Detail | None:
    """Return the account's months as the metric reads them."""
    months = [row for row in spec.holdings.months if row.account_no == account_no]
    if not months:
        return None
    columns = _columns(spec, months[0].family)
    path = opening.path[: len(spec.levels) + 1]
    rows = tuple(_month_row(spec, opening, path, columns, row) for row in months)
    return Detail(
        title=_("Account-months of %(account)s") % {"account": account_no},
        note=_about(spec.holdings, account_no, months[0]),
        heads=tuple(column.head for column in columns),
        texts=tuple(i for i, column in enumerate(columns) if column.is_text),
        rows=rows,
        total=tuple(_total(column, months) for column in columns)
        if any(column.sum for column in columns)
        else (),
    )


def _month_row(
    spec: Spec,
    opening: Opening,
    path: tuple[str, ...],
    columns: list[_MonthColumn],
    row: AccountMonth,
) -> DetailRow:
    key = (*path, month_text(row.month))
    formulas = month_formulas(spec.sheet, row)
    return DetailRow(
        cells=tuple(column.written(row) for column in columns),
        href=opening.toggled(key) if formulas else "",
        place=place_of(key),
        formulas=formulas if opening.holds(key) else (),
        mark=_("counts") if spec.sheet == "end" and spec.of_holding(row) is not None else "",
    )


def _columns(spec: Spec, family: str) -> list[_MonthColumn]:
    """Return the columns that the metric needs of an account's months."""
    month = _MonthColumn(Column(_("Month")), lambda r: month_text(r.month), is_text=True)
    days = _MonthColumn(Column(_("Days")), lambda r: str(r.days), lambda r: r.days)
    share = _MonthColumn(Column(_("Own share")), lambda r: _share(r.share))
    rating = _MonthColumn(
        Column(_("Class")),
        lambda r: str(LedgerRow.Classification(r.classification).label),
        is_text=True,
    )
    classes = [rating] if family == Product.Family.LOAN else []
    average = _money(_("Average balance"), lambda r: r.average_balance, adds=False)
    end = _money(_("End balance"), lambda r: r.end_balance, adds=False)
    if spec.sheet == "end":
        own = _money(_("Own end balance"), lambda r: r.own_end_balance, adds=False)
        return [month, end, *classes, share, own]
    if spec.sheet == "fees":
        fees = _money(_("Fees"), lambda r: r.fees)
        return [month, fees, share, _money(_("Own fees"), lambda r: r.own_fees)]
    if spec.sheet == "average":
        own = _money(_("Own average"), lambda r: r.own_average_balance, adds=False)
        weighted = _money(
            _("× days"), lambda r: r.own_average_balance * r.days, symbol=_("CNY × days")
        )
        return [month, days, average, share, own, weighted]
    flows = [
        _money(_("Income"), lambda r: r.income, symbol="E"),
        _money(_("Funding cost"), lambda r: -r.funding_cost, symbol="Cd"),
    ]
    if spec.sheet == "profit":
        own = _money(_("Own result"), lambda r: r.own_income - r.own_funding_cost)
        return [month, days, average, *classes, *flows, share, own]
    flows += [
        _money(_("Risk cost"), lambda r: -r.risk_cost, symbol="Cr"),
        _money(_("Tax"), lambda r: -r.tax, symbol="T"),
    ]
    return [month, days, average, *classes, *flows, share, _money(_("Own result"), own_result)]


def own_result(row: AccountMonth) -> int:
    """Return what an account-month leaves to the manager before pools and decay, in fen."""
    return row.own_income - row.own_funding_cost - row.own_risk_cost - row.own_tax


def _money(title: str, amount: Fen, *, symbol: str = "", adds: bool = True) -> _MonthColumn:
    head = Column(title, symbol or _("CNY"))
    return _MonthColumn(head, lambda row: _fen(amount(row)), amount if adds else None)


def _total(column: _MonthColumn, months: list[AccountMonth]) -> str:
    if column.is_text:
        return _("Total") if column.head.title == _("Month") else ""
    if column.sum is None:
        return ""
    total = sum(column.sum(row) for row in months)
    return str(total) if column.head.title == _("Days") else _fen(total)


def _about(holdings: Holdings, account_no: str, row: AccountMonth) -> str:
    account = Account.objects.get(account_no=account_no)
    parts = [row.client_name, holdings.products[row.product].name]
    opened = _("disbursed %(day)s") if account.kind == Account.Kind.LOAN else _("opened %(day)s")
    parts.append(opened % {"day": row.opened_on.isoformat()})
    if account.rate is not None:
        rate = formats.rate(Fraction(account.rate, MILLION))
        parts.append(_("%(rate)s a year") % {"rate": rate})
    return " · ".join([*parts, _("unit: CNY")])


def _share(share: int) -> str:
    return formats.rate(Fraction(share, MILLION))


def _fen(fen: int) -> str:
    return formats.plain(Fraction(fen, 100))
