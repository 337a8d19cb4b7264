"""Figures within a text: written as 〔DEP:value〕, read as what the run says, kept as it was said.

A draft follows the newest run. What is handed in keeps its figures in both languages, under its
digest, so that it says the same whatever is scored later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of
from scoring.sheet.scales import scale_of

TOKEN = re.compile(r"〔([A-Za-z0-9_.-]{1,40}:(?:value|plan|rate))〕")
Figures = Mapping[str, str]
"""What is read for each figure, in one language."""


class Offered(NamedTuple):
    """A measure whose figures can be put into a text: what is typed and what is read."""

    title: str
    figures: list[tuple[str, str, str]]  # of which kind, typed, read


def figures_of(sheet: Sheet | None) -> dict[str, str]:
    """Return every figure that a text may name, as it reads on the sheet in this language."""
    if sheet is None:
        return {}
    return {
        f"{line.code}:{kind}": text for line in sheet.measures for kind, text in _read(line).items()
    }


def offered(sheet: Sheet | None) -> list[Offered]:
    """Return the figures to choose from, measure by measure."""
    names = {"value": _("actual"), "plan": _("target"), "rate": _("completion")}
    found = []
    for line in sheet.measures if sheet else ():
        read = _read(line)
        if read:
            figures = [(names[kind], typed(line.code, kind), text) for kind, text in read.items()]
            found.append(Offered(line.title, figures))
    return found


def typed(code: str, kind: str) -> str:
    """Return how a figure is written within a text."""
    return f"〔{code}:{kind}〕"


def named_in(texts: Iterable[str]) -> set[str]:
    """Return the figures that texts name."""
    return {found for text in texts for found in TOKEN.findall(text)}


def spoken(text: str, figures: Figures) -> str:
    """Return a text as it is read; a figure that nobody knows stands as it was typed.

    >>> spoken("存款〔DEP:value〕，贷款〔X:value〕", {"DEP:value": "656.46万元"})
    '存款656.46万元，贷款〔X:value〕'
    """
    return TOKEN.sub(lambda found: figures.get(found[1], found[0]), text)


def lines_with_figures(text: str, figures: Figures) -> str:
    """Return the lines of a text that name figures, as they are read."""
    return "\n".join(spoken(line, figures) for line in text.split("\n") if TOKEN.search(line))


def as_said(texts: Iterable[str], sheet: Sheet | None) -> dict[str, dict[str, str]]:
    """Return the figures that texts name by language, to be kept; Refused where one is missing."""
    named = named_in(texts)
    if not named:
        return {}
    kept = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            read = figures_of(sheet)
            kept[language()] = {name: read[name] for name in sorted(named & read.keys())}
    for name in sorted(named):
        if any(name not in read for read in kept.values()):
            raise Refused(_("Not submitted: there is no figure for 〔%(name)s〕") % {"name": name})
    return kept


def _read(line: MeasureLine) -> dict[str, str]:
    scale, read = scale_of(line), {}
    if line.value is not None:
        read["value"] = scale.written(line.value)
    if line.target is not None and line.value is not None:
        read["plan"] = scale.written(line.target)
    if line.completion is not None:
        read["rate"] = completion_of(line)
    return read
