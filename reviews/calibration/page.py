"""The page of a session: nine-box, grades against the guideline, branches, moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import language, whole
from perfcenter.models import User
from perfcenter.ui.charts.distribution import GradeColumn, distribution
from perfcenter.ui.charts.svg import Chart
from reviews.calibration.access import may_move
from reviews.calibration.guideline import Guide
from reviews.calibration.read import Person, Session
from reviews.models import CalibrationSession, GradeMove
from scoring.cycles.titles import group_title

LEVELS = (2, 1, 0)


@dataclass(frozen=True)
class Chip:
    """Somebody with her grades in words; `is_old`: the place that she was moved from."""

    person: Person
    grade: str
    run_grade: str
    is_old: bool = False

    @property
    def elsewhere(self) -> str:
        """The other one of the two places of somebody who was moved, in words."""
        return box_title(
            self.person.result if self.is_old else self.person.was_result, self.person.conduct
        )


@dataclass(frozen=True)
class MoveRow:
    """A move with its grades in words."""

    move: GradeMove
    was: str
    grade: str


@dataclass(frozen=True)
class Box:
    """A box of the nine, by result and conduct, 2 the best."""

    result: int
    conduct: int
    people: list[Chip]

    @property
    def title(self) -> str:
        return box_title(self.result, self.conduct)

    @property
    def count(self) -> int:
        """How many stand there now."""
        return sum(not chip.is_old for chip in self.people)


@dataclass(frozen=True)
class GuideRow:
    """What is asked of some grades, and how it stands."""

    title: str
    guide: Guide
    before: int
    now: int

    @property
    def asked(self) -> str:
        if self.guide.least == self.guide.most:
            return whole(self.guide.most)
        return f"{whole(self.guide.least)}–{whole(self.guide.most)}"

    @property
    def over(self) -> int:
        return self.guide.over(self.now)

    @property
    def said(self) -> str:
        """Say by how many it differs."""
        if self.over > 0:
            return _("%(count)s too many") % {"count": whole(self.over)}
        if self.over < 0:
            return _("%(count)s too few") % {"count": whole(-self.over)}
        return _("as asked")


@dataclass(frozen=True)
class BranchRow:
    """How many of a branch have which grade: by the run, and now."""

    name: str
    counts: list[tuple[int, int]]


@dataclass(frozen=True)
class SessionPage:
    """A session for one reader."""

    session: Session
    user: User

    @property
    def row(self) -> CalibrationSession:
        return self.session.row

    @property
    def group(self) -> str:
        return group_title(self.row.cycle, self.row.line, self.row.branch)

    @property
    def is_open(self) -> bool:
        return self.row.is_open and not self.row.cycle.is_published

    @property
    def can_move(self) -> bool:
        return self.is_open and may_move(self.user, self.row)

    @property
    def has_people(self) -> bool:
        return bool(self.session.people)

    @property
    def can_close(self) -> bool:
        return self.is_open and self.user.pk == self.row.owner_id

    @property
    def can_drop(self) -> bool:
        is_over = self.row.state == CalibrationSession.State.DROPPED
        return self.user.is_hr and not is_over and not self.row.cycle.is_published

    @property
    def observers(self) -> str:
        return _(", ").join(user.name for user in self.row.observers.order_by("username"))

    @cached_property
    def titles(self) -> dict[str, str]:
        return {one.code: one.title_for(language()) for one in self.session.scheme.grades}

    @property
    def heads(self) -> list[tuple[str, str, int]]:
        """The grades with their titles and how many have them now."""
        counts = self.session.counts
        return [(code, self.titles[code], counts[code]) for code in self.session.grades]

    @cached_property
    def boxes(self) -> list[list[Box]]:
        """The nine boxes, the best results in the first row, the best conduct at the right."""
        return [
            [
                Box(
                    result,
                    conduct,
                    list(self._chips(result, conduct)),
                )
                for conduct in reversed(LEVELS)
            ]
            for result in LEVELS
        ]

    def _chips(self, result: int, conduct: int) -> Iterator[Chip]:
        """Yield who stands in a box, and who was moved from there."""
        for one in self.session.people:
            if one.conduct != conduct:
                continue
            if one.result == result:
                yield self._chip(one)
            if one.is_moved and one.was_result == result:
                yield replace(self._chip(one), is_old=True)

    @property
    def without_conduct(self) -> list[Chip]:
        """Who was judged by nobody, and stands in no box."""
        return [self._chip(one) for one in self.session.people if one.conduct is None]

    def _chip(self, one: Person) -> Chip:
        return Chip(one, self.titles[one.grade], self.titles.get(one.run_grade, one.run_grade))

    @property
    def moves(self) -> list[MoveRow]:
        """What was moved, the newest first."""
        titles = self.titles
        return [
            MoveRow(one, titles.get(one.was, one.was), titles.get(one.grade, one.grade))
            for one in reversed(self.session.moves)
        ]

    @cached_property
    def guides(self) -> list[GuideRow]:
        before, now = self.session.counts_before, self.session.counts
        return [
            GuideRow(
                " + ".join(self.titles.get(code, code) for code in guide.grades),
                guide,
                sum(before[code] for code in guide.grades),
                sum(now[code] for code in guide.grades),
            )
            for guide in self.session.guides
        ]

    @property
    def finding(self) -> str:
        """Say how the grades stand to the guideline."""
        if not self.guides:
            return _("The scheme has no quotas; the grades stand for themselves.")
        off = [f"{row.title}: {row.said}" for row in self.guides if row.over]
        if not off:
            return _("Every grade is as the guideline asks.")
        return _("%(grades)s.") % {"grades": _("; ").join(off)}

    @property
    def chart(self) -> Chart:
        """Draw how many have which grade now, the quota across, the run's count below."""
        before = self.session.counts_before
        quotas = {
            row.guide.grades[0]: row.guide.most for row in self.guides if len(row.guide.grades) == 1
        }
        columns = [
            GradeColumn(
                title,
                count,
                whole(count),
                quota=quotas.get(code),
                below=_("run %(count)s") % {"count": whole(before[code])},
                before=before[code],
            )
            for code, title, count in self.heads
        ]
        return distribution(
            columns,
            key="calibrated",
            title=_("People by grade"),
            desc=_(", ").join(f"{title} {whole(count)}" for _code, title, count in self.heads),
            width=400,
            head=(_("Grade"), _("People"), _("By the run")),
        )

    @property
    def branches(self) -> list[BranchRow]:
        """How many of each branch have which grade."""
        before: Counter[tuple[str, str]] = Counter()
        now: Counter[tuple[str, str]] = Counter()
        for one in self.session.people:
            before[one.branch, one.run_grade] += 1
            now[one.branch, one.grade] += 1
        names = sorted({branch for branch, _grade in before})
        return [
            BranchRow(name, [(before[name, g], now[name, g]) for g in self.session.grades])
            for name in names
        ]

    @property
    def moved_people(self) -> str:
        count = sum(one.is_moved for one in self.session.people)
        text = ngettext("%(count)s grade is moved", "%(count)s grades are moved", count)
        return text % {"count": whole(count)}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Whom a move may be about, with the grade that stands."""
        return [
            (
                f"{one.staff_no}:{one.grade}",
                f"{one.manager.name} {one.staff_no} · {one.score} · {self.titles[one.grade]}",
            )
            for one in self.session.people
        ]


def box_title(result: int, conduct: int | None) -> str:
    """Return what a box of the nine is called."""
    results = (_("low result"), _("middle result"), _("high result"))
    conducts = (_("conduct to improve"), _("conduct fair"), _("conduct good"))
    if conduct is None:
        return results[result]
    return _("%(result)s · %(conduct)s") % {
        "result": results[result], "conduct": conducts[conduct]
    }  # fmt: skip
