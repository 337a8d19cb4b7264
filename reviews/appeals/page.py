"""What the page of one query or appeal is given, and that of an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from perfcenter.base.formats import MISSING, language, plain
from perfcenter.models import User
from reviews.appeals.listing import about
from reviews.appeals.who import candidates, is_independent, may_decide
from reviews.appeals.write import may_speak
from reviews.models import Objection, ObjectionFile
from reviews.models import PutRight as PreparedFact
from scoring.amending.page import put_right_by
from scoring.amending.said import KINDS, PutRight, said_of
from scoring.amending.sheet import amended_sheet
from scoring.amending.trial import Counts, Trial, correctable, periods_of
from scoring.cycles.names import name_as_then
from scoring.inputs.facts import Fact
from scoring.models import Amendment, NameAsPublished, Participant, ScoreRun
from scoring.runs.final import calibrated_in, final_grade, settled_grade
from scoring.runs.in_force import results_in_force
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import places_of_composite, score_of
from scoring.sheet.read import score_sheet
from scoring.sheet.scales import scale_of


@dataclass(frozen=True)
class Prepared:
    """A fact that is put right as the page shows it."""

    row: PreparedFact
    told: PutRight
    file: ObjectionFile | None


@dataclass(frozen=True)
class ObjectionPage:
    """A query or an appeal as somebody sees it."""

    objection: Objection
    user: User

    @property
    def about(self) -> str:
        return about(self.objection)

    @property
    def is_own(self) -> bool:
        return self.user.pk == self.objection.asked_by_id

    @cached_property
    def may_decide(self) -> bool:
        return may_decide(self.user, self.objection)

    @property
    def may_speak(self) -> bool:
        return self.objection.is_open and may_speak(self.user, self.objection)

    @property
    def may_assign(self) -> bool:
        return self.objection.is_open and self.user.is_hr and not self.user.has_left

    @cached_property
    def candidates(self) -> list[User]:
        return candidates(self.objection)

    @cached_property
    def may_put_right(self) -> bool:
        """Whether the user's decision may amend the published result."""
        cycle, run = self.objection.cycle, self.objection.cycle.published_run
        if run is None or not run.manifest or not self.may_decide:
            return False
        return is_independent(self.user, cycle, self.objection.manager)

    @cached_property
    def prepared(self) -> list[Prepared]:
        """The facts that upholding puts right, told with their reasons and files."""
        run = self.objection.cycle.published_run
        rows = list(self.objection.put_right.select_related("put_by")) if run else []
        if run is None or not rows:
            return []
        run.cycle = self.objection.cycle
        files = {one.digest: one for one in self.files}
        told = said_of([Fact.from_plain(row.fact) for row in rows], run, self.user)
        return [
            Prepared(row, one, files.get(row.evidence)) for row, one in zip(rows, told, strict=True)
        ]

    @property
    def told(self) -> list[PutRight]:
        return [one.told for one in self.prepared]

    @cached_property
    def files(self) -> list[ObjectionFile]:
        return list(self.objection.files.select_related("brought_by"))

    @property
    def nobody_may(self) -> bool:
        """Whether an administrator has to name somebody."""
        return self.objection.is_open and not self.candidates

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        """The kinds of facts, each with what it is called, and what it is asked with."""
        row = self.objection.copied.get("row") or ["", 0]
        asked = {"account": row[0], "month": row[1] or ""} if row[0] else {}
        query = f"?{urlencode(asked)}" if asked else ""
        return [(str(kind), str(title), query) for kind, title in KINDS.items()]

    @cached_property
    def measures(self) -> list[AnyMeasure]:
        """The measures that the decision may put right; none before the publication."""
        cycle, run = self.objection.cycle, self.objection.cycle.published_run
        if run is None or not self.may_put_right:
            return []
        run.cycle = cycle
        found = correctable(run)
        own = self.objection.measure_code
        return sorted(found, key=lambda one: one.code != own) if own else found

    @property
    def periods(self) -> dict[str, list[str]]:
        """The periods of each of these measures."""
        run = self.objection.cycle.published_run
        return {one.code: periods_of(run, one) for one in self.measures} if run else {}

    @property
    def said(self) -> list[Any]:
        return list(self.objection.said.select_related("author"))

    @property
    def taken_up(self) -> list[Objection]:
        rows = self.objection.taken_up.select_related("query__cycle__scheme", "query__manager")
        return [row.query for row in rows]


