"""How the figures of one account-month come about, with the real numbers."""

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.money import MILLION
from portfolio.models import Product
from portfolio.months import month_text
from portfolio.valuation import AccountMonth
from scoring.explanation.formulas import Formula, Piece, joined, result, sign, term


def month_formulas(sheet: str, row: AccountMonth) -> tuple[Formula, ...]:
    """Return the formulas that a metric uses of an account-month."""
    if sheet == "average":
        return (_weighted(row),)
    if sheet.startswith("base"):
        return ()
    if sheet in {"end", "fees"}:
        return (_split(row, sheet),) if row.share != MILLION else ()
    if sheet == "flows":
        return (_transfer(row),) if row.transfer else ()
    found = [_transfer(row), _income(row)]
    if sheet == "rorac":
        found += [_risk(row)] if row.provision_rate else []
        found += [_tax(row)] if row.tax_rate else []
    return (*found, _own(row, sheet))


def _transfer(row: AccountMonth) -> Formula:
    is_deposit = row.family == Product.Family.DEPOSIT
    name = _("transfer income") if is_deposit else _("funding cost")
    if row.funding_given:
        pieces = (
            result(_yuan(row.transfer), name),
            sign("="),
            term(_("given"), _("by the ledger")),
        )
        return Formula(_month(row), pieces)
    return Formula(
        _month(row), _of_rate(row, row.transfer, name, row.ftp_rate, _("FTP rate")), half_even()
    )


def _risk(row: AccountMonth) -> Formula:
    rate = row.provision_rate
    return Formula(
        "", _of_rate(row, row.risk_cost, _("risk cost"), rate, _("provision rate")), half_even()
    )


def _of_rate(row: AccountMonth, fen: int, name: str, rate: int, caption: str) -> tuple[Piece, ...]:
    return (
        result(_yuan(fen), name),
        sign("="),
        term(_yuan(row.average_balance), _("average balance")),
        sign("×"),
        term(_rate(rate), caption),
        sign("×"),
        term(f"{row.days} ÷ 365", _("days")),
    )


def _income(row: AccountMonth) -> Formula:
    is_deposit = row.family == Product.Family.DEPOSIT
    first = (
        term(_yuan(row.transfer), _("transfer income"))
        if is_deposit
        else term(_yuan(row.interest), _("interest"))
    )
    pieces = (result(_yuan(row.income), _("income")), sign("="), first, sign("+"))
    return Formula("", (*pieces, term(_yuan(row.fees), _("fees"))))


def _tax(row: AccountMonth) -> Formula:
    pieces = (
        result(_yuan(row.tax), _("tax")),
        sign("="),
        term(_yuan(row.income), _("income")),
        sign("×"),
        term(_rate(row.tax_rate), _("tax rate")),
    )
    return Formula("", pieces, half_even())


def _own(row: AccountMonth, sheet: str) -> Formula:
    costs = [term(_yuan(row.own_funding_cost), _("funding cost"))]
    left = row.own_income - row.own_funding_cost
    if sheet == "rorac":
        costs.append(term(_yuan(row.own_risk_cost), _("risk cost")))
        costs.append(term(_yuan(row.own_tax), _("tax")))
        left -= row.own_risk_cost + row.own_tax
    pieces = [result(_yuan(left), _("own result")), sign("=")]
    pieces += joined([term(_yuan(row.own_income), _("own income")), *costs], "−")
    return Formula("", tuple(pieces), _of_share(row))


def _weighted(row: AccountMonth) -> Formula:
    pieces = (
        result(_yuan(row.own_average_balance * row.days), _("counts")),
        sign("="),
        term(_yuan(row.own_average_balance), _("own average balance")),
        sign("×"),
        term(str(row.days), _("days")),
    )
    return Formula(_month(row), pieces, _of_share(row))


def _split(row: AccountMonth, sheet: str) -> Formula:
    own, whole = (
        (row.own_fees, row.fees) if sheet == "fees" else (row.own_end_balance, row.end_balance)
    )
    pieces = (
        result(_yuan(own), _("own part")),
        sign("="),
        term(_yuan(whole), _("of the account")),
        sign("×"),
        term(_rate(row.share), _("share")),
    )
    return Formula(_month(row), pieces, _of_share(row))


def _of_share(row: AccountMonth) -> str:
    if row.share == MILLION:
        return ""
    return _(
        "Each amount is split by the shares of the month (own share %(share)s), "
        "to the fen by largest remainder."
    ) % {"share": _rate(row.share)}


def half_even() -> str:
    return _("rounded half-even to the fen")


def _month(row: AccountMonth) -> str:
    return month_text(row.month)


def _yuan(fen: int) -> str:
    return formats.plain(Fraction(fen, 100))


def _rate(millionths: int) -> str:
    return formats.rate(Fraction(millionths, MILLION))
