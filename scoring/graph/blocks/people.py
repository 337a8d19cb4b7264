"""People of a block as plain values, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from scoring.graph.people import Absence, Person, Posting


def plain(person: Person) -> list[Any]:
    """Return a person as JSON holds her."""
    return [
        person.staff_no,
        _iso(person.hired_on),
        _iso(person.left_on),
        [[_iso(p.from_on), p.branch, p.line, p.level] for p in person.postings],
        [[_iso(a.from_on), _iso(a.to_on), a.kind] for a in person.absences],
    ]


def person_of(found: list[Any]) -> Person:
    """Return the person of what `plain` gave."""
    staff, hired, left, postings, absences = found
    return Person(
        staff,
        _day(hired),
        _day(left),
        tuple(Posting(date.fromisoformat(on), *rest) for on, *rest in postings),
        tuple(Absence(date.fromisoformat(on), _day(to), kind) for on, to, kind in absences),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
