"""Which path of a tree is open: the repeated `open` of a page's address."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.http import QueryDict

AMENDMENT = "amendment"


def place_of(path: tuple[str, ...]) -> str:
    """Return the id of the link of a path: the same opened and closed, so that focus stays on it.

    >>> place_of(("loan", "L 1"))
    'at-loan/L%201'
    """
    return "at-" + "/".join(quote(key, safe="") for key in path)


@dataclass(frozen=True)
class Opening:
    """The keys from the top of the tree down to what is open; `shows_all`: long lists whole."""

    path: tuple[str, ...] = ()
    shows_all: bool = False
    period: str = ""  # of a measure by month or quarter
    amendment: int = 0  # its number; 0 is the result as published

    @classmethod
    def of(cls, parameters: QueryDict) -> "Opening":
        path = tuple(parameters.getlist("open"))
        number = parameters.get(AMENDMENT, "")
        amendment = int(number) if number.isascii() and number.isdigit() else 0
        return cls(path, "all" in parameters, parameters.get("period", ""), amendment)

    def holds(self, path: tuple[str, ...]) -> bool:
        """Whether the path lies on what is open."""
        return bool(path) and self.path[: len(path)] == path

    def ends_at(self, path: tuple[str, ...]) -> bool:
        return self.path == path

    def toggled(self, path: tuple[str, ...]) -> str:
        """Return the address's query after a click on the path."""
        target = path[:-1] if self.holds(path) else path
        return replace(self, path=target, shows_all=False).query

    def closed(self) -> str:
        """Return the query with nothing open."""
        return replace(self, path=(), shows_all=False).query

    def at(self, period: str) -> str:
        """Return the query of another period, with nothing open."""
        return Opening(period=period, amendment=self.amendment).query

    def whole(self, path: tuple[str, ...]) -> str:
        """Return the query that shows the long list under a path whole."""
        return replace(self, path=path, shows_all=True).query

    @property
    def query(self) -> str:
        """Return "?open=loan&open=L1"; "?" alone where nothing is open."""
        pairs = [(AMENDMENT, str(self.amendment))] if self.amendment else []
        pairs += [("period", self.period)] if self.period else []
        pairs += [("open", key) for key in self.path]
        return "?" + urlencode([*pairs, *([("all", "1")] if self.shows_all else [])])
