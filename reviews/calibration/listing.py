"""The people of a session as a list: both grades, the composite, the branch."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.workbooks import figure
from reviews.calibration.page import SessionPage
from reviews.calibration.read import Person


def _columns(page: SessionPage | None = None) -> tuple[Column, ...]:
    titles = page.titles if page else {}

    def order(code: str) -> str:
        return titles.get(code, code)

    def now(person: Person) -> str:
        if not person.is_moved:
            return order(person.grade)
        return format_html("<b>{}</b>", order(person.grade))

    return (
        Column(
            "name", gettext_lazy("Name"), lambda one: one.manager.name, place="p1", is_name=True
        ),
        Column("number", gettext_lazy("Staff no."), lambda one: one.staff_no, place="third"),
        Column("branch", gettext_lazy("Branch"), lambda one: one.branch, place="p3"),
        Column(
            "composite",
            gettext_lazy("Composite score"),
            lambda one: figure(one.composite, one.places),
            place="p2",
            is_number=True,
        ),
        Column("run", gettext_lazy("Grade by the run"), lambda one: order(one.run_grade)),
        Column(
            "now",
            gettext_lazy("Grade now"),
            lambda one: order(one.grade),
            markup=now,
            place="p4",
        ),
        Column("reason", gettext_lazy("Reason of the move"), lambda one: one.reason or None),
        Column("conduct", gettext_lazy("Conduct"), lambda one: _conduct(one.conduct)),
    )


def _conduct(level: int | None) -> str | None:
    if level is None:
        return None
    return (_("to improve"), _("fair"), _("good"))[level]


class OfASession(Listing):
    """The list with the grades of one session's scheme; the site knows the general one."""

    def __post_init__(self) -> None:
        pass


PEOPLE = Listing(
    name="calibration", title=gettext_lazy("People of the session"), columns=_columns(), size=100
)


def people_listing(page: SessionPage) -> Listing:
    """Return the list for a session."""
    return OfASession(
        name=PEOPLE.name, title=PEOPLE.title, columns=_columns(page), size=PEOPLE.size
    )
