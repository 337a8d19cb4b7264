"""What a move would do, before it is made: to the quotas, to her branch, to her place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from perfcenter.base.formats import language, whole
from perfcenter.base.refusals import Refused
from reviews.calibration.page import GuideRow, SessionPage, box_title
from reviews.calibration.read import Person, Session


@dataclass(frozen=True)
class Count:
    """How many have a grade: by the run, now, and with the move."""

    title: str
    before: int
    now: int
    then: int
    asked: str = ""
    said: str = ""
    is_off: bool = False

    @property
    def change(self) -> str:
        """By how many the move changes it."""
        apart = self.then - self.now
        return f"{'+' if apart > 0 else '−'}{whole(abs(apart))}" if apart else "0"


@dataclass(frozen=True)
class Effect:
    """A move that is asked about: whose, from where to where, and what follows."""

    person: Person
    now: str
    then: str
    grades: list[Count]
    branch: list[Count]
    place: str
    place_then: str

    @property
    def said(self) -> str:
        """What the move is, and how the guideline stands with it."""
        words = {"name": self.person.manager.name, "now": self.now, "then": self.then}
        text = _("%(name)s from %(now)s to %(then)s") % words
        off = [f"{one.title}: {one.said}" for one in self.grades if one.is_off]
        if not any(one.asked for one in self.grades):
            return text
        rest = _("; ").join(off) if off else _("every grade is as the guideline asks")
        return _("%(move)s; then %(rest)s") % {"move": text, "rest": rest}


def effect_of(page: SessionPage, staff_no: str, grade: str) -> Effect:
    """Return what moving somebody to a grade would do; Refused where there is no such move."""
    session = page.session
    person = session.person(staff_no)
    if person is None or grade not in session.grades:
        raise Refused(_("Choose whose grade becomes which"))
    if grade == person.grade:
        raise Refused(_("That is the grade already; nothing is moved"))
    then = session.moved_to(staff_no, grade)
    changed = then.person(staff_no) or person
    return Effect(
        person=person,
        now=page.titles[person.grade],
        then=page.titles[grade],
        grades=_grades(page, SessionPage(then, page.user)),
        branch=_branch(session, then, person.branch),
        place=box_title(person.result, person.conduct),
        place_then=box_title(changed.result, changed.conduct),
    )


def _grades(page: SessionPage, then: SessionPage) -> list[Count]:
    if page.guides:
        pairs = zip(page.guides, then.guides, strict=True)
        return [_guided(now, after) for now, after in pairs]
    before, now, after = (
        page.session.counts_before,
        page.session.counts,
        then.session.counts,
    )
    return [
        Count(title, before[code], now[code], after[code]) for code, title in page.titles.items()
    ]


def _guided(now: GuideRow, after: GuideRow) -> Count:
    return Count(
        now.title, now.before, now.now, after.now, now.asked, after.said, is_off=bool(after.over)
    )


def _branch(now: Session, then: Session, branch: str) -> list[Count]:
    """Return the counts of her branch, of the grades that somebody there has."""

    def counted(people: list[Person], grade: str) -> int:
        return sum(one.branch == branch and one.grade == grade for one in people)

    titles = {one.code: one.title_for(language()) for one in now.scheme.grades}
    found = []
    for code in now.grades:
        before = sum(one.branch == branch and one.run_grade == code for one in now.people)
        count = Count(titles[code], before, counted(now.people, code), counted(then.people, code))
        if count.before or count.now or count.then:
            found.append(count)
    return found
