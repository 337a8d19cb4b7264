"""The step of a setup that says who takes part."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from reviews.models import Setup
from reviews.setup import forms, write
from reviews.setup import page as shown
from reviews.setup.people import Narrowing, people_of
from reviews.setup.step import Invalid, Saved, Step

PER_PAGE = 25


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
