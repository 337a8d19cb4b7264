"""What the pages of the editor share: the outline, the rail, where each problem is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import in_language, language
from perfcenter.models import User
from scoring.editor.checking import Checked, column_of
from scoring.editor.controls import anchor_of
from scoring.editor.judgments import experts_of
from scoring.editor.read import newest_version
from scoring.editor.spots import Spot, path_of, spot_of
from scoring.editor.tables import LISTS, Data, tables_at, title_of
from scoring.editor.values import written
from scoring.models import SchemeDraft
from scoring.scheme.draft import MEASURES
from scoring.scheme.labels import FIELDS
from scoring.scheme.lint import Warned
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.placed import place_in_words
from scoring.scheme.problems import Problem
from scoring.scheme.stored import definition

LISTED = 200
"""Measures that the outline lists at most; a scheme has some dozens."""
SHOWN = 60
"""Problems that are listed at most; the text of a scheme has hundreds when one quote is missing."""


@dataclass(frozen=True)
class Entry:
    """A line of the outline: a page, or a heading over some."""

    title: str
    url: str = ""
    value: str = ""
    is_group: bool = False
    is_current: bool = False
    problems: int = 0


@dataclass(frozen=True)
class Told:
    """A problem with the place where it is mended."""

    where: str
    text: str
    found: str
    url: str
    line: int | None


def url_of(draft: SchemeDraft, spot: Spot) -> str:
    """Return the address of a page of the editor."""
    if spot.section == "measure":
        return reverse("scoring:draft_measure", args=[draft.pk, spot.items, spot.index])
    if spot.section == "judgments":
        return reverse("scoring:draft_judgments", args=[draft.pk, spot.index, spot.expert])
    return reverse("scoring:draft", args=[draft.pk, spot.section])


def told(draft: SchemeDraft, checked: Checked) -> list[Told]:
    """Return every problem with a link to its field."""
    return [_told(draft, checked, one) for one in checked.problems[:SHOWN]]


def _told(draft: SchemeDraft, checked: Checked, problem: Problem) -> Told:
    spot = spot_of(problem.path)
    if problem.kind in {"known_word", "not_yet"}:
        spot = Spot("text")
    anchor = anchor_of(problem.path) if problem.path else ""
    if spot.section == "text":
        anchor = "text"
    if not checked.is_toml:
        spot, anchor = Spot("text"), "text"
    url = url_of(draft, spot) + (f"#{anchor}" if anchor else "")
    where = in_words(problem, checked.data or {})
    if problem.kind == "toml" and (column := column_of(checked.text)):
        where = _("line %(line)s, character %(column)s") % {
            "line": problem.line, "column": column,
        }  # fmt: skip
    return Told(where, problem.expected, problem.found, url, problem.line)


def in_words(problem: Problem, data: Data) -> str:
    """Return where a problem is, in words: "Deposits, daily average: Rule: at most"."""
    names: list[str] = []
    here: Any = data
    for key in problem.path:
        if isinstance(key, int):
            here = here[key] if isinstance(here, list) and key < len(here) else {}
            named = (
                title_of(here)
                if isinstance(here, dict) and here.keys() & {"title", "code"}
                else str(key + 1)
            )
            names[-1:] = [named]
        else:
            here = here.get(key, {}) if isinstance(here, dict) else {}
            names.append(str(FIELDS.get(key, key)))
    return " › ".join(names) or _("The file")


@dataclass(frozen=True)
class Noticed:
    """A thing worth a second look, with the page that it concerns."""

    where: str
    text: str
    cited: str
    url: str


def noticed(draft: SchemeDraft, checked: Checked) -> list[Noticed]:
    """Return the linter's warnings, each with a link to what it concerns."""
    return [_noticed(draft, checked, one) for one in checked.warnings]


def _noticed(draft: SchemeDraft, checked: Checked, warning: Warned) -> Noticed:
    words = place_in_words(checked.definition, warning.place) if checked.definition else ""
    url = url_of(draft, spot_of(path_of(warning.place, checked.data or {})))
    return Noticed(words or warning.place, warning.text, warning.cited, url)


def outline(draft: SchemeDraft, checked: Checked, here: Spot) -> list[Entry]:
    """Return the lines at the left: sections, dimensions with their measures, grades."""
    data, scheme = checked.data or {}, checked.definition
    count: dict[Spot, int] = {}
    for problem in checked.problems:
        spot = spot_of(problem.path)
        count[spot] = count.get(spot, 0) + 1

    def entry(title: str, spot: Spot, value: str = "", *, is_group: bool = True) -> Entry:
        wrong = count.get(spot, 0)
        if spot.section == "judgments":
            wrong = sum(
                n for s, n in count.items() if (s.section, s.index) == ("judgments", spot.index)
            )
        is_here = spot == here or (
            spot.section == here.section == "judgments" and spot.index == here.index
        )
        return Entry(title, url_of(draft, spot), value, is_group, is_here, wrong)

    found = [
        entry(_("General"), Spot("general")),
        entry(_("Dimensions and weights"), Spot("weights")),
    ]
    if "ahp" in data:
        found.append(entry(_("Weights of the dimensions (AHP)"), Spot("judgments"), is_group=False))
    found += _dimensions(data, scheme, entry)
    found += _beside(data, scheme, entry)
    bands = _many(len(tables_at(data, ("bands",))))
    found.append(entry(_("Bands and quotas"), Spot("grades"), bands))
    found.append(entry(_("Pools"), Spot("pools"), _many(len(tables_at(data, ("pools",))))))
    found.append(entry(_("Add a measure"), Spot("add")))
    found.append(entry(_("The text (TOML)"), Spot("text")))
    found.append(entry(_("Try it"), Spot("try")))
    found.append(entry(_("Check and make a version"), Spot("check")))
    return found


