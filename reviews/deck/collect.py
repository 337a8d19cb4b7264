"""From the database to a deck: the newest run's sheet and what the manager wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from perfcenter.base.batches import batches
from perfcenter.models import User
from portfolio.models import Manager
from reviews.deck.arranging.read import Chosen
from reviews.deck.build import build_deck
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.dressing import dress_of
from reviews.deck.formats import comma
from reviews.deck.past import Past
from reviews.deck.survey import surveys_of
from reviews.models import AnnualReport, Section
from reviews.report.content import GoalLine, ReportContent, content_shown
from reviews.report.read import handed_in_version
from reviews.sections.read import sections_of
from scoring.amending.sheet import amended_sheet
from scoring.cycles.names import names_of
from scoring.models import Amendment, Cycle, NameAsPublished, RoracCell, ScoreRun
from scoring.scheme.stored import definition
from scoring.sheet.model import Sheet
from scoring.sheet.read import newest_run, score_sheets
from scoring.sheet.stored import previous_cycle
from scoring.sheet.waterfall import waterfall

Topic = Section.Topic


def deck_of(cycle: Cycle, manager: Manager, language: str, *, viewer: User | None) -> bytes | None:
    """Return the manager's deck; None when there is no run or she is not in it."""
    return next((deck for _, deck in decks_of(cycle, [manager], language, viewer=viewer)), None)


def decks_of(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, bytes]]:
    """Yield the decks of the managers who are in the cycle's newest run, one by one."""
    for manager, make in deck_makers(cycle, managers, language, viewer=viewer):
        yield manager, make()


def amended_deck_of(amendment: Amendment, language: str, *, viewer: User | None) -> bytes:
    """Return the deck of an amended result; the published one stays as it is."""
    run, manager = amendment.run, amendment.manager
    ((_manager, gather),) = _makers(run, [manager], language, viewer, amendment)
    return _built(gather)


def deck_makers(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, Callable[[], bytes]]]:
    """Yield who is in the cycle's newest run, and what makes her deck."""
    for manager, gather in data_makers(cycle, managers, language, viewer=viewer):
        yield manager, partial(_built, gather)


def _built(gather: Callable[[], DeckData]) -> bytes:
    return build_deck(gather())


def data_of(
    cycle: Cycle, manager: Manager, language: str, *, viewer: User | None
) -> DeckData | None:
    """Return what the manager's deck shows; None when there is no run or she is not in it."""
    found = data_makers(cycle, [manager], language, viewer=viewer)
    return next((gather() for _manager, gather in found), None)


def data_makers(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, Callable[[], DeckData]]]:
    """Yield who is in the cycle's newest run, and what gathers her deck's data.

    A draft goes from hand to hand: it tells neither grades nor anything of peers, whoever asks.
    """
    run = newest_run(cycle)
    if run is None:
        return
    for handful in batches(managers):
        yield from _makers(run, handful, language, viewer)


def _makers(
    run: ScoreRun,
    managers: list[Manager],
    language: str,
    viewer: User | None,
    amendment: Amendment | None = None,
) -> Iterator[tuple[Manager, Callable[[], DeckData]]]:
    cycle, by_number = run.cycle, {manager.staff_no: manager for manager in managers}
    with translation.override(language):
        knows = viewer if cycle.is_published else None
        sheets = (
            [amended_sheet(amendment, viewer=knows)]
            if amendment
            else score_sheets(run, by_number.values(), viewer=knows)
        )
        reports = _handed_in(cycle, by_number)
        before = _books_before(cycle, by_number)
        past = Past.of(run)
        manifest = amendment.manifest if amendment else run.manifest
        years = past.years(manifest, list(by_number))
        earlier = past.years_before(list(by_number))
        goals = past.goals(by_number)
        sections = sections_of(cycle)
        surveyed = surveys_of(cycle, managers)
        products = tuple(sorted(names_of(cycle, NameAsPublished.Kind.PRODUCT).items()))
    dress, chosen = dress_of(cycle), Chosen.of(cycle)

    def data(sheet: Sheet) -> DeckData:
        staff_no, slides = sheet.staff_no, chosen.of_line(sheet.line)
        with translation.override(language):
            return replace(
                _data(run, sheet, reports.get(staff_no), sections, language),
                slides=slides.talk,
                behind=slides.behind,
                previous_waterfall=waterfall(before[staff_no]),
                year=years.get(staff_no),
                before=earlier.get(staff_no),
                products=products,
                survey=surveyed.get(staff_no),
                last_goals=tuple(_goals(cycle, sheet, goals.get(staff_no, ()), language)),
                dress=dress,
                **_edition(amendment),
            )

    for sheet in sheets:
        yield by_number[sheet.staff_no], partial(data, sheet)


