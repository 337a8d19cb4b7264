"""The cells of a scheme over a folder of the data contract, as a golden test names them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from django.conf import settings

from scoring.graph.graph import Cells
from scoring.scheme.compiling import compiled
from scoring.scheme.reading import parse
from tests.scoring.graph import csv_ground

F = Fraction  # cells are typed by the dozen
SCHEMES = Path(settings.BASE_DIR) / "docs" / "schemes"


class Scored:
    """A scheme of docs/schemes computed over a folder for the year 2026."""

    def __init__(self, scheme: str, folder: Path) -> None:
        text = (SCHEMES / f"{scheme}.toml").read_bytes()
        self.compiled = compiled(parse(text, file=f"{scheme}.toml"))
        ground = csv_ground.read(folder, 202601, 202612)
        self.cells: Cells = self.compiled.graph.computed(ground, self.compiled.shared)
        self.staff = [person.staff_no for person in ground.people.persons]

    def cell(self, staff: str, key: str, period: int = 0) -> Fraction | float | None:
        """Return a cell, exactly where it is exact; None where it has no value."""
        column = self.cells.column(key)
        found: Fraction | float | None = column.at(self.staff.index(staff), period)
        return found

    def grade(self, staff: str, by: str) -> str:
        """Return the code of a grade: by "bands" or "quotas"; empty where there is none."""
        place = self.cell(staff, by)
        scheme = self.compiled.scheme
        codes = [grade.code for grade in (scheme.bands if by == "bands" else scheme.grading.quotas)]
        return "" if place is None else codes[int(place)]

    def reason(self, staff: str, key: str, period: int = 0) -> str:
        """Return why a cell has no value, or "value"."""
        return self.cells.number(key, self.staff.index(staff), period).why_none or "value"
