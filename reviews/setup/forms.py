"""What HR types on the steps of a setup."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.refusals import Refused
from portfolio.models import Manager
from reviews.models import Setup
from reviews.setup.asking import choices
from reviews.setup.names import LONGEST, Names
from reviews.setup.schemes import line_title
from reviews.setup.spans import PARTS, Span, is_weekend, span_of, span_of_days
from reviews.steps.fields import DayField, StaffField
from scoring.cycles.changing import LONGEST_REASON
from scoring.cycles.due import DueDates
from scoring.models import Scheme

FIRST_YEAR, LAST_YEAR = 1990, 2998
NUMERIC = {"inputmode": "numeric"}


class SpanForm(forms.Form):
    """From when to when, and what it is called."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Setup.Kind)
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.TextInput(attrs=NUMERIC),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Which half, quarter or month"), required=False, min_value=1, max_value=12,
        widget=forms.TextInput(attrs=NUMERIC),
        help_text=_("Half-year 1 or 2, quarter 1 to 4, month 1 to 12; a year needs none."),
    )  # fmt: skip
    first_on = DayField(label=_("First day of a probation"), required=False)
    last_on = DayField(label=_("Last day of a probation"), required=False)
    code = forms.SlugField(
        label=_("Code"), required=False, max_length=LONGEST,
        help_text=_("Stands in addresses and files. Empty: proposed, such as 2027 or 2027H1."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title in English"), required=False, max_length=200,
        help_text=_("What a round of several cycles is called. Empty: proposed."),
    )  # fmt: skip
    title_zh = forms.CharField(label=_("Title in Chinese"), required=False, max_length=200)
    asks = forms.ChoiceField(
        label=_("What self-reviews ask"), required=False,
        help_text=_("The sections of each cycle may be changed until the first is handed in."),
    )  # fmt: skip

    span: Span

    def __init__(self, *args: Any, setup: Setup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks"].choices = choices(setup)  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            self.span = self._span(data)
        except Refused as refusal:
            self.add_error(self._blamed(data), str(refusal))
        return data

    @staticmethod
    def _blamed(data: dict[str, Any]) -> str:
        """Return the field that a refusal is about; the others may not be seen."""
        if data["kind"] == Setup.Kind.DAYS:
            return "last_on"
        return "year" if data["year"] is None or PARTS[data["kind"]] == 1 else "number"

    def _span(self, data: dict[str, Any]) -> Span:
        if data["kind"] == Setup.Kind.DAYS:
            for name in ("first_on", "last_on"):
                if not data[name]:
                    raise Refused(gettext("Write the first and the last day of the probation"))
            return span_of_days(data["first_on"], data["last_on"])
        if data["year"] is None:
            raise Refused(gettext("Write the year"))
        if data["number"] is None and PARTS[data["kind"]] > 1:
            raise Refused(gettext("Write which one of the year it is"))
        return span_of(data["kind"], data["year"], data["number"] or 1)

    @property
    def names(self) -> Names:
        data = self.cleaned_data
        return Names(data["code"], data["title"], data["title_zh"])

    @classmethod
    def initial_of(cls, setup: Setup) -> dict[str, Any]:
        span = Span.of(setup)
        is_days = span.kind == Setup.Kind.DAYS
        return {
            "kind": setup.kind,
            "year": "" if is_days else span.year,
            "number": "" if span.kind in (Setup.Kind.DAYS, Setup.Kind.YEAR) else span.number,
            "first_on": setup.first_on if is_days else None,
            "last_on": setup.last_on if is_days else None,
            "code": setup.code,
            "title": setup.title,
            "title_zh": setup.title_zh,
            "asks": setup.asks,
        }


class LinesForm(forms.Form):
    """One cycle of all, or one a line; each with its scheme."""

    class Way:
        ALL, LINES = "all", "lines"

    way = forms.ChoiceField(
        label=_("Cycles"),
        choices=[
            (Way.LINES, _("One cycle a line, together a round")),
            (Way.ALL, _("One cycle of all lines")),
        ],
    )

    def __init__(
        self, *args: Any, schemes: list[Scheme], serving: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schemes = {str(scheme.pk): scheme for scheme in schemes}
        choices = [(pk, f"{s.heading} · {s}") for pk, s in self.schemes.items()]
        for line in ("", *Manager.Line.values):
            label = line_title(line) or gettext("All lines")
            count = serving.get(line, 0) if line else sum(serving.values())
            self.fields[f"scheme-{line or 'all'}"] = forms.ChoiceField(
                label=label,
                choices=[("", gettext("no cycle") if line else gettext("— choose —")), *choices],
                required=False,
                help_text=gettext("%(count)s in service") % {"count": count},
            )

    @property
    def of_lines(self) -> list[Any]:
        return [self[f"scheme-{line}"] for line in Manager.Line.values]

    @property
    def of_all(self) -> Any:
        return self["scheme-all"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.lines:
            field = "scheme-all" if data["way"] == self.Way.ALL else "way"
            self.add_error(field, gettext("Choose a scheme"))
        return data

    @property
    def lines(self) -> dict[str, Scheme]:
        data = self.cleaned_data
        names = [""] if data["way"] == self.Way.ALL else Manager.Line.values
        found = {line: data.get(f"scheme-{line or 'all'}", "") for line in names}
        return {line: self.schemes[pk] for line, pk in found.items() if pk}

    @classmethod
    def initial_of(
        cls, setup: Setup, serving: dict[str, int], schemes: list[Scheme]
    ) -> dict[str, Any]:
        """Return what was chosen; where nothing was and there is one scheme alone, that one."""
        way = cls.Way.LINES if setup.is_split else cls.Way.ALL
        if not setup.lines and len([line for line in serving if line]) < 2:
            way = cls.Way.ALL
        only = [scheme.pk for scheme in schemes] if len(schemes) == 1 else []
        lines = setup.lines or {line: pk for pk in only for line in ("", *filter(None, serving))}
        chosen = {f"scheme-{line or 'all'}": str(pk) for line, pk in lines.items()}
        return {"way": way, **chosen}


class _InALine(forms.Form):
    """A form that may ask in whose line's cycle somebody takes part."""

    def __init__(self, *args: Any, setup: Setup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not setup.is_split:
            del self.fields["line"]
            return
        lines = [(line, line_title(line)) for line in setup.lines]
        own = ("", gettext("that of her own line"))
        self.fields["line"] = forms.ChoiceField(
            label=gettext("In the cycle of"), choices=[own, *lines], required=False
        )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def in_line(self) -> str | None:
        return self.cleaned_data.get("line") or None


class OneForm(_InALine):
    """One person takes part, or does not."""

    class Way:
        OUT, IN = "out", "in"

    manager = StaffField(label=_("Staff number"))
    way = forms.ChoiceField(
        label=_("What is meant"),
        choices=[(Way.OUT, _("takes no part")), (Way.IN, _("takes part"))],
    )
    line = forms.ChoiceField(required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"list": "reasons"}),
    )  # fmt: skip


class ListForm(_InALine):
    """Many people at once, by a list of staff numbers."""

    text = forms.CharField(
        label=_("Staff numbers, one a line"), required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("CSV or XLSX; the first column counts."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("What is meant"),
        choices=[
            ("only", _("only these take part")),
            ("in", _("these take part too")),
            ("out", _("these take no part")),
        ],
    )
    line = forms.ChoiceField(required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"list": "reasons"}),
    )  # fmt: skip


class DueForm(forms.Form):
    """When the steps are due."""

    self_review = DayField(label=_("Self-reviews"), required=False)
    review = DayField(label=_("Reviews"), required=False)
    publish = DayField(label=_("Publication"), required=False)
    second_level = forms.BooleanField(label=_("Her own superior approves too"), required=False)

    @property
    def due(self) -> DueDates:
        return DueDates(**{day: self.cleaned_data[day] for day in vars(DueDates())})


def weekend_days(due: DueDates) -> list[Any]:
    """Return the due days that are a Saturday or Sunday."""
    return [day for day in due.in_order if is_weekend(day)]


class CopyForm(forms.Form):
    """The targets of other cycles, at a percentage."""

    like = forms.ChoiceField(label=_("Targets of"))
    percent = forms.DecimalField(
        label=_("At"), initial="100", max_digits=7, decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"] = forms.ChoiceField(label=_("Targets of"), choices=choices)
        self.order_fields(["like", "percent"])


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of targets"),
        help_text=_("CSV or XLSX with staff number, measure and target; a month where by month."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class PlansForm(forms.Form):
    plans = forms.CharField(
        label=_("Branch, measure, total: one a line"), required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Such as B1,DEP,50000000. Without: compared with the cycle before."),
    )  # fmt: skip


class LikeForm(forms.Form):
    """What is cloned, a year on."""

    like = forms.ChoiceField(label=_("As in"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"] = forms.ChoiceField(label=_("As in"), choices=choices)
