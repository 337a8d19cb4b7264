"""The files of the data contract. docs/data.md says the same to a bank's analyst."""

from portfolio.contract.book_files import BOOK_FILES
from portfolio.contract.file import File
from portfolio.contract.record_files import RECORD_FILES
from portfolio.contract.tables import Table

_FILES = (*BOOK_FILES, *RECORD_FILES)
FILES = {file.name: file for file in _FILES}


def files_of(table: Table) -> list[File]:
    """Return the files that go to the table."""
    return [file for file in _FILES if file.table is table]


def fields_of(table: Table) -> dict[str, str]:
    """Return the table's fields with their types in DuckDB, `id` left out."""
    fields: dict[str, str] = {}
    for file in files_of(table):
        fields |= dict.fromkeys(file.constants, "VARCHAR")
        fields |= {column.field: column.kind.type for column in file.columns}
        fields |= {**file.settled, **file.origin}
    return fields
