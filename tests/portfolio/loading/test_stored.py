"""After a load the audit log says what the tables hold, whatever the load changed in them."""

import pytest

from perfcenter.models import AuditEntry
from perfcenter.trail.keeping import KEPT, Said, differences
from perfcenter.trail.verifying import broken_rows, read_log
from portfolio.kept import LATER, STORED
from portfolio.loading.terms import Terms
from portfolio.models import LedgerRow, Manager
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.django_db
ALWAYS: dict[str, dict[str, str]] = {
    "portfolio_account": {
        "": "d7ba9ed1626abf07dd19966ab2625d459da6fbad62107e982f90faf6f4c9a25e",
    },
    "portfolio_branch": {
        "": "14607acfb32c33ec882bdde163da9740a4568bee502735d09621ac622e28d6e5",
    },
    "portfolio_client": {
        "": "ef087428b8f7f18831c81d050e9ff53733b6b626d4fc613ea53df7bbaab39491",
    },
    "portfolio_ledgerrow": {
        "202601": "020e152730922b617282d2db42713e1c3b8649b87c101595813ac12d136bed98",
        "202602": "8209370c6b75a00e699ced402d6770629a71281c8c413ba24736c5a0e8398aae",
    },
    "portfolio_product": {
        "": "b4bec59b149490fb481afcc4c1164483eeb5243b204df2892754fd3c22b6b9da",
    },
}
WITHOUT_ADDRESSES = "6ff7a60e0bf5d91e6fc467eb2cad553071aea2e47d19e7cf33334ed27e2f8bb7"
LEDGER = GOOD["ledger"].splitlines(keepends=True)


def found() -> list[str]:
    return [str(f) for f in broken_rows(read_log().newest) if f.table.startswith("portfolio")]


def said() -> dict[str, dict[str, str]]:
    return AuditEntry.objects.filter(action="data.load").first().detail[KEPT]


def test_the_first_load_says_of_every_table_what_it_holds(tmp_path):
    load(tmp_path)
    assert found() == []
    spans = {"portfolio_ownership", "portfolio_posting", "portfolio_rate"}
    assert said().keys() == {kept.table.name for kept in STORED} | spans | {"portfolio_dataload"}
    assert said()["portfolio_ledgerrow"].keys() == {"202601", "202602"}


@pytest.mark.parametrize(
    "files",
    [
        {"ledger": GOOD["ledger"].replace("150.00", "150.01")},
        {"ledger": "".join(LEDGER[:2])},  # of a month one row less, the other month untouched
        {"clients": GOOD["clients"].replace("江北机械", "“江北\"\" 机械”")},
        {"clients": "client_no,name,branch_code\nC4,新客户,N1\n"},  # beside those that are there
        {"managers": GOOD["managers"].replace("2020-07-01", "1999-12-31")},
        {"deposits": GOOD["deposits"].replace("2026-03-31", "")},
        {"products": "code,name,family\nSAV,活期储蓄,deposit\nNEW,新产品,other\n"},
        {"assignments": "account_no,staff_no,from_month,to_month,share\nD1,001,,,0.999999\n"},
        {"sales": "".join(GOOD["sales"].splitlines(keepends=True)[:2])},
        {"pools": GOOD["pools"].replace("30000.00", "-30000.00")},
        {"targets": "staff_no,measure_code,target,month\n001,DEP,-0.5,2026-01\n"},
        {"targets": "staff_no,measure_code,target,month,cycle\n001,DEP,7,,2026-H1\n"},
        {"values": "staff_no,measure_code,value\n001,SAT,7\n"},
        {"owners": "client_no,staff_no,from_month\nC2,001,2026-02\n"},
        {"postings": "staff_no,from_on,branch_code\n001,2026-02-03,N\n"},
        {"rates": "product_code,from_month,ftp_rate\nFUND,2026-02,0.5\n"},
        {"general_ledger": "month,branch_code,product_code,end_balance\n2026-01,N,SAV,1\n"},
        {"service": GOOD["service"].replace("card", "")},
        {"recoveries": GOOD["recoveries"].replace("L1", "")},
        {"training": "staff_no,course,hours,exam_score,completed_on\n001,,,,2026-05-01\n"},
        {"incidents": GOOD["incidents"].replace("资料不全, 已补", "")},
    ],
    ids=lambda files: next(iter(files)),
)  # fmt: skip
def test_a_later_load_says_what_it_leaves(files, tmp_path):
    load(tmp_path / "first")
    load(tmp_path / "again", *files, terms=Terms(year=2026, replaces=True), **files)
    assert found() == []


def test_a_load_speaks_of_the_months_alone_that_it_changed(tmp_path):
    load(tmp_path / "first")
    load(tmp_path / "again", ledger=GOOD["ledger"].replace("150.00", "150.01"))
    assert said()["portfolio_ledgerrow"].keys() == {"202602"}
    assert said().keys() == {"portfolio_ledgerrow", "portfolio_dataload"}


def test_rows_that_a_load_has_not_written_are_found(tmp_path):
    load(tmp_path)
    LedgerRow.objects.filter(month=202601, account__account_no="D1").update(fees=1)
    Manager.objects.filter(pk="001").update(level="4")
    places = {(f.table, f.place) for f in broken_rows(read_log().newest)}
    assert places == {("portfolio_ledgerrow", "month=202601"), ("portfolio_manager", "")}


def test_digests_are_what_they_have_always_been(tmp_path):
    """A log from years ago has to agree. New columns have a layout of their own, in LATER."""
    load(tmp_path)
    first = {name: table for name, table in said().items() if name in ALWAYS}
    assert not LATER.keys() & ALWAYS.keys()
    assert first == ALWAYS


@pytest.mark.parametrize("table", ["portfolio_target", "portfolio_value"])
def test_what_was_recorded_before_there_were_cycles_and_years_still_agrees(table, tmp_path):
    load(tmp_path)
    kept = next(kept for kept in STORED if kept.table.name == table)
    number = "target" if table == "portfolio_target" else "value"
    assert kept.columns_of(1) == ("id", "manager_id", "measure_code", number, "month")
    (digest,) = kept.digests(layout=1).values()
    before = {"": Said(digest, 1)}
    assert list(differences(kept, before)) == []
    kept.model.objects.update(cycle="H1", year=0)
    assert list(differences(kept, before)) == []
    kept.model.objects.filter(month=0).update(month=202612)
    assert [found.said for found in differences(kept, before)] == [before[""]]


def test_what_was_recorded_of_people_before_they_had_addresses_still_agrees(tmp_path):
    load(tmp_path)
    kept = next(kept for kept in STORED if kept.table.name == "portfolio_manager")
    before = {"": Said(WITHOUT_ADDRESSES, 1)}
    assert list(differences(kept, before)) == []
    Manager.objects.filter(pk="001").update(email="wang@bank.example")
    assert list(differences(kept, before)) == []
    assert {f.table for f in broken_rows(read_log().newest)} == {"portfolio_manager"}
