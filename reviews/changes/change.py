"""What every change of a running cycle is: a form that asks once more, then does it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.changes.place import Place
from scoring.cycles.changing import LONGEST_REASON
from scoring.models import Cycle


class Change(forms.Form):
    """A change of a cycle; `question` asks whether it is meant, `carry_out` says what was done."""

    title: ClassVar[Any]
    button: ClassVar[Any]
    name: ClassVar[str]

    read = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """The newest entry about the cycles when the page was opened."""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = self.name
        self.place = place
        self.cycle = place.cycles[0]

    @property
    def url(self) -> str:
        """Where the change is asked for."""
        return self.place.url_of(self.name)

    def clean(self) -> dict[str, Any]:
        """Find the cycle that is meant, where the change is about one person of a round."""
        data: dict[str, Any] = super().clean() or {}
        manager = data.get("manager")
        if manager is not None:
            try:
                self.cycle = self.cycle_of(manager)
            except Refused as refusal:
                self.add_error("manager", str(refusal))
        return data

    def cycle_of(self, manager: Manager) -> Cycle:
        """Return the cycle in which somebody takes part."""
        return self.place.cycle_of(manager)

    @property
    def person(self) -> str:
        """Whom it is about; empty where it is about the cycle."""
        manager = self.cleaned_data.get("manager")
        return manager.staff_no if manager else ""

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}

    def question(self) -> str:
        raise NotImplementedError

    def consequence(self) -> str:
        raise NotImplementedError

    def carry_out(self, actor: User) -> str:
        raise NotImplementedError


class WithReason(Change):
    """A change that says why."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])