def _edition(amendment: Amendment | None) -> dict[str, Any]:
    """Return what an amended edition says otherwise: which it is, its day, what it was made of."""
    if amendment is None:
        return {}
    on = timezone.localdate(amendment.made_at)
    words = {"number": amendment.number, "day": on.isoformat()}
    return {
        "edition": _("amendment %(number)s of %(day)s") % words,
        "made_on": on,
        "inputs_digest": amendment.manifest,
    }


def _handed_in(cycle: Cycle, staff: Iterable[str]) -> dict[str, AnnualReport]:
    """Return the reports that were handed in; a draft is its writer's own affair."""
    found = AnnualReport.objects.filter(
        cycle=cycle, manager__in=list(staff), submitted_at__isnull=False
    ).prefetch_related("goal_lines", "evidence")
    return {report.manager_id: report for report in found}


def _books_before(cycle: Cycle, staff: Iterable[str]) -> dict[str, list[RoracCell]]:
    """Return what the last published cycle before this one holds of their books."""
    before = previous_cycle(cycle)
    cells: dict[str, list[RoracCell]] = defaultdict(list)
    if before is not None:
        held = RoracCell.objects.filter(run=before.published_run_id, manager__in=list(staff))
        for cell in held.order_by("product_id", "part"):
            cells[cell.manager_id].append(cell)
    return cells


def _data(
    run: ScoreRun,
    sheet: Sheet,
    report: AnnualReport | None,
    sections: Sequence[Section],
    language: str,
) -> DeckData:
    cycle = run.cycle
    scheme = definition(cycle.scheme)
    data = DeckData(
        sheet=sheet,
        bank_name=settings.BANK_NAME,
        language=language,
        is_draft=not cycle.is_published,
        made_on=_made_on(run, report),
        scheme_title=scheme.title_for(language),
        # Before publication not even a digest of everybody's inputs: it would tell banks apart.
        inputs_digest=run.inputs_digest if cycle.is_published else "",
    )
    if report is None:
        return data
    said = content_shown(report)
    return replace(
        data,
        **texts_by_topic(said, sections),
        goal_lines=tuple(_goals(cycle, sheet, said.goal_lines, language)),
        report_version=handed_in_version(report),
    )


def texts_by_topic(said: ReportContent, sections: Sequence[Section]) -> dict[str, Any]:
    """Return what was written as the slides take it: by topic, in the order of the sections."""
    found: dict[str, list[str]] = defaultdict(list)
    heads: dict[str, list[str]] = defaultdict(list)
    for section in sections:
        found[section.topic].append(said.spoken(section.code))
        heads[section.topic].append(section.name)
    others = zip(heads.pop(Topic.OTHER, []), found.pop(Topic.OTHER, []), strict=True)
    texts = {topic: "\n".join(filter(None, parts)) for topic, parts in found.items()}
    titles = tuple((topic, comma().join(names)) for topic, names in heads.items())
    return {**texts, "others": tuple(others), "heads": titles}


def _made_on(run: ScoreRun, report: AnnualReport | None) -> date:
    """The day that a deck is of: no clock's, so that it has the same bytes on another day.

    Of the publication; before it of the run, or of the handing-in where that was later.
    """
    if run.cycle.published_at:
        return timezone.localdate(run.cycle.published_at)
    handed_in = report.submitted_at if report is not None else None
    return timezone.localdate(max(filter(None, (run.made_at, handed_in))))


def _goals(
    cycle: Cycle, sheet: Sheet, planned: Iterable[GoalLine], language: str
) -> Iterator[DeckGoal]:
    """The lines of a report with this year's actual, as far as the scheme knows their measures."""
    scheme = definition(cycle.scheme)
    known = {measure.code: measure for measure in scheme.measures}
    lines = {line.code: line for line in sheet.measures}
    for line in planned:
        measure, scored = known.get(line.measure_code), lines.get(line.measure_code)
        if measure is None:
            continue
        yield DeckGoal(
            title=measure.title_for(language),
            unit=measure.unit,
            actual=scored.value if scored else None,
            target=line.target,
            action=line.action,
            lower_is_better=measure.lower_is_better,
            line=scored,
        )
