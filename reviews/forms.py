"""What people type: the self-review with its goals, comments, scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.content import GoalLine, ReportContent
from reviews.models import SECTIONS, TEXT_LIMIT, AnnualReport
from reviews.services.deciding import Verdict
from reviews.services.writing import ACTION_LIMIT
from reviews.units import as_typed, in_unit
from scoring.scheme.model import AnyMeasure

SCORES = (60, 70, 80, 90, 100)
GOAL_RULES = {"completion", "linear"}


def goal_measures(measures: tuple[Any, ...]) -> list[Any]:
    """Return the measures one can set oneself a goal for: those measured against a number."""
    return [measure for measure in measures if measure.rule.name in GOAL_RULES]


@dataclass(frozen=True)
class GoalFields:
    """The row of the goals' table for one measure."""

    measure: AnyMeasure
    target: forms.BoundField
    action: forms.BoundField


class ReportForm(forms.Form):
    """The four sections, a row of goals a measure, and the version the text was written on."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, measures: Sequence[AnyMeasure], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        self.language = language
        for name in SECTIONS:
            self.fields[name] = forms.CharField(
                label=AnnualReport.Section(name).label,
                required=False,
                max_length=TEXT_LIMIT,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 7, "maxlength": TEXT_LIMIT}),
            )
        for measure in measures:
            self._add_goal(measure)

    def _add_goal(self, measure: AnyMeasure) -> None:
        title = measure.title_for(self.language)
        self.fields[f"target_{measure.code}"] = forms.DecimalField(
            label=_("Goal for %(measure)s") % {"measure": title},
            required=False,
            max_digits=18,
            decimal_places=6,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={"invalid": _("Write a number, e.g. 475 or 0.95")},
        )
        self.fields[f"action_{measure.code}"] = forms.CharField(
            label=_("How to reach the goal for %(measure)s") % {"measure": title},
            required=False,
            max_length=ACTION_LIMIT,
        )

    @property
    def sections(self) -> list[forms.BoundField]:
        return [self[name] for name in SECTIONS]

    @property
    def goals(self) -> list[GoalFields]:
        return [
            GoalFields(m, self[f"target_{m.code}"], self[f"action_{m.code}"]) for m in self.measures
        ]

    def content(self) -> ReportContent:
        """Return what was typed; a goal row with neither number nor words is none."""
        data = self.cleaned_data
        lines = [
            GoalLine(
                m.code,
                in_unit(data[f"target_{m.code}"], m.unit, self.language),
                data[f"action_{m.code}"],
            )
            for m in self.measures
            if data[f"target_{m.code}"] is not None or data[f"action_{m.code}"]
        ]
        texts = {name: data[name].replace("\r\n", "\n") for name in SECTIONS}
        return ReportContent(**texts, goal_lines=tuple(lines))


def initial_of(
    content: ReportContent, version: int, measures: Sequence[AnyMeasure], language: str
) -> dict[str, Any]:
    """Return the form's initial values for a stored text."""
    lines = {line.measure_code: line for line in content.goal_lines}
    initial: dict[str, Any] = {"version": version}
    initial |= {name: getattr(content, name) for name in SECTIONS}
    for measure in measures:
        line = lines.get(measure.code)
        if line is not None:
            initial[f"target_{measure.code}"] = as_typed(line.target, measure.unit, language)
            initial[f"action_{measure.code}"] = line.action
    return initial


class ReviewForm(forms.Form):
    """A reviewer's comments, one a section, and the scores of the judgment measures."""

    def __init__(
        self, *args: Any, measures: Sequence[AnyMeasure], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        for name in SECTIONS:
            self.fields[f"comment_{name}"] = forms.CharField(
                label=_("Comment"),
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2_000}),
            )
        for measure in measures:
            self.fields[f"score_{measure.code}"] = forms.TypedChoiceField(
                label=measure.title_for(language),
                choices=[(score, str(score)) for score in SCORES],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"basis_{measure.code}"] = forms.CharField(
                label=_("What the score rests on"), required=False, max_length=500
            )

    @property
    def comments(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"comment_{name}"] for name in SECTIONS}

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Return the scores given; a measure left open is not among them."""
        return {
            m.code: Verdict(
                self.cleaned_data[f"score_{m.code}"], self.cleaned_data[f"basis_{m.code}"]
            )
            for m in self.measures
            if self.cleaned_data[f"score_{m.code}"] is not None
        }
