"""Which people a button is about: those that were ticked, or all that the list's filter leaves."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict

from perfcenter.base.formats import language
from perfcenter.models import User
from reviews.board.listing import Listing
from scoring.models import Cycle

ALL = "all"
Chosen = dict[Cycle, list[str]]


def chosen(cycles: Sequence[Cycle], form: QueryDict, viewer: User) -> Chosen:
    """Return staff numbers by cycle; what names nobody of these cycles is passed over."""
    asked = QueryDict(form.get("filter", ""))
    everybody = Listing(cycles, asked, viewer, language())
    if form.get("scope") == ALL:
        return {cycle: staff for cycle, staff in everybody.staff().items() if staff}
    ticked: dict[str, set[str]] = {}
    for key in form.getlist("who"):
        code, _colon, staff_no = key.partition(":")
        ticked.setdefault(code, set()).add(staff_no)
    whole = Listing(cycles, QueryDict(""), viewer, language()).staff() if ticked else {}
    found = {c: [no for no in staff if no in ticked.get(c.code, ())] for c, staff in whole.items()}
    return {cycle: staff for cycle, staff in found.items() if staff}


def count(people: Chosen) -> int:
    return sum(map(len, people.values()))
