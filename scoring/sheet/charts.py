"""The charts of a score sheet, each for the widths it is shown at, with labels and tables."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import AmountUnit
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import exact
from perfcenter.ui.charts import bars, position, radar, scores, waterfall, waterfall_lying
from perfcenter.ui.charts.svg import Chart
from scoring.sheet.model import MeasureLine, Sheet, Step
from scoring.sheet.places import composite_of, median_of, peer_median_of, score_of
from scoring.sheet.steps import shown_steps, waterfall_unit


def radar_of(
    sheet: Sheet, *, key: str = "radar", width: float = 397, radius: int = 116
) -> Chart | None:
    """Draw the scores against the peers' median, below five as bars; None without a score."""
    axes = [_axis(line, sheet) for line in charted(sheet)]
    has_peers = any(axis.peer is not None for axis in axes)
    against = _("%(name)s against the median of %(peers)s peers")
    common: dict[str, Any] = {
        "key": key,
        "title": _("Scores by measure"),
        "desc": against % {"name": sheet.name, "peers": sheet.peers} if has_peers else sheet.name,
        "width": width,
        "head": (_("Measure"), _("Score"), _("Median of peers"))[: 3 if has_peers else 2],
    }
    if len(axes) < radar.FEWEST:
        legend = [("target", _("mark = 100"))]
        if has_peers:
            legend.append(("diamond", _("Median of peers")))
        return scores.scores(axes, good_from=sheet.good_from, legend=tuple(legend), **common)
    legend = [("own", sheet.name)]
    if has_peers:
        legend.append(("peer", _("Median of peers")))
    legend.append(("ring", _("ring = 100")))
    return radar.radar(axes, radius=radius, legend=tuple(legend), **common)


def charted(sheet: Sheet) -> list[MeasureLine]:
    """The scored measures; of more than a radar holds the heaviest, in the scheme's order."""
    scored = [line for line in sheet.measures if line.score is not None]
    heaviest = sorted(scored, key=lambda line: -line.weight)[: radar.MOST]
    return [line for line in scored if line in heaviest]


def left_out(sheet: Sheet) -> str:
    """Say that the radar does not show all the scores, where it does not."""
    scored = sum(line.score is not None for line in sheet.measures)
    if scored <= radar.MOST:
        return ""
    return _("%(count)s heaviest of %(scored)s") % {"count": radar.MOST, "scored": scored}


def _axis(line: MeasureLine, sheet: Sheet) -> radar.Axis:
    return radar.Axis(
        name=line.title,
        own=line.score,
        peer=line.peer_median,
        own_text=score_of(line),
        peer_text=median_of(line),
        is_bad=is_below(line.score, sheet.good_from),
    )


def waterfall_of(
    sheet: Sheet,
    *,
    key: str = "waterfall",
    width: float = 635,
    height: float = 240,
    lying: bool = False,
) -> Chart | None:
    """Draw RORAC from income to what is left; None for somebody without a book."""
    if not sheet.waterfall:
        return None
    unit = waterfall_unit()
    steps = _steps(sheet.waterfall, unit)
    title = _("From income to RORAC, in %(unit)s") % {"unit": unit.label}
    head = (_("Step"), _("Stock"), _("Increment"), _("Total"))
    legend = (
        ("stock", _("Stock")),
        ("inc", _("Increment")),
        ("ded", _("Deductions (hatched: of the increment)")),
    )
    if lying:
        return waterfall_lying.waterfall_lying(
            steps, key=key, title=title, width=width, head=head, legend=legend
        )
    return waterfall.waterfall(
        steps,
        key=key,
        title=title,
        width=width,
        height=height,
        head=head,
        legend=legend,
    )


def position_of(sheet: Sheet, *, key: str = "position", width: float = 560) -> Chart | None:
    """Draw the place among peers; None below five peers or without a composite."""
    if sheet.composite is None:
        return None
    return position.position(
        float(sheet.composite),
        sheet.peer_composites,
        sheet.bands,
        key=key,
        title=_("Place among peers"),
        desc=_("%(score)s; median of %(peers)s peers %(median)s")
        % {
            "score": composite_of(sheet),
            "peers": sheet.peers,
            "median": peer_median_of(sheet),
        },
        width=width,
    )


def _steps(lines: tuple[Step, ...], unit: AmountUnit) -> list[bars.ChartStep]:
    fen = unit.yuan * 100
    steps = []
    for i, (line, stock, increment, total) in enumerate(shown_steps(lines, unit)):
        kind = "income" if i == 0 else "total" if i == len(lines) - 1 else "deduction"
        figures = tuple(formats.as_text(figure) for figure in (stock, increment, total))
        steps.append(
            bars.ChartStep(
                name=line.title,
                symbol=line.symbol,
                stock=float(exact(line.stock) / fen),
                increment=float(exact(line.increment) / fen),
                shown=figures[2],
                kind=kind,
                row=(line.title, *figures),
            )
        )
    return steps
