"""The groups in which somebody has a rank, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from scoring.explanation.behind import Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.others import Others


def rank_table(others: Sequence[Others]) -> Detail:
    """Return how many of each group are better, level and worse."""
    heads = [_("Group"), _("Rank"), _("People compared"), _("Better"), _("Equal"), _("Worse")]
    return Detail(
        title=_("By group"),
        note="",
        heads=tuple(Column(head) for head in heads),
        texts=(0,),
        rows=tuple(DetailRow(_cells(one)) for one in others),
        wraps=True,
    )


def _cells(one: Others) -> tuple[str, ...]:
    rank = one.own.given.value if one.own else None
    compared = one.compared
    counts = (compared.people, compared.better, compared.equal, compared.worse) if compared else ()
    first = MISSING if rank is None else formats.whole(rank)
    return (one.note, first, *(formats.whole(count) for count in counts))
