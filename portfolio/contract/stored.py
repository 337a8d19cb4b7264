"""How the rows of a table are read in the words of the files: keys in place of numbers."""

from portfolio.contract.tables import TABLES, Table


def column(table: Table, name: str) -> str:
    """Return the SQL of a field: `t` is the table, others are joined by `source`."""
    if other := table.numbers.get(name):
        return f'{name}."{TABLES[other].key[0]}"'
    return f't."{name}"'


def source(table: Table) -> str:
    """Return what follows FROM, for `column`."""
    joins = (
        f" LEFT JOIN {of} {name} ON {name}.id = t.{name}" for name, of in table.numbers.items()
    )
    return f"{table.name} t{''.join(joins)}"
