"""The fields of a survey: HR's set-up, and what is asked of a rater."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models import Side, Survey, SurveyQuestion
from reviews.surveys.answering import MOST
from reviews.surveys.boxes import Answer
from reviews.surveys.counting import GRADES
from reviews.surveys.write import LONGEST_BEFORE, Arranged

PROPOSING = 5
"""Days for it unless HR says otherwise."""
DECIMAL = {"inputmode": "decimal"}
NUMERIC = {"inputmode": "numeric"}
GRADE_WORDS = {
    5: _("Always"), 4: _("Mostly"), 3: _("Sometimes"), 2: _("Rarely"), 1: _("Never"),
}  # fmt: skip


class SetUpForm(forms.Form):
    """Last day, reminder and groups; from the opening on the first two alone."""

    closes_on = forms.DateField(
        label=_("Last day for answers"), widget=forms.DateInput(attrs={"type": "date"})
    )

    remind_before = forms.IntegerField(
        label=_("Reminder"), min_value=0, max_value=LONGEST_BEFORE,
        widget=forms.TextInput(attrs=NUMERIC),
        help_text=_("Everybody who is asked is reminded, whoever has answered; 0: nobody."),
    )  # fmt: skip

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.groups = list(survey.groups.all()) if survey.is_being_set_up else []
        self.initial.setdefault("closes_on", survey.closes_on.isoformat())
        self.initial.setdefault("remind_before", survey.remind_before)
        for group in self.groups:
            if not survey.measure_code:
                self.fields[f"weight_{group.side}"] = forms.DecimalField(
                    label=_("Weight"), min_value=0, max_value=100, max_digits=5, decimal_places=2,
                    initial=_plain(group.weight), widget=forms.TextInput(attrs=DECIMAL),
                )  # fmt: skip
            self.fields[f"least_{group.side}"] = forms.IntegerField(
                label=_("Smallest number"), min_value=1, max_value=99, initial=group.least,
                widget=forms.TextInput(attrs=NUMERIC),
            )  # fmt: skip

    @property
    def group_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "group": group,
                "title": Side(group.side).label,
                "weight": self[f"weight_{group.side}"] if not self.survey.measure_code else None,
                "least": self[f"least_{group.side}"],
            }
            for group in self.groups
        ]

    @property
    def arranged(self) -> Arranged:
        data = self.cleaned_data
        return Arranged(
            data["closes_on"],
            {
                group.side: (
                    Fraction(data.get(f"weight_{group.side}") or 0),
                    data[f"least_{group.side}"],
                )
                for group in self.groups
            },
            data["remind_before"],
        )


class UntilForm(forms.Form):
    """Until when people propose their raters."""

    propose_until = forms.DateField(
        label=_("Propose by"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = timezone.localdate() + timedelta(PROPOSING)
        self.initial.setdefault("propose_until", (survey.propose_until or usual).isoformat())


class AnswerForm(forms.Form):
    """A grade a question, words where they are asked; complete only as it is sent."""

    def __init__(
        self,
        *args: Any,
        questions: list[SurveyQuestion],
        answer: Answer | None = None,
        is_bilingual: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.is_bilingual = questions, is_bilingual
        given = answer or Answer()
        for one in questions:
            name, label = f"q{one.position}", _asked(one, is_bilingual=is_bilingual)
            if one.is_free:
                self.fields[name] = forms.CharField(
                    label=label, required=False, max_length=MOST,
                    initial=given.texts.get(one.position, ""),
                    widget=forms.Textarea(attrs={"rows": 3, "class": "input short"}),
                )  # fmt: skip
            else:
                self.fields[name] = forms.TypedChoiceField(
                    label=label, required=False, coerce=int, empty_value=None,
                    choices=[(grade, GRADE_WORDS[grade]) for grade in GRADES],
                    initial=given.grades.get(one.position), widget=forms.RadioSelect,
                )  # fmt: skip

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"question": one, "field": self[f"q{one.position}"]} for one in self.questions]

    @property
    def answer(self) -> Answer:
        data = self.cleaned_data
        grades = {
            one.position: data[f"q{one.position}"] for one in self.questions if not one.is_free
        }
        return Answer(
            {place: grade for place, grade in grades.items() if grade is not None},
            {one.position: data[f"q{one.position}"] for one in self.questions if one.is_free},
        )

    def lacks(self, missing: list[int]) -> None:
        """Say beside each question without a grade that it needs one."""
        for place in missing:
            self.add_error(f"q{place}", _("Choose one"))


def _asked(question: SurveyQuestion, *, is_bilingual: bool) -> str:
    return question.text_zh if is_bilingual else question.asks


def _plain(weight: Fraction) -> str:
    return str(float(weight)).removesuffix(".0")
