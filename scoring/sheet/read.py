"""The score sheet of a manager, or of many: what a run says of her, as far as the viewer may know.

Ranks are shown once the cycle is published; grades and peers' composites too, but HR and auditors
see them before; other people's numbers from five peers up, before publication as a median in whole
points; and what follows from those of others at publication (withheld.py). Whose sheet a viewer may
see is the caller's question.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils import timezone

from perfcenter.base.batches import batches
from perfcenter.base.formats import language
from perfcenter.models import User
from portfolio.models import Branch, DataLoad, Manager
from scoring.cycles.as_published import put_back
from scoring.cycles.titles import cycle_title
from scoring.engine.bands import LEAST_PEERS
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs.final import Calibrated, calibrated_in, final_grade
from scoring.runs.sums import peer_group
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.first_layout import with_completion
from scoring.sheet.lines import changed_of, dimension_line, measure_line
from scoring.sheet.medians import Medians, MediansOfRun, knows_peers
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import median_of_composites
from scoring.sheet.stored import NO_COMPOSITE, Rows, read_rows
from scoring.sheet.waterfall import waterfall
from scoring.sheet.withheld import Told, Withholding, told_of

Instead = Callable[[Rows], Rows]


def _as_kept(rows: Rows) -> Rows:
    return rows


def newest_run(cycle: Cycle) -> ScoreRun | None:
    """Return the published run, else the newest one, else None."""
    since = DataLoad.objects.filter(loaded_at__gt=OuterRef("made_at"))
    runs = ScoreRun.objects.filter(cycle=cycle).select_related("cycle__scheme")
    runs = runs.annotate(is_followed=Exists(since))
    if cycle.published_run_id is not None:
        return runs.get(pk=cycle.published_run_id)
    return runs.first()


def newest_sheet(cycle: Cycle, manager: Manager, *, viewer: User | None) -> Sheet | None:
    """Return the manager's sheet of the newest run; None without a run or a place in it."""
    run = newest_run(cycle)
    if run is None:
        return None
    return next(iter(score_sheets(run, [manager], viewer=viewer)), None)


def score_sheet(
    run: ScoreRun, manager: Manager, *, viewer: User | None, instead: Instead = _as_kept
) -> Sheet:
    """Return the manager's sheet of the run; Result.DoesNotExist if she is not in it.

    `instead` takes the rows that the run keeps and returns those to show.
    """
    for sheet in score_sheets(run, [manager], viewer=viewer, instead=instead):
        return sheet
    raise Result.DoesNotExist(f"{manager.staff_no} is not in run {run.number}")


def score_sheets(
    run: ScoreRun,
    managers: Iterable[Manager],
    *,
    viewer: User | None,
    instead: Instead = _as_kept,
) -> list[Sheet]:
    """Return the managers' sheets in the order given, in a few queries for each handful."""
    scheme = definition(run.cycle.scheme)
    is_open = not knows_peers(run, viewer)
    medians = MediansOfRun(run, viewer, is_open=is_open, by_branch=scheme.peers != "line")
    withholding = Withholding(run, viewer)
    calibrated = calibrated_in(run)
    sheets = []
    for handful in batches(managers):
        _fetch_places(handful)
        put_back(run.cycle, handful)
        rows = instead(read_rows(run, handful, with_peers=not is_open))
        sheets += [
            _sheet(
                run,
                scheme,
                manager,
                told_of(rows, manager.staff_no, withholding),
                medians,
                calibrated,
            )
            for manager in handful
            if manager.staff_no in rows.results
        ]
    return sheets


def _fetch_places(managers: list[Manager]) -> None:
    """Fetch branches; Django's prefetch makes an OR of as many as there are."""
    bare = [m for m in managers if "branch" not in m._state.fields_cache]
    if not bare:
        return
    branches = Branch.objects.in_bulk({m.branch_id for m in bare})
    for manager in bare:
        manager.branch = branches[manager.branch_id]


def _is_published(run: ScoreRun) -> bool:
    return run.cycle.published_run_id == run.pk


