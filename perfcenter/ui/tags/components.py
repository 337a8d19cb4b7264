"""The repeated markup of the design system; docs/components.md shows how to call each piece.

Block tags take what stands inside them as their content: {% section "Title" %}...{% endsection %}.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import whole
from perfcenter.ui.navigation import items_of

register = template.Library()

# state: (shape, tone, name)
STATES = {
    "not_started": ("dash", "", _("Not started")),
    "draft": ("ring", "", _("Draft")),
    "submitted": ("half", "own", _("Submitted")),
    "returned": ("back", "warn", _("Returned")),
    "reviewed": ("half", "good", _("Reviewed")),
    "approved": ("tick", "good", _("Approved")),
    "calibrated": ("double-tick", "good", _("Calibrated")),
    "published": ("square", "good", _("Published")),
    "closed": ("lock", "", _("Closed without report")),
    "overdue": ("triangle", "bad", _("Overdue")),
    "open": ("ring", "own", _("Open")),
    "month_open": ("clock", "own", _("Not closed")),
    "month_closed": ("lock", "good", _("Closed")),
    "waiting": ("clock", "", _("Waiting")),
    "running": ("ring", "good", _("Running")),
    "done": ("tick", "own", _("Done")),
    "failed": ("cross", "bad", _("Failed")),
    "refused": ("triangle", "warn", _("Has errors")),
    "checked": ("half", "warn", _("To be confirmed")),
    "loaded": ("square", "own", _("Is loaded")),
    "undone": ("back", "bad", _("Undone")),
    "dropped": ("back", "", _("Dropped")),
    "cancelled": ("cross", "", _("Cancelled")),
}


@register.simple_block_tag
def page_head(content: str, title: str, note: str = "", *, ruled: bool = True) -> SafeString:
    """The page's title, a line of small print, and its actions as content."""
    context = {"content": content, "title": title, "note": note, "ruled": ruled}
    return render_to_string("components/page_header.html", context)


@register.simple_block_tag
def section(
    content: str,
    title: str,
    note: str = "",
    *,
    link: str = "",
    link_text: str = "",
    finding: str = "",
    anchor: str = "",
    quiet: bool = False,
) -> SafeString:
    """A ruled, named region; `finding` says in one sentence what is so."""
    context = {
        "content": content,
        "title": title,
        "note": note,
        "link": link,
        "link_text": link_text,
        "finding": finding,
        "anchor": anchor,
        "quiet": quiet,
    }
    return render_to_string("components/section.html", context)


@register.simple_block_tag
def empty(content: str, title: str, text: str = "") -> SafeString:
    """The ruled skeleton: what is missing, when it comes; what can be done now is the content."""
    context = {"content": content, "title": title, "text": text}
    return render_to_string("components/empty.html", context)


@register.simple_block_tag
def band(content: str, tone: str = "own") -> SafeString:
    """One sentence across the page; own, good, warn or bad."""
    return render_to_string("components/band.html", {"content": content, "tone": tone})


@register.inclusion_tag("components/badge.html")
def badge(state: str, *, bare: bool = False) -> dict[str, Any]:
    """A state with its shape."""
    shape, tone, name = STATES[state]
    return {"shape": shape, "tone": tone, "text": name, "bare": bare}


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, *, unit: str = "", hint: str = "", number: bool = False
) -> dict[str, Any]:
    """A form field with its label, unit, hint and errors, tied to it for screen readers."""
    hint = hint or str(bound.help_text)
    described = [f"{bound.auto_id}_hint"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    own = bound.field.widget.attrs.get("class", "")
    classes = filter(None, ["input", "number" if number else "", own])
    attrs: dict[str, Any] = {"class": " ".join(classes)}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "unit": unit,
        "hint": hint,
        "label": bound.label,
    }


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Names and values."""
    return {"pairs": pairs}


@register.inclusion_tag("components/todo.html")
def todo(
    title: str, note: str = "", *, href: str = "", shape: str = "ring", tone: str = ""
) -> dict[str, Any]:
    """A line of the to-do rail, inside <ul class="todo">."""
    return {"title": title, "note": note, "href": href, "shape": shape, "tone": tone}


@register.simple_tag
def todo_counts(tasks: Any) -> str:
    """How many things there are to do, and how many of them are overdue: 3件，1件逾期."""
    listed = list(tasks or ())
    if not listed:
        return ""
    said = ngettext("%(count)s item", "%(count)s items", len(listed)) % {
        "count": whole(len(listed))
    }
    late = sum(task.tone == "bad" for task in listed)
    if not late:
        return said
    return gettext("%(said)s, %(late)s overdue") % {"said": said, "late": whole(late)}


@register.inclusion_tag("components/steps.html")
def steps(items: Any) -> dict[str, Any]:
    """Counts side by side: dicts of name, value, and where known note, href, shape, tone."""
    return {"items": items}


@register.inclusion_tag("components/progress.html")
def progress(value: int, maximum: int, label: str = "") -> dict[str, Any]:
    """How far something is, for eyes and screen readers."""
    return {"value": str(value), "maximum": str(max(maximum, 1)), "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Any, page: Any, *, name: str = "page", anchor: str = "", label: str = ""
) -> dict[str, Any]:
    """Previous and next of a Page, keeping the filters of the address; nothing on a single one.

    `name` is the parameter, `anchor` the place on the page to come back to.
    """
    place = f"#{anchor}" if anchor else ""
    return {
        "page": page,
        "label": label or _("Pages"),
        "before": _query(context, **{name: str(page.number - 1)}) + place,
        "after": _query(context, **{name: str(page.number + 1)}) + place,
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
    }


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(
    context: Any, title: str, key: str, *, num: bool = False, anchor: str = ""
) -> dict[str, Any]:
    """A column head that sorts by ?sort=key or ?sort=-key, and comes back to `anchor`."""
    current = context["request"].GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {
        "title": title,
        "direction": direction,
        "num": num,
        "href": _query(context, sort=f"-{key}" if direction == "ascending" else key, page=None)
        + (f"#{anchor}" if anchor else ""),
    }


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: str | None) -> str:
    """The address's query with some parameters changed; None takes one out."""
    return _query(context, **changes)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: Any, *, fold: bool = False) -> dict[str, Any]:
    """The pages of a role. A view outside them may name its place as `nav` (a URL name)."""
    here = _place(context)
    items = [(item, item.is_active(here)) for item in items_of(context["request"])]
    folded = [pair for pair in items if fold and pair[0].folded]
    return {
        "items": [pair for pair in items if pair not in folded],
        "folded": folded,
        "within": any(active for _item, active in folded),
    }


@register.simple_tag(takes_context=True)
def here(context: Any, otherwise: str) -> SafeString:
    """The first step of the breadcrumb: the item of the bar that is marked, by its own name.

    Where a role has none for the page it is named `otherwise`.
    """
    place = _place(context)
    for item in items_of(context["request"]):
        if item.is_active(place):
            return format_html('<li><a href="{}">{}</a></li>', item.url, item.title)
    return format_html("<li>{}</li>", gettext(otherwise))


def _place(context: Any) -> str:
    match = context["request"].resolver_match
    return context.get("nav") or (match.view_name if match else "")


def _query(context: Any, **changes: str | None) -> str:
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = value
    encoded: str = parameters.urlencode()
    return f"?{encoded}"
