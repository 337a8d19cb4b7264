"""What has been computed: the same inputs by the same code give the same numbers again.

Kept in the database, so that another process knows it too. A key covers all that its value can
depend on; whatever is not known is computed.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from perfcenter.base.digests import of_json
from perfcenter.base.vault import Damaged, local, stamp
from scoring.inputs.code import digest_of_code
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import Inputs
from scoring.inputs.state import state_now
from scoring.models import Known, ScoreRun
from scoring.runs.digests import LAYOUT

VERIFIED_FOR = timedelta(days=1)


def remember(inputs: Inputs, scheme_digest: str, results_digest: str) -> None:
    """Note what the inputs came of, and what came of the inputs."""
    _note(inputs.state, inputs.digest)
    _note(_key(inputs.digest, scheme_digest), results_digest)


def is_of_now(run: ScoreRun, as_of: date | None) -> bool:
    """Whether the run is known to be what comes of everything that the bank knows now.

    Nothing is read but the rows of the database; the vault's files have to be there and whole.
    """
    state = state_now(run.cycle, as_of)
    if not state or not run.inputs_digest or _known(state) != run.inputs_digest:
        return False
    return is_result(run, run.inputs_digest) and _is_whole(run)


def is_result(run: ScoreRun, inputs_digest: str) -> bool:
    """Whether computing the inputs by the code of now is known to give what the run holds."""
    if (run.inputs_digest, run.layout) != (inputs_digest, LAYOUT):
        return False
    return _known(_key(inputs_digest, run.cycle.scheme.digest)) == run.results_digest


def _key(inputs_digest: str, scheme_digest: str) -> str:
    return of_json(
        {
            "code": digest_of_code(),
            "scheme": scheme_digest,
            "inputs": inputs_digest,
            "layout": LAYOUT,
        }
    )


def _known(key: str) -> str:
    return Known.objects.filter(key=key).values_list("value", flat=True).first() or ""


def _note(key: str, value: str) -> None:
    if key and _known(key) != value:
        Known.objects.update_or_create(key=key, defaults={"value": value})


def _is_whole(run: ScoreRun) -> bool:
    """Whether the vault has what the run read.

    Small files are verified each time; large ones, of which a year has gigabytes, once a day, and
    whenever the disk says that one has been touched.
    """
    files = list(Manifest.get(run.manifest).all())
    try:
        stamps = {named.name: stamp(named) for named in files}
        large = of_json({name: found for name, found in stamps.items() if found})
        since = timezone.now() - VERIFIED_FOR
        is_verified = Known.objects.filter(key=large, noted_at__gt=since).exists()
        for named in files:
            if not (is_verified and stamps[named.name]):
                local(named)
    except Damaged:
        return False
    if not is_verified and any(stamps.values()):
        Known.objects.update_or_create(key=large, defaults={"value": run.inputs_digest})
    return True
