"""The rows behind a number as somebody may ask about them, each as it stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.digests import of_json
from perfcenter.models import User
from scoring.explanation import Explanation, Opening
from scoring.explanation.number import NotShown
from scoring.explanation.page import MEASURE
from scoring.models import Participant, Result
from scoring.sheet.places import score_of
from scoring.sheet.scales import scale_of

REST = "rest"
MOST = 400


@dataclass(frozen=True)
class Line:
    """A row: what it is called, and its cells with their heads, as text."""

    title: str
    cells: tuple[tuple[str, str], ...]
    note: str = ""
    path: tuple[str, ...] = ()
    about: tuple[str, int] | None = None  # the account and month of a row of the ledger

    @property
    def copied(self) -> dict[str, Any]:
        """What is kept of it."""
        found = {"title": self.title, "note": self.note, "cells": [list(one) for one in self.cells]}
        return found | ({"row": list(self.about)} if self.about else {})

    @property
    def key(self) -> str:
        """What a form calls it: another row, or other numbers in it, is another one."""
        return of_json(self.copied)[:16]

    @property
    def label(self) -> str:
        return " · ".join([self.title, *(text for _head, text in self.cells)])


def lines_of(
    user: User, participant: Participant, measure: str, opening: Opening
) -> tuple[Explanation | None, list[Line]]:
    """Return the number's own line, the rows of its tree, of what is open in it, and its records.

    Nothing where the number is not there yet, or not the user's to know.
    """
    try:
        context = MEASURE.context_of(user, participant, measure, opening)
    except (NotShown, Result.DoesNotExist):
        return None, []
    explained: Explanation = context["explained"]
    found = [_whole(explained), *_tree(explained), *_detail(explained), *_records(explained)]
    return explained, list({one.key: one for one in found[:MOST]}.values())


def _whole(explained: Explanation) -> Line:
    line, cells = explained.line, []
    if line.value is not None and not line.is_withheld:
        cells.append((_("Actual"), scale_of(line).written(line.value)))
    if line.score is not None and not line.is_withheld:
        cells.append((_("Score"), score_of(line)))
    return Line(line.title, tuple(cells), _("the number as a whole"))


def _tree(explained: Explanation) -> Iterator[Line]:
    if explained.tree is None:
        return
    heads = [head.title for head in explained.tree.heads]
    for row in explained.tree.rows:
        if row.kind != REST:
            about = (row.path[-1], 0) if row.kind == "account" else None
            yield Line(row.title, _pairs(heads, row.cells), row.note, row.path, about)


def _detail(explained: Explanation) -> Iterator[Line]:
    detail = explained.detail
    if detail is None:
        return
    heads = [head.title for head in detail.heads]
    for row in detail.rows:
        yield Line(detail.title, _pairs(heads, row.cells), detail.note, about=row.about)


def _records(explained: Explanation) -> Iterator[Line]:
    records = explained.records
    if records is None:
        return
    heads = [head.title for head in records.heads]
    for row in records.rows:
        yield Line(records.title, _pairs(heads, row.cells), records.note)


def _pairs(heads: Iterable[Any], cells: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(head), str(cell)) for head, cell in zip(heads, cells, strict=False))
