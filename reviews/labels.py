"""What the fields are called whose names a cycle makes: sections, comments, scores, goals."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.sections.read import title_of


def label_of(name: str) -> str | None:
    """Return the words for a field of a self-review or of its review."""
    if section := title_of(name):
        return section
    kind, _line, what = name.partition("_")
    if kind == "comment" and (section := title_of(what)):
        return _("Comment on %(section)s") % {"section": section}
    words = {
        "score": _("Score of %(measure)s"),
        "basis": _("%(measure)s: what the score rests on"),
        "target": _("Goal for %(measure)s"),
        "action": _("How to reach the goal for %(measure)s"),
    }
    return words[kind] % {"measure": what} if what and kind in words else None
