"""A reader of the vault's files sees them and nothing else, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from perfcenter.base.vault import folder, local, put
from portfolio import duck
from portfolio.duck import quoted


@pytest.fixture
def kept(tmp_path) -> Path:
    """A file of one row in the vault."""
    path = tmp_path / "one.parquet"
    duckdb.sql("SELECT 42 AS answer").write_parquet(str(path))
    return local(put(path))


def read(one: duck.Duck, path: Path) -> list[tuple[int]]:
    found: list[tuple[int]] = one.connection.execute(f"FROM {quoted(str(path))}").fetchall()
    return found


def test_files_of_the_vault_are_read(kept):
    with duck.reading([kept]) as one:
        assert read(one, kept) == [(42,)]
        assert one.folder == folder()


def test_the_rules_are_there(kept):
    with duck.reading([kept], "CREATE MACRO twice(x) AS 2 * x;") as one:
        assert one.connection.execute("SELECT twice(21)").fetchall() == [(42,)]


def test_another_file_is_refused(kept, tmp_path):
    with duck.reading([kept]) as one, pytest.raises(duckdb.PermissionException):
        read(one, tmp_path / "one.parquet")


def test_what_a_reader_lays_is_gone_with_it(kept):
    for _reader in range(2):
        with duck.reading([kept]) as one:
            one.connection.execute(f"CREATE TEMP VIEW laid AS FROM {quoted(str(kept))}")


def test_a_file_that_stands_elsewhere_is_read_too(kept, tmp_path):
    with duck.reading([tmp_path / "one.parquet"]) as one:
        assert read(one, tmp_path / "one.parquet") == [(42,)]


def test_a_process_opens_one_instance(kept, monkeypatch):
    with duck.reading([kept]) as one:
        read(one, kept)
    monkeypatch.setattr(duckdb, "connect", None)
    with duck.reading([kept]) as one:
        assert read(one, kept) == [(42,)]
