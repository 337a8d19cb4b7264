"""One class a step of a setup, in the order in which they are gone through."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.setup import forms, write
from reviews.setup import page as shown
from reviews.setup.opening import open_up
from reviews.setup.people import serving_by_line
from reviews.setup.people_step import PeopleStep
from reviews.setup.schemes import usable
from reviews.setup.step import Invalid, Saved, Step
from reviews.setup.targets_step import TargetsStep
from scoring.cycles.due import DueDates
from scoring.models import Cycle, Scheme


class SpanStep(Step):
    name, template = "span", "reviews/setup/span.html"

    def _form(self) -> forms.SpanForm:
        return forms.SpanForm(
            self.posted, setup=self.setup, initial=forms.SpanForm.initial_of(self.setup)
        )

    def context(self) -> dict[str, Any]:
        return {"form": self._form()}

    def save(self) -> Saved:
        form = self._form()
        if not form.is_valid():
            raise Invalid(form=form)
        write.change_span(
            span=form.span, names=form.names, asks=form.cleaned_data["asks"], **self.said
        )
        return self.onwards()


class LinesStep(Step):
    name, template = "lines", "reviews/setup/lines.html"

    def _form(self) -> forms.LinesForm:
        serving = serving_by_line(self.setup)
        known = usable()
        chosen = [pk for pk in self.setup.lines.values() if pk not in {s.pk for s in known}]
        return forms.LinesForm(
            self.posted,
            schemes=[*known, *Scheme.objects.filter(pk__in=chosen)],
            serving=serving,
            initial=forms.LinesForm.initial_of(self.setup, serving, known),
        )

    def context(self) -> dict[str, Any]:
        return {"form": self._form(), "schemes": usable(), **shown.lines_context(self.setup)}

    def save(self) -> Saved:
        form = self._form()
        if not form.is_valid():
            raise Invalid(form=form)
        write.change_lines(lines=form.lines, **self.said)
        # What is to be said of the schemes stands on the same page.
        return self.at("lines" if "look" in self.request.POST else "people")


class DueStep(Step):
    name, template = "due", "reviews/setup/due.html"

    def _form(self) -> forms.DueForm:
        setup = self.setup
        days = DueDates(setup.self_review_due, setup.review_due, setup.publish_due)
        return forms.DueForm(
            self.posted, initial={**vars(days), "second_level": setup.second_level}
        )

    def context(self) -> dict[str, Any]:
        return {"form": self._form(), **shown.due_context(self.setup)}

    def save(self) -> Saved:
        form = self._form()
        if not form.is_valid():
            raise Invalid(form=form)
        write.change_due(due=form.due, second_level=form.cleaned_data["second_level"], **self.said)
        return self.at("due" if "look" in self.request.POST else "targets")


class ConfirmStep(Step):
    name, template = "confirm", "reviews/setup/confirm.html"

    def context(self) -> dict[str, Any]:
        return shown.confirm_context(self.setup)

    def save(self) -> Saved:
        opened = open_up(seen=self.request.POST.get("seen", ""), **self.said)
        code = opened.code if isinstance(opened, Cycle) else opened.cycles.all()[0].code
        return Saved(reverse("reviews:board", args=[code]), _("Opened: %(code)s")
                     % {"code": opened.code})  # fmt: skip


CLASSES: dict[str, type[Step]] = {
    step.name: step for step in (SpanStep, LinesStep, PeopleStep, DueStep, TargetsStep, ConfirmStep)
}
