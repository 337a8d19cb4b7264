"""The branches of a published cycle and their people, and who may have the deck of which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from perfcenter.base.file_names import of_number
from perfcenter.models import User
from portfolio.models import Manager
from scoring.cycles.as_published import annotated, branches_of
from scoring.models import Cycle, Participant


@dataclass(frozen=True)
class Group:
    """A branch with all below it, or the whole bank, whose code is empty."""

    code: str
    name: str
    staff: tuple[str, ...]
    depth: int = 0
    below: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """Its people by the branch next below, or by itself where they are of no branch below."""

    @property
    def is_bank(self) -> bool:
        return not self.code

    @property
    def indented(self) -> str:
        return "\u3000" * self.depth + self.name

    @property
    def parts(self) -> tuple[str, ...]:
        """Of what a file's name is made, besides the cycle."""
        return (self.name, *([] if self.is_bank else [of_number(self.code)]))


def groups_of(cycle: Cycle) -> list[Group]:
    """Return the bank, then its branches in the order of their place in the tree.

    Of a cycle that is not published none: before that nothing is told that follows from others.
    """
    if not cycle.is_published:
        return []
    parents = {code: branch.parent_id for code, branch in branches_of(cycle).items()}
    names = {code: branch.name for code, branch in branches_of(cycle).items()}
    members: dict[tuple[str, ...], list[str]] = defaultdict(list)
    below: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for staff_no, branch in _people(cycle):
        path = _path(parents, branch)
        for end in range(len(path) + 1):
            members[path[:end]].append(staff_no)
            below[path[:end]][path[min(end, len(path) - 1)] if path else branch].append(staff_no)
    return [
        Group(
            code=path[-1] if path else "",
            name=names[path[-1]] if path else settings.BANK_NAME or _("Whole bank"),
            staff=tuple(sorted(members[path])),
            depth=max(len(path) - 1, 0),
            below={code: tuple(sorted(staff)) for code, staff in sorted(below[path].items())},
        )
        for path in sorted(members)
    ]


def groups_for(user: User, cycle: Cycle) -> list[Group]:
    """Return those whose deck the user may have: who sees all of a group, and not only herself."""
    found = groups_of(cycle)
    if user.sees_everyone or not found:
        return found
    places = Participant.objects.visible_to(user).filter(cycle=cycle)
    seen = set(places.values_list("manager_id", flat=True))
    others = seen - {user.manager_id}
    return [g for g in found if seen.issuperset(g.staff) and not others.isdisjoint(g.staff)]


def _people(cycle: Cycle) -> list[tuple[str, str]]:
    people = annotated(cycle, Manager.objects.filter(participations__cycle=cycle))
    return list(people.order_by("staff_no").values_list("staff_no", "then_branch").distinct())


def _path(parents: dict[str, str | None], code: str) -> tuple[str, ...]:
    """Return the codes from just below the head office down; none for the head office itself."""
    found: list[str] = []
    at: str | None = code
    while at is not None and parents.get(at) is not None:
        found.insert(0, at)
        at = parents[at]
    return tuple(found)
