"""make_* functions: a valid object with the fewest words; say only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count

from perfcenter.models import User
from portfolio.loading.book import touch
from portfolio.models import (
    Account,
    Branch,
    Client,
    LedgerRow,
    Manager,
    Ownership,
    Posting,
    Product,
    Rate,
    Sale,
    Share,
    Target,
    Value,
)
from portfolio.months import EVER
from reviews.report.content import GoalLine, ReportContent
from scoring.cycles.rounds import begin_round
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Round, Scheme

numbers = count(1)
COMPLETE = ReportContent(
    {
        "achievements": "存款日均超过任务。",
        "problems": "不良贷款率偏高。",
        "improvements": "每旬跟踪一次。",
        "goals": "稳住存款。",
    },
    (GoalLine("DEP", Fraction(5_000_000), "扩大代发"),),
)
"""A self-review that can be submitted."""


def rewritten(content: ReportContent = COMPLETE, **texts: str) -> ReportContent:
    """The content with other texts in these sections."""
    return replace(content, texts={**content.texts, **texts})


def make_branch(code: str = "B1", *, parent: Branch | None = None) -> Branch:
    return Branch.objects.get_or_create(
        code=code, defaults={"name": f"Branch {code}", "parent": parent}
    )[0]


def make_manager(
    staff_no: str = "M1",
    *,
    branch: Branch | None = None,
    supervisor: Manager | None = None,
    line: str = "personal",
    hired_on: date | None = date(2015, 1, 1),
    left_on: date | None = None,
) -> Manager:
    """A manager whose first posting is the one given."""
    manager = Manager.objects.create(
        staff_no=staff_no,
        name=f"Manager {staff_no}",
        branch=branch or make_branch(),
        supervisor=supervisor,
        line=line,
        hired_on=hired_on,
        left_on=left_on,
    )
    Posting.objects.create(manager=manager, branch=manager.branch, line=line, supervisor=supervisor)
    return manager


def make_user(manager: Manager | None = None, *, role: str = User.Role.MANAGER) -> User:
    username = manager.staff_no if manager else f"{role}-{next(numbers)}"
    name = manager.name if manager else f"The {role}"
    return User.objects.create_user(
        username, password="secret", name=name, role=role, manager=manager
    )


def make_product(
    code: str = "D1",
    *,
    family: str = "deposit",
    ftp_rate: int = 25_000,
    provision_rate: int = 0,
    tax_rate: int = 60_000,
    risk_weight: int = 0,
) -> Product:
    """A product whose rates hold from the beginning."""
    rates = {
        "ftp_rate": ftp_rate,
        "provision_rate": provision_rate,
        "tax_rate": tax_rate,
        "risk_weight": risk_weight,
    }
    product = Product.objects.create(code=code, name=f"Product {code}", family=family, **rates)
    Rate.objects.create(product=product, **rates)
    return product


def make_client(client_no: str = "C1", *, manager: Manager | None = None) -> Client:
    """A client who has been this manager's from the beginning."""
    client = Client.objects.create(client_no=client_no, name=f"Client {client_no}", manager=manager)
    Ownership.objects.create(client=client, manager=manager)
    return client


def make_account(
    account_no: str = "A1",
    *,
    client: Client,
    product: Product,
    opened_on: date = date(2026, 1, 15),
    kind: str = "",
) -> Account:
    return Account.objects.create(
        account_no=account_no,
        kind=kind or ("loan" if product.family == "loan" else "deposit"),
        client=client,
        product=product,
        opened_on=opened_on,
    )


def make_ledger_row(
    account: Account,
    month: int,
    *,
    average_balance: int,
    end_balance: int | None = None,
    interest: int = 0,
    fees: int = 0,
    classification: str = "normal",
    funding: int | None = None,
) -> LedgerRow:
    return LedgerRow.objects.create(
        month=month,
        account=account,
        end_balance=average_balance if end_balance is None else end_balance,
        average_balance=average_balance,
        interest=interest,
        fees=fees,
        classification=classification,
        funding=funding,
    )


def make_share(
    account: Account,
    manager: Manager,
    share: int,
    *,
    from_month: int | None = None,
    to_month: int | None = None,
) -> Share:
    return Share.objects.create(
        account=account, manager=manager, share=share, from_month=from_month, to_month=to_month
    )


def make_sale(manager: Manager, product: Product, month: int, *, income: int) -> Sale:
    return Sale.objects.create(month=month, manager=manager, product=product, income=income)


def make_target(manager: Manager, measure_code: str, target: int, *, month: int = 0) -> Target:
    return Target.objects.create(
        manager=manager, measure_code=measure_code, target=target, month=month
    )


def make_value(manager: Manager, measure_code: str, value: int, *, month: int = 0) -> Value:
    return Value.objects.create(
        manager=manager, measure_code=measure_code, value=value, month=month
    )


def make_round(code: str = "R2026", *, title: str = "", actor: User | None = None) -> Round:
    """A round without a cycle yet."""
    return begin_round(code=code, title=title or f"Round {code}", actor=actor)


def make_cycle(
    code: str = "2026",
    *,
    managers: list[Manager],
    scheme: Scheme | None = None,
    first_month: int = 202601,
    last_month: int = 202612,
    first_on: date | None = None,
    last_on: date | None = None,
    in_round: Round | None = None,
) -> Cycle:
    return open_cycle(
        code=code,
        scheme=scheme or Scheme.objects.get(name="balanced"),
        first_month=first_month,
        last_month=last_month,
        first_on=first_on,
        last_on=last_on,
        in_round=in_round,
        members=[manager.staff_no for manager in managers],
    )


def touch_book() -> None:
    """Say, as a load does, that the inputs of every month have changed."""
    touch(EVER)
