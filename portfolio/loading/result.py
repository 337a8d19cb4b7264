"""What a load answers: what was read and changed, or every reason why nothing was."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portfolio.contract.sentences import Sentence
from portfolio.months import Span

if TYPE_CHECKING:
    from portfolio.models import DataLoad

TellProgress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a set. Without a line it is about the file, without a column about the line."""

    file: str
    line: int | None
    column: str
    value: str
    expected: Sentence


@dataclass
class Group:
    """Errors of one kind in one column of a file: how many, the first of them, their values' range.

    `least` and `most` are as the file has them, compared as numbers where all of them are numbers.
    """

    first: list[Problem]
    count: int
    least: str
    most: str

    @classmethod
    def of(cls, problem: Problem) -> "Group":
        return cls([problem], 1, problem.value, problem.value)


@dataclass(frozen=True)
class LargeRate:
    """A rate of more than 1, in millionths: perhaps a percentage, not a fraction."""

    line: int
    column: str
    rate: int


@dataclass
class FileReport:
    """What was read from one file, and what it changed."""

    name: str
    encoding: str
    rows: int = 0
    sample: str = ""
    unknown_columns: tuple[str, ...] = ()
    is_unfinished: bool = False  # the last line does not end
    large_rates: tuple[LargeRate, ...] = ()
    added: int = 0
    updated: int = 0
    removed: int = 0

    @property
    def changed(self) -> int:
        return self.added + self.updated + self.removed

    @property
    def summary(self) -> dict[str, str | int]:
        """What the list of loads keeps of the file."""
        kept = ("name", "encoding", "rows", "added", "updated", "removed")
        return {name: getattr(self, name) for name in kept}


@dataclass
class LoadResult:
    """A set that was loaded. `load` is None when the set changed nothing.

    `doubts` is what was loaded as it stands, though it may be meant otherwise.
    """

    source: str
    files: list[FileReport] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    doubts: list[Group] = field(default_factory=list)
    load: "DataLoad | None" = None
    bears_on: Span | None = None  # the first and last month that the changes bear on
    since: list[dict[str, Any]] = field(default_factory=list)  # from when changes hold
    replaced: dict[str, Any] = field(default_factory=dict)  # what was kept of what it replaced

    @property
    def changed(self) -> int:
        return sum(file.changed for file in self.files)

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


class UnreadableError(Exception):
    """A file, or the folder, cannot be read at all; nothing is said about its rows."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class LoadRefused(Exception):  # noqa: N818 - it says what happened to the set
    """The set has errors, here by kind; the database is as it was."""

    def __init__(self, groups: list[Group], files: list[FileReport] | None = None) -> None:
        self.groups = groups
        self.files = files or []
        super().__init__(_("The set was refused: %(count)s errors") % {"count": self.count})

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def shown(value: str | None) -> str:
    """Return a cell's text fit to be shown in a line: cut, control characters as escapes."""
    text = value or ""
    if len(text) > LONGEST_VALUE:
        text = text[: LONGEST_VALUE - 1] + "…"
    return "".join(
        c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text
    )
