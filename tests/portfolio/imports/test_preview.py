"""What a set would change is shown before it is loaded: row by row, field by field."""

from __future__ import annotations

import pytest

from portfolio.imports.page import files_found, since_of
from tests.factories import make_user
from tests.portfolio.imports.test_import import checked
from tests.portfolio.imports.test_undo import NEXT, REPLACE
from tests.portfolio.loading.sets import GOOD, load

pytestmark = pytest.mark.usefixtures("own_files")


@pytest.fixture(scope="module")
def good(keeping, tmp_path_factory):
    with keeping():
        load(tmp_path_factory.mktemp("good"))
        yield


@pytest.fixture
def hr(good, db):
    return make_user(role="hr")


@pytest.fixture
def found(hr):
    """What checking finds of files that change much, by file."""
    one = checked(NEXT, hr, terms=REPLACE)
    return {file["name"]: file for file in files_found(one)}


def changes(file):
    return {
        (row["name"], change["name"]): (change["old"], change["new"])
        for row in file["altered"]
        for change in row["changes"]
    }


def test_each_changed_field_is_named_with_what_is_stored_and_what_will_be(found):
    assert changes(found["clients"]) == {
        ("C1 陈静静", "name"): ("陈静", "陈静静"),
        ("C1 陈静静", "segment"): ("gold", ""),
        ("C1 陈静静", "manager_no"): ("001", "002"),
    }
    assert changes(found["ledger"])["2026-02 D1", "end_balance"] == ("−0.01元", "7.00元")
    assert changes(found["products"]) == {("SAV 活期储蓄", "ftp_rate"): ("0.021", "0.022")}
    assert changes(found["service"])["T1", "staff_no"] == ("001", "002")


def test_fields_that_stay_are_not_named(found):
    assert ("C1 陈静静", "kind") not in changes(found["clients"])


def test_rows_that_go_and_that_come_are_shown_as_they_read(found):
    ledger = found["ledger"]
    assert [row[:2] for row in ledger["gone"]] == [["2026-02", "D2"]]
    assert [row[:2] for row in ledger["new"]] == [["2026-03", "D9"]]
    assert (ledger["added"], ledger["updated"], ledger["removed"]) == (1, 2, 1)
    sales = found["sales"]
    assert sales["altered"] == []  # without a key one goes and another comes
    assert sales["gone"] == [["2026-01", "001", "FUND", "1", "10,000.00元", "80.00元"]]


def test_it_says_from_when_changes_hold(hr):
    one = checked(NEXT, hr, terms=REPLACE)
    assert one.found["start"] == "2026-03"  # the first month that the bank did not have
    assert any("2026-03" in sentence for sentence in since_of(one))
    said = checked({"clients.csv": GOOD["clients"]}, hr, terms={"from_month": 202609})
    assert said.found["start"] == "2026-09"


def test_a_set_that_is_stored_already_changes_nothing(hr):
    one = checked({"branches.csv": GOOD["branches"]}, hr)
    (file,) = files_found(one)
    assert (one.found["changed"], file["altered"], file["columns"]) == (0, [], [])
    assert file["head"][1][0] == "HO"
