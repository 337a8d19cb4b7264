"""Where something is changed: in one cycle, or in all open cycles of a round."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from portfolio.models import Manager
from scoring.models import Cycle, Participant, Round


@dataclass(frozen=True)
class Place:
    """The cycles in which a change is made, and the round where it is one."""

    cycles: list[Cycle]
    round: Round | None = None

    @classmethod
    def of_round(cls, found: Round, cycles: list[Cycle]) -> Place:
        """Return the round's open cycles; all where none is open any more."""
        return cls([cycle for cycle in cycles if not cycle.is_published] or cycles, found)

    @property
    def is_open(self) -> bool:
        return not all(cycle.is_published for cycle in self.cycles)

    @property
    def home(self) -> str:
        """The address of the page with the forms."""
        if self.round is not None:
            return reverse("reviews:round_changes", args=[self.round.code])
        return reverse("reviews:changes", args=[self.cycles[0].code])

    def url_of(self, name: str) -> str:
        """The address that a form is sent to."""
        if self.round is not None:
            return reverse("reviews:round_change", args=[self.round.code, name])
        return reverse("reviews:change", args=[self.cycles[0].code, name])

    def cycle_of(self, manager: Manager) -> Cycle:
        """Return the cycle in which somebody takes part; what one cannot do, its verb says."""
        if self.round is None:
            return self.cycles[0]
        found = self._with(manager)
        if not found:
            raise Refused(
                _("%(name)s takes part in no open cycle of the round") % {"name": manager.name}
            )
        return found[0]

    def cycle_for(self, manager: Manager) -> Cycle:
        """Return the cycle in which somebody would take part: where she has, or of her line."""
        if self.round is None:
            return self.cycles[0]
        fitting = self._with(manager) or [c for c in self.cycles if c.line in ("", manager.line)]
        if not fitting:
            raise Refused(
                _("The round has no open cycle of her line; add her on the page of a cycle")
            )
        return fitting[0]

    def _with(self, manager: Manager) -> list[Cycle]:
        places = Participant.objects.filter(manager=manager, cycle__in=self.cycles)
        inside = set(places.values_list("cycle", flat=True))
        return [cycle for cycle in self.cycles if cycle.pk in inside]
