"""Small shapes that stand beside a word, never instead of it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Drawn in a 12 x 12 box with a stroke of 1.6; class "solid" fills instead.
SHAPES = {
    "dash": '<path d="M2 6h8"/>',
    "ring": '<circle cx="6" cy="6" r="4.2"/>',
    "half": '<circle cx="6" cy="6" r="4.2"/><path class="solid" d="M6 1.8a4.2 4.2 0 0 1 0 8.4z"/>',
    "back": '<path d="M5 2 2.2 4.6 5 7.2M2.6 4.6h4.2a2.9 2.9 0 0 1 0 5.8H5"/>',
    "tick": '<path d="m1.8 6.4 2.7 2.9 5.7-6.4"/>',
    "double-tick": '<path d="m.8 6.6 2.3 2.6 4.5-5.6M6 8.6l.6.6L11.2 3.6"/>',
    "square": '<path class="solid" d="M2 2h8v8H2z"/>',
    "triangle": (
        '<path class="solid" d="M6 1 11.6 11H.4z"/><path class="hole" d="M6 4.4v3M6 8.4v1.2"/>'
    ),
    "clock": '<circle cx="6" cy="6" r="4.6"/><path d="M6 3.2V6h2.2"/>',
    "wave": '<path d="M1 8c1-3 2-3 3-1M8 5c1 2 2 2 3-1M3.4 10.6l5.2-9.2"/>',
    "lock": (
        '<path class="solid" d="M2 5.4h8V11H2z"/><path d="M3.8 5.4V3.8a2.2 2.2 0 0 1 4.4 0v1.6"/>'
    ),
    "cross": '<path d="m2.4 2.4 7.2 7.2M9.6 2.4 2.4 9.6"/>',
    "down": '<path d="M6 1.5v8.6M2.6 6.8 6 10.2l3.4-3.4"/>',
}


@register.simple_tag
def icon(name: str, tone: str = "") -> SafeString:
    """{% icon "tick" "good" %}"""
    # The shapes are the constants above; nothing of a user's reaches them.
    shape = mark_safe(SHAPES[name])  # noqa: S308
    return format_html(
        '<svg class="icon {}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>', tone, shape
    )
