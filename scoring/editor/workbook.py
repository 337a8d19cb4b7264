"""Who stands where by two schemes, and what the two say differently, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Table, Value, count, figure, workbook
from scoring.editor.differences import Difference
from scoring.editor.effect import Effect


def effect_workbook(
    found: Effect, before: str, after: str, differences: Sequence[Difference] = ()
) -> bytes:
    """Return people, grades and, where they were compared, the words."""
    tables = [_people(found, before, after), _grades(found, before, after)]
    if differences:
        heads = (_("Where"), before, after, _("What happened"))
        rows: list[tuple[Value, ...]] = [(d.place, d.before, d.after, d.said) for d in differences]
        tables.append(Table(_("Words"), heads, rows))
    return workbook(tables)


def _people(found: Effect, before: str, after: str) -> Table:
    heads = (
        _("Staff no."), _("Name"), _("Branch"),
        _("Composite score, %(version)s") % {"version": before},
        _("Composite score, %(version)s") % {"version": after},
        _("Change"),
        _("Rank, %(version)s") % {"version": before},
        _("Rank, %(version)s") % {"version": after},
        _("Grade, %(version)s") % {"version": before},
        _("Grade, %(version)s") % {"version": after},
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            one.staff_no, one.name, one.branch,
            figure(one.before.composite, 4), figure(one.after.composite, 4), figure(one.moved, 4),
            count(one.before.rank), count(one.after.rank),
            one.before.grade_title, one.after.grade_title,
        )
        for one in found.people
    ]  # fmt: skip
    return Table(_("Everybody"), heads, rows)


def _grades(found: Effect, before: str, after: str) -> Table:
    rows: list[tuple[Value, ...]] = [
        (title, count(first), count(second)) for title, first, second, _moved in found.grades()
    ]
    return Table(_("Grades"), (_("Grade"), before, after), rows)