def _sheet(
    run: ScoreRun,
    scheme: SchemeDefinition,
    manager: Manager,
    told: Told,
    of_run: MediansOfRun,
    calibrated: Calibrated,
) -> Sheet:
    rows, withheld = told.rows, told.withheld
    cycle, result = run.cycle, rows.results[manager.staff_no]
    is_published = _is_published(run)
    steps = waterfall(rows.cells.get(manager.staff_no, ()))
    has_peers = result.peers >= LEAST_PEERS
    group = peer_group(run, result.line, result.branch)
    before = rows.previous.get(manager.staff_no, NO_COMPOSITE)
    medians = of_run.of(*group)
    return Sheet(
        cycle_code=cycle.code,
        cycle_title=cycle_title(cycle),
        first_month=cycle.first_month,
        last_month=cycle.last_month,
        run_number=run.number,
        data_until=run.data_until,
        is_published=is_published,
        staff_no=manager.staff_no,
        name=manager.name,
        line=result.line,
        line_title=str(Manager.Line(result.line).label) if result.line else "",
        level=manager.level,
        branch_name=manager.branch.name,
        composite=result.composite,
        weight_with_data=result.weight_with_data,
        grade_title="" if of_run.is_open else _title(scheme, final_grade(result, calibrated)),
        run_grade_title=_title(scheme, result.grade)
        if manager.staff_no in calibrated and not result.is_amended
        else "",
        rank=result.rank if is_published else None,
        peers=result.peers,
        peer_rank=result.peer_rank if is_published and has_peers else None,
        peer_median=median_of_composites(
            None if told.has_composite else medians.shown("composite", "", result.peer_median),
            scheme,
        ),
        peer_composites=() if of_run.is_open else rows.composites.get(group, ()),
        bands=tuple(
            (band.title_for(language()), float(band.lowest or 0))
            for band in scheme.bands
            if band in scheme.grades
        ),
        good_from=float(scheme.good_from),
        dimensions=_dimensions(scheme, manager.staff_no, told, medians),
        bonus=_lines(scheme, scheme.bonus_measures, manager.staff_no, rows, medians),
        bonus_points=result.bonus,
        bonus_cap=float(scheme.bonus.cap)
        if scheme.bonus and scheme.bonus.cap is not None
        else None,
        deductions=_lines(scheme, scheme.deduction_measures, manager.staff_no, rows, medians),
        deduction_points=result.deduction,
        waterfall=steps,
        rorac_ratio=steps[-1].total / result.capital if steps and result.capital else None,
        previous_composite=before.composite,
        published_on=timezone.localdate(cycle.published_at)
        if is_published and cycle.published_at
        else None,
        previous_places=before.places,
        no_composite_below=float(scheme.no_composite_below),
        median_places=medians.places,
        withheld=withheld,
        is_withheld=told.has_composite,
        cells=tuple(rows.cells.get(manager.staff_no, ())),
    )


def _title(scheme: SchemeDefinition, grade: str) -> str:
    return scheme.grade_title(grade, language()) if grade else ""


def _dimensions(
    scheme: SchemeDefinition, staff_no: str, told: Told, medians: Medians
) -> tuple[DimensionLine, ...]:
    good, rows, lines = float(scheme.good_from), told.rows, []
    for d in scheme.dimensions:
        measures = _lines(scheme, scheme.measures_of(d.code), staff_no, rows, medians)
        line = dimension_line(d, rows.dimensions[staff_no][d.code], measures, good)
        hides = line.code in told.dimensions
        median = None if hides else medians.shown("dimension", line.code, line.peer_median)
        line = replace(line, peer_median=median, median_places=medians.places, is_withheld=hides)
        lines.append(line)
    return tuple(lines)


def _lines(
    scheme: SchemeDefinition,
    measures: Sequence[AnyMeasure],
    staff_no: str,
    rows: Rows,
    medians: Medians,
) -> tuple[MeasureLine, ...]:
    stored, before, good = rows.measures[staff_no], rows.previous_values, float(scheme.good_from)
    if rows.is_without_completions:
        stored = {m.code: with_completion(m, stored[m.code]) for m in measures}
    lines = (
        measure_line(
            m,
            stored[m.code],
            before.get((staff_no, m.code)),
            good,
            changed_of(rows.overridden.get((staff_no, m.code)), stored[m.code]),
        )
        for m in measures
    )
    return tuple(
        replace(
            line,
            peer_median=None
            if line.is_withheld
            else medians.shown("measure", line.code, line.peer_median),
            median_places=medians.places,
        )
        for line in lines
    )
