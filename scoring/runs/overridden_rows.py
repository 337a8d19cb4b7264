"""The result file of reviewers' overrides."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.engine.exact import fixed
from scoring.runs.overriding import Overridden

OVERRIDES = (
    "staff_no",
    "measure_code",
    "computed_score",
    "score",
    "counts",
    "set_by",
    "set_on",
    "reason",
)
PLACES = 6


def override_rows(overridden: Overridden) -> Iterator[tuple[str, ...]]:
    """Yield what reviewers set in the place of computed scores, and whether it counts."""
    for one in overridden.values():
        yield (
            one.manager_id,
            one.measure_code,
            "" if one.computed is None else fixed(one.computed, PLACES),
            fixed(one.score, PLACES),
            "1" if one.counts else "0",
            one.set_by,
            one.set_on.isoformat(),
            one.reason,
        )


def measures_by_person(overridden: Overridden) -> dict[str, str]:
    """Return the codes of the measures whose score is a reviewer's, by staff number."""
    found: dict[str, list[str]] = {}
    for (who, code), one in sorted(overridden.items()):
        if one.counts:
            found.setdefault(who, []).append(code)
    return {who: " ".join(codes) for who, codes in found.items()}
