"""The list of jobs: its columns in a file, and what narrows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base import registry
from perfcenter.models import Job
from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.tags.numbers import stamp


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *((one.code, one.title) for one in registry.jobs)]


class JobSearch(forms.Form):
    """Jobs of a kind, in a state."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=_kinds)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *Job.State.choices],
    )

    def narrowed(self, jobs: QuerySet[Job]) -> QuerySet[Job]:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return jobs.filter(**asked)


JOBS = Listing(
    name="jobs",
    title=gettext_lazy("Jobs"),
    columns=(
        Column("number", gettext_lazy("No."), lambda one: one.job.pk, order="pk", is_name=True),
        Column("kind", gettext_lazy("Kind"), lambda one: one.title, order="kind"),
        Column("about", gettext_lazy("About"), lambda one: one.about, order="about"),
        Column(
            "who",
            gettext_lazy("Asked by"),
            lambda one: one.job.asked_by.name if one.job.asked_by else _("a command"),
            order="asked_by__name",
        ),
        Column("asked", gettext_lazy("Asked at"), lambda one: stamp(one.job.asked_at), order="pk"),
        Column(
            "state",
            gettext_lazy("State"),
            lambda one: str(one.job.get_state_display()),
            order="state",
        ),
        Column(
            "ended",
            gettext_lazy("Ended at"),
            lambda one: stamp(one.job.ended_at) if one.job.ended_at else None,
            order="ended_at",
        ),
        Column(
            "outcome",
            gettext_lazy("What came of it"),
            lambda one: one.outcome or _("; ").join(one.job.errors_read),
            is_sorted=False,
        ),
    ),
    first="-number",
    last="-pk",
    size=25,
    lines="jobs/_lines.html",
)