def _many(number: int) -> str:
    return str(number) if number else ""


def _dimensions(data: Data, scheme: SchemeDefinition | None, entry: Any) -> list[Entry]:
    outer = scheme.dimension_weights() if scheme else {}
    found: list[Entry] = []
    placed: set[int] = set()
    for place, dimension in enumerate(tables_at(data, ("dimensions",))):
        code = str(dimension.get("code", ""))
        weight = formats.percent(outer[code]) if code in outer else written(dimension.get("weight"))
        found.append(Entry(title_of(dimension), value=weight, is_group=True))
        if "ahp" in dimension:
            found.append(
                entry(_("Weights (AHP)"), Spot("judgments", index=place + 1), is_group=False)
            )
        within = scheme.weights_within(code) if scheme else {}
        for index, measure in enumerate(tables_at(data, MEASURES)[:LISTED]):
            if code and measure.get("dimension") == code:
                placed.add(index)
                own = within.get(str(measure.get("code")))
                value = formats.percent(own) if own is not None else written(measure.get("weight"))
                spot = Spot("measure", "measures", index)
                found.append(entry(title_of(measure), spot, value, is_group=False))
    helpers = [
        entry(title_of(one), Spot("measure", "measures", index), is_group=False)
        for index, one in enumerate(tables_at(data, MEASURES)[:LISTED])
        if index not in placed
    ]
    if helpers:
        found += [Entry(_("Outside the dimensions"), is_group=True), *helpers]
    return found


def _beside(data: Data, scheme: SchemeDefinition | None, entry: Any) -> list[Entry]:
    most = ""
    if scheme and scheme.bonus and scheme.bonus.cap is not None:
        most = f"≤ {formats.whole(scheme.bonus.cap)}"
    found = [entry(_("Bonus and deductions"), Spot("points"), most)]
    for items in ("bonus", "deductions"):
        found += [
            entry(title_of(one), Spot("measure", items, index), is_group=False)
            for index, one in enumerate(tables_at(data, LISTS[items])[:LISTED])
        ]
    return found


def frame(draft: SchemeDraft, checked: Checked, here: Spot, user: User) -> dict[str, Any]:
    """Return what every page of a draft shows around its work."""
    newest = newest_version(draft.name)
    return {
        "draft": draft,
        "checked": checked,
        "entries": outline(draft, checked, here),
        "here": here.section,
        "told": told(draft, checked),
        "noticed": noticed(draft, checked),
        "more": max(0, len(checked.problems) - SHOWN),
        "newest": newest,
        "next_version": (newest.version if newest else 0) + 1,
        "is_behind": bool(draft.base and newest and draft.base.name == newest.name
                          and newest.version > draft.base.version),
        "writable": user.is_hr and not user.has_left,
        "bars": weight_bars(draft, checked),
        "nav": "scoring:scheme_list",
    }  # fmt: skip


@dataclass(frozen=True)
class WeightBar:
    """A dimension's weight now, beside that of the version the draft began with."""

    title: str
    weight: float
    before: float | None

    @property
    def height(self) -> int:
        """Return the length of the bar, of 100."""
        return int(self.weight * 100)

    @property
    def change(self) -> str:
        """Return by how many points of per cent it differs."""
        return "" if self.before is None else formats.signed((self.weight - self.before) * 100)


def weight_bars(draft: SchemeDraft, checked: Checked) -> list[WeightBar]:
    """Return the dimensions' weights of a text that is a scheme."""
    if checked.definition is None:
        return []
    scheme = checked.definition
    before = definition(draft.base).dimension_weights() if draft.base else {}
    titles = {d.code: d.title_for(formats.language()) for d in scheme.dimensions}
    return [
        WeightBar(titles[code], weight, before.get(code))
        for code, weight in scheme.dimension_weights().items()
    ]


def expert_tabs(data: Data, of: int) -> list[str]:
    """Return the names of the experts, each for a tab."""

    return [
        in_language(
            language(),
            zh=str(one.get("name_zh") or one.get("name") or ""),
            en=str(one.get("name") or ""),
        ) or str(place + 1)
        for place, one in enumerate(experts_of(data, of))
    ]  # fmt: skip
