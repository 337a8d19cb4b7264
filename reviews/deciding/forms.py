"""What reviewers type: comments and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.deciding.read import Scored
from reviews.deciding.write import COMMENT_LIMIT, Change, Verdict
from reviews.models import Section
from reviews.report.fields import LongText
from scoring.cycles.changing import LONGEST_REASON
from scoring.overriding.read import PLACES, Offer
from scoring.scheme.measures import AnyMeasure

ASKED = "asked"
MOST_DIGITS = 8
SCORES = (60, 70, 80, 90, 100)


class QueueSearch(forms.Form):
    """Part of a name or staff number, and whether only who is overdue is asked for."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    state = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """A reviewer's comments, one a section, the scores of the judgment measures, and what she read.

    `read_version` is the report's, `read_score_…` and `read_basis_…` are the scores that the page
    showed, so that an older page is asked only about what it changed.
    """

    reading = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    read_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sections: Sequence[Section],
        measures: Sequence[AnyMeasure],
        language: str,
        offers: Sequence[Offer] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.measures = measures
        self.offers = offers
        for section in sections:
            self.fields[f"comment_{section.code}"] = LongText(
                label=gettext("Comment on %(section)s") % {"section": section.name},
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
                label=gettext("%(measure)s: what the score rests on")
                % {"measure": measure.title_for(language)},
                required=False,
                max_length=500,
            )

            self.fields[f"read_score_{measure.code}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )
            self.fields[f"read_basis_{measure.code}"] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )

        for offer in offers:
            self._add_override(offer, language)

    def _add_override(self, offer: Offer, language: str) -> None:
        """Add another score in the place of a computed one, and why."""
        code, words = offer.measure.code, {"measure": offer.measure.title_for(language)}
        self.fields[f"score_{code}"] = forms.DecimalField(
            label=gettext("%(measure)s: the score to count") % words,
            required=False,
            max_digits=MOST_DIGITS,
            decimal_places=PLACES,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        self.fields[f"basis_{code}"] = forms.CharField(
            label=gettext("%(measure)s: why the score is overridden") % words,
            required=False,
            max_length=LONGEST_REASON,
        )
        self.fields[f"read_score_{code}"] = forms.DecimalField(
            required=False, max_digits=MOST_DIGITS, widget=forms.HiddenInput
        )
        self.fields[f"read_basis_{code}"] = forms.CharField(
            required=False, widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a basis without a score, and a score without a basis that is asked for."""
        for offer in self.offers:
            self._clean_override(offer)
        for measure in self.measures:
            score, basis = f"score_{measure.code}", f"basis_{measure.code}"
            if score in self.errors or basis in self.errors:
                continue
            is_scored = self.cleaned_data[score] is not None
            if self.cleaned_data[basis] and not is_scored:
                self.add_error(basis, _("Choose the score that this is about"))
            given = self.cleaned_data[score]
            needs_basis = is_scored and measure.asks_for_reason_of(given)
            if needs_basis and not self.cleaned_data[basis]:
                self.add_error(basis, _("Write what the score rests on"))
        return self.cleaned_data

    def _clean_override(self, offer: Offer) -> None:
        """Refuse a score beyond the bounds or without a reason, and a reason without a score."""
        score, basis = f"score_{offer.measure.code}", f"basis_{offer.measure.code}"
        if score in self.errors or basis in self.errors:
            return
        given, why = self.cleaned_data[score], self.cleaned_data[basis]
        is_read = (given, why) == (
            self.cleaned_data.get(f"read_{score}"), self.cleaned_data.get(f"read_{basis}")
        )  # fmt: skip
        if given is None and why:
            self.add_error(basis, _("Write the score that this is about"))
        if given is None or is_read:
            return
        overriding, computed = offer.measure.overriding, offer.computed
        if overriding is None or not overriding.takes(computed, Fraction(given)):
            low, high = offer.range
            words = {"low": low, "high": high}
            self.add_error(score, gettext("Expected a score from %(low)s to %(high)s") % words)
        if not why:
            self.add_error(basis, _("Write why the score is overridden"))

    @property
    def changes(self) -> dict[str, Change]:
        """Return what is to be set in the place of computed scores, where it is something new."""
        read, found = self.scores_read, dict[str, Change]()
        for offer in self.offers:
            code = offer.measure.code
            score, why = self.scores[code]
            if (score, why) != read[code]:
                found[code] = Change(None if score is None else Fraction(score), why)
        return found

    @property
    def codes(self) -> list[str]:
        """The measures of which a score is typed here."""
        measures = [*self.measures, *(offer.measure for offer in self.offers)]
        return [measure.code for measure in measures]

    @property
    def missing_scores(self) -> int:
        """How many of the scores asked for had not been given when the form was made."""
        return sum(self.initial.get(f"score_{one.code}") is None for one in self.measures)

    @property
    def asked(self) -> frozenset[str]:
        """The measures at which this page asked which of two scores to keep."""
        return frozenset(self.data.getlist(ASKED) if isinstance(self.data, QueryDict) else ())

    @property
    def answers(self) -> dict[str, str]:
        """Which score was chosen there."""
        return {code: self.data.get(f"keep_{code}", "") for code in self.asked}

    @property
    def scores(self) -> dict[str, Scored]:
        """Score and basis of each measure as they are typed; None where it is left open."""
        return self._scored("score", "basis")

    @property
    def scores_read(self) -> dict[str, Scored]:
        """Score and basis of each measure as the page showed them before anything was typed."""
        return self._scored("read_score", "read_basis")

    def _scored(self, score: str, basis: str) -> dict[str, Scored]:
        data = self.cleaned_data
        return {code: (data[f"{score}_{code}"], data[f"{basis}_{code}"]) for code in self.codes}

    @property
    def comments(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[f"comment_{one.code}"] for one in self.sections}

    @property
    def holds_words(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return self.is_bound and any(not name.startswith("read") for name in self.changed_data)

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
