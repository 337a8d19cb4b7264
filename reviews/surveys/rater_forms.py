"""Who is asked about somebody: what her reviewer or HR changes, and what she proposes herself."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from reviews.models import Side
from reviews.surveys.rules import PROPOSED, Pair

BETWEEN = re.compile(r"[\s,;，；、]+")


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


class ProposalForm(forms.Form):
    """Peers and subordinates: ticked from those who are near, others by their numbers."""

    def __init__(
        self,
        *args: Any,
        near: dict[str, list[Manager]],
        chosen: set[Pair],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.near = {side: near.get(side, []) for side in PROPOSED}
        for side in PROPOSED:
            people = self.near[side]
            self.fields[side] = forms.MultipleChoiceField(
                label=Side(side).label,
                required=False,
                choices=[(one.pk, one.name) for one in people],
                initial=[one.pk for one in people if (side, one.pk) in chosen],
                widget=forms.CheckboxSelectMultiple,
            )
        shown = {(side, one.pk) for side, people in self.near.items() for one in people}
        others = sorted(who for side, who in chosen - shown if side == Side.PEER)
        self.fields["others"] = forms.CharField(
            label=_("Other peers, by staff number"),
            required=False,
            max_length=400,
            initial=" ".join(others),
            help_text=_("Several are separated by spaces or commas."),
        )

    def clean_others(self) -> list[Pair]:
        numbers = [one for one in BETWEEN.split(self.cleaned_data["others"]) if one]
        known = Manager.objects.in_bulk(numbers)
        for number in numbers:
            if number not in known:
                said = gettext("Nobody has the staff number %(number)s") % {"number": number}
                raise forms.ValidationError(said)
        return [(Side.PEER.value, number) for number in dict.fromkeys(numbers)]

    @property
    def pairs(self) -> list[Pair]:
        data = self.cleaned_data
        ticked = {(side, who) for side in PROPOSED for who in data[side]}
        return sorted(ticked | set(data["others"]))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the groups with who may be ticked in each."""
        return [
            {
                "side": side,
                "title": Side(side).label,
                "field": self[side],
                "ticks": self._ticks(side),
            }
            for side in PROPOSED
            if self.near[side] or side == Side.PEER
        ]

    def _ticks(self, side: str) -> list[tuple[Any, Manager]]:
        return list(zip(self[side], self.near[side], strict=True))
