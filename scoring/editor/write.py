"""What HR does with drafts: begin one, change it, drop it, make a version of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_text
from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from scoring.editor.toml import data_of
from scoring.models import CODE, Scheme, SchemeDraft
from scoring.models.drafts import TITLE
from scoring.scheme.problems import Problem, SchemeError
from scoring.scheme.reading import KILOBYTES
from scoring.scheme.write import load_scheme

MOST_DRAFTS = 200
CALLED = {"name": CODE, "title": TITLE, "title_zh": TITLE}
"""How a text names itself, and how much of that a draft keeps."""


class Conflict(Refused):
    """Somebody else changed the draft in between; `draft` is what it is now."""

    def __init__(self, draft: SchemeDraft) -> None:
        self.draft = draft
        words = {"name": draft.changed_by.name, "time": timezone.localtime(draft.changed_at)}
        super().__init__(
            _("%(name)s changed this draft at %(time)s; nothing of yours is saved yet")
            % {**words, "time": f"{words['time']:%H:%M:%S}"}
        )


def begin_draft(*, text: str, base: Scheme | None, actor: User) -> SchemeDraft:
    """Keep a text as a draft of its own."""
    check_is_hr(actor)
    check_text(text)
    if SchemeDraft.objects.count() >= MOST_DRAFTS:
        raise Refused(
            _("There are %(count)s drafts; delete some that nobody needs")
            % {"count": whole(MOST_DRAFTS)}
        )
    now = timezone.now()
    with transaction.atomic():
        draft = SchemeDraft.objects.create(
            base=base, text=text, made_by=actor, made_at=now, changed_by=actor, changed_at=now,
            **_called(text),
        )  # fmt: skip
        record(actor=actor, action="draft.begin", target=draft, detail=_said(draft))
    return draft


def change_draft(
    *, draft: SchemeDraft, counter: int, change: Callable[[str], str], actor: User
) -> SchemeDraft:
    """Change the text of a draft; Conflict where somebody else has changed it since."""
    check_is_hr(actor)
    with transaction.atomic():
        now = SchemeDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if now is None:
            raise Refused(_("The draft is no longer there"))
        if now.counter != counter:
            raise Conflict(now)
        text = change(now.text)
        if text == now.text:
            return now
        check_text(text)
        now.text, now.counter = text, now.counter + 1
        now.changed_by, now.changed_at = actor, timezone.now()
        for name, value in _called(text, now).items():
            setattr(now, name, value)
        now.save()
        record(actor=actor, action="draft.change", target=now, detail=_said(now))
    return now


def delete_draft(*, draft: SchemeDraft, actor: User) -> None:
    """Drop a draft for good."""
    check_is_hr(actor)
    with transaction.atomic():
        record(actor=actor, action="draft.delete", target=draft, detail=_said(draft))
        draft.delete()


def make_version(*, draft: SchemeDraft, counter: int, actor: User) -> tuple[Scheme, bool]:
    """Make the draft the next version of its scheme, as `load_scheme` does of a file.

    SchemeError lists what is wrong. The draft is gone then: the version has its text.
    """
    check_is_hr(actor)
    with transaction.atomic():
        now = SchemeDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if now is None:
            raise Refused(_("The draft is no longer there"))
        if now.counter != counter:
            raise Conflict(now)
        found = load_scheme(now.text, file=f"{now.name or 'scheme'}.toml", actor=actor)
        now.delete()
    return found


def check_text(text: str) -> None:
    """Refuse what no draft keeps: a text far larger than a scheme, or one no database holds."""
    if len(text.encode("utf-8", "surrogatepass")) > KILOBYTES * 1024:
        raise Refused(str(Problem(kind="not_too_large", words={"kilobytes": KILOBYTES}).expected))
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused(_("The text holds signs that no text file has"))


def _called(text: str, before: SchemeDraft | None = None) -> dict[str, str]:
    """Return how the text names itself; as before where it cannot be read."""
    try:
        found: dict[str, Any] = data_of(text)
    except (ValueError, RecursionError):
        found = {}
    called = {}
    for name, length in CALLED.items():
        value = found.get(name)
        kept = getattr(before, name) if before else ""
        called[name] = value[:length] if isinstance(value, str) and value.strip() else kept
    return called


def _said(draft: SchemeDraft) -> dict[str, Any]:
    return {"number": draft.pk, "digest": of_text(draft.text)}


__all__ = [
    "Conflict", "SchemeError", "begin_draft", "change_draft", "check_text", "delete_draft",
    "make_version",
]  # fmt: skip
