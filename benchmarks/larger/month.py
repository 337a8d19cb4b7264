"""One month of a large bank, made by the database itself: its rows come of their numbers."""

from __future__ import annotations

from typing import Any

MONTH = 202612
PRODUCTS = 10
PEOPLE_OF_ROWS = 300
ACCOUNTS_OF_CLIENT = 3

NUMBERS = """
WITH RECURSIVE n(i) AS (
    SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}
)
"""
CLIENT = """
INSERT INTO portfolio_client (client_no, name, kind, segment, branch_id, manager_id, opened_on)
{numbers}
SELECT
    'C' || i, 'Client ' || i, CASE WHEN i % 5 = 0 THEN 'company' ELSE 'person' END,
    CASE i % 3 WHEN 0 THEN 'gold' WHEN 1 THEN 'basic' ELSE '' END, 'B', 'M' || (i % {people}),
    '2020-01-01'
FROM n
"""
OWNERSHIP = """
INSERT INTO portfolio_ownership (client_id, from_month, manager_id)
SELECT client_no, 0, manager_id FROM portfolio_client
"""
ACCOUNT = """
INSERT INTO portfolio_account (account_no, kind, client_id, product_id, opened_on)
{numbers}
SELECT
    'A' || i, CASE WHEN i % 2 = 1 THEN 'loan' ELSE 'deposit' END, 'C' || (i / {each}),
    'P' || (i % {products}), {opened}
FROM n
"""
OPENED = {
    "postgresql": "date '2023-06-01' + CAST(i * 7919 % 1200 AS INTEGER)",
    "sqlite": "date('2023-06-01', (i * 7919 % 1200) || ' days')",
}
SHARE = """
INSERT INTO portfolio_share (account_id, manager_id, share)
SELECT a.{key}, 'M' || ((n.i * 31 + step.s * 17) % {people}), 333333
FROM (SELECT a.*, CAST(substr(account_no, 2) AS BIGINT) AS i FROM portfolio_account AS a) AS n
JOIN portfolio_account AS a ON a.{key} = n.{key}
CROSS JOIN (SELECT 0 AS s UNION ALL SELECT 1) AS step
WHERE n.i % 100 < {shared}
"""
LEDGER = """
INSERT INTO portfolio_ledgerrow (
    month, account_id, end_balance, average_balance, interest, fees, classification, funding
)
SELECT
    {month}, n.{key}, balance, balance + 17, balance / 700, i % 40,
    CASE WHEN i % 50 = 1 THEN 'loss' WHEN i % 70 = 3 THEN 'doubtful' ELSE 'normal' END,
    CASE WHEN i % 11 = 0 THEN balance / 500 END
FROM (
    SELECT a.*, 1 + i * 104729 % 1000000007 AS balance
    FROM (
        SELECT a.*, CAST(substr(account_no, 2) AS BIGINT) AS i FROM portfolio_account AS a
    ) AS a
) AS n
"""


def make_month(rows: int, shared: float) -> None:
    """Fill an empty database with so many ledger rows of one month, a part with two shares each."""
    from django.db import connection

    from portfolio.models import Account

    if connection.vendor == "postgresql":
        run("SET session_replication_role = replica")  # what is made here needs no check
    words: dict[str, Any] = {
        "people": _frame(rows),
        "each": ACCOUNTS_OF_CLIENT,
        "products": PRODUCTS,
        "opened": OPENED[connection.vendor],
        "key": Account._meta.pk.column,
        "month": MONTH,
        "shared": round(shared * 100),
    }
    clients = NUMBERS.format(count=-(-rows // ACCOUNTS_OF_CLIENT))
    run(CLIENT.format(numbers=clients, **words))
    run(OWNERSHIP)
    run(ACCOUNT.format(numbers=NUMBERS.format(count=rows), **words))
    run(SHARE.format(**words))
    run(LEDGER.format(**words))
    if connection.vendor == "postgresql":
        run("SET session_replication_role = DEFAULT")
    run("ANALYZE")


def run(statement: str) -> None:
    """Run a statement of this benchmark's own."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def _frame(rows: int) -> int:
    """Make a branch, managers and products; return how many managers."""
    from benchmarks.larger.bank import save
    from portfolio.models import Branch, Manager, Product, Rate

    people = max(10, rows // PEOPLE_OF_ROWS)
    Branch.objects.create(code="B", name="B")
    save(Manager(staff_no=f"M{n}", name=f"M{n}", branch_id="B") for n in range(people))
    for n in range(PRODUCTS):
        rates = {"ftp_rate": 25_000 + n, "provision_rate": 9_999 * (n % 2), "tax_rate": 60_000}
        family = "loan" if n % 2 else "deposit"
        product = Product.objects.create(code=f"P{n}", name=f"P{n}", family=family, **rates)
        Rate.objects.create(product=product, **rates)
    return people
