"""What somebody's numbers are told from: the run, or an amendment of her result in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from perfcenter.base.vault import local
from perfcenter.models import User
from portfolio.models import Manager
from scoring.amending.overlay import with_cells
from scoring.amending.sheet import amended_sheet
from scoring.graph.blocks import Share, opened, shares_in
from scoring.graph.calendar import Calendar
from scoring.graph.graph import Cells
from scoring.inputs.correcting import Correction, corrections_in
from scoring.inputs.facts import Fact, facts_in
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import kept_inputs
from scoring.models import Amendment, ScoreRun
from scoring.runs.compute import compute
from scoring.runs.kept import compiled_of, kept_cells
from scoring.runs.shares import shares_of
from scoring.scheme.stored import definition
from scoring.sheet.model import Sheet
from scoring.sheet.read import score_sheet


@dataclass(frozen=True)
class Told:
    """Sheet, cells and files of one person; of an amendment those that stand on it."""

    run: ScoreRun
    manager: Manager
    amendment: Amendment | None = None

    @property
    def staff_no(self) -> str:
        return self.manager.staff_no

    @property
    def number(self) -> int:
        """The number of the amendment; 0 where it is the run."""
        return self.amendment.number if self.amendment else 0

    def sheet(self, viewer: User | None) -> Sheet:
        if self.amendment is None:
            return score_sheet(self.run, self.manager, viewer=viewer)
        return amended_sheet(self.amendment, viewer=viewer)

    @cached_property
    def manifest(self) -> Manifest:
        return Manifest.get(self.amendment.manifest if self.amendment else self.run.manifest)

    @cached_property
    def cells(self) -> Cells | None:
        """The cells as they were computed; None of a run of before cells were kept."""
        if not self.run.manifest:
            return None
        if self.amendment is None:
            return kept_cells(self.run, self.staff_no)
        found, cycle = compiled_of(self.run), self.run.cycle
        calendar = Calendar(cycle.first_month, cycle.last_month, cycle.first_on, cycle.last_on)
        return opened(self._block, found.graph, calendar, found.shared)

    @property
    def facts(self) -> list[Fact]:
        """The facts that were put right."""
        return facts_in(self.manifest.kept_tables()) if self.amendment else []

    @property
    def values(self) -> list[Correction]:
        """The values that were put right as a whole, those of exempt accounts among them."""
        return corrections_in(self.manifest.kept_tables()) if self.amendment else []

    def shares(self) -> Iterator[Share]:
        """Yield what cost pools put on her."""
        if self.amendment is None:
            return shares_of(self.run, self.staff_no)
        return (one for one in shares_in(self._block) if one.staff_no == self.staff_no)

    @cached_property
    def _block(self) -> bytes:
        """The cells of an amendment; of one that kept none they are computed once more."""
        manifest = self.manifest
        if manifest.block is None and self.amendment is not None:
            inputs = kept_inputs(definition(self.run.cycle.scheme), self.amendment.manifest)
            manifest = with_cells(manifest, compute(inputs), self.staff_no)
        return local(manifest.block).read_bytes() if manifest.block else b""


def amendment_of(run: ScoreRun, manager: Manager, number: int) -> Amendment | None:
    """Return an amendment of somebody's result in a run."""
    found = Amendment.objects.filter(run=run, manager=manager, number=number)
    return found.select_related("run__cycle__scheme", "cycle", "manager__branch", "made_by").first()
