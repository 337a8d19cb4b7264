"""The shared list: what narrows it, its table, its columns to choose, its pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from perfcenter.ui.lists.listing import SIZES
from perfcenter.ui.lists.shown import Shown

register = template.Library()


@register.simple_block_tag(takes_context=True)
def listing(context: Any, content: str, shown: Shown) -> SafeString:
    """A list with its filters and tools; the content stands in the place of a table without rows.

    The content is the empty state: what is missing and what can be done.
    """
    chosen = shown.choice.columns
    own = {
        "list": shown,
        "content": content,
        "fields": shown.form.visible_fields() if shown.form else [],
        "hidden": shown.form.hidden_fields() if shown.form else [],
        "offered": [(one, one.key in chosen) for one in shown.listing.columns if not one.is_name],
        "sizes": SIZES,
    }
    return render_to_string("components/list.html", {**context.flatten(), **own})
