"""The composite as an equation that reads across: 102.23 = 49.35 + 27.61 + ... + 2.40 - 1.00."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.ui.charts.completion import completion
from scoring.sheet.model import AT_PUBLICATION, Sheet
from scoring.sheet.notes import REASONS, why_no_composite
from scoring.sheet.places import score_of
from scoring.sheet.printed import PrintedDimension, printed_sheet

BAR = 112


@dataclass(frozen=True)
class Term:
    """One term: its sign (=, +, −), name, value, the line below, and where its reason is."""

    sign: str
    name: str
    value: str
    note: str
    href: str = ""
    bar: str = ""
    is_bad: bool = False

    @property
    def takes_off(self) -> bool:
        """Whether the value has to carry its minus where the term stands without its sign."""
        return self.sign == formats.MINUS and any(figure in "123456789" for figure in self.value)


@dataclass(frozen=True)
class Equation:
    name: str
    value: str
    standing: tuple[tuple[str, str], ...]  # grade and place, each with where its reason is
    href: str
    terms: tuple[Term, ...]
    is_whole: bool  # there is a total, and the terms add up to it

    @property
    def note(self) -> str:
        """Grade and place as a line of text."""
        return " · ".join(text for text, _href in self.standing)


def equation_of(sheet: Sheet, links: Mapping[str, str] | None = None) -> Equation:
    """Build the equation; `links` maps composite, grade, rank, bonus, deductions and dimension
    codes to URLs."""
    links = links or {}
    figures = printed_sheet(sheet)
    terms = list(_dimensions(sheet, figures.dimensions, links))
    if sheet.bonus and sheet.hides("bonus"):
        terms.append(_withheld("+", _("Bonus"), links.get("bonus", "")))
    elif sheet.bonus:
        cap = sheet.bonus_cap
        note = "" if cap is None else _("cap %(points)s") % {"points": formats.whole(cap)}
        terms.append(_term("+", _("Bonus"), figures.bonus, note, links.get("bonus", "")))
    if sheet.deductions and sheet.hides("deduction"):
        terms.append(_withheld(formats.MINUS, _("Deductions"), links.get("deductions", "")))
    elif sheet.deductions:
        note = _deduction_note(sheet)
        sign = formats.MINUS if figures.deduction >= 0 else "+"
        value = formats.as_text(abs(figures.deduction))
        href = links.get("deductions", "")
        terms.append(Term(sign, _("Deductions"), value, note, href, is_bad=figures.deduction > 0))
    if figures.rounding:
        sign = "+" if figures.rounding > 0 else formats.MINUS
        terms.append(Term(sign, _("Rounding"), formats.as_text(abs(figures.rounding)), ""))
    return Equation(
        name=_("Composite score"),
        value=formats.MISSING if figures.composite is None else formats.as_text(figures.composite),
        standing=tuple(standing(sheet, links)),
        href=links.get("composite", ""),
        terms=tuple(terms),
        is_whole=figures.adds_up,
    )


def standing(sheet: Sheet, links: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield grade and rank once there is one to show, else why not."""
    if sheet.composite is None:
        yield why_no_composite(sheet), ""
        return
    if not sheet.grade_title:
        yield _("grade after publication"), ""
        return
    yield _grade_words(sheet), links.get("grade", "")
    if sheet.peer_rank is not None:
        rank = {"rank": sheet.peer_rank, "peers": sheet.peers}
        yield _("place %(rank)s of %(peers)s") % rank, links.get("rank", "")


def _dimensions(
    sheet: Sheet, dimensions: tuple[PrintedDimension, ...], links: Mapping[str, str]
) -> Iterator[Term]:
    for i, dimension in enumerate(dimensions):
        line = dimension.line
        href = links.get(line.code, "")
        sign = "+" if i else "="
        if line.is_withheld:
            yield _withheld(sign, line.title, href)
            continue
        if line.score is None:
            yield Term(sign, line.title, formats.MISSING, _("no data"), href)
            continue
        note = f"{score_of(line)} × {formats.percent(dimension.weight)}"
        peer = None if line.peer_median is None else line.peer_median / 100
        bar = completion(line.score / 100, peer=peer, good_from=sheet.good_from / 100, width=BAR)
        yield _term(sign, line.title, dimension.contribution, note, href, bar)


def _withheld(sign: str, name: str, href: str) -> Term:
    return Term(sign, name, formats.MISSING, str(REASONS[AT_PUBLICATION]), href)


def _term(sign: str, name: str, points: Decimal, note: str, href: str, bar: str = "") -> Term:
    if points < 0 and sign == "+":
        return Term(formats.MINUS, name, formats.as_text(-points), note, href, bar, is_bad=True)
    return Term(sign, name, formats.as_text(points), note, href, bar)


def _deduction_note(sheet: Sheet) -> str:
    """Name what took points off."""
    named = [line.title for line in sheet.deductions if line.contribution]
    return _(", ").join(named[:2]) if named else _("none")


def _grade_words(sheet: Sheet) -> str:
    """Write the grade, with the band's bound, or with the run's where a calibration moved it."""
    if sheet.run_grade_title:
        moved = {"grade": sheet.grade_title, "run": sheet.run_grade_title}
        return _("%(grade)s (calibrated; by the run %(run)s)") % moved
    limit = next((start for title, start in sheet.bands if title == sheet.grade_title), None)
    if not limit:
        return sheet.grade_title
    parts = {"grade": sheet.grade_title, "limit": formats.whole(limit)}
    return _("%(grade)s (≥ %(limit)s)") % parts
