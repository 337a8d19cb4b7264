"""Who may be asked about somebody, and as what, whoever chooses: the rules of raters.

Nobody who reads somebody's results is asked in a group of hers that is anonymous: what the others
of the group said would follow from her own answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import NAMED, Side, Survey
from scoring.cycles.reviewers import deciding_now
from scoring.models import Cycle

PROPOSED = (Side.PEER.value, Side.SUBORDINATE.value)
"""The groups whose raters somebody proposes herself."""
MOST = 15
"""So many of a group are asked about one person at most."""
Pair = tuple[str, str]
"""A group and a staff number."""


@dataclass(frozen=True)
class Lines:
    """Who stands above whom in a cycle, by who decides today."""

    above: Mapping[str, str | None]

    @classmethod
    def of(cls, cycle: Cycle) -> Lines:
        return cls(deciding_now(cycle))

    def over(self, who: str) -> list[str]:
        """Return everybody above somebody, the nearest first.

        >>> Lines({"M1": "S1", "S1": "D1", "D1": None}).over("M1")
        ['S1', 'D1']
        """
        return list(self._up(who))

    def under(self, who: str) -> set[str]:
        """Return everybody whom somebody leads, however far below.

        >>> sorted(Lines({"M1": "S1", "S1": "D1", "D1": None}).under("D1"))
        ['M1', 'S1']
        """
        return {one for one in self.above if who in self.over(one)}

    def _up(self, who: str) -> Iterator[str]:
        seen = {who}
        found = self.above.get(who)
        while found is not None and found not in seen:
            yield found
            seen.add(found)
            found = self.above.get(found)


@dataclass(frozen=True)
class Rules:
    """The rules for those who are asked about one person."""

    survey: Survey
    manager: Manager

    @cached_property
    def lines(self) -> Lines:
        return Lines.of(self.survey.cycle)

    @cached_property
    def over(self) -> set[str]:
        return set(self.lines.over(self.manager.pk))

    @cached_property
    def under(self) -> set[str]:
        return self.lines.under(self.manager.pk)

    def check(self, pairs: Collection[Pair]) -> None:
        """Refuse raters who may not be asked, saying whom and why."""
        for side, _who in pairs:
            if side not in {*PROPOSED, Side.SUPERIOR}:
                raise Refused(_("Only superiors, peers and subordinates are chosen"))
        people = Manager.objects.in_bulk([who for _side, who in pairs])
        readers = readers_among(people)
        for side, who in pairs:
            self._check_one(side, people[who], is_reader=who in readers)
        self._check_counts(pairs)

    def _check_one(self, side: str, rater: Manager, *, is_reader: bool) -> None:
        said = {"name": rater.name}
        if rater.pk == self.manager.pk:
            raise Refused(_("She is asked about herself already"))
        if rater.has_left_before(timezone.localdate()):
            raise Refused(_("%(name)s has left and is asked nothing") % said)
        if side in NAMED:
            return
        if is_reader or rater.pk in self.over:
            raise Refused(
                _("%(name)s reads the results, so that the others would not be anonymous") % said
            )
        if side == Side.SUBORDINATE and rater.pk not in self.under:
            raise Refused(_("%(name)s does not report to her") % said)
        if side == Side.PEER and rater.pk in self.under:
            raise Refused(_("%(name)s reports to her: ask as one of the subordinates") % said)

    def _check_counts(self, pairs: Collection[Pair]) -> None:
        numbers = [who for _side, who in pairs]
        if len(set(numbers)) < len(numbers):
            raise Refused(_("Somebody is named twice"))
        if sum(side == Side.SUPERIOR for side, _who in pairs) > 1:
            raise Refused(_("There is one superior; take the other out first"))
        for side in PROPOSED:
            count = sum(one == side for one, _who in pairs)
            if count > MOST:
                raise Refused(
                    _("%(group)s: %(count)s are asked; expected at most %(limit)s")
                    % {"group": Side(side).label, "count": whole(count), "limit": whole(MOST)}
                )


def readers_among(staff: Collection[str]) -> set[str]:
    """Return which of the staff read everybody's results, because of their logins' roles."""
    of_all = Q(role=User.Role.HR) | Q(role=User.Role.AUDITOR)
    found = User.objects.filter(of_all, manager__in=list(staff))
    return set(found.values_list("manager_id", flat=True))
