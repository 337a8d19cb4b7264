"""What stands under an opened leaf: tables, and an account's months as the first of them."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from perfcenter.base.money import MILLION
from perfcenter.base.numbers.places import own_places
from portfolio.models import LedgerRow, Product
from portfolio.months import month_text
from portfolio.valuation import AccountMonth
from scoring.explanation.behind import Behind, Column
from scoring.explanation.formulas import Formula
from scoring.explanation.months import month_formulas
from scoring.explanation.opening import Opening, place_of
from scoring.graph.rows import Row

Fen = Callable[[AccountMonth], int]
PLAIN = ("average", "end")
"""What these sheets count needs no further column."""


@dataclass(frozen=True)
class DetailRow:
    """A row of a detail's table; an opened month has its formulas below, `mark` beside its name."""

    cells: tuple[str, ...]
    href: str = ""
    place: str = ""
    formulas: tuple[Formula, ...] = ()
    mark: str = ""
    was: str = ""  # of a row that was put right
    about: tuple[str, int] | None = None  # account and month


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
    whole: str = ""  # the query that shows all of a long list


@dataclass(frozen=True)
class _MonthColumn:
    head: Column
    written: Callable[[AccountMonth], str]
    sum: Fen | None = None
    is_text: bool = False


@dataclass(frozen=True)
class _Counted:
    """A column of what months count: exactly, so that they come to the leaf of the tree."""

    head: Column
    written: Callable[[Row | None], str]
    total: str


def account_detail(behind: Behind, opening: Opening, account_no: str) -> Detail | None:
    """Return the account's months as the source read them."""
    months = [row for row in behind.ground.book.months if row.account_no == account_no]
    if not months:
        return based_detail(behind, account_no)
    place = behind.ground.calendar.months.index
    counted = {
        row.month: row
        for row in behind.rows.rows
        if row.kind == "account" and behind.account_of(row) == account_no
    }
    columns = _columns(behind, months[0].family)
    more = _counted(behind, list(counted.values()))
    path = opening.path[: len(behind.levels) + 1]
    rows = tuple(
        _month_row(behind, opening, path, (columns, more), (row, counted.get(place(row.month))))
        for row in months
    )
    total: tuple[str, ...] = tuple(_total(column, months) for column in columns)
    if not any(column.sum for column in columns) and not more:
        total = ()
    return Detail(
        title=_("Account-months of %(account)s") % {"account": account_no},
        note=_about(behind, months[0]),
        heads=(*(column.head for column in columns), *(column.head for column in more)),
        texts=tuple(i for i, column in enumerate(columns) if column.is_text),
        rows=rows,
        total=(*total, *(column.total for column in more)) if total else (),
    )


def based_detail(behind: Behind, account_no: str) -> Detail | None:
    """Return the base of an account that the months of the ledger do not have any more."""
    rows = [row for row in behind.ground.book.bases if row.account_no == account_no]
    if not rows:
        return None
    heads = (Column(_("Month")), Column(_("Own base"), _("CNY")))
    return Detail(
        title=_("Account-months of %(account)s") % {"account": account_no},
        note=_("not in the ledger any more; its base stays"),
        heads=heads,
        texts=(0,),
        rows=tuple(DetailRow((month_text(row.month), _fen(row.base_end))) for row in rows),
    )


def _month_row(
    behind: Behind,
    opening: Opening,
    path: tuple[str, ...],
    columns: tuple[list[_MonthColumn], list[_Counted]],
    rows: tuple[AccountMonth, Row | None],
) -> DetailRow:
    row, counted = rows
    key = (*path, month_text(row.month))
    formulas = month_formulas(behind.rows.sheet, row)
    cells = [column.written(row) for column in columns[0]]
    cells += [column.written(counted) for column in columns[1]]
    marked = behind.rows.sheet == "end" and counted is not None
    return DetailRow(
        cells=tuple(cells),
        href=opening.toggled(key) if formulas else "",
        place=place_of(key),
        formulas=formulas if opening.holds(key) else (),
        mark=_("counts") if marked else "",
        was=behind.was.get((row.account_no, row.month), ""),
        about=(row.account_no, row.month),
    )


