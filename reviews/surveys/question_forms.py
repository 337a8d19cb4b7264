"""The rows of HR's page of questions: typed, added, moved, taken out before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import in_chinese
from reviews.models import Side, Survey, SurveyQuestion
from reviews.surveys.asking import MOST, NEW, Question
from reviews.surveys.templates import SIDES, dimensions_of

Row = dict[str, Any]


class QuestionForm(forms.Form):
    """One question: its words, who is asked, and the dimension for which it is graded."""

    text_zh = forms.CharField(label=_("In Chinese"), max_length=200)
    text = forms.CharField(label=_("In English"), max_length=200, required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    dimension_title_zh = forms.CharField(
        label=_("New dimension in Chinese"), max_length=60, required=False
    )
    dimension_title = forms.CharField(
        label=_("New dimension in English"), max_length=60, required=False
    )
    sides = forms.MultipleChoiceField(label=_("Asked of"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, survey: Survey, titles: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = SIDES[Survey.Kind(survey.kind)]
        choices = [(one.value, one.label) for one in self.groups]
        self.fields["sides"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        names = [(code, _title(pair)) for code, pair in titles.items()]
        words = [("", gettext("answered in words")), *names, (NEW, gettext("a new dimension"))]
        self.fields["dimension"].choices = words  # type: ignore[attr-defined] # likewise

    @property
    def has_one_group(self) -> bool:
        return len(self.groups) == 1

    @property
    def is_new_dimension(self) -> bool:
        return bool(self["dimension"].value() == NEW)

    @property
    def question(self) -> Question:
        return Question(**self.cleaned_data)


def rows_of(questions: Sequence[SurveyQuestion]) -> list[Row]:
    """Return what the rows hold for these questions."""
    return [
        {name: getattr(one, name) for name in ("text_zh", "text", "dimension", "sides")}
        for one in questions
    ]


def rows_sent(data: QueryDict) -> list[Row]:
    """Return what was sent, row by row."""
    text = data.get("rows", "")
    count = min(int(text), MOST) if text.isascii() and text.isdecimal() else 0
    return [
        {
            name: data.getlist(f"q{at}-{name}")
            if name == "sides"
            else data.get(f"q{at}-{name}", "")
            for name in QuestionForm.base_fields
        }
        for at in range(count)
    ]


def forms_of(survey: Survey, rows: Sequence[Row], *, is_sent: bool) -> list[QuestionForm]:
    """Return a form a row: bound where the rows were sent."""
    titles = dimensions_of(survey)
    found = []
    for at, row in enumerate(rows):
        sent = {f"q{at}-{name}": value for name, value in row.items()} if is_sent else None
        initial = None if is_sent else row
        found.append(
            QuestionForm(sent, initial=initial, prefix=f"q{at}", survey=survey, titles=titles)
        )
    return found


def moved(rows: list[Row], action: str, sides: Sequence[str]) -> list[Row]:
    """Return the rows after a button that moves, adds or takes out one.

    >>> [row["text"] for row in moved([{"text": "a"}, {"text": "b"}], "up-1", ())]
    ['b', 'a']
    """
    verb, _dash, place = action.partition("-")
    at = int(place) if place.isascii() and place.isdecimal() else -1
    found = list(rows)
    if verb == "add" and len(found) < MOST:
        before = found[-1]["dimension"] if found else ""
        dimension = NEW if place == "dimension" else before
        return [*found, {"text_zh": "", "text": "", "dimension": dimension, "sides": list(sides)}]
    if not 0 <= at < len(found):
        return found
    if verb == "out":
        del found[at]
    other = {"up": at - 1, "down": at + 1}.get(verb, -1)
    if 0 <= other < len(found):
        found[at], found[other] = found[other], found[at]
    return found


def sides_of(survey: Survey) -> list[str]:
    """Return everybody of whom a new question is asked at first."""
    return [Side(one).value for one in SIDES[Survey.Kind(survey.kind)]]


def _title(pair: tuple[str, str]) -> str:
    return pair[1] if in_chinese() else pair[0] or pair[1]
