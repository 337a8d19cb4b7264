"""A cost pool tells its amount where it tells of no few people whom the viewer does not see."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfcenter.base import formats
from perfcenter.base.money import FEN
from portfolio.models import CostPool, Manager
from scoring.explanation import Opening, explain
from scoring.runs.shares import shares_of
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.once

WHOLE = 1_234_567_89
SHOWN = formats.plain(Fraction(WHOLE, FEN))


def bearing(others: int, *, led: int = 0):
    """M1 and others who bear a pool; the supervisor leads her and some of them."""
    supervisor = make.make_manager("S", line="corporate")
    people = [make.make_manager("M1", supervisor=supervisor)]
    for n in range(others):
        above = supervisor if n < led else None
        people.append(make.make_manager(f"O{n}", supervisor=above))
    product = make.make_product()
    for n, manager in enumerate(people):
        client = make.make_client(f"C{n}", manager=manager)
        account = make.make_account(f"A{n}", client=client, product=product)
        for month in range(202601, 202613):
            make.make_ledger_row(account, month, average_balance=100_000_000 + 7_000_000 * n)
    CostPool.objects.create(
        month=202606, name="Rent", kind="fixed", amount=WHOLE, driver="income", branch=None
    )
    run = score(cycle=make.make_cycle(managers=people))
    return run, {user: make.make_user(Manager.objects.get(pk=user)) for user in ("M1", "S")}


def cells(run, viewer) -> list[str]:
    """Return what M1's opened pool says to the viewer."""
    manager = Manager.objects.get(pk="M1")
    first = explain(run, manager, "RORAC", Opening(), viewer=viewer)
    leaf = next(leaf for leaf in first.leaves if leaf.kind == "pools")
    key = "/".join(next(shares_of(run, "M1")).pool)
    detail = explain(run, manager, "RORAC", Opening((*leaf.path, key)), viewer=viewer).detail
    return [cell for row in detail.rows for cell in row.cells]


def others_bear(run) -> str:
    amounts = [share.amount for share in shares_of(run) if share.staff_no != "M1"]
    return formats.plain(Fraction(sum(amounts), FEN))


@pytest.mark.parametrize(("others", "is_told"), [(1, False), (3, False), (4, True)])
def test_a_pool_that_few_others_bear_does_not_tell_its_amount(db, others, is_told):
    run, users = bearing(others)
    said = cells(run, users["M1"])
    assert (SHOWN in said, others_bear(run) in said) == (is_told, is_told)


@pytest.mark.parametrize(("led", "is_told"), [(3, False), (4, True)])
def test_nor_to_a_supervisor_who_sees_all_but_few(db, led, is_told):
    """Seeing them all, or all but four at least, she is told."""
    run, users = bearing(4, led=led)
    assert (SHOWN in cells(run, users["S"])) == is_told


def test_one_who_bears_a_pool_alone_is_told(db):
    run, users = bearing(0)
    assert SHOWN in cells(run, users["M1"])
