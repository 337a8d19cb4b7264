"""A scheme tried: everybody computed as a score run would, at once or by a job, no run made.

It is computed over what the cycle's newest run read, from the vault; where a scheme reads more
than that, or there is no run or no cycle, over the bank as it is.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from django.db import transaction
from django.utils import timezone

from perfcenter.base.digests import of_json
from perfcenter.base.refusals import Refused
from perfcenter.base.said import of_error
from portfolio.models import DataLoad
from portfolio.valuation import ValuationError
from scoring.editor.effect import Effect, effect_of
from scoring.editor.outcome import Outcome, opened, outcome_of, packed
from scoring.editor.sides import unsaved
from scoring.editor.tried_on import TriedOn
from scoring.inputs.manifest import Manifest
from scoring.inputs.months import wanted_of
from scoring.inputs.needs import needs_of
from scoring.inputs.read import Progress, kept_inputs, read_inputs
from scoring.models import Scheme, SchemeDraft, SchemeTrial, ScoreRun
from scoring.runs.size import PEOPLE, takes_long
from scoring.runs.write import computed_of
from scoring.scheme.stored import definition

_one_at_a_time = Lock()


class TakesLong(Exception):  # noqa: N818 - an answer, not an error
    """It was not tried yet, and is too much for a page to wait for."""


def effect(on: TriedOn, before: Scheme | None, after: Scheme) -> Effect:
    """Return everybody by two texts; Refused, or TakesLong where a job has to do it."""
    schemes = _both(before, after)
    run = _run(on, schemes)
    kept = SchemeTrial.objects.filter(key=_key(on, run, schemes)).first()
    if kept is not None:
        return _opened(on, kept)
    if run.participants > PEOPLE if run else takes_long():
        raise TakesLong
    return _computed(on, run, schemes, None)


def try_and_keep(
    on: TriedOn,
    before: Scheme | None,
    after: Scheme,
    *,
    draft: SchemeDraft | None,
    progress: Progress | None = None,
) -> Effect:
    """Try it however long it takes, and keep what came of it for the pages, the draft's last."""
    schemes = _both(before, after)
    run = _run(on, schemes)
    found = _computed(on, run, schemes, progress)
    two = [packed(one) for one in (found.before, found.after) if one is not None]
    content = {"texts": [one.source for one in schemes], "outcomes": two}
    with transaction.atomic():
        SchemeTrial.objects.filter(key=_key(on, run, schemes)).delete()
        if draft is not None:
            SchemeTrial.objects.filter(draft=draft.pk).delete()
        SchemeTrial.objects.create(
            key=_key(on, run, schemes),
            draft_id=draft.pk if draft else None,
            counter=draft.counter if draft else None,
            saved_at=draft.changed_at if draft else None,
            asked=on.asked,
            run_number=found.run_number,
            made_at=timezone.now(),
            content=zlib.compress(json.dumps(content).encode()),
        )
    return found


def last_of(draft: SchemeDraft, on: TriedOn) -> Effect | None:
    """Return what a job last made of the draft on the same people, maybe before it was changed."""
    kept = SchemeTrial.objects.filter(draft=draft).first()
    return _opened(on, kept) if kept is not None and kept.asked == on.asked else None


def _both(before: Scheme | None, after: Scheme) -> list[Scheme]:
    return [one for one in (before, after) if one is not None]


def _key(on: TriedOn, run: ScoreRun | None, schemes: Sequence[Scheme]) -> str:
    """Return the digest of what is tried on what."""
    read = run.inputs_digest if run else f"load {DataLoad.last_number()}"
    return of_json({"on": on.asked, "read": read, "schemes": [one.digest for one in schemes]})


def _opened(on: TriedOn, kept: SchemeTrial) -> Effect:
    content = json.loads(zlib.decompress(bytes(kept.content)))
    two: list[Outcome | None] = [
        opened(definition(unsaved(text)), one)
        for text, one in zip(content["texts"], content["outcomes"], strict=True)
    ]
    after = opened(definition(unsaved(content["texts"][-1])), content["outcomes"][-1])
    before = two[0] if len(two) > 1 else None
    return effect_of(
        on, kept.run_number, before, after, counter=kept.counter, saved_at=kept.saved_at
    )


def _run(on: TriedOn, schemes: Sequence[Scheme]) -> ScoreRun | None:
    """Return the cycle's run whose inputs are enough for these schemes."""
    if on.cycle is None:
        return None
    run = on.cycle.published_run or on.cycle.runs.first()
    if run is None or not run.manifest:
        return None
    return run if all(_reads(on, one, run.manifest) for one in schemes) else None


def _reads(on: TriedOn, scheme: Scheme, manifest: str) -> bool:
    """Whether what a run read is enough for a scheme."""
    if not needs_of(definition(scheme)).base:
        return True
    kept = Manifest.get(manifest)
    base = kept.base.month if kept.base else None
    return bool(kept.accounts) and base == wanted_of(on.over(scheme)).base


def _computed(
    on: TriedOn, run: ScoreRun | None, schemes: Sequence[Scheme], progress: Progress | None
) -> Effect:
    with _one_at_a_time:
        try:
            read = [run.manifest] * len(schemes) if run else _read(on, schemes, progress)
            found = [
                _outcome(one.digest, manifest, _Text(one))
                for one, manifest in zip(schemes, read, strict=True)
            ]
        except ValuationError as error:
            raise Refused(of_error(error)) from error
    before = found[0] if len(found) > 1 else None
    return effect_of(on, run.number if run else None, before, found[-1])


def _read(on: TriedOn, schemes: Sequence[Scheme], progress: Progress | None) -> list[str]:
    """Read the bank as it is for each scheme, once where both read the same; return the digests."""
    found: dict[tuple[bool, int | None], str] = {}
    digests = []
    for scheme in schemes:
        over = on.over(scheme)
        wanted = (needs_of(definition(scheme)).base, wanted_of(over).base)
        if wanted not in found:
            found[wanted] = read_inputs(over, progress=progress).digest
        digests.append(found[wanted])
    return digests


class _Text:
    """A scheme that a cache need not look at: its digest stands beside it."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4)
def _outcome(digest: str, manifest: str, text: _Text) -> Outcome:
    """Compute what was read by a scheme; kept a while, since every page of it asks again."""
    return outcome_of(computed_of(kept_inputs(definition(text.scheme), manifest)))
