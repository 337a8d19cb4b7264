"""On a page what is refused names the page's own fields, never an option of a command."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from portfolio.close.write import close_month
from portfolio.contract.sentences import read
from portfolio.loading.terms import FROM_FIELD, REPLACE_CHOICE, ROWS_FIELD, YEAR_FIELD, Terms
from tests.factories import make_user
from tests.portfolio.imports.test_import import checked
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = pytest.mark.usefixtures("own_files", "own_vault", "english")

HEAD, *ROWS = GOOD["ledger"].splitlines(keepends=True)
FEWER = HEAD + "".join(ROWS[1:])
"""The ledger without one row of January."""
CHANGED = GOOD["ledger"].replace("1200.50", "1200.51")
UNDATED = "staff_no,measure_code,target\n001,DEP,7\n"


@pytest.fixture(scope="module")
def good(keeping, tmp_path_factory):
    with keeping():
        load(tmp_path_factory.mktemp("good"))
        yield


@pytest.fixture
def hr(good, db):
    return make_user(role="hr")


def said(hr, **files) -> str:
    one = checked({f"{name}.csv": text for name, text in files.items()}, hr)
    (error,) = one.found["errors"]
    expected = read(error["expected"])
    assert "--" not in expected
    assert "`" not in expected
    return expected


def test_rows_of_a_month_that_would_go(hr):
    expected = said(hr, ledger=FEWER)
    assert str(ROWS_FIELD) in expected
    assert str(REPLACE_CHOICE) in expected


def test_a_closed_month(hr):
    close_month(month=202601, actor=hr, explained="as agreed")
    assert str(FROM_FIELD) in said(hr, ledger=CHANGED)


def test_a_target_of_no_year(hr):
    assert f"“{YEAR_FIELD}”" in said(hr, targets=UNDATED)


def test_a_command_names_its_options(good, db, tmp_path):
    for name, text, option in (("ledger", FEWER, "--replace"), ("targets", UNDATED, "--year")):
        folder = tmp_path / name
        folder.mkdir()
        ((*_place, expected),) = errors_of(folder, name, terms=Terms(), **{name: text})
        assert option in expected


def test_errors_are_read_in_the_language_of_the_page_not_of_the_check(hr, login):
    """The file has a number that is none, and a row too few: sentences with words in them too."""
    wrong = GOOD["clients"].replace("\n", ",x\n", 1)
    one = checked({"clients.csv": wrong, "ledger.csv": FEWER}, hr)
    assert one.state == one.State.REFUSED
    expected = [error["expected"] for error in one.found["errors"]]
    with override("zh-hans"):
        chinese = [read(each) for each in expected]
    with override("en"):
        english = [read(each) for each in expected]
    assert all(re.search("[一-鿿]", each) for each in chinese)
    assert not any(re.search("[一-鿿]", each) for each in english)
    for language, texts in (("zh-hans", chinese), ("en", english)):
        client = login(hr)
        client.cookies["django_language"] = language
        page = unescape(client.get(reverse("portfolio:import", args=[one.pk])).content.decode())
        assert all(each in page for each in texts)
