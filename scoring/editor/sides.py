"""The two schemes that are compared: versions or drafts, each by its key in addresses."""

from __future__ import annotations

from dataclasses import dataclass

from perfcenter.base.digests import of_text
from perfcenter.base.said import gettext as _
from scoring.editor.checking import checked
from scoring.editor.read import newest_version
from scoring.models import Cycle, Scheme, SchemeDraft

DRAFT, VERSION = "draft:", "version:"


@dataclass(frozen=True)
class Side:
    """One of the two: its key, its name, its text, the scheme where it is one, its draft."""

    key: str
    name: str
    text: str
    scheme: Scheme | None
    draft: SchemeDraft | None = None


def side(key: str) -> Side | None:
    """Return what a key names, None where there is nothing."""
    kind, _colon, number = key.partition(":")
    if not number.isdecimal() or len(number) > 18:
        return None
    if kind == "version":
        scheme = Scheme.objects.filter(pk=number).first()
        return of_version(scheme) if scheme else None
    draft = SchemeDraft.objects.select_related("base").filter(pk=number).first()
    return of_draft(draft) if kind == "draft" and draft is not None else None


def of_version(scheme: Scheme) -> Side:
    return Side(f"{VERSION}{scheme.pk}", str(scheme), scheme.source, scheme)


def of_draft(draft: SchemeDraft) -> Side:
    """Return a draft; it is a scheme where nothing is wrong with its text."""
    found = checked(draft.text).definition
    scheme = unsaved(draft.text, found.name) if found else None
    return Side(f"{DRAFT}{draft.pk}", named(draft), draft.text, scheme, draft)


def unsaved(text: str, name: str = "") -> Scheme:
    """Return a text as a version that no table holds; it is never saved."""
    return Scheme(name=name or "draft", version=0, source=text, digest=of_text(text))


def scheme_of(side: Side | None) -> Scheme | None:
    return side.scheme if side else None


def named(draft: SchemeDraft) -> str:
    return _("%(name)s, draft %(number)s") % {"name": draft.name or "—", "number": draft.pk}


def before_of(draft: SchemeDraft, cycle: Cycle | None) -> Side | None:
    """Return the version that the draft changes; failing that the cycle's own scheme, if any."""
    version = draft.base or newest_version(draft.name) or (cycle.scheme if cycle else None)
    return of_version(version) if version else None
