"""What the slides are called, and how many may be presented; without what draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.refusals import Refused

MOST = 12
"""Of the slides that are presented, the cover among them."""
TITLES = {
    "glance": gettext_lazy("The year at a glance"),
    "plans": gettext_lazy("Plans and their completion"),
    "rorac": gettext_lazy("RORAC waterfall"),
    "scorecard": gettext_lazy("Scores beside the peers"),
    "business": gettext_lazy("Business in pieces and products"),
    "balances": gettext_lazy("Deposits and loans by month"),
    "quality": gettext_lazy("Asset quality"),
    "clients": gettext_lazy("Clients won and lost"),
    "last_goals": gettext_lazy("Last year's goals"),
    "achievements": gettext_lazy("Achievements and cases"),
    "problems": gettext_lazy("Problems and improvements"),
    "others": gettext_lazy("Other sections of the self-review"),
    "goals": gettext_lazy("Next year's goals"),
    "learning": gettext_lazy("Learning and compliance"),
    "survey": gettext_lazy("360 review by group"),
}
"""In the usual order."""
Place = Literal["talk", "behind", "out"]


@dataclass(frozen=True)
class Arrangement:
    """The kinds that are presented, and those that follow in the appendix, in their order."""

    talk: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def out(self) -> tuple[str, ...]:
        return tuple(name for name in TITLES if name not in (*self.talk, *self.behind))

    def check(self) -> None:
        """Refuse what no deck can be made of."""
        named = (*self.talk, *self.behind)
        unknown = [name for name in named if name not in TITLES]
        if unknown or len(set(named)) != len(named):
            raise Refused(_("Each slide stands in one place only"))
        if not self.talk:
            raise Refused(_("At least one slide is presented besides the cover"))
        if len(self.talk) > MOST - 1:
            raise Refused(
                _("%(count)s slides are presented with the cover; expected at most %(most)s")
                % {"count": len(self.talk) + 1, "most": MOST}
            )


def arranged(order: Sequence[str], places: dict[str, str]) -> Arrangement:
    """Put an order of all kinds and the place of each together."""
    return Arrangement(
        tuple(name for name in order if places.get(name) == "talk"),
        tuple(name for name in order if places.get(name) == "behind"),
    )
