"""What a declaration lets through and what it refuses, the same on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from perfcenter.base.frozen import Frozen
from perfcenter.base.frozen.triggers import freezing
from tests.thawing import execute

pytestmark = pytest.mark.django_db
APPEAL = "scratch_appeal"
IS_DECIDED = "OLD.state = 'open' AND NEW.state IN ('upheld', 'refused')"


@pytest.fixture(autouse=True)
def _appeals():
    execute(
        "CREATE TABLE scratch_case (id integer PRIMARY KEY)",
        f"CREATE TABLE {APPEAL} (id integer PRIMARY KEY, code varchar(9) UNIQUE, text varchar(9), "
        "state varchar(9), case_id integer)",
        f"INSERT INTO {APPEAL} VALUES (1, 'a', 'why', 'open', 1), (2, 'b', 'why', 'draft', 1)",
    )


def frozen(**how) -> None:
    execute(*freezing(connection, Frozen(APPEAL, **how)))


def changed(number: int, change: str) -> None:
    execute(f"UPDATE {APPEAL} SET {change} WHERE id = {number}")


def refused(*statements: str, because: str = "never changed or deleted") -> None:
    for statement in statements:
        with pytest.raises(DatabaseError, match=because), transaction.atomic():
            execute(statement)


def test_rows_stay_and_others_are_added():
    frozen()
    refused(f"UPDATE {APPEAL} SET text = 'x' WHERE id = 1", f"DELETE FROM {APPEAL} WHERE id = 2")
    execute(f"INSERT INTO {APPEAL} VALUES (3, 'c', 'why', 'open', 1)")


def test_a_row_is_free_until_the_condition_holds():
    frozen(once="OLD.state <> 'draft'")
    refused(f"UPDATE {APPEAL} SET text = 'x' WHERE id = 1", f"DELETE FROM {APPEAL} WHERE id = 1")
    changed(2, "text = 'x', state = 'open'")
    refused(f"UPDATE {APPEAL} SET text = 'y' WHERE id = 2")


def test_an_allowed_change_of_state_goes_through_and_no_other():
    frozen(allowed=IS_DECIDED)
    refused(f"UPDATE {APPEAL} SET state = 'lost' WHERE id = 1")
    changed(1, "state = 'upheld', text = 'since'")
    refused(
        f"UPDATE {APPEAL} SET state = 'open' WHERE id = 1",
        f"UPDATE {APPEAL} SET state = 'upheld' WHERE id = 2",
        f"DELETE FROM {APPEAL} WHERE id = 1",
    )


def test_a_change_of_which_nobody_can_say_whether_it_is_allowed_is_refused():
    frozen(allowed="NEW.state <> 'lost'")
    refused(f"UPDATE {APPEAL} SET state = NULL WHERE id = 1")


def test_fixed_columns_never_change_by_what_is_allowed():
    frozen(allowed=IS_DECIDED, fixed=("text", "code"))
    refused(
        f"UPDATE {APPEAL} SET state = 'upheld', text = 'since' WHERE id = 1",
        f"UPDATE {APPEAL} SET state = 'upheld', text = NULL WHERE id = 1",
    )
    changed(1, "state = 'upheld', case_id = 7")


def test_fixed_columns_never_change_in_a_free_row():
    frozen(once="OLD.state <> 'draft'", fixed=("text",))
    refused(f"UPDATE {APPEAL} SET text = 'x' WHERE id = 2")
    changed(2, "case_id = 7")


def test_a_frozen_row_changes_as_allowed_and_a_free_one_as_it_likes():
    frozen(once="OLD.state <> 'draft'", allowed=IS_DECIDED)
    changed(2, "text = 'x'")
    changed(1, "state = 'refused'")
    refused(f"UPDATE {APPEAL} SET text = 'x' WHERE id = 1", f"DELETE FROM {APPEAL} WHERE id = 1")
    execute(f"DELETE FROM {APPEAL} WHERE id = 2")


def test_columns_that_may_be_empty_are_compared_in_the_words_of_either_database():
    frozen(
        allowed="NEW.case_id IS NOT DISTINCT FROM OLD.case_id "
        "AND NEW.state IS DISTINCT FROM OLD.state"
    )
    changed(1, "state = NULL")
    refused(
        f"UPDATE {APPEAL} SET state = 'open', case_id = NULL WHERE id = 1",
        f"UPDATE {APPEAL} SET text = 'x' WHERE id = 1",
    )


def test_nothing_is_added_once_the_whole_is_there():
    frozen(part_of=("scratch_case", "case_id"))
    execute(f"INSERT INTO {APPEAL} VALUES (3, 'c', 'why', 'open', 1)")
    execute("INSERT INTO scratch_case VALUES (1)")
    refused(f"INSERT INTO {APPEAL} VALUES (4, 'd', 'why', 'open', 1)", because="never added")
    execute(f"INSERT INTO {APPEAL} VALUES (4, 'd', 'why', 'open', 2)")


@pytest.mark.parametrize("how", [{}, {"once": "OLD.state <> 'draft'"}, {"allowed": IS_DECIDED}])
def test_a_row_never_gets_another_number(how):
    frozen(**how)
    refused(f"UPDATE {APPEAL} SET id = 9, state = 'upheld' WHERE id = 1")


@pytest.mark.parametrize("how", [{}, {"once": "OLD.state <> 'draft'"}, {"allowed": IS_DECIDED}])
def test_a_table_is_never_emptied(how):
    """TRUNCATE asks no row; SQLite has DELETE alone."""
    frozen(**how)
    is_postgresql = connection.vendor == "postgresql"
    refused(f"TRUNCATE {APPEAL}" if is_postgresql else f"DELETE FROM {APPEAL}")


def sqlite_alone() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("REPLACE is SQLite's")


@pytest.mark.parametrize("key", ["1, 'z'", "9, 'a'"])
@pytest.mark.parametrize("how", [{}, {"once": "OLD.state <> 'draft'"}, {"allowed": IS_DECIDED}])
def test_a_row_is_not_replaced_over_any_of_its_keys(how, key):
    sqlite_alone()
    frozen(**how)
    refused(f"REPLACE INTO {APPEAL} VALUES ({key}, 'x', 'upheld', 1)")


def test_a_free_row_is_replaced():
    sqlite_alone()
    frozen(once="OLD.state <> 'draft'")
    execute(f"REPLACE INTO {APPEAL} VALUES (2, 'z', 'x', 'draft', 1)")


def test_a_free_row_with_fixed_columns_is_not_replaced():
    """It would be a change of them."""
    sqlite_alone()
    frozen(once="OLD.state <> 'draft'", fixed=("text",))
    refused(f"REPLACE INTO {APPEAL} VALUES (2, 'z', 'x', 'draft', 1)")


def test_a_free_row_does_not_take_the_place_of_a_frozen_one():
    sqlite_alone()
    frozen(once="OLD.state <> 'draft'")
    refused(f"UPDATE OR REPLACE {APPEAL} SET code = 'a' WHERE id = 2")
