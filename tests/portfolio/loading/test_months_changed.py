"""A load says which months its changes bear on; what was scored of others is not made stale."""

import pytest

from portfolio.loading.terms import Terms
from portfolio.models import DataLoad
from portfolio.months import EVER
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.django_db

YEAR = (202601, 202612)
CHANGES = [
    ("ledger", ("2026-01,D1,1200.50", "2026-01,D1,1200.51"), (202601, 202601)),
    ("ledger", ("2026-02,D2,300.00,150.00,0.04,1.5,,\n", ""), (202602, 202602)),
    ("ledger", GOOD["ledger"] + "2026-07,D1,1,1,0,0,,\n", (202607, 202607)),
    ("sales", ("2026-02,002,FUND,-0.5", "2026-02,001,FUND,-0.5"), (202602, 202602)),
    ("pools", ("30000.00", "30000.01"), (202601, 202601)),
    ("targets", ("80000.5", "80000.6"), (202601, 202601)),
    ("targets", ("1000000", "1000001"), YEAR),
    ("values", ("001,SAT,93.2,", "001,SAT,93.3,"), YEAR),
    ("values", ("002,SAT,88,", "002,SAT,88,\n002,FILES,88,2026-04"), (202604, 202604)),
    ("assignments", ("2026-12,0.333333", "2026-11,0.3"), (202601, 202612)),
    ("assignments", ("D1,002,2026-02,,1", "D1,002,2026-02,,0.9"), (202602, EVER[1])),
    ("absences", ("2026-02-12,sick", "2026-04-12,sick"), (202602, 202604)),
    ("absences", ("002,2026-03-01,,leave", "002,2026-03-01,2026-03-05,leave"), (202603, EVER[1])),
    ("training", ("002,合规,4.5,,2025-12-20", "002,合规,4.5,,2025-11-20"), (202511, 202512)),
    ("incidents", ("2.5", "3.5"), (202601, 202601)),
    ("certificates", ("2022-06-01", "2022-07-01"), (202207, 202207)),
    ("products", ("代销基金,fee,,,0.06", "代销基金,fee,,,0.07"), (202603, EVER[1])),
    ("products", ("代销基金,fee", "代销基金,other"), EVER),
    ("rates", ("0.021", "0.022"), (202602, EVER[1])),
    ("owners", ("C1,001,2026-02", "C1,001,2026-04"), (202602, EVER[1])),
    ("postings", ("002,2026-02-16,N1", "002,2026-02-16,N"), (202602, EVER[1])),
    ("recoveries", ("1500", "1501"), (202602, 202602)),
    ("service", ("09:41:30", "09:41:31"), (202601, 202601)),
    ("general_ledger", ("299.99", "300"), None),
    ("clients", ("C3,周平,个人,,N1,,", "C3,周平,个人,,N1,001,"), (202603, EVER[1])),
    ("clients", ("周平", "周萍"), EVER),
    ("clients", GOOD["clients"] + "C4,新客户,person,,N1,001,\n", EVER),
    ("clients", GOOD["clients"] + "C4,新客户,person,,N1,,2026-02-03\n", (202602, EVER[1])),
    ("deposits", GOOD["deposits"] + "D4,C1,SAV,2026-02-03,,\n", (202602, 202602)),
    ("managers", GOOD["managers"] + "004,新人,N1,personal,,,,003\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "months"), CHANGES)
def test_changes_bear_on_the_months_they_are_about(loaded, tmp_path, file, change, months):
    result = load(tmp_path, *GOOD, terms=Terms(replaces=True), **{file: change})
    kept = DataLoad.objects.first().summary["months"]
    assert result.bears_on == months
    assert kept == (list(months) if months else None)


@pytest.mark.parametrize(
    ("months", "is_stale"),
    [
        ([202601, 202601], True),
        ([202512, 202601], True),
        ([202612, EVER[1]], True),
        ([202512, 202512], False),
        ([202701, EVER[1]], False),
        (None, False),
        (list(EVER), True),
    ],
)
def test_a_cycle_is_concerned_where_the_months_meet(months, is_stale):
    assert DataLoad(summary={"months": months}).bears_on(202601, 202612) is is_stale


def test_a_load_that_does_not_say_concerns_every_cycle():
    assert DataLoad(summary={}).bears_on(202601, 202612)
