"""The step of a setup that brings its targets, and compares their totals with the plan."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from reviews.setup import forms, write
from reviews.setup import page as shown
from reviews.setup.schemes import missing_targets
from reviews.setup.step import Invalid, Saved, Step
from reviews.setup.targets import bring_targets, clear_targets, copy_targets
from reviews.setup.totals import cycles_before, plans_in, plans_text, totals, totals_that_differ
from scoring.models import Cycle, Round

ON_A_PAGE = 40


class TargetsStep(Step):
    name, template = "targets", "reviews/setup/targets.html"

    def context(self) -> dict[str, Any]:
        rows = totals(self.setup)
        return {
            "copy": self._copy_form(None),
            "file": forms.FileForm(prefix="file"),
            "plans": forms.PlansForm(prefix="plans", initial={"plans": plans_text(self.setup)}),
            "totals": Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("page")),
            "differing": len(totals_that_differ(rows)),
            "missing": missing_targets(self.setup),
            "target_count": self.setup.targets.count(),
            "before_cycles": ", ".join(cycle.code for cycle in cycles_before(self.setup)),
        }

    def _copy_form(self, data: Any) -> forms.CopyForm:
        initial = {
            "like": self.setup.like or next((c.code for c in self._before()), ""),
            "percent": self.setup.targets_from.get("percent", "100"),
        }
        return forms.CopyForm(data, choices=shown.like_choices(), prefix="copy", initial=initial)

    def _before(self) -> list[Cycle]:
        return cycles_before(self.setup)

    def save(self) -> Saved:
        if "copy" in self.request.POST:
            return self._copied()
        if "file" in self.request.POST:
            return self._brought()
        if "plans" in self.request.POST:
            return self._planned()
        clear_targets(**self.said)
        return self.at("targets", _("The targets are taken away"))

    def _copied(self) -> Saved:
        form = self._copy_form(self.request.POST)
        if not form.is_valid():
            raise Invalid(copy=form)
        code = form.cleaned_data["like"]
        of_round = Round.objects.filter(code=code).first()
        cycles = of_round.cycles.all() if of_round else Cycle.objects.filter(code=code)
        try:
            count = copy_targets(cycles=cycles, percent=form.cleaned_data["percent"], **self.said)
        except Refused as refusal:
            raise Invalid(copy=form, refusal=str(refusal)) from refusal
        return self.at("targets", self._said_of(count))

    def _brought(self) -> Saved:
        # DuckDB takes a fifth of a second to import, which other pages need not wait for.
        from portfolio.imports.single import FileRefused

        form = forms.FileForm(self.request.POST, self.request.FILES, prefix="file")
        if not form.is_valid():
            raise Invalid(file=form)
        try:
            count = bring_targets(upload=form.cleaned_data["file"], **self.said)
        except FileRefused as refused:
            raise Invalid(file=form, errors=refused.errors, error_count=refused.count) from refused
        except Refused as refusal:
            raise Invalid(file=form, refusal=str(refusal)) from refusal
        return self.at("targets", self._said_of(count))

    def _said_of(self, count: int) -> str:
        words = ngettext("%(count)s target is taken", "%(count)s targets are taken", count)
        return words % {"count": whole(count)}

    def _planned(self) -> Saved:
        form = forms.PlansForm(self.request.POST, prefix="plans")
        form.is_valid()
        plans, wrong = plans_in(self.setup, form.cleaned_data.get("plans", ""))
        if wrong:
            raise Invalid(plans=form, plans_wrong=wrong)
        write.change_plans(plans=plans, **self.said)
        return self.at("targets", _("The totals are compared with the plan"))
