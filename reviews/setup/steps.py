"""One class a step of a setup: its page's context, and what saving it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.models import Setup
from reviews.setup import forms, write
from reviews.setup import page as shown
from reviews.setup.opening import open_up
from reviews.setup.people import Narrowing, people_of, serving_by_line
from reviews.setup.schemes import missing_targets, usable
from reviews.setup.targets import bring_targets, clear_targets, copy_targets
from reviews.setup.totals import cycles_before, plans_in, plans_text, totals, totals_that_differ
from scoring.cycles.due import DueDates
from scoring.models import Cycle, Round, Scheme

PER_PAGE = 25
ON_A_PAGE = 40


class Invalid(Exception):  # noqa: N818 - it is an answer, not an error
    """What was typed cannot be taken; `context` has the forms with what is wrong."""

    def __init__(self, **context: Any) -> None:
        self.context = context
        super().__init__()


@dataclass(frozen=True)
class Saved:
    """Where to go on, and what was done."""

    url: str
    said: str = ""


class Step:
    """A step: `context` is what its page is given, `save` does what was posted."""

    name: ClassVar[str]
    template: ClassVar[str]

    def __init__(self, request: StaffRequest, setup: Setup) -> None:
        self.request, self.setup = request, setup

    @property
    def posted(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @property
    def said(self) -> dict[str, Any]:
        """The version that the page had, and who acts."""
        text = self.request.POST.get("version", "")
        version = int(text) if text.isascii() and text.isdecimal() else 0
        return {"setup": self.setup, "version": version, "actor": self.request.user}

    def context(self) -> dict[str, Any]:
        raise NotImplementedError

    def save(self) -> Saved:
        raise NotImplementedError

    def onwards(self) -> Saved:
        return self.at(shown.next_step(self.name))

    def at(self, step: str, said: str = "", query: str = "") -> Saved:
        return Saved(reverse("reviews:setup_step", args=[self.setup.pk, step]) + query, said)


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
            initial=forms.LinesForm.initial_of(self.setup, serving),
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


class PeopleStep(Step):
    name, template = "people", "reviews/setup/people.html"

    @property
    def narrowing(self) -> Narrowing:
        asked = self.request.GET
        return Narrowing(*(asked.get(n, "").strip() for n in ("q", "branch", "line", "who")))

    def context(self) -> dict[str, Any]:
        narrowing = self.narrowing
        people = people_of(self.setup).select_related("branch", "supervisor")
        found = narrowing.of(people, self.setup).order_by("staff_no")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = shown.with_line_titles(page.object_list)
        return {
            "page": page,
            "narrowing": narrowing,
            "who": list(shown.WHO.items()),
            "places": shown.places(),
            "lines": shown.lines_to_choose(),
            "one": forms.OneForm(setup=self.setup, prefix="one"),
            "list": forms.ListForm(setup=self.setup, prefix="list"),
            **shown.people_context(self.setup),
        }

    def save(self) -> Saved:
        does = {"one": self._one, "list": self._list, "takes": self._takes, "found": self._found}
        for name, do in does.items():
            if name in self.request.POST:
                return do()
        numbers = self.request.POST.getlist("forget")
        write.forget_people(numbers=numbers, **self.said)
        return self._back(_("The rule decides again: %(names)s") % {"names": ", ".join(numbers)})

    def _back(self, said: str) -> Saved:
        query = self.request.META.get("QUERY_STRING", "")
        return self.at("people", said, f"?{query}" if query else "")

    def _one(self) -> Saved:
        form = forms.OneForm(self.request.POST, setup=self.setup, prefix="one")
        if not form.is_valid():
            raise Invalid(one=form)
        data = form.cleaned_data
        is_in = data["way"] == form.Way.IN
        try:
            write.name_people(
                numbers=[data["manager"].staff_no], takes_part=is_in, reason=data["reason"],
                line=form.in_line, **self.said,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
            raise Invalid(one=form, refusal=str(refusal)) from refusal
        said = _("Takes part: %(name)s") if is_in else _("Takes no part: %(name)s")
        return self._back(said % {"name": data["manager"].name})

    def _list(self) -> Saved:
        # DuckDB takes a fifth of a second to import, which other pages need not wait for.
        from portfolio.imports.single import plain_rows
        from reviews.setup.listing import listed, rows_in

        form = forms.ListForm(
            self.request.POST, self.request.FILES, setup=self.setup, prefix="list"
        )
        if not form.is_valid():
            raise Invalid(list=form)
        data = form.cleaned_data
        try:
            rows = plain_rows(data["file"]) if data["file"] else rows_in(data["text"])
            found = listed(self.setup, rows)
            if found.wrong:
                raise Invalid(list=form, wrong=found.wrong)
            if not found.numbers:
                raise Refused(_("The list is empty"))
            return self._take_list(form, found.numbers)
        except Refused as refusal:
            raise Invalid(list=form, refusal=str(refusal)) from refusal

    def _take_list(self, form: forms.ListForm, numbers: list[str]) -> Saved:
        way = form.cleaned_data["way"]
        count = write.name_people(
            numbers=numbers, takes_part=way != "out", reason=form.cleaned_data["reason"],
            line=form.in_line, only=way == "only", **self.said,
        )  # fmt: skip
        words = ngettext("%(count)s person is named", "%(count)s people are named", count)
        return self._back(words % {"count": whole(count)})

    def _takes(self) -> Saved:
        takes = self.request.POST["takes"]
        if takes not in Setup.Takes.values:
            raise Refused(_("Choose who takes part"))
        write.change_takes(takes=takes, **self.said)
        return self._back("")

    def _found(self) -> Saved:
        people = self.narrowing.of(people_of(self.setup), self.setup)
        inside = people.filter(into__in=self.setup.line_codes).order_by("staff_no")
        numbers = list(inside.values_list("staff_no", flat=True))
        if not numbers:
            raise Refused(_("None of those found takes part"))
        count = write.name_people(
            numbers=numbers, takes_part=False, reason=self.request.POST.get("reason", ""),
            **self.said,
        )  # fmt: skip
        words = ngettext("%(count)s person takes no part", "%(count)s people take no part", count)
        return self._back(words % {"count": whole(count)})


class DueStep(Step):
    name, template = "due", "reviews/setup/due.html"

    def _form(self) -> forms.DueForm:
        setup = self.setup
        days = DueDates(setup.self_review_due, setup.review_due, setup.publish_due)
        return forms.DueForm(self.posted, initial=vars(days))

    def context(self) -> dict[str, Any]:
        return {"form": self._form(), **shown.due_context(self.setup)}

    def save(self) -> Saved:
        form = self._form()
        if not form.is_valid():
            raise Invalid(form=form)
        write.change_due(due=form.due, **self.said)
        return self.at("due" if "look" in self.request.POST else "targets")


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
