"""The scores of a team as they are typed, a cell a person and measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reviews.deciding.forms import SCORES
from reviews.deciding.write import Verdict
from reviews.team.read import Row, Team

LONGEST_BASIS = 500


@dataclass(frozen=True)
class Cell:
    """A score with what it rests on, as the page shows it; `stored` is what stands meanwhile."""

    name: str
    score: str = ""
    basis: str = ""
    error: str = ""
    stored: str = ""
    asks: bool = False
    read: str = "|"  # what is stored, to tell what was touched

    @property
    def scores(self) -> Sequence[int]:
        return SCORES


@dataclass
class Sent:
    """What was typed: the scores that differ from those stored, and what stands against them."""

    given: dict[str, dict[str, Verdict]] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)


def name_of(row: Row, code: str) -> str:
    """Return the name of a cell's fields."""
    return f"{row.staff_no}_{code}"


def sent(team: Team, data: Mapping[str, str]) -> Sent:
    """Read what was typed; an untouched cell is nobody's business, whatever stands there now."""
    found = Sent()
    for row in team.rows:
        for measure in team.measures:
            name = name_of(row, measure.code)
            if f"score_{name}" not in data:
                continue
            text = data[f"score_{name}"].strip()
            basis = data.get(f"basis_{name}", "").strip()
            if f"{text}|{basis}" == data.get(f"read_{name}", "|"):
                continue
            if why := _wrong(text, basis, asks=measure.asks_for_reason_of):
                found.errors[name] = why
                continue
            found.given.setdefault(row.staff_no, {})[measure.code] = Verdict(int(text), basis)
            found.readings[row.staff_no] = data.get(f"reading_{row.staff_no}", "")
        if row.staff_no in found.readings and found.readings[row.staff_no] != row.reading:
            found.stale.add(row.staff_no)
    return found


def cell(
    row: Row, code: str, data: Mapping[str, str] | None, said: Sent | None, *, asks: bool
) -> Cell:
    """Return a cell as stored, or as it was typed where it was not taken."""
    name, given = name_of(row, code), row.given.get(code)
    score, basis = (str(given.score), given.basis) if given else ("", "")
    stored, read = "", f"{score}|{basis}"
    if data is not None and f"score_{name}" in data:
        typed = data[f"score_{name}"].strip(), data.get(f"basis_{name}", "").strip()
        if "|".join(typed) != data.get(f"read_{name}", "|"):
            if said and row.staff_no in said.stale and typed != (score, basis):
                stored = f"{score or '—'} · {basis or '—'}"
            score, basis = typed
    error = said.errors.get(name, "") if said else ""
    return Cell(name, score, basis, error, stored, asks, read)


def _wrong(text: str, basis: str, *, asks: object) -> str:
    if text not in {str(score) for score in SCORES}:
        return _("Choose the score that this is about")
    if len(basis) > LONGEST_BASIS:
        return _("The reason is too long")
    if callable(asks) and asks(int(text)) and not basis:
        return _("Write what the score rests on")
    return ""