@dataclass(frozen=True)
class Counted:
    """A result in words: composite, rank and grade as pages write them."""

    composite: str
    rank: str
    grade: str


@dataclass(frozen=True)
class Touched:
    """Somebody whose result would have come out otherwise."""

    name: str
    staff_no: str
    before: Counted
    after: Counted


@dataclass(frozen=True)
class Moved:
    """A measure whose value or score the amendment changed."""

    title: str
    code: str
    value_before: str
    value: str
    score_before: str
    score: str


def counted(counts: Sequence[Any], scheme: SchemeDefinition) -> Counted:
    """Return what counts of a result as it is written."""
    text, rank, grade = counts
    composite = None if text is None else Fraction(text)
    places = places_of_composite(composite, scheme, None)
    title = scheme.grade_title(grade, language()) if grade else MISSING
    return Counted(plain(composite, places), MISSING if rank is None else str(rank), title)


def trial_page(trial: Trial, objection: Objection, viewer: User) -> dict[str, Any]:
    """Return what stands on the page that asks once more before a result is amended."""
    run = objection.cycle.published_run
    scheme = definition(objection.cycle.scheme)
    (now,) = results_in_force(run.results.filter(manager=objection.manager)) if run else (None,)
    before: Counts = (None, None, "")
    if now is not None:
        exact = now.composite
        text = None if exact is None else f"{exact.numerator}/{exact.denominator}"
        before = (text, now.rank, now.grade)
    composite, rank, grade = trial.counts
    if run is not None:
        grade = settled_grade(run, objection.manager_id, grade)
    others, unseen = touched_people(trial.others, run, viewer) if run else ([], 0)
    return {
        "before": counted(before, scheme),
        "after": counted((composite, rank, grade), scheme),
        "others": others,
        "unseen": unseen,
    }


def amendment_page(amendment: Amendment, viewer: User) -> dict[str, Any]:
    """Return what the page of an amendment shows: both sheets' numbers, reason, the others."""
    run: ScoreRun = amendment.run
    scheme = definition(run.cycle.scheme)
    was = score_sheet(run, amendment.manager, viewer=viewer)
    now = amended_sheet(amendment, viewer=viewer)
    result = run.results.get(manager=amendment.manager_id)
    exact = result.composite
    text = None if exact is None else f"{exact.numerator}/{exact.denominator}"
    published = final_grade(result, calibrated_in(run))
    is_own = viewer.manager_id == amendment.manager_id
    others, unseen = touched_people(amendment.others, run, viewer)
    return {
        "sheet": now,
        "before": counted((text, result.rank, published), scheme),
        "after": counted(
            (amendment.after["result"][0]["composite"], amendment.rank, amendment.grade), scheme
        ),
        "moved": moved(was, now),
        "put_right": put_right_by(amendment, viewer),
        "others": others,
        "unseen": 0 if is_own else unseen,
    }


def moved(was: Sheet, now: Sheet) -> list[Moved]:
    """Return the measures whose value or score differs between two sheets."""
    before = {line.code: line for line in _lines(was)}
    found = []
    for line in _lines(now):
        old = before.get(line.code)
        if old is not None and (old.value, old.score) != (line.value, line.score):
            found.append(
                Moved(
                    line.title,
                    line.code,
                    scale_of(old).written(old.value),
                    scale_of(line).written(line.value),
                    _score(old),
                    _score(line),
                )
            )
    return found


def touched_people(others: Sequence[Any], run: ScoreRun, viewer: User) -> tuple[list[Touched], int]:
    """Return the others whom the viewer sees, by name, and how many more there are."""
    seen = Participant.objects.visible_to(viewer).filter(cycle=run.cycle_id)
    seen = seen.filter(manager__in=[who for who, *_rest in others]).select_related("manager")
    people = [participant.manager for participant in seen]
    name_as_then(run.cycle, NameAsPublished.Kind.PERSON, people)
    names = {one.staff_no: one.name for one in people}
    scheme = definition(run.cycle.scheme)
    found = [
        Touched(names[who], who, counted(before, scheme), counted(after, scheme))
        for who, before, after in others
        if who in names
    ]
    return found, len(others) - len(found)


def _lines(sheet: Sheet) -> list[MeasureLine]:
    return [*sheet.measures, *sheet.bonus, *sheet.deductions]


def _score(line: MeasureLine) -> str:
    return MISSING if line.score is None else score_of(line)
