"""The forms of queries and appeals: asking, appealing, writing, giving to somebody, deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language, usual_unit
from perfcenter.models import User
from perfcenter.ui.uploads import MEGABYTE
from reviews.appeals.copied import Line
from reviews.appeals.deciding import OUTCOMES
from reviews.appeals.read import LATE, MINE
from reviews.evidence.checking import CHECKS, ENDINGS, MOST_BYTES
from reviews.models import Objection
from reviews.models.appeals import EXPECTED_LIMIT, REASON_LIMIT, TEXT_LIMIT
from scoring.inputs.correcting import Correction
from scoring.models import Cycle
from scoring.scheme.measures import AnyMeasure

Kind, Sort, State = Objection.Kind, Objection.Sort, Objection.State


def _text(label: Any, *, required: bool = True, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "short"})
    return forms.CharField(label=label, required=required, max_length=TEXT_LIMIT, widget=widget)


class AskForm(forms.Form):
    """A query of one line; the lines are those of the page from which it was asked."""

    line = forms.ChoiceField(label=_("Which line"))
    kind = forms.ChoiceField(
        label=_("What is wrong"),
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.RESULT],
    )
    expected = forms.CharField(label=_("What it should be"), max_length=EXPECTED_LIMIT)
    text = _text(_("Why"))

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.key: line for line in lines}
        self.fields["line"] = forms.ChoiceField(
            label=_("Which line"),
            choices=[(key, line.label) for key, line in self.lines.items()],
            error_messages={
                "invalid_choice": _("The line has changed since you opened this page; choose again")
            },
        )
        self.order_fields(["line", "kind", "expected", "text"])

    @property
    def copied(self) -> dict[str, Any]:
        return self.lines[self.cleaned_data["line"]].copied


class AppealForm(forms.Form):
    """An appeal; the queries that it takes up are ticked."""

    text = _text(_("What you appeal against, and why"), rows=6)
    queries = forms.MultipleChoiceField(
        label=_("Queries that it takes up"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, queries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queries"] = forms.MultipleChoiceField(
            label=_("Queries that it takes up"),
            required=False,
            choices=queries,
            widget=forms.CheckboxSelectMultiple,
        )


class SayForm(forms.Form):
    """A word in the conversation."""

    text = _text(_("Your answer"), rows=3)


class AttachForm(forms.Form):
    """A file that bears out what is asked or answered."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(CHECKS)}),
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"endings": ENDINGS, "count": MOST_BYTES // MEGABYTE}
        self.fields["file"].help_text = (
            _("%(endings)s; at most %(count)s MB. Pictures are kept without place and camera.")
            % words
        )


class _LoginField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by name and login: of all the bank two may have the same name."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} · {obj.username} · {obj.get_role_display()}"


class NameForm(forms.Form):
    """Whom an administrator names to decide, and why."""

    decider = forms.ModelChoiceField(label=_("Who decides"), queryset=User.objects.none())
    reason = forms.CharField(
        label=_("Why it is she who decides"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")
        self.fields["decider"] = _LoginField(label=_("Who decides"), queryset=free)
        self.order_fields(["decider", "reason"])


class _PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by her name."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class AssignForm(forms.Form):
    """Who decides; empty: anybody of human resources who may."""

    assignee = forms.ModelChoiceField(
        label=_("Who decides"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Human resources"),
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = _PersonField(
            label=_("Who decides"),
            queryset=User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk"),
            required=False,
            empty_label=_("Human resources"),
        )
        self.fields["assignee"] = choice


class DecideForm(forms.Form):
    """A decision with its reason, and where the cycle is published the value put right."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(state.value, state.label) for state in OUTCOMES],
        widget=forms.RadioSelect,
    )
    reason = _text(_("Reason"))
    measure = forms.ChoiceField(label=_("Measure that is put right"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    number = forms.DecimalField(
        label=_("The value that is right"),
        required=False,
        max_digits=18,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    read_mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        staff_no: str,
        measures: Sequence[AnyMeasure],
        periods: Mapping[str, Sequence[str]] = {},
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.staff_no, self.periods = staff_no, periods
        self.measures = {one.code: one for one in measures}
        named = [(one.code, f"{one.title_for(language())}{_unit(one)}") for one in measures]
        self.fields["measure"] = forms.ChoiceField(
            label=_("Measure that is put right"),
            required=False,
            choices=[("", _("None: the result stays")), *named],
        )
        self.order_fields(["outcome", "reason", "measure", "period", "number", "read_mark"])
        codes = dict.fromkeys(code for some in periods.values() for code in some[1:] and some)
        self.fields["period"] = forms.ChoiceField(
            label=_("Period"),
            required=False,
            choices=[("", _("The whole cycle")), *((code, code) for code in codes)],
        )
        if not measures:
            del self.fields["measure"], self.fields["number"]
        if not codes:
            del self.fields["period"]

    def clean(self) -> dict[str, Any]:
        """Ask for both or neither of measure and value."""
        data: dict[str, Any] = super().clean() or {}
        measure, number = data.get("measure"), data.get("number")
        if measure and number is None and "number" not in self.errors:
            self.add_error("number", gettext("Type the value that is right"))
        if number is not None and not measure:
            self.add_error("measure", gettext("Choose the measure that the value is of"))
        if measure and "period" in self.fields:
            known, period = self.periods[measure], data.get("period") or ""
            if (period or len(known) > 1) and period not in known:
                self.add_error("period", gettext("The measure has no value of this period"))
        return data

    @property
    def measure_title(self) -> str:
        """What is put right as a whole, by its name and period."""
        choices: Any = self.fields["measure"].choices  # type: ignore[attr-defined]
        title = str(dict(choices)[self.cleaned_data["measure"]])
        return " ".join(filter(None, (title, self.cleaned_data.get("period"))))

    @property
    def corrections(self) -> list[Correction]:
        """What is put right, in the measure's own unit."""
        code, number = self.cleaned_data.get("measure"), self.cleaned_data.get("number")
        if not code or number is None:
            return []
        period = self.cleaned_data.get("period") or ""
        place = list(self.periods[code]).index(period) if period else 0
        value = _in_own_unit(self.measures[code], number)
        return [Correction(self.staff_no, code, value, place)]


class ObjectionSearch(forms.Form):
    """State, kind, cycle, whose it is, who decides."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (LATE, _("Overdue")), *State.choices],
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *Sort.choices, *Kind.choices],
    )
    assignee = forms.ChoiceField(
        label=_("Who decides"),
        required=False,
        choices=[("", _("All")), (MINE, _("Me")), ("none", _("Human resources"))],
    )
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Objection.objects.visible_to(user).order_by().values("cycle")
        codes = Cycle.objects.filter(pk__in=seen).values_list("code", flat=True)
        self.fields["cycle"] = forms.ChoiceField(
            label=_("Cycle"),
            required=False,
            choices=[("", _("All")), *((code, code) for code in codes)],
        )


def _unit(measure: AnyMeasure) -> str:
    if measure.unit == "yuan":
        return f" ({usual_unit().label})"
    return " (%)" if measure.unit == "ratio" else ""


def _in_own_unit(measure: AnyMeasure, number: Decimal) -> Fraction:
    if measure.unit == "yuan":
        return Fraction(number) * usual_unit().yuan
    return Fraction(number) / 100 if measure.unit == "ratio" else Fraction(number)
