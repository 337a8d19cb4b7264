"""The fields of a survey: HR's set-up, who is asked besides, and what is asked of a rater."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from reviews.models import Side, Survey, SurveyQuestion
from reviews.surveys.answering import MOST
from reviews.surveys.boxes import Answer
from reviews.surveys.counting import GRADES
from reviews.surveys.write import Arranged

DECIMAL = {"inputmode": "decimal"}
NUMERIC = {"inputmode": "numeric"}
GRADE_WORDS = {
    5: _("Always"), 4: _("Mostly"), 3: _("Sometimes"), 2: _("Rarely"), 1: _("Never"),
}  # fmt: skip


class SetUpForm(forms.Form):
    """Last day, groups and questions; from the opening on the last day alone."""

    closes_on = forms.DateField(
        label=_("Last day for answers"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.groups = list(survey.groups.all()) if survey.is_being_set_up else []
        self.questions = list(survey.questions.all()) if survey.is_being_set_up else []
        self.initial.setdefault("closes_on", survey.closes_on.isoformat())
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
        for question in self.questions:
            for language, label, text in (
                ("zh", _("In Chinese"), question.text_zh),
                ("en", _("In English"), question.text),
            ):
                self.fields[f"question_{question.position}_{language}"] = forms.CharField(
                    label=label, max_length=200, required=False, initial=text
                )

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
    def question_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "question": question,
                "sides": [Side(side).label for side in question.sides],
                "fields": [self[f"question_{question.position}_{each}"] for each in ("zh", "en")],
            }
            for question in self.questions
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
            {
                one.position: (
                    data[f"question_{one.position}_zh"], data[f"question_{one.position}_en"]
                )
                for one in self.questions
            },
        )  # fmt: skip


class RaterForm(forms.Form):
    """Somebody of the staff who is asked besides."""

    side = forms.ChoiceField(
        label=_("As"),
        choices=[(one.value, one.label) for one in (Side.SUPERIOR, Side.PEER, Side.SUBORDINATE)],
        initial=Side.PEER.value,
    )
    staff_no = forms.CharField(label=_("Staff number"), max_length=40)

    def clean_staff_no(self) -> Manager:
        number = self.cleaned_data["staff_no"].strip()
        found = Manager.objects.filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has this staff number"))
        return found


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
