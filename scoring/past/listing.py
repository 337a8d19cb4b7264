"""The lists of a cycle's runs and of a run's results: their columns, and what narrows them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import month, stamp
from perfcenter.ui.workbooks import figure, share
from portfolio.models import Manager
from scoring.past.read import ResultLine, RunLine

SHOWN = 12


class ResultSearch(forms.Form):
    """Part of a name or staff number, and a line."""

    q = forms.CharField(label=gettext_lazy("Name or staff no."), required=False, max_length=100)
    line = forms.ChoiceField(
        label=gettext_lazy("Line"),
        required=False,
        choices=[("", gettext_lazy("All")), *Manager.Line.choices],
    )


def _of_run(line: RunLine) -> str:
    return reverse("scoring:run", args=[line.run.cycle.code, line.run.number])


def _sheet(line: ResultLine) -> str:
    run = line.result.run
    return reverse("scoring:run_sheet", args=[run.cycle.code, run.number, line.result.manager_id])


def _digest(name: str, title: Any) -> Column:
    """Return a column of a digest: on the page as far as it tells runs apart, whole in a file."""
    return Column(
        name,
        title,
        lambda line: getattr(line.run, f"{name}_digest"),
        markup=lambda line: getattr(line.run, f"{name}_digest")[:SHOWN],
        hint=lambda line: getattr(line.run, f"{name}_digest"),
        is_sorted=False,
        place="third",
    )


RUNS = Listing(
    name="runs",
    title=gettext_lazy("Score runs"),
    columns=(
        Column(
            "number",
            gettext_lazy("Run"),
            lambda line: f"#{line.run.number}",
            order="number",
            href=_of_run,
            place="p1",
            is_name=True,
        ),
        Column(
            "made",
            gettext_lazy("Computed"),
            lambda line: stamp(line.run.made_at),
            order="made_at",
            place="p3 nowrap",
        ),
        Column(
            "who",
            gettext_lazy("By"),
            lambda line: line.run.made_by.name if line.run.made_by else _("a command"),
            order=in_code_points("made_by__name"),
            place="p4",
        ),
        Column(
            "standing", gettext_lazy("State"), lambda line: line.said, is_sorted=False, place="p2"
        ),
        Column(
            "people",
            gettext_lazy("Participants"),
            lambda line: line.run.participants,
            order="participants",
            is_number=True,
        ),
        Column(
            "until",
            gettext_lazy("Data until"),
            lambda line: month(line.run.data_until) if line.run.data_until else None,
            order="data_until",
        ),
        _digest("inputs", gettext_lazy("Inputs digest")),
        _digest("results", gettext_lazy("Results digest")),
    ),
    first="-number",
    last="-number",
    size=25,
)

RESULTS = Listing(
    name="run_results",
    title=gettext_lazy("Results"),
    columns=(
        Column(
            "number",
            gettext_lazy("Staff no."),
            lambda line: line.result.manager_id,
            order=in_code_points("manager_id"),
            place="third",
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            lambda line: line.result.manager.name,
            order=in_code_points("manager__name"),
            href=_sheet,
            place="p1",
            is_name=True,
        ),
        Column(
            "branch",
            gettext_lazy("Branch"),
            lambda line: line.branch,
            order=in_code_points("branch"),
            place="p3",
        ),
        Column(
            "line",
            gettext_lazy("Line"),
            lambda line: str(Manager.Line(line.result.line).label) if line.result.line else None,
            order="line",
        ),
        Column(
            "score",
            gettext_lazy("Composite score"),
            lambda line: figure(line.result.composite, line.places),
            order="score",
            place="p2",
            is_number=True,
        ),
        Column(
            "rank",
            gettext_lazy("Rank"),
            lambda line: line.result.rank,
            order="rank",
            is_number=True,
        ),
        Column("grade", gettext_lazy("Grade"), lambda line: line.grade, order="final", place="p4"),
        Column(
            "peer_rank",
            gettext_lazy("Rank among peers"),
            lambda line: line.result.peer_rank,
            order="peer_rank",
            is_number=True,
            is_extra=True,
        ),
        Column(
            "bonus",
            gettext_lazy("Bonus"),
            lambda line: figure(line.result.bonus),
            order="bonus",
            is_number=True,
        ),
        Column(
            "deduction",
            gettext_lazy("Deductions"),
            lambda line: figure(line.result.deduction),
            order="deduction",
            is_number=True,
        ),
        Column(
            "data",
            gettext_lazy("Weight with data"),
            lambda line: share(line.result.weight_with_data),
            order="weight_with_data",
            is_number=True,
        ),
    ),
    first="-score",
    last=in_code_points("manager_id"),
)
