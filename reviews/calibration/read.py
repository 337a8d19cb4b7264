"""What a session is about: its people, their grades by the run and as they stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import fmean

from django.db.models import Q, QuerySet

from perfcenter.base.digests import of_json
from perfcenter.base.formats import plain
from portfolio.models import Manager
from reviews.calibration.guideline import Guide, guides
from reviews.models import CalibrationSession, GradeMove
from scoring.cycles.as_published import put_back
from scoring.cycles.names import names_of
from scoring.models import Cycle, MeasureScore, NameAsPublished, Result, ScoreRun
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite

State = CalibrationSession.State
GOOD_CONDUCT, FAIR_CONDUCT = 90, 70
"""The mean of her judged measures from which conduct is good, and from which it is fair."""
THIRDS = 3


@dataclass(frozen=True)
class Person:
    """Somebody of the group; `grade` is what stands in the session, `run_grade` what the run says.

    `result` and `conduct` are her place in the nine-box, 0 the lowest; no conduct where nobody
    judged her. Moved, she stands where the nearest of the new grade stand; `was_result` is her
    place by the run.
    """

    manager: Manager
    branch: str
    composite: Fraction | None
    places: int
    run_grade: str
    grade: str
    result: int
    conduct: int | None
    was_result: int
    reason: str = ""  # of her newest move, where she is moved

    @property
    def staff_no(self) -> str:
        return self.manager.staff_no

    @property
    def is_moved(self) -> bool:
        return self.grade != self.run_grade

    @property
    def score(self) -> str:
        return plain(self.composite, self.places)


@dataclass(frozen=True)
class Session:
    """A session with everything that its page and its verbs need to know."""

    row: CalibrationSession

    @cached_property
    def scheme(self) -> SchemeDefinition:
        return definition(self.row.cycle.scheme)

    @cached_property
    def grades(self) -> list[str]:
        """The codes of the grades, the best first."""
        return [one.code for one in self.scheme.grades]

    @cached_property
    def moves(self) -> list[GradeMove]:
        found = GradeMove.objects.filter(session=self.row)
        moves = list(found.select_related("manager", "moved_by"))
        put_back(self.row.cycle, [move.manager for move in moves])
        return moves

    @cached_property
    def moved(self) -> dict[str, str]:
        """Who has which grade by her newest move."""
        return {move.manager_id: move.grade for move in self.moves}

    @cached_property
    def results(self) -> list[Result]:
        return list(results_in(self.row.run, self.row.line, self.row.branch))

    def moved_to(self, staff_no: str, grade: str) -> Session:
        """Return the session as it would be with somebody's grade moved; nothing is written."""
        found = Session(self.row)
        vars(found)["moves"] = self.moves
        vars(found)["results"] = self.results
        vars(found)["moved"] = {**self.moved, staff_no: grade}
        return found

    @cached_property
    def people(self) -> list[Person]:
        """Who has a grade in the group, the best composite first."""
        conduct = _conduct(self.row.run, [r.manager_id for r in self.results], self.scheme)
        results = sorted(self.results, key=lambda r: (-(r.composite or 0), r.manager_id))
        thirds = _thirds([r.composite for r in results])
        put_back(self.row.cycle, [result.manager for result in results])
        codes = {result.branch for result in results if result.branch}
        names = names_of(self.row.cycle, NameAsPublished.Kind.BRANCH, codes)
        stands = _standing(results, thirds, self.grades)
        reasons = {move.manager_id: move.reason for move in self.moves}

        def place(result: Result, third: int) -> int:
            grade = self.moved.get(result.manager_id, result.grade)
            return stands(grade, result.grade, third)

        return [
            Person(
                manager=result.manager,
                branch=names.get(result.branch, result.branch),
                composite=result.composite,
                places=places_of_composite(result.composite, self.scheme, result.peer_median),
                run_grade=result.grade,
                grade=self.moved.get(result.manager_id, result.grade),
                result=place(result, third),
                conduct=conduct.get(result.manager_id),
                was_result=third,
                reason=reasons.get(result.manager_id, "")
                if self.moved.get(result.manager_id, result.grade) != result.grade
                else "",
            )
            for result, third in zip(results, thirds, strict=True)
        ]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many have which grade now."""
        return Counter(person.grade for person in self.people)

    @cached_property
    def counts_before(self) -> Counter[str]:
        """How many have which grade by the run."""
        return Counter(person.run_grade for person in self.people)

    @cached_property
    def guides(self) -> list[Guide]:
        """What the scheme's quotas ask of the group; nothing where there are none."""
        shares = [(one.code, one.share) for one in self.scheme.grading.quotas]
        return guides(
            shares if self.scheme.grading.grade == "quotas" else [],
            len(self.people),
            kind=self.row.guideline,
            tolerance=self.row.tolerance,
            together=self.row.together,
        )

    def person(self, staff_no: str) -> Person | None:
        return next((one for one in self.people if one.staff_no == staff_no), None)

    @property
    def final_moves(self) -> dict[str, GradeMove]:
        """The newest move of everybody whose grade is another one than the run's."""
        newest = {move.manager_id: move for move in self.moves}
        given = {result.manager_id: result.grade for result in self.results}
        return {who: move for who, move in newest.items() if move.grade != given.get(who)}

    @property
    def mark(self) -> str:
        """What tells one state of the moves from another."""
        return str(self.moves[-1].pk) if self.moves else "0"

    @property
    def content_digest(self) -> str:
        """What the audit log keeps of a closed session: minutes, who was there, the moves."""
        moves = [
            [m.manager_id, m.was, m.grade, m.reason, m.moved_by_id, m.moved_at.isoformat()]
            for m in self.moves
        ]
        return of_json([self.row.minutes, self.row.attendance, moves])


