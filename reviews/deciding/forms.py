"""What reviewers type: comments and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.deciding.write import COMMENT_LIMIT, Verdict
from reviews.models import SECTIONS, AnnualReport
from reviews.report.fields import LongText
from scoring.scheme.model import AnyMeasure

SCORES = (60, 70, 80, 90, 100)


class ReviewForm(forms.Form):
    """A reviewer's comments, one a section, the scores of the judgment measures, and the mark of
    what she has read."""

    reading = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, measures: Sequence[AnyMeasure], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        for name in SECTIONS:
            self.fields[f"comment_{name}"] = LongText(
                label=gettext("Comment on %(section)s")
                % {"section": AnnualReport.Section(name).label},
                required=False,
                max_length=COMMENT_LIMIT,
            )
        for measure in measures:
            self.fields[f"score_{measure.code}"] = forms.TypedChoiceField(
                label=measure.title_for(language),
                choices=[(score, str(score)) for score in SCORES],
                coerce=int,
                empty_value=None,
                required=False,
                # Asked for in the markup alone, so that the stylesheet knows what is still open.
                widget=forms.RadioSelect(attrs={"required": True}),
            )
            self.fields[f"basis_{measure.code}"] = forms.CharField(
                label=_("What the score rests on"), required=False, max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a basis without a score: it would be lost; and a score without a basis asked for."""
        for measure in self.measures:
            score, basis = f"score_{measure.code}", f"basis_{measure.code}"
            if score in self.errors or basis in self.errors:
                continue
            is_scored = self.cleaned_data[score] is not None
            if self.cleaned_data[basis] and not is_scored:
                self.add_error(basis, _("Choose the score that this is about"))
            if is_scored and measure.asks_for_reason and not self.cleaned_data[basis]:
                self.add_error(basis, _("Write what the score rests on"))
        return self.cleaned_data

    @property
    def comments(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"comment_{name}"] for name in SECTIONS}

    @property
    def holds_words(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return self.is_bound and any(name != "reading" for name in self.changed_data)

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
