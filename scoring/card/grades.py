"""What decides a grade beside the composite: bands, quotas, tie-breaks and gates, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from perfcenter.base.numbers.places import own_places
from scoring.explanation.behind import Column
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.others import Others
from scoring.graph.grading import ByQuota, Gate, Gated
from scoring.graph.graph import Cells
from scoring.graph.ground import Ground
from scoring.graph.node import Scope
from scoring.graph.text import in_digits
from scoring.inputs.manifest import Manifest
from scoring.inputs.own import OwnGround
from scoring.models import ScoreRun
from scoring.scheme.model import Band, Quota, SchemeDefinition


def grade_tables(
    run: ScoreRun,
    scheme: SchemeDefinition,
    cells: Cells,
    person: int,
    others: Sequence[Others],
) -> Iterator[Detail]:
    """Yield the tables of what the scheme has."""
    if scheme.bands:
        yield _bands(scheme, _place(cells, "bands.free", person))
    if scheme.grading.quotas:
        yield _quotas(scheme, _place(cells, "quotas.free", person), others)
        yield _tie_breaks(scheme, cells, person)
    if scheme.grading.gates:
        yield _gates(run, scheme, cells, person)


def _place(cells: Cells, key: str, person: int) -> int | None:
    place = cells.column(key).at(person, 0)
    return None if place is None else int(place)


def _bands(scheme: SchemeDefinition, own: int | None) -> Detail:
    rows = [
        DetailRow(
            (_title(band), _("the rest") if band.lowest is None else in_digits(band.lowest)),
            mark=_("own") if place == own else "",
        )
        for place, band in enumerate(scheme.bands)
    ]
    heads = (Column(_("Grade")), Column(_("Composite from")))
    return Detail(_("Bands"), _counts(scheme, "bands"), heads, (0,), tuple(rows), wraps=True)


def _quotas(scheme: SchemeDefinition, own: int | None, others: Sequence[Others]) -> Detail:
    compared = next((one for one in others if one.own and one.own.given.unit == "grade"), None)
    rows = []
    for place, quota in enumerate(scheme.grading.quotas):
        people = MISSING if compared is None else formats.whole(compared.results[place])
        cells = (_title(quota), f"{in_digits(quota.share)}%", people)
        rows.append(DetailRow(cells, mark=_("own") if place == own else ""))
    heads = (Column(_("Grade")), Column(_("Share")), Column(_("People of the group")))
    return Detail(_("Quotas"), _counts(scheme, "quotas"), heads, (0,), tuple(rows), wraps=True)


def _counts(scheme: SchemeDefinition, which: str) -> str:
    """Say which of the two kinds counts, where there are both."""
    if not (scheme.bands and scheme.grading.quotas):
        return ""
    return _("this one counts") if scheme.grading.grade == which else _("for comparison")


def _title(grade: Band | Quota) -> str:
    found: str = grade.title_for(formats.language())
    return found


def _tie_breaks(scheme: SchemeDefinition, cells: Cells, person: int) -> Detail:
    """List what orders people, in its order, with her own numbers."""
    node = cells.graph["quotas.free"]
    operation = cast(ByQuota, node.operation)
    columns = iter(node.inputs)
    rows = [DetailRow((_("Composite score"), _number(cells, next(columns), person)))]
    titles = {m.code: m.title_for(formats.language()) for m in scheme.all_measures()}
    somebody = cells.ground.people.persons[person]
    for name in operation.tie_breaks:
        if name == "service":
            since = somebody.hired_on
            rows.append(DetailRow((_("Longer service"), since.isoformat() if since else MISSING)))
        elif name == "staff_no":
            rows.append(DetailRow((_("Staff no."), somebody.staff_no)))
        else:
            title = _("Fewer deductions") if name == "deductions" else titles[name]
            rows.append(DetailRow((title, _number(cells, next(columns), person))))
    heads = (Column(_("Ordered by")), Column(_("Own number")))
    note = _("who is level goes by the next line")
    return Detail(_("Order"), note, heads, (0,), tuple(rows), wraps=True)


def _number(cells: Cells, key: str, person: int) -> str:
    value = cells.number(key, person).value
    return MISSING if value is None else formats.plain(value, own_places(value, most=6))


def _gates(run: ScoreRun, scheme: SchemeDefinition, cells: Cells, person: int) -> Detail:
    """List the gates with the records that shut them, or the certificate that keeps them open."""
    months = cells.ground.calendar.months
    ground: Any = OwnGround(
        Manifest.get(run.manifest),
        cells.ground.people.persons[person],
        {},
        last=len(months) - 1,
    )
    scope = Scope(cast(Ground, ground), "cycle", "", (), {})
    found = []
    for key, grades in (("bands", scheme.bands), ("quotas", scheme.grading.quotas)):
        operation: Any = cells.graph[key].operation if key in cells.graph else None
        if isinstance(operation, Gated):
            found += [(gate, _title(grades[gate.at_best])) for gate in operation.gates]
    rows = []
    for gate, at_best in dict.fromkeys(found):
        shut = bool(gate.holds(scope)[0])
        said = "；".join(_record(row) for row in gate.records(scope)) or MISSING
        capped = _("gate shut: at best %(grade)s") % {"grade": at_best}
        rows.append(DetailRow((_condition(gate), said, capped if shut else _("gate open"))))
    heads = (
        Column(_("Gate")),
        Column(_("What there is")),
        Column(_("State")),
    )
    return Detail(_("Gates"), "", heads, (0, 1, 2), tuple(rows), wraps=True)


def _condition(gate: Gate) -> str:
    if gate.certificate:
        return _("certificate %(name)s on the last day") % {"name": gate.certificate}
    named = [_(", ").join(words) for words in (gate.kinds, gate.severities) if words]
    return _("incident: %(which)s") % {"which": " · ".join(named) or _("any")}


def _record(row: Any) -> str:
    """Return a record in a few words."""
    if hasattr(row, "obtained_on"):
        until = row.expires_on.isoformat() if row.expires_on else _("no end")
        return f"{row.obtained_on.isoformat()} – {until}"
    return " · ".join(filter(None, (row.on.isoformat(), row.kind, row.severity)))
