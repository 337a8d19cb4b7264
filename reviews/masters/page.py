"""What the pages of masters are given: the check in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.numbers.rounding import rounded
from reviews.models import Master, MasterUse

EMU_A_CM = 360_000
ICONS = {"good": "tick", "warn": "triangle", "bad": "triangle"}
Words = Mapping[str, Any]


def _size(words: Words) -> str:
    sides = {side: rounded(words[side] / EMU_A_CM, 2) for side in ("wide", "high")}
    text = _("The slides are %(wide)s × %(high)s cm; decks are 33.87 × 19.05 cm (16:9)")
    return text % sides


def _darker(words: Words) -> str:
    pairs = [_("#%(one)s to #%(other)s") % {"one": a, "other": b} for a, b in words["pairs"]]
    return _("Colours too light for text and marks were darkened: %(pairs)s") % {
        "pairs": _(", ").join(pairs)
    }


SAID: dict[str, Callable[[Words], str]] = {
    "size": lambda words: _("Slides of 16:9, as decks have them"),
    "wrong_size": _size,
    "page": lambda words: _("Layout of pages: %(name)s, with a title") % words,
    "no_page": lambda words: _("Missing: a layout with a title, such as “Title Only”"),
    "cover": lambda words: _("Layout of the cover: %(name)s, with a centred title") % words,
    "no_cover": lambda words: (
        _("Missing: a layout with a centred title; the cover takes that of pages, %(name)s") % words
    ),
    "has_ftr": lambda words: _("Footer: there; the source of each slide stands in it"),
    "no_ftr": lambda words: _("Missing: a footer; the source stands at the bottom left anyway"),
    "has_sldNum": lambda words: _("Slide number: there"),
    "no_sldNum": lambda words: _("Missing: a slide number; it stands at the bottom right anyway"),
    "masters": lambda words: (
        ngettext(
            "It has %(count)s slide master, of which the first is taken",
            "It has %(count)s slide masters, of which the first is taken",
            words["count"],
        )
        % words
    ),
    "colours": lambda words: (
        _("Colours taken: %(colours)s")
        % {"colours": _(", ").join(f"#{one}" for one in words["colours"])}
    ),
    "darker": _darker,
    "meaning": lambda words: _("Green for good and red for bad stay ours: they have a meaning"),
    "dark_ground": lambda words: (
        _("Text #%(text)s on #%(ground)s: decks need dark text on a light ground, and have ours")
        % words
    ),
    "fonts": lambda words: _("Typefaces: titles %(titles)s, text %(text)s") % words,
    "wide_fonts": lambda words: (
        _("Not known how wide %(fonts)s is; look whether text stays in its place")
        % {"fonts": _(", ").join(words["fonts"])}
    ),
    "title": lambda words: _("Titles stand where the file has them"),
    "title_moved": lambda words: _(
        "The file has the title within what decks need for contents; it stands above that"
    ),
    "no_title_room": lambda words: _(
        "No room is left for a title of two lines; it stands over what is there"
    ),
    "in_the_way": lambda words: (
        ngettext(
            "%(count)s shape of the layout stands where decks have their contents",
            "%(count)s shapes of the layout stand where decks have their contents",
            words["count"],
        )
        % words
    ),
    "behind_footer": lambda words: _("Something stands behind source and slide number"),
    "dark": lambda words: (
        ngettext(
            "%(count)s dark area behind text was left out: decks have dark text",
            "%(count)s dark areas behind text were left out: decks have dark text",
            words["count"],
        )
        % words
    ),
    "lost": lambda words: (
        ngettext(
            "%(count)s shape was left out: no plain drawing, or no PNG or JPEG picture",
            "%(count)s shapes were left out: no plain drawing, or no PNG or JPEG picture",
            words["count"],
        )
        % words
    ),
    "behind": lambda words: (
        ngettext(
            "Behind each page: %(count)s shape, pictures with those of the cover: %(pictures)s",
            "Behind each page: %(count)s shapes, pictures with those of the cover: %(pictures)s",
            words["count"],
        )
        % words
    ),
}


def said(note: Words) -> str:
    """Return what the check found, as a sentence."""
    return SAID[note["code"]](note["words"])


def findings(master: Master) -> list[tuple[str, str, str]]:
    """Return icon, tone and sentence of what the check found, what is missing first."""
    order = {"bad": 0, "warn": 1, "good": 2}
    notes = sorted(master.found, key=lambda note: order[note["tone"]])
    return [(ICONS[note["tone"]], note["tone"], said(note)) for note in notes]


def uses() -> list[MasterUse]:
    """Return from when on which master was used, the newest first."""
    found = MasterUse.objects.filter(cycle=None)
    return list(found.select_related("master", "chosen_by"))
