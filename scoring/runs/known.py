"""What this process has computed: the same inputs by the same code give the same numbers again.

Only within a process, for another may run other code, which may give other numbers.
"""

from __future__ import annotations

from scoring.inputs.read import Inputs
from scoring.models import ScoreRun
from scoring.runs.digests import LAYOUT
from scoring.scheme.model import SchemeDefinition

MOST = 64
_results: dict[str, tuple[SchemeDefinition, str]] = {}


def remember(inputs: Inputs, results_digest: str) -> None:
    """Note what came of the inputs; the oldest note makes room."""
    _results.pop(inputs.digest, None)
    _results[inputs.digest] = inputs.scheme, results_digest
    while len(_results) > MOST:
        del _results[next(iter(_results))]


def comes_out_as(run: ScoreRun, inputs: Inputs) -> bool:
    """Whether computing the inputs is known to give what the run holds."""
    known = _results.get(inputs.digest)
    if known is None or known[0] != inputs.scheme:
        return False
    return (run.inputs_digest, run.results_digest, run.layout) == (inputs.digest, known[1], LAYOUT)
