"""What a board is narrowed to: name or number, a branch with those below, line, reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from portfolio.models import Branch
from reviews.report.members import People, named
from scoring.cycles.as_published import branches_of
from scoring.models import Cycle

MANY = 100
"""Of more branches only the regional ones are offered, and those below the chosen one."""


@dataclass(frozen=True)
class Place:
    """A branch to choose; `depth` is 0 for a regional one and for the head office."""

    code: str
    name: str
    depth: int

    @property
    def indented(self) -> str:
        return "\u3000" * self.depth + self.name


@dataclass(frozen=True)
class Narrowing:
    """What the address asks for besides state, order and page."""

    search: str = ""
    branch: str = ""
    line: str = ""
    reviewer: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Narrowing:
        return cls(*(query.get(name, "").strip() for name in ("q", "branch", "line", "reviewer")))

    @property
    def is_any(self) -> bool:
        return bool(self.search or self.branch or self.line or self.reviewer)

    def narrowed(self, cycle: Cycle, people: People) -> People:
        """Return the people of the branch and those below it, of the line, with the name."""
        if self.branch:
            branches = branches_of(cycle)
            people = people.filter(then_branch__in=_with_those_below(branches, self.branch))
        if self.line:
            people = people.filter(then_line=self.line)
        if self.reviewer:
            people = people.filter(_reviewed_by(self.reviewer))
        return named(people, self.search)


def _reviewed_by(text: str) -> Q:
    """Return who is reviewed by somebody with that name or number; HR is nobody's number."""
    found = Q(reviewer_name__icontains=text) | Q(reviewer_no__iexact=text)
    if text.casefold() in _("Human resources").casefold():
        found |= Q(reviewer_no__isnull=True)
    return found


def places(branches: dict[str, Branch], used: Iterable[str], chosen: str) -> list[Place]:
    """Return the branches that somebody takes part from, under their regional branches."""
    paths = {_path(branches, code) for code in used}
    paths |= {path[:end] for path in paths for end in range(1, len(path))}
    if len(paths) > MANY:
        region = _path(branches, chosen)[:1] if chosen in branches else ()
        paths = {path for path in paths if len(path) == 1 or path[:1] == region}
    return [Place(path[-1], branches[path[-1]].name, len(path) - 1) for path in sorted(paths)]


def _path(branches: dict[str, Branch], code: str) -> tuple[str, ...]:
    """Return the codes from just below the head office down to the branch; hers alone for it."""
    return tuple(_upwards(branches, code))[::-1]


def _upwards(branches: dict[str, Branch], code: str) -> Iterator[str]:
    yield code
    parent = branches[code].parent_id
    while parent is not None and branches[parent].parent_id is not None:
        yield parent
        parent = branches[parent].parent_id


def _with_those_below(branches: dict[str, Branch], code: str) -> list[str]:
    """Return the branch and all below it; the head office stands for itself alone."""
    parents = {branch.code: branch.parent_id for branch in branches.values()}
    found = [code]
    if parents.get(code) is None:
        return found
    for above in found:  # grows while it is walked
        found += [below for below, parent in parents.items() if parent == above]
    return found
