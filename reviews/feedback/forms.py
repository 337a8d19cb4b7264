"""What is typed of a published result: the interview, the answer to it, plans, wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.feedback.improving import MOST, Item
from reviews.feedback.read import PLANS, STAGES
from reviews.feedback.recognising import TITLE_LIMIT
from reviews.feedback.write import Talked
from reviews.models import (
    CareerWish,
    ImprovementItem,
    ImprovementReview,
    Interview,
    Recognition,
    TrainingNeed,
)
from reviews.models.feedback import LINE_LIMIT, REASON_LIMIT, WORDS_LIMIT
from reviews.report.fields import LongText
from reviews.steps.fields import DayField

TALKED = ("held_on", "place", "attendees", "strengths", "shortcomings", "next_steps")
ROWS = 3
"""So many rows for items stand on the page of a new plan; two more than there are on others."""


def _long(label: Any, limit: int, *, required: bool = True, rows: int = 4) -> LongText:
    area = forms.Textarea(attrs={"rows": rows, "class": "short"})
    return LongText(label=label, max_length=limit, required=required, widget=area)


class Read(forms.Form):
    """What the page showed when the form was opened."""

    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        return self.cleaned_data["read"] or 0


class RuleForm(Read):
    """By when interviews are held, and with which grades a plan is expected."""

    due = DayField(
        label=_("Interviews are held by"), required=False, help_text=_("Empty: nothing is due.")
    )
    lowest = forms.IntegerField(
        label=_("Lowest grades with which an improvement plan is expected"),
        min_value=0,
        max_value=9,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class InterviewForm(Read):
    """The record of an interview; `because` where there is a version already."""

    held_on = DayField(label=_("Day of the interview"))
    place = forms.CharField(
        label=_("Place of the interview"), max_length=LINE_LIMIT, required=False
    )
    attendees = forms.CharField(label=_("Who else was there"), max_length=LINE_LIMIT,
                                required=False)  # fmt: skip
    strengths = _long(_("Strengths"), WORDS_LIMIT, required=False)
    shortcomings = _long(_("Shortcomings"), WORDS_LIMIT, required=False)
    next_steps = _long(_("What you agreed to do next"), WORDS_LIMIT)
    because = forms.CharField(
        label=_("Why the record is corrected"), max_length=REASON_LIMIT, required=False
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["because"]

    @property
    def talked(self) -> Talked:
        return Talked(**{name: self.cleaned_data[name] for name in TALKED})


class AnswerForm(Read):
    """Her own words on the record; needed where she does not confirm it."""

    remark = _long(_("Your remark"), REASON_LIMIT, required=False, rows=3)


class ItemForm(forms.Form):
    """A row of a plan; one that is left empty counts for nothing."""

    goal = forms.CharField(label=_("What is to be reached"), max_length=LINE_LIMIT)
    measure = forms.CharField(label=_("How it is seen"), max_length=LINE_LIMIT)
    action = forms.CharField(label=_("What is done"), max_length=REASON_LIMIT)
    due = DayField(label=_("By when"))
    helper = forms.CharField(label=_("Who helps"), max_length=100, required=False)

    @property
    def item(self) -> Item:
        return Item(**self.cleaned_data)


def item_forms(items: Sequence[ImprovementItem], data: Mapping[str, str] | None = None) -> Any:
    """Return the rows of a plan: as they stand and some empty ones, or as they were sent."""
    if data is not None:
        text = data.get("rows", "")
        count = min(int(text), MOST) if text.isascii() and text.isdecimal() else 0
    else:
        count = min(max(ROWS, len(items) + 2), MOST)
    names = ItemForm.base_fields
    rows = [{name: getattr(one, name) for name in names} for one in items[:count]]
    rows += [{} for _row in range(count - len(rows))]
    return [
        ItemForm(data, prefix=f"i{at}", initial={} if data else row, empty_permitted=True,
                 use_required_attribute=False)
        for at, row in enumerate(rows)
    ]  # fmt: skip


class PlanForm(Read):
    """When the plan is looked at next."""

    review_on = DayField(label=_("Next review on"), required=False)


class ReviewForm(Read):
    """How a plan stands on a day."""

    held_on = DayField(label=_("Reviewed on"))
    progress = forms.ChoiceField(label=_("How it stands"), choices=ImprovementReview.Progress)
    found = _long(_("What was found"), WORDS_LIMIT)
    next_on = DayField(label=_("Next review on"), required=False)


class CloseForm(Read):
    """What came of a plan."""

    result = _long(_("What came of it"), REASON_LIMIT, rows=3)


class ProposeForm(forms.Form):
    """As what, and for what, somebody is recognised."""

    title = forms.CharField(label=_("Recognised as"), max_length=TITLE_LIMIT)
    reason = _long(_("For what"), REASON_LIMIT)


class DecideForm(forms.Form):
    """Why a recognition is declined; needed only then."""

    answer = _long(_("Why it is declined"), REASON_LIMIT, required=False, rows=3)


class NeedForm(forms.Form):
    """What somebody should learn."""

    topic = forms.ChoiceField(label=_("Topic"), choices=TrainingNeed.Topic)
    need = _long(_("What is to be learnt, and what for"), REASON_LIMIT, rows=3)


class WishForm(forms.Form):
    """What somebody wishes for herself."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CareerWish.Kind)
    wish = _long(_("Your wish"), REASON_LIMIT, rows=3)


def _named() -> forms.CharField:
    return forms.CharField(label=_("Name or staff no."), required=False, max_length=100)


class FollowedSearch(forms.Form):
    """A name or staff number, how far the interview is, how far the plan."""

    q = _named()
    stage = forms.ChoiceField(
        label=_("Interview"), required=False, choices=[("", _("All")), *STAGES.items()]
    )
    plan = forms.ChoiceField(
        label=_("Improvement plan"),
        required=False,
        choices=[("", _("All")), *((key, words) for key, words in PLANS.items() if words != "—")],
    )


class NeedSearch(forms.Form):
    """A topic, and a name or staff number."""

    q = _named()
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", _("All")), *TrainingNeed.Topic.choices]
    )


class RecognitionSearch(forms.Form):
    """A name or staff number, and what was decided."""

    q = _named()
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Recognition.State.choices]
    )


def interview_initial(found: Interview | None, today: Any) -> dict[str, Any]:
    """Return what the form of an interview begins with."""
    if found is None:
        return {"read": 0, "held_on": today}
    return {"read": found.number, **{name: getattr(found, name) for name in TALKED}}
