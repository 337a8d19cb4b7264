"""Whether an import can be undone, and what undoing it would do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portfolio.imports.plan import TITLES
from portfolio.loading.standing import standing_on
from portfolio.models import Import

MOST_REASONS = 10


def may_be_undone(one: Import) -> bool:
    """Whether there is something to undo and it was kept; what stands against it is not asked."""
    return one.state == Import.State.LOADED and bool(one.load and one.replaced)


def reasons_against(one: Import) -> list[str]:
    """Return why an import is not undone, each reason in a sentence; none: it can be."""
    if one.state == Import.State.UNDONE:
        return [_("This import is undone already")]
    if one.state == Import.State.UNDOING:
        return [_("A worker has this import just now")]
    if one.state != Import.State.LOADED:
        return [_("Only what was loaded is undone")]
    if one.load is None:
        return [_("It changed nothing, so there is nothing to undo")]
    if not one.replaced:
        return [_("What it replaced was not kept, so it stays")]
    found: list[str] = []
    for reason in standing_on(one.load, one.replaced):
        if len(found) == MOST_REASONS:
            break
        found.append(reason)
    return found


@dataclass(frozen=True)
class UndoneFile:
    """What undoing does to the rows of a file: how many go, are as before, come back."""

    name: str
    title: str
    goes: int
    as_before: int
    back: int


def what_undoing_does(one: Import) -> list[UndoneFile]:
    files = one.load.summary["files"] if one.load else []
    return [
        UndoneFile(
            name=file["name"],
            title=str(TITLES[file["name"]]),
            goes=file["added"],
            as_before=file["updated"],
            back=file["removed"],
        )
        for file in files
        if file["added"] or file["updated"] or file["removed"]
    ]
