"""A run reads tickets by the day they were opened, with the seconds until they were answered."""

from datetime import date

import pytest

from portfolio.models import Recovery, ServiceTicket
from scoring.graph.records import Recovery as RecoveryRow
from scoring.graph.records import Ticket
from scoring.inputs.read import read_inputs
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_tickets_and_recoveries_of_the_cycle_are_read():
    manager = make.make_manager("M1")
    cycle = make.make_cycle(managers=[manager], first_month=202601, last_month=202602)
    account = make.make_account(client=make.make_client(), product=make.make_product())
    make.make_ledger_row(account, 202601, average_balance=1)
    for number, (opened, answered) in enumerate(
        [
            ("2025-12-31 23:59:59", None),
            ("2026-01-01 00:00:00", "2026-01-01 00:20:00"),
            ("2026-02-28 23:59:59", None),
            ("2026-03-01 00:00:00", None),
        ]
    ):
        ServiceTicket.objects.create(
            ticket_no=f"T{number}", manager=manager, opened_at=opened, responded_at=answered
        )
    for month in (202512, 202602, 202603):
        Recovery.objects.create(month=month, manager=manager, amount=month)
    ground = read_inputs(cycle).ground
    assert ground.service == (
        Ticket(0, date(2026, 1, 1), "", 1200, None, None, "T1"),
        Ticket(0, date(2026, 2, 28), "", None, None, None, "T2"),
    )
    assert ground.recoveries == (RecoveryRow(0, 1, 202602),)