def _counted(behind: Behind, rows: list[Row]) -> list[_Counted]:
    """Return the columns that a coefficient, a base or other amounts of the ledger need."""
    weighed = any(row.factor is not None for row in rows)
    parts = behind.rows.parts
    if behind.rows.sheet in PLAIN and not weighed and len(parts) == 1:
        return []
    if (
        behind.rows.sheet in {"rorac", "profit", "fees", "base", "base_average"}
        or behind.rows.how != "sum"
    ):
        return []
    found = []
    if weighed:
        head = Column(_("Coefficient"))
        found.append(_Counted(head, lambda r: formats.whole(r.factor or 0) if r else MISSING, ""))
    symbol = _("CNY") if behind.rows.unit == "yuan" else ""
    for place, part in enumerate(parts):
        head = Column(behind.column(part).title if len(parts) > 1 else _("Counts"), symbol)
        total = sum((behind.amounts(row)[place] for row in rows), Fraction(0))
        found.append(_Counted(head, _amount_of(behind, place), _exact(total)))
    if len(parts) > 1:
        head = Column(_("Counts"), symbol)
        total = sum((one for row in rows for one in behind.amounts(row)), Fraction(0))
        found.append(_Counted(head, _sum_of(behind), _exact(total)))
    return found


def _sum_of(behind: Behind) -> Callable[[Row | None], str]:
    return lambda row: _exact(sum(behind.amounts(row), Fraction(0)) if row else None)


def _amount_of(behind: Behind, place: int) -> Callable[[Row | None], str]:
    return lambda row: _exact(behind.amounts(row)[place] if row else None)


def _exact(amount: Fraction | None) -> str:
    return MISSING if amount is None else formats.plain(amount, own_places(amount, places=2))


def _columns(behind: Behind, family: str) -> list[_MonthColumn]:
    """Return the columns that the metric needs of an account's months."""
    sheet = behind.rows.sheet
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
    if sheet == "end":
        own = _money(_("Own end balance"), lambda r: r.own_end_balance, adds=False)
        return [month, end, *classes, share, own]
    if sheet == "fees":
        fees = _money(_("Fees"), lambda r: r.fees)
        return [month, fees, share, _money(_("Own fees"), lambda r: r.own_fees)]
    if sheet == "flows":
        return [month, days, *classes, share]
    if sheet.startswith("base"):
        bases = {(b.month, b.account_no): b for b in behind.ground.book.bases}

        def base(row: AccountMonth) -> int:
            found = bases.get((row.month, row.account_no))
            own_base = found and (found.base_end if sheet == "base" else found.base_average)
            return own_base or 0

        own = _money(_("Own average"), lambda r: r.own_average_balance, adds=False)
        days = _MonthColumn(Column(_("Days")), lambda r: str(r.days))
        return [month, days, share, own, _money(_("Own base"), base, adds=False)]
    if sheet == "average":
        own = _money(_("Own average"), lambda r: r.own_average_balance, adds=False)
        weighted = _money(
            _("× days"), lambda r: r.own_average_balance * r.days, symbol=_("CNY × days")
        )
        return [month, days, average, share, own, weighted]
    flows = [
        _money(_("Income"), lambda r: r.income, symbol="E"),
        _money(_("Funding cost"), lambda r: -r.funding_cost, symbol="Cd"),
    ]
    if sheet == "profit":
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


def _about(behind: Behind, row: AccountMonth) -> str:
    parts = [row.client_name, behind.name_of(row.product)]
    is_loan = row.family == Product.Family.LOAN
    opened = _("disbursed %(day)s") if is_loan else _("opened %(day)s")
    parts.append(opened % {"day": row.opened_on.isoformat()})
    return " · ".join([*parts, _("unit: CNY")])


def _share(share: int) -> str:
    return formats.rate(Fraction(share, MILLION))


def _fen(fen: int) -> str:
    return formats.plain(Fraction(fen, 100))
