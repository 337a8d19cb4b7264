"""The valuation once more, in plain Python and exact fractions over the rows of the database.

Written from the rules, not from the SQL: one account-month after the other, no vectors, no integer
tricks. The tests hold the two against each other.
"""

from calendar import monthrange
from collections import Counter
from datetime import date
from fractions import Fraction

from portfolio.models import LedgerRow, Ownership, Rate, Sale, Share

MILLION = 1_000_000
SPLIT = ("end_balance", "average_balance", "interest", "fees", "transfer", "risk_cost", "tax")
AMOUNTS = (*SPLIT, "sales_income", "accounts", "age_weight")
Key = tuple[int, str, str, int, str]


def split(amount: int, shares: dict[str, int]) -> dict[str, int]:
    """Largest remainder; ties by staff_no, nobody ("") last; the sign is put back after."""
    exact = {who: Fraction(abs(amount) * share, MILLION) for who, share in shares.items()}
    parts = {who: int(value) for who, value in exact.items()}
    order = sorted(exact, key=lambda who: (parts[who] - exact[who], who == "", who.encode()))
    for who in order[: abs(amount) - sum(parts.values())]:
        parts[who] += 1
    return {who: -part if amount < 0 else part for who, part in parts.items()}


def holders(row: LedgerRow) -> dict[str, int]:
    """Who holds an account-month, and by how many millionths."""
    held: Counter[str] = Counter()
    for share in Share.objects.filter(account=row.account):
        if (share.from_month or 0) <= row.month <= (share.to_month or 999_999):
            held[share.manager_id] += share.share
    held[owner(row) or ""] += MILLION - sum(held.values())
    return {who: share for who, share in held.items() if share}


def owner(row: LedgerRow) -> str | None:
    """Whose the account's client is in the month: what began last by then."""
    spans = Ownership.objects.filter(client=row.account.client_id, from_month__lte=row.month)
    return spans.order_by("from_month").last().manager_id


def rates(product_id: str, month: int) -> Rate:
    """The rates of a product in a month: those that began last by then."""
    spans = Rate.objects.filter(product=product_id, from_month__lte=month)
    return spans.order_by("from_month").last()


def valued(row: LedgerRow) -> dict[str, int]:
    """The amounts of an account-month before any split."""
    product, rate = row.account.product, rates(row.account.product_id, row.month)
    years = Fraction(monthrange(row.month // 100, row.month % 100)[1], 365)
    transfer = row.funding
    if transfer is None:
        transfer = round(row.average_balance * Fraction(rate.ftp_rate, MILLION) * years)
    income = (transfer if product.family == "deposit" else row.interest) + row.fees
    return {
        "end_balance": row.end_balance,
        "average_balance": row.average_balance,
        "interest": row.interest,
        "fees": row.fees,
        "transfer": transfer,
        "risk_cost": round(row.average_balance * Fraction(rate.provision_rate, MILLION) * years),
        "tax": round(income * Fraction(rate.tax_rate, MILLION)),
    }


def expected_facts(base: date, first_month: int, last_month: int) -> dict[Key, dict[str, int]]:
    """Return the facts of the months by (month, manager, product, part, class)."""
    facts: dict[Key, Counter[str]] = {}
    for row in LedgerRow.objects.filter(month__range=(first_month, last_month)):
        account, shares = row.account, holders(row)
        part = 0 if account.opened_on < base else 1
        amounts = valued(row)
        for who in shares:
            key = (row.month, who, account.product_id, part, row.classification)
            fact = facts.setdefault(key, Counter())
            for name in SPLIT:
                fact[name] += split(amounts[name], shares)[who]
            fact["accounts"] += shares[who]
            if part == 0:
                own_average = split(row.average_balance, shares)[who]
                fact["age_weight"] += own_average * (base - account.opened_on).days
    for sale in Sale.objects.filter(month__range=(first_month, last_month)):
        key = (sale.month, sale.manager_id, sale.product_id, 1, "normal")
        fact = facts.setdefault(key, Counter())
        fact["sales_income"] += sale.income
        tax_rate = rates(sale.product_id, sale.month).tax_rate
        fact["tax"] += round(sale.income * Fraction(tax_rate, MILLION))
    return {key: {name: fact[name] for name in AMOUNTS} for key, fact in facts.items()}
