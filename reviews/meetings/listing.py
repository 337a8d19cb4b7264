"""The list of people with whom talks are held in a cycle: its columns, and what narrows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from perfcenter.ui.lists import Column, Listing
from portfolio.models import Manager
from reviews.meetings.forms import TalkSearch
from reviews.models import CheckIn, TalkNote
from scoring.cycles.as_published import put_back
from scoring.cycles.reviewers import reviewed_in
from scoring.models import Cycle

NONE, BEGUN, HALF, AGREED = "none", "begun", "half", "agreed"
WORDS = {
    NONE: _("No check-in yet"),
    BEGUN: _("Written, not confirmed"),
    HALF: _("Confirmed by one side"),
    AGREED: _("Confirmed by both"),
}
SHAPES = {
    NONE: ("ring", ""),
    BEGUN: ("half", ""),
    HALF: ("half", "warn"),
    AGREED: ("tick", "good"),
}


@dataclass(frozen=True)
class Line:
    """Somebody, her check-in, and the last talk of which the user may read a note."""

    cycle: Cycle
    manager: Manager
    check_in: CheckIn | None
    note: TalkNote | None

    @property
    def state(self) -> str:
        return state_of(self.check_in)

    @property
    def words(self) -> str:
        return str(WORDS[self.state])

    @property
    def mark(self) -> tuple[str, str]:
        return SHAPES[self.state]


def state_of(check_in: CheckIn | None) -> str:
    """Return how far a check-in is."""
    if check_in is None:
        return NONE
    if check_in.is_agreed:
        return AGREED
    one = check_in.manager_confirmed_at or check_in.reviewer_confirmed_at
    return HALF if one else BEGUN


def lines_of(cycle: Cycle, user: User) -> list[Line]:
    """Return whom the user talks with in a cycle; who sees everybody gets all."""
    places = cycle.participants.select_related("manager__branch").order_by("manager")
    if not user.sees_everyone:
        places = places.filter(manager__in=reviewed_in(cycle, user))
    check_ins = {one.manager_id: one for one in CheckIn.objects.filter(cycle=cycle)}
    notes: dict[str, TalkNote] = {}
    for note in TalkNote.objects.visible_to(user).filter(cycle=cycle).order_by("held_on", "pk"):
        notes[note.manager_id] = note
    people = [place.manager for place in places]
    put_back(cycle, people)
    return [
        Line(cycle, one, check_ins.get(one.staff_no), notes.get(one.staff_no)) for one in people
    ]


def narrowed(form: TalkSearch, found: Iterable[Line]) -> list[Line]:
    """Return whom the words name, all where there are none."""
    words = form.cleaned_data.get("q", "").casefold() if form.is_valid() else ""
    return [
        one for one in found if words in f"{one.manager.name} {one.manager.staff_no}".casefold()
    ]


def _page(line: Line) -> str:
    return reverse("reviews:talks_with", args=[line.cycle.code, line.manager.staff_no])


TALKS = Listing(
    name="talks",
    title=_("Talks"),
    columns=(
        Column("name", _("Name"), lambda line: line.manager.name, href=_page, place="p1",
               is_name=True),
        Column("number", _("Staff no."), lambda line: line.manager.staff_no, place="third"),
        Column("branch", _("Branch"), lambda line: line.manager.branch.name),
        Column("state", _("Mid-year check-in"), lambda line: line.words, place="p3",
               markup=lambda line: render_to_string(
                   "reviews/meetings/_state.html", {"one": line})),
        Column("held", _("Check-in held"),
               lambda line: line.check_in.held_on if line.check_in else None),
        Column("talk", _("Last talk you noted or were shown"),
               lambda line: line.note.held_on if line.note else None, place="p2"),
    ),
    first="number",
)  # fmt: skip
