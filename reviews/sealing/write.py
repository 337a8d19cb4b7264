"""HR's verbs: seal the record of a published cycle; open it again, which takes two."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from perfcenter.base import digests, vault
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.said import gettext as _
from perfcenter.models import AuditEntry, User
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.models import Reopening, Seal
from reviews.sealing.checks import against, ended_early
from reviews.sealing.person import Record, as_bytes
from reviews.sealing.steps import steps_of
from reviews.sealing.tree import root_of
from reviews.steps.afterwards import appealed_by, may_still_appeal
from reviews.steps.sealed import seal_in_force
from reviews.telling.led import asked_to_open, opening_answered, sealed
from scoring.models import AsPublished, Cycle

FORMAT = 1
SHORTEST, LONGEST = 4, 500
Progress = Callable[[int, int], None]
State = Reopening.State


def seal(
    *, cycle: Cycle, actor: User, early: bool = False,
    progress: Progress = lambda done, total: None,
) -> Seal:  # fmt: skip
    """Put everybody's record into the vault and the digest of it all into the audit log.

    While results can be appealed against it is done only where that is meant (`early`).

    What is written is read again before the log speaks of it: where somebody acted on the cycle
    meanwhile, nothing is sealed, and it is tried again.
    """
    check_is_hr(actor)
    _check(cycle, early=early)
    newest = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    people = [*_people(cycle)]
    found = Record.of(cycle, steps_of(cycle), actor)
    number = cycle.seals.count() + 1
    kept: list[list[str]] = []
    for manager in people:
        progress(len(kept), len(people))
        kept.append([manager.staff_no, _keep(cycle, number, manager, found.files(manager))])
    root = root_of([digest for _number, digest in kept])
    manifest = vault.put_bytes(as_bytes(_manifest(found, number, root, kept)), ".json")
    with transaction.atomic():
        locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
        _check(locked, early=early)
        if steps_of(locked, after=newest) or locked.seals.count() + 1 != number:
            raise Refused(_("Somebody acted on the cycle while it was being sealed; try again"))
        made = Seal.objects.create(
            cycle=locked,
            number=number,
            root=root,
            manifest=manifest.digest,
            people=len(people),
            sealed_by=actor,
            sealed_at=timezone.now(),
        )
        detail = {
            "cycle": locked.code,
            "number": number,
            "root": root,
            "manifest": manifest.digest,
            "people": len(people),
            "ended": str(appealed_by(locked)) if may_still_appeal(locked) else None,
        }
        record(
            actor=actor,
            action="cycle.seal",
            target=made,
            detail=detail,
            wrote=sealed(made, actor),
        )
    return made


def ask_to_open(*, cycle: Cycle, reason: str, actor: User) -> Reopening:
    """Ask that the record is opened again; it stays sealed until a second person agrees."""
    check_is_hr(actor)
    reason = _said(reason, gettext("Say why it is opened again"))
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        standing = seal_in_force(cycle)
        if standing is None:
            raise Refused(gettext("The cycle is not sealed"))
        if standing.reopenings.filter(state=State.ASKED).exists():
            raise Refused(
                gettext("Somebody has asked for it already; it waits for a second person")
            )
        asked = Reopening.objects.create(
            seal=standing, reason=reason, asked_by=actor, asked_at=timezone.now()
        )
        _record(asked, "cycle.ask_unseal", actor, asked_to_open(asked, actor))
    return asked


def open_again(*, asked: Reopening, actor: User) -> None:
    """Open the record as the second person; the seal and what it proves stay."""
    _answer(asked, State.OPENED, actor, "", "cycle.unseal")


def decline_to_open(*, asked: Reopening, answer: str, actor: User) -> None:
    """Leave it sealed as the second person, and say why."""
    answer = _said(answer, gettext("Say why it stays sealed"))
    _answer(asked, State.DECLINED, actor, answer, "cycle.decline_unseal")


def withdraw_asking(*, asked: Reopening, actor: User) -> None:
    """Take back what one has asked for oneself."""
    _answer(asked, State.WITHDRAWN, actor, "", "cycle.withdraw_unseal")


def _check(cycle: Cycle, *, early: bool) -> None:
    reasons = list(against(cycle))
    if not early and (ended := ended_early(cycle)):
        reasons.append(ended)
    if reasons:
        words = {"reasons": gettext("; ").join(reasons)}
        raise Refused(gettext("Not sealed: %(reasons)s") % words)


def _people(cycle: Cycle) -> Iterator[Manager]:
    """Yield everybody whom the publication speaks of, by staff number in code points."""
    who = AsPublished.objects.filter(cycle=cycle).select_related("manager")
    yield from sorted((one.manager for one in who), key=lambda manager: manager.staff_no)


def _keep(cycle: Cycle, number: int, manager: Manager, files: Mapping[str, bytes]) -> str:
    """Put a person's files and their list into the vault; return the list's digest."""
    named = {
        name: vault.put_bytes(content, ending_of(name)).digest for name, content in files.items()
    }
    content = {
        "format": FORMAT,
        "cycle": cycle.code,
        "seal": number,
        "staff_no": manager.staff_no,
        "files": named,
    }
    return vault.put_bytes(as_bytes(content), ".json").digest


def ending_of(name: str) -> str:
    """Return with what ending a file stands in the vault.

    >>> ending_of("numbers/a.b.json")
    '.json'
    """
    return "." + name.rpartition(".")[2]


def _manifest(
    found: Record, number: int, root: str, people: Sequence[Sequence[str]]
) -> dict[str, Any]:
    cycle, run = found.cycle, found.run
    return {
        "format": FORMAT,
        "cycle": cycle.code,
        "seal": number,
        "months": [cycle.first_month, cycle.last_month],
        "run": {
            "number": run.number,
            "inputs_digest": run.inputs_digest,
            "results_digest": run.results_digest,
        },
        "scheme": {
            "name": cycle.scheme.name,
            "version": cycle.scheme.version,
            "digest": digests.of_text(cycle.scheme.source),
        },
        "root": root,
        "people": people,
    }


def read_json(digest: str) -> dict[str, Any]:
    """Return a file of the vault; Damaged where it is not what was put."""
    path = vault.local(vault.Named(digest, ".json"))
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def _answer(asked: Reopening, state: str, by: User, answer: str, action: str) -> None:
    check_is_hr(by)
    with transaction.atomic():
        locked = Reopening.objects.select_for_update().get(pk=asked.pk)
        if not locked.is_open:
            words = {"state": locked.get_state_display()}
            raise Refused(gettext("It was answered already: %(state)s") % words)
        own = locked.asked_by_id == by.pk
        if state == State.WITHDRAWN and not own:
            raise NotAllowed(gettext("Only who asked for it takes it back"))
        if state != State.WITHDRAWN and own:
            raise Refused(gettext("The second person is somebody else"))
        locked.state, locked.answered_by, locked.answer = state, by, answer
        locked.answered_at = timezone.now()
        locked.save(update_fields=["state", "answered_by", "answered_at", "answer"])
        _record(locked, action, by, opening_answered(locked, by))


def _record(asked: Reopening, action: str, actor: User, told: Written) -> None:
    detail = {"cycle": asked.seal.cycle.code, "number": asked.seal.number}
    reason = asked.answer or asked.reason
    kept = {**detail, "reason": reason}
    record(actor=actor, action=action, target=asked, detail=kept, wrote=told)


def _said(text: str, otherwise: str) -> str:
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refused(otherwise)
    return text
