"""The people of a cycle: their days in service, and where they belong when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.graph.calendar import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Posting:
    """Where somebody belongs from a day on."""

    from_on: date
    branch: str
    line: str
    level: str = ""


@dataclass(frozen=True)
class Absence:
    """Days away, both counted; without an end it goes on."""

    from_on: date
    to_on: date | None
    kind: str


@dataclass(frozen=True)
class Person:
    """A participant. Postings are in order of time; the first holds from the beginning."""

    staff_no: str
    hired_on: date | None
    left_on: date | None
    postings: tuple[Posting, ...]
    absences: tuple[Absence, ...] = ()
    name: str = ""

    def posting(self, day: date) -> Posting:
        """Return where she belongs on a day."""
        found = self.postings[0]
        for posting in self.postings[1:]:
            if posting.from_on <= day:
                found = posting
        return found

    def served(self, begins: date, ends: date, away: frozenset[str] = frozenset()) -> int:
        """Return her days in service, hired_on and left_on counted, less absences of these kinds.

        >>> somebody = Person("1", date(2026, 7, 1), None, ())
        >>> somebody.served(date(2026, 1, 1), date(2026, 12, 31))
        184
        """
        first = max(begins, self.hired_on or begins)
        last = min(ends, self.left_on or ends)
        days = max(0, (last - first).days + 1)
        return days - self._away(first, last, away) if away else days

    def _away(self, first: date, last: date, kinds: frozenset[str]) -> int:
        """Count each day away once, however many absences hold it."""
        spans = sorted(
            (max(first, absence.from_on), min(last, absence.to_on or last))
            for absence in self.absences
            if absence.kind in kinds
        )
        days, done = 0, first - ONE_DAY
        for begins, ends in spans:
            begins = max(begins, done + ONE_DAY)
            if begins <= ends:
                days += (ends - begins).days + 1
                done = ends
        return days


@dataclass(frozen=True)
class People:
    """The participants in the order of their staff numbers, and the branches' tree."""

    persons: tuple[Person, ...]
    parents: dict[str, str | None] = field(default_factory=dict)  # branch -> the one above

    def __len__(self) -> int:
        return len(self.persons)

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each staff number."""
        return {person.staff_no: row for row, person in enumerate(self.persons)}

    @cached_property
    def hired(self) -> NDArray[np.int64]:
        """The number of each one's first day; of who was always there a day before all."""
        return np.array(
            [0 if p.hired_on is None else p.hired_on.toordinal() for p in self.persons],
            dtype=np.int64,
        )

    @cached_property
    def left(self) -> NDArray[np.int64]:
        """The number of each one's last day; of who goes on a day after all."""
        after = date.max.toordinal()
        return np.array(
            [after if p.left_on is None else p.left_on.toordinal() for p in self.persons],
            dtype=np.int64,
        )

    def served(
        self, spans: Sequence[tuple[date, date]], away: Sequence[str] = ()
    ) -> NDArray[np.int64]:
        """Return the days in service within each span of days, shape (people, spans)."""
        begins, ends = (
            np.array([[day.toordinal() for day in d]]) for d in zip(*spans, strict=True)
        )
        first, last = np.maximum(begins, self.hired[:, None]), np.minimum(ends, self.left[:, None])
        days: NDArray[np.int64] = np.maximum(0, last - first + 1)
        kinds = frozenset(away)
        for row, person in enumerate(self.persons) if kinds else ():
            if person.absences:
                days[row] = [person.served(*span, kinds) for span in spans]
        return days

    def in_service(self, day: date) -> NDArray[np.bool_]:
        """Return who is in service on a day."""
        number = day.toordinal()
        return np.asarray((self.hired <= number) & (self.left >= number))

    def stays(self, period: Period) -> NDArray[np.bool_]:
        """Return who is no leaver: who did not leave before the period's last day."""
        return np.asarray(self.left >= period.ends.toordinal())

    def groups(self, by: str, day: date) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Number the groups of a day: bank, line, branch, or line_and_branch; and name them."""
        if by == "bank":
            return np.zeros(len(self), dtype=np.int64), ("",) if self.persons else ()
        if (by, day) not in self._grouped:
            names = [self._group(posting, by) for posting in self.posted(day)]
            listed = tuple(sorted(set(names)))
            number = {name: index for index, name in enumerate(listed)}
            numbers = np.array([number[name] for name in names], dtype=np.int64)
            self._grouped[by, day] = numbers, listed
        return self._grouped[by, day]

    def posted(self, day: date) -> tuple[Posting, ...]:
        """Return where everybody belongs on a day."""
        if day not in self._posted:
            self._posted[day] = tuple(
                p.postings[0] if len(p.postings) == 1 else p.posting(day) for p in self.persons
            )
        return self._posted[day]

    @cached_property
    def _grouped(self) -> dict[tuple[str, date], tuple[NDArray[np.int64], tuple[str, ...]]]:
        return {}

    @cached_property
    def _posted(self) -> dict[date, tuple[Posting, ...]]:
        return {}

    @staticmethod
    def _group(posting: Posting, by: str) -> str:
        if by == "line_and_branch":
            return f"{posting.line}/{posting.branch}"
        return posting.line if by == "line" else posting.branch
