"""HR's list of who has signed: its columns, and what narrows it."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.tags.numbers import stamp
from reviews.contracts.forms import StandingSearch
from reviews.contracts.read import Standing


def narrowed(form: StandingSearch, found: Iterable[Standing]) -> list[Standing]:
    """Return whom the words and the state name, all where there are none."""
    said = form.cleaned_data if form.is_valid() else {}
    words, state = said.get("q", "").casefold(), said.get("state", "")
    return [
        one
        for one in found
        if words in f"{one.manager.name} {one.manager.staff_no}".casefold()
        and state in {"", one.state}
    ]


def _page(one: Standing) -> str:
    return reverse("reviews:contract", args=[one.call.cycle.code, one.manager.staff_no])


CONTRACTS = Listing(
    name="contracts",
    title=_("Performance contracts"),
    columns=(
        Column("name", _("Name"), lambda one: one.manager.name, href=_page, place="p1",
               is_name=True),
        Column("number", _("Staff no."), lambda one: one.manager.staff_no, place="third"),
        Column("branch", _("Branch"), lambda one: one.manager.branch.name),
        Column("state", _("State"), lambda one: one.words, place="p3",
               markup=lambda one: render_to_string(
                   "reviews/contracts/_state.html", {"one": one})),
        Column("when", _("Answered on"),
               lambda one: stamp(one.last.answered_at) if one.last else None, place="p2"),
        Column("reason", _("Reason of a refusal"),
               lambda one: one.last.reason if one.last else "", place="p-all"),
        Column("digest", _("Digest signed"), lambda one: one.last.digest if one.last else "",
               is_extra=True),
    ),
    first="number",
)  # fmt: skip
