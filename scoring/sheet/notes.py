"""What a sheet says about itself: what is out and why, how much of the weight had data."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base import formats
from scoring.sheet.model import AT_PUBLICATION, DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import computed_of, share_with_data

REASONS = {
    "no_data": gettext_lazy("no data"),
    "no_target": gettext_lazy("no target"),
    "zero_target": gettext_lazy("target is not above 0"),
    "not_judged": gettext_lazy("not judged yet"),
    AT_PUBLICATION: gettext_lazy("known at publication"),
}


def reason_out(line: MeasureLine) -> str:
    """Return why a measure has no score; "" where it has one."""
    return "" if line.score is not None else str(REASONS.get(line.status, line.status))


def why_no_composite(sheet: Sheet) -> str:
    """Return in a few words why there is no composite."""
    if sheet.is_withheld:
        return str(REASONS[AT_PUBLICATION])
    return _("only %(share)s of the weight has data") % {"share": share_with_data(sheet)}


def notes_on(sheet: Sheet) -> list[str]:
    """Return the sentences about the run that a reader of the score needs."""
    notes = []
    withheld = [line.title for line in sheet.lines if line.is_withheld]
    if withheld:
        notes.append(_withheld(withheld))
    if sheet.composite is None and not sheet.is_withheld:
        notes.append(
            _("Less than the part of the weight that a composite needs had data: %(share)s.")
            % {"share": share_with_data(sheet)}
        )
    for dimension in sheet.dimensions:
        notes += _out(dimension)
    notes += [
        _("%(measure)s: the score is cut at %(cap)s.")
        % {"measure": line.title, "cap": formats.whole(line.capped_at)}
        for line in (*sheet.measures, *sheet.bonus)
        if line.capped_at is not None
    ]
    notes += [said_of_override(line) for line in sheet.measures if line.changed]
    if sheet.bonus_cap is not None and _uncapped_bonus(sheet) > sheet.bonus_cap + 1e-9:
        notes.append(_("Bonus is cut at %(cap)s points.") % {"cap": formats.whole(sheet.bonus_cap)})
    has_composite = sheet.composite is not None or sheet.is_withheld
    if (
        not sheet.hides("weight_with_data")
        and has_composite
        and any(_is_out(line) for line in sheet.measures)
    ):
        notes.append(_("%(share)s of the weight had data.") % {"share": share_with_data(sheet)})
    return notes


def said_of_override(line: MeasureLine) -> str:
    """Say what a reviewer set in the place of the computed score, and whether it counts."""
    changed = line.changed
    if changed is None:
        return ""
    words = {
        "measure": line.title,
        "name": changed.by,
        "score": formats.whole(changed.score),
        "computed": computed_of(line),
        "reason": changed.reason,
    }
    if changed.counts:
        return (
            _("%(measure)s: %(name)s set %(score)s in the place of %(computed)s: %(reason)s")
            % words
        )
    return (
        _("%(measure)s: %(score)s set by %(name)s lies beyond the bounds now and does not count.")
        % words
    )


def _withheld(titles: list[str]) -> str:
    return _(
        "%(measures)s: the score follows from other people's numbers, so it and what is made of it "
        "are told at publication."
    ) % {"measures": formats.listed(titles)}


def _is_out(line: MeasureLine) -> bool:
    return line.score is None and not line.is_withheld


def _out(dimension: DimensionLine) -> list[str]:
    out = [line for line in dimension.measures if _is_out(line)]
    if not out:
        return []
    if len(out) == len(dimension.measures):
        return [
            _("Nothing in %(dimension)s could be scored; its weight goes to the other dimensions.")
            % {"dimension": dimension.title}
        ]
    return [
        _("%(measure)s: %(reason)s; the weight goes to the other measures of %(dimension)s.")
        % {"measure": line.title, "reason": reason_out(line), "dimension": dimension.title}
        for line in out
    ]


def _uncapped_bonus(sheet: Sheet) -> float:
    return sum(line.score for line in sheet.bonus if line.score is not None)