def results_in(run: ScoreRun, line: str, branch: str) -> QuerySet[Result]:
    """Return the graded results of a group of a run, leavers out."""
    where = Q(run=run, is_leaver=False)
    if line:
        where &= Q(line=line)
    if branch:
        where &= Q(branch=branch)
    found = Result.objects.filter(where).exclude(grade="").select_related("manager")
    return found.order_by("manager")


def groups_of(cycle: Cycle, run: ScoreRun) -> list[tuple[str, str, int]]:
    """Return the groups among which the scheme grades: line, branch, how many people."""
    scheme = definition(cycle.scheme)
    by = scheme.grading.group if scheme.grading.grade == "quotas" else scheme.peers
    counted: Counter[tuple[str, str]] = Counter()
    for line, branch in results_in(run, "", "").values_list("line", "branch"):
        counted[(line if "line" in by else "", branch if "branch" in by else "")] += 1
    return sorted((line, branch, count) for (line, branch), count in counted.items())


def standing_sessions(cycle: Cycle) -> list[Session]:
    """Return the sessions that a publication has to do with: open and closed ones."""
    found = CalibrationSession.objects.filter(cycle=cycle).exclude(state=State.DROPPED)
    return [Session(row) for row in found.select_related("cycle__scheme", "run").order_by("id")]


def closed_sessions(cycle: Cycle) -> list[Session]:
    """Return the sessions whose moves are published with the cycle."""
    return [one for one in standing_sessions(cycle) if not one.row.is_open]


def stands_on(session: Session, run: ScoreRun) -> bool:
    """Whether the session is about the grades of a run: it is of it, or they are all alike."""
    row = session.row
    if row.run_id == run.pk:
        return True
    now = results_in(run, row.line, row.branch).values_list("manager", "grade")
    return dict(now) == {result.manager_id: result.grade for result in session.results}


def _conduct(run: ScoreRun, staff: Iterable[str], scheme: SchemeDefinition) -> dict[str, int]:
    """Return everybody's place by the mean of her judged measures."""
    codes = [one.code for one in scheme.judged_measures]
    if not codes:
        return {}
    wanted, scores = set(staff), dict[str, list[float]]()
    rows = MeasureScore.objects.filter(run=run, measure_code__in=codes, score__isnull=False)
    for who, score in rows.values_list("manager", "score"):
        if who in wanted:
            scores.setdefault(who, []).append(float(score or 0))
    return {who: _level(fmean(found)) for who, found in scores.items()}


def _level(mean: float) -> int:
    return (mean >= FAIR_CONDUCT) + (mean >= GOOD_CONDUCT)


def _standing(
    results: Sequence[Result], thirds: Sequence[int], grades: Sequence[str]
) -> Callable[[str, str, int], int]:
    """Return who tells the place of a grade: of one moved down that of its best, up of its last."""
    places: dict[str, list[int]] = {}
    for result, third in zip(results, thirds, strict=True):
        places.setdefault(result.grade, []).append(third)
    order = {code: number for number, code in enumerate(grades)}

    def place(grade: str, was: str, third: int) -> int:
        found = places.get(grade)
        if grade == was or not found:
            return third
        goes_down = order.get(grade, 0) > order.get(was, 0)
        return min(third, found[0]) if goes_down else max(third, found[-1])

    return place


def _thirds(composites: list[Fraction | None]) -> list[int]:
    """Return the third of each, the best first: 2, 1 or 0; who is level is in the same one.

    >>> _thirds([Fraction(9), Fraction(8), Fraction(8)])
    [2, 1, 1]
    """
    found, count = list[int](), len(composites)
    for place, composite in enumerate(composites):
        first = composites.index(composite) if composite is not None else place
        found.append(THIRDS - 1 - first * THIRDS // count)
    return found
