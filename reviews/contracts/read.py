"""Who has signed which contract, and what is left to sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfcenter.base.batches import batches
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.contracts.content import Content, contents_of, digest_of
from reviews.models import Contract, ContractCall, Countersignature
from scoring.cycles.as_published import put_back
from scoring.cycles.reviewers import reviewed_places
from scoring.models import Cycle, Participant

OPEN, SIGNED, REFUSED, CHANGED = "open", "signed", "refused", "changed"
BOTH, DECLINED = "both", "declined"
BY_HER = (SIGNED, BOTH, DECLINED)
"""The states in which she has signed what stands."""
WORDS = {
    OPEN: _("Not signed yet"),
    SIGNED: _("Signed, waits for the counter-signature"),
    BOTH: _("Signed by both"),
    DECLINED: _("Signed, not countersigned"),
    REFUSED: _("Signature refused"),
    CHANGED: _("Targets changed: to sign again"),
}
SHAPES = {
    OPEN: ("ring", ""),
    SIGNED: ("half", ""),
    BOTH: ("tick", "good"),
    DECLINED: ("cross", "bad"),
    REFUSED: ("cross", "bad"),
    CHANGED: ("triangle", "warn"),
}


@dataclass(frozen=True)
class Standing:
    """Where somebody's contract of a cycle stands: what it says now, and what she answered last."""

    call: ContractCall
    manager: Manager
    content: Content
    digest: str
    last: Contract | None
    counter: Countersignature | None = None

    @property
    def state(self) -> str:
        if self.last is None:
            return OPEN
        if self.last.digest != self.digest:
            return CHANGED
        if not self.last.is_signed:
            return REFUSED
        if self.counter is None:
            return SIGNED
        return BOTH if self.counter.is_signed else DECLINED

    @property
    def is_signed(self) -> bool:
        """Whether she has signed the contract as it stands, whatever her reviewer says."""
        return self.state in BY_HER

    @property
    def is_open(self) -> bool:
        """Whether it waits for her answer; who refused may still sign."""
        return self.state in {OPEN, CHANGED} and not self.call.cycle.is_published

    @property
    def words(self) -> str:
        return str(WORDS[self.state])

    @property
    def mark(self) -> tuple[str, str]:
        shape, tone = SHAPES[self.state]
        return ("triangle", "bad") if self.is_overdue(timezone.localdate()) else (shape, tone)

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.call.due is not None and self.call.due < today


def call_of(cycle: Cycle) -> ContractCall | None:
    """Return how HR asked last for the contracts of a cycle; None where it never did."""
    return cycle.contract_calls.select_related("wording", "called_by").first()


def standing_of(cycle: Cycle, manager: Manager) -> Standing | None:
    """Return where somebody's contract stands; None where nobody asked for it."""
    call = call_of(cycle)
    if call is None:
        return None
    content = contents_of(cycle, manager.staff_no).get(manager.staff_no, [])
    last = Contract.objects.filter(cycle=cycle, manager=manager).first()
    return _standing(call, cycle, manager, content, last, counters([last]))


def standings_of(cycle: Cycle) -> list[Standing]:
    """Return where everybody's contract of a cycle stands."""
    call = call_of(cycle)
    if call is None:
        return []
    newest: dict[str, Contract] = {}
    for one in Contract.objects.filter(cycle=cycle).order_by("number"):
        newest[one.manager_id] = one
    places = cycle.participants.select_related("manager__branch").order_by("manager")
    people = [place.manager for place in places]
    put_back(cycle, people)
    contents: Mapping[str, Content] = contents_of(cycle)
    countered = counters(newest.values())
    return [
        _standing(call, cycle, one, contents[one.staff_no], newest.get(one.staff_no), countered)
        for one in people
    ]


def counters(contracts: Iterable[Contract | None]) -> dict[int, Countersignature]:
    """Return the last answer of the reviewer to each contract, by its key."""
    found: dict[int, Countersignature] = {}
    for some in batches(one.pk for one in contracts if one is not None):
        rows = Countersignature.objects.filter(contract__in=some).order_by("number")
        found |= {one.contract_id: one for one in rows.select_related("for_whom")}
    return found


def _standing(
    call: ContractCall,
    cycle: Cycle,
    manager: Manager,
    content: Content,
    last: Contract | None,
    countered: Mapping[int, Countersignature],
) -> Standing:
    counter = countered.get(last.pk) if last else None
    if cycle.is_published and last is not None:
        # What was answered stays, whatever is loaded later.
        return Standing(call, manager, last.content, last.digest, last, counter)
    digest = digest_of(cycle, manager.staff_no, call.wording, content)
    return Standing(call, manager, content, digest, last, counter)


def contracts_of(cycle: Cycle, manager: Manager) -> list[Contract]:
    """Return everything somebody answered, the newest first."""
    found = Contract.objects.filter(cycle=cycle, manager=manager)
    found = found.select_related("wording", "answered_by")
    return list(found.prefetch_related("countersignatures__for_whom"))


@once_a_page
def to_sign(user: User) -> list[tuple[Cycle, Standing]]:
    """Return the user's own contracts that wait for her answer, in cycles that are open."""
    if not user.is_manager or user.manager is None:
        return []
    places = Participant.objects.filter(
        cycle=OuterRef("pk"), manager=user.manager_id, ended_on__isnull=True
    )
    called = ContractCall.objects.filter(cycle=OuterRef("pk"))
    cycles = Cycle.objects.filter(Exists(places), Exists(called), published_at=None)
    found = [(cycle, standing_of(cycle, user.manager)) for cycle in cycles.select_related("scheme")]
    return [(cycle, one) for cycle, one in found if one is not None and one.is_open]


@once_a_page
def to_countersign(user: User) -> list[tuple[Cycle, list[Standing]]]:
    """Return the contracts that wait for the user's counter-signature, by cycle that is open."""
    unanswered = Contract.objects.filter(
        state=Contract.State.SIGNED, countersignatures=None, cycle__published_at=None
    )
    mine = reviewed_places(user).filter(ended_on__isnull=True)
    hers = Exists(mine.filter(cycle=OuterRef("cycle"), manager=OuterRef("manager")))
    rows = unanswered.filter(hers).select_related("cycle__scheme", "manager")
    found: dict[int, tuple[Cycle, list[Standing]]] = {}
    seen: set[tuple[int, str]] = set()
    for one in rows.order_by("cycle__code", "manager", "-number"):
        if (one.cycle_id, one.manager_id) in seen:
            continue
        seen.add((one.cycle_id, one.manager_id))
        standing = standing_of(one.cycle, one.manager)
        if standing is not None and standing.state == SIGNED:
            found.setdefault(one.cycle_id, (one.cycle, []))[1].append(standing)
    return list(found.values())
