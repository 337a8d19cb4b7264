"""The list of imports: its columns, and what narrows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import stamp
from perfcenter.ui.workbooks import Value
from portfolio.models import Import

ANCHOR = "brought"
NAMED, SHOWN = 60, 12


class ImportSearch(forms.Form):
    """Part of a source's name, and a state."""

    source = forms.CharField(label=_("Source"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Import.State.choices]
    )

    def narrowed(self, imports: QuerySet[Import]) -> QuerySet[Import]:
        asked = self.cleaned_data if self.is_valid() else {}
        if source := asked.get("source"):
            imports = imports.filter(source__name__icontains=source)
        return imports.filter(state=asked["state"]) if asked.get("state") else imports


def _files(one: Import) -> str:
    said = str(one)
    return said if len(said) <= NAMED else f"{said[: NAMED - 1]}…"


def _changed(one: Import) -> Value:
    if one.load or one.state == Import.State.LOADED:
        changed: int = one.found.get("changed", 0)
        return changed
    return None


def _digest(one: Import) -> str:
    return one.load.digest if one.load else ""


def _badge(one: Any) -> str:
    return render_to_string("portfolio/imports/_badge.html", {"one": one})


IMPORTS = Listing(
    name="imports",
    title=_("What was brought"),
    columns=(
        Column(
            "files",
            _("Files"),
            str,
            markup=_files,
            href=lambda one: reverse("portfolio:import", args=[one.pk]),
            place="p1",
            is_name=True,
            is_sorted=False,
        ),
        Column(
            "source",
            _("Source"),
            lambda one: one.source.name if one.source else None,
            order=in_code_points("source__name"),
        ),
        Column(
            "who",
            _("Who"),
            lambda one: one.brought_by.name,
            order=in_code_points("brought_by__name"),
            place="p3",
        ),
        Column(
            "when",
            _("When"),
            lambda one: stamp(one.brought_at),
            order="brought_at",
            place="p4 nowrap",
        ),
        Column(
            "state",
            _("State"),
            lambda one: str(one.get_state_display()),
            markup=_badge,
            order="state",
            place="p2",
        ),
        Column("changed", _("Rows changed"), _changed, is_sorted=False, is_number=True),
        Column(
            "digest",
            _("Digest"),
            _digest,
            markup=lambda one: _digest(one)[:SHOWN] or "—",
            hint=_digest,
            is_sorted=False,
            place="third nowrap",
        ),
    ),
    first="-when",
    last="-pk",
    size=25,
)
