"""What managers type: the self-review with its goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from perfcenter.base.money import WAN
from reviews.models import Section
from reviews.report.content import GoalLine, ReportContent
from reviews.report.fields import LongText, TypedNumber
from reviews.report.merging import goal_place
from reviews.report.read import Stand
from reviews.report.storing import ACTION_LIMIT, Held
from reviews.report.units import (
    THOUSAND,
    as_typed,
    in_unit,
    may_be_negative,
    money_typed,
    typed_places,
)
from reviews.report.write import Incomplete
from scoring.scheme.measures import AnyMeasure

ASKED = "asked"
OF_GOALS = ("target", "action", "reason")
STAYS = {"autocomplete": "off"}
"""Of a field that a script changes: a browser must not bring its value back to a fresh page."""
GOAL_RULES = {"completion", "linear"}


def goal_measures(measures: tuple[Any, ...]) -> list[Any]:
    """Return the measures one can set oneself a goal for: those measured against a number."""
    return [
        measure
        for measure in measures
        if measure.rule is not None and measure.rule.name in GOAL_RULES
    ]


def unit_known(text: str) -> int | None:
    """Return the unit of money that a page was shown with, if it is one of ours."""
    return {str(money): money for money in (WAN, THOUSAND)}.get(text)


@dataclass(frozen=True)
class GoalFields:
    """The row of the goals' table for one measure."""

    measure: AnyMeasure
    target: forms.BoundField
    action: forms.BoundField
    reason: forms.BoundField | None = None  # where the measure may be a loss


class ReportForm(forms.Form):
    """The sections, a row of goals a measure, and what the text was written on.

    That is a version, and `saves`: how often its page had saved by itself since. Places that wait
    for a choice between two windows are `held`, on what they were read on.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput(STAYS))
    saves = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput(STAYS))
    held = forms.CharField(max_length=4_000, required=False, widget=forms.HiddenInput(STAYS))
    held_version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput(STAYS))
    held_saves = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput(STAYS))

    def __init__(
        self,
        *args: Any,
        asked_for: Sequence[Section],
        measures: Sequence[AnyMeasure],
        language: str,
        money: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked_for = asked_for
        self.measures = measures
        self.language = language
        self.money = unit_known(self.data.get("money", "")) or money or money_typed()
        for section in asked_for:
            self.fields[section.code] = LongText(
                label=section.name, required=False, max_length=section.limit, strip=False
            )
        for measure in measures:
            self._add_goal(measure)

    def _add_goal(self, measure: AnyMeasure) -> None:
        title = measure.title_for(self.language)
        self.fields[f"target_{measure.code}"] = TypedNumber(
            label=_("Goal for %(measure)s") % {"measure": title},
            required=False,
            min_value=None if may_be_negative(measure) else 0,
            max_digits=18,
            decimal_places=typed_places(measure.unit, self.money),
        )
        self.fields[f"action_{measure.code}"] = forms.CharField(
            label=_("How to reach the goal for %(measure)s") % {"measure": title},
            required=False,
            max_length=ACTION_LIMIT,
        )
        if may_be_negative(measure):
            self.fields[f"reason_{measure.code}"] = forms.CharField(
                label=_("%(measure)s: why a loss is meant") % {"measure": title},
                required=False,
                max_length=ACTION_LIMIT,
            )

    @property
    def stand(self) -> Stand:
        """What the text was written on, of a form that is valid as far as that goes."""
        data = self.cleaned_data if self.is_bound else self.initial
        return Stand(data.get("version") or 0, data.get("saves") or 0)

    @property
    def held_places(self) -> Held | None:
        """The places that wait, and what they were read on; None where none do."""
        data = self.cleaned_data if self.is_bound else {}
        places = frozenset(data.get("held", "").split())
        if not places:
            return None
        return Held(places, Stand(data.get("held_version") or 0, data.get("held_saves") or 0))

    @property
    def order(self) -> list[str]:
        """The codes of the goals' measures, in the form's order."""
        return [measure.code for measure in self.measures]

    @property
    def asked(self) -> frozenset[str]:
        """The places at which this page asked which of two windows' words to keep."""
        return frozenset(self.data.getlist(ASKED) if isinstance(self.data, QueryDict) else ())

    @property
    def answers(self) -> dict[str, str]:
        """Which words were chosen there."""
        return {place: self.data.get(f"keep_{place}", "") for place in self.asked}

    @property
    def goals(self) -> list[GoalFields]:
        return [
            GoalFields(
                m,
                self[f"target_{m.code}"],
                self[f"action_{m.code}"],
                self[f"reason_{m.code}"] if may_be_negative(m) else None,
            )
            for m in self.measures
        ]

    def content(self) -> ReportContent:
        """Return what was typed; a goal row with neither number nor words is none."""
        data = self.cleaned_data
        lines = [
            self._line(m)
            for m in self.measures
            if data[f"target_{m.code}"] is not None or data[f"action_{m.code}"]
        ]
        texts = {section.code: data[section.code] for section in self.asked_for}
        return ReportContent(texts, tuple(lines))

    def _line(self, measure: AnyMeasure) -> GoalLine:
        """Return the goal of a measure; the reason of a loss goes with the loss."""
        data, code = self.cleaned_data, measure.code
        target = in_unit(data[f"target_{code}"], measure.unit, self.money)
        line = GoalLine(code, target, data[f"action_{code}"])
        return replace(line, reason=data.get(f"reason_{code}", "")) if line.is_loss else line

    def mark_missing(self, missing: Incomplete) -> None:
        """Put what a submission lacks to the fields that lack it."""
        for name in missing.sections:
            self.add_error(name, _("Nothing is written here yet"))
        for name in missing.drafts:
            self.add_error(name, _("Edit the draft, then take out its first line"))
        for code in missing.targets:
            self.add_error(f"target_{code}", _("Write the number to reach"))
        for code in missing.actions:
            self.add_error(f"action_{code}", _("Write how to reach it; the reviewer checks it"))
        for code in missing.reasons:
            self.add_error(
                f"reason_{code}",
                _("Less than nothing is a loss: write why it is meant, or change it"),
            )


