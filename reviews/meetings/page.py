"""What stands in the middle of a cycle, as a check-in begins with it."""

from __future__ import annotations

from reviews.models import Section
from reviews.report.facts import facts_beside
from scoring.sheet.model import Sheet


def standing_by_figures(sheet: Sheet | None) -> str:
    """Return the heaviest measures with how far they are, a line each; nothing without a run."""
    found = facts_beside(Section.Topic.ACHIEVEMENTS, sheet, [], "")
    if found is None:
        return ""
    return "\n".join(
        " ".join(filter(None, [f"{fact.line.title}：{fact.value}", fact.share]))
        for fact in found.facts
    )
