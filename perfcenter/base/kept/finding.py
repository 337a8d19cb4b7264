"""What is not as it was kept, and where."""

from typing import NamedTuple


class Finding(NamedTuple):
    """A sentence about a place: a table, and which rows of it ("id=5", "month=202601", "")."""

    table: str
    place: str
    text: str

    def __str__(self) -> str:
        return self.text


def where(table: str, place: str) -> str:
    """Return a table and a place in it, as findings name them.

    >>> where("scoring_result", "run_id=5"), where("portfolio_client", "")
    ('scoring_result run_id=5', 'portfolio_client')
    """
    return f"{table} {place}".rstrip()