def initial_of(
    content: ReportContent, stand: Stand, measures: Sequence[AnyMeasure], money: int | None = None
) -> dict[str, Any]:
    """Return the form's initial values for a stored text, money in the unit given or the page's."""
    lines = {line.measure_code: line for line in content.goal_lines}
    initial: dict[str, Any] = {**vars(stand), **content.texts}
    for measure in measures:
        line = lines.get(measure.code)
        if line is not None:
            initial |= goal_as_typed(line, measure, money or money_typed())
    return initial


def goal_as_typed(line: GoalLine, measure: AnyMeasure, money: int) -> dict[str, str]:
    """Return a goal as it would be typed into its two fields."""
    found = {
        f"target_{measure.code}": as_typed(line.target, measure.unit, money),
        f"action_{measure.code}": line.action,
    }
    return found | {f"reason_{measure.code}": line.reason} if may_be_negative(measure) else found


def place_of(name: str) -> str:
    """Return the place that a field of a goal belongs to; any other is its own.

    >>> place_of("problems"), place_of("target_DEP")
    ('problems', 'goal_DEP')
    """
    part, _line, code = name.partition("_")
    return goal_place(code) if code and part in OF_GOALS else name


def filled_in(form: ReportForm, content: ReportContent, stand: Stand) -> dict[str, str]:
    """Return what the form would hold with this content, where it differs from what was typed."""
    typed_texts = form.content().texts
    lines = {line.measure_code: line for line in content.goal_lines}
    typed = {line.measure_code: line for line in form.content().goal_lines}
    found = {name: str(value) for name, value in vars(stand).items()}
    found |= {code: text for code, text in content.texts.items() if text != typed_texts.get(code)}
    for measure in form.measures:
        line = lines.get(measure.code, GoalLine(measure.code))
        if line != typed.get(measure.code, GoalLine(measure.code)):
            found |= goal_as_typed(line, measure, form.money)
    return found
