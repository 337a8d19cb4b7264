"""Numbers and dates as we write them; a builtin of every template (docs/components.md).

Amounts come in yuan (exact) or, where the name says so, in fen.
"""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from perfcenter.base.numbers.rounding import Number, exact, rounded

register = template.Library()

MONTHS = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@register.filter
def decimals(value: Number | None, places: int) -> str:
    """k0 and CR with four places: {{ k0|decimals:4 }}"""
    return formats.plain(value, places)


@register.filter
def figure(value: Decimal | None) -> str:
    """A number that is already rounded, as it is"""
    return MISSING if value is None else formats.as_text(value)


@register.filter
def signed_figure(value: Decimal | None) -> str:
    """A change that is already rounded, with its sign"""
    return MISSING if value is None else formats.with_sign(value)


@register.filter
def whole(value: Number | None) -> str:
    """A parameter with all its places: 90, 0.2"""
    return formats.whole(value)


@register.filter
def count(value: Number | None) -> str:
    """1,248"""
    return formats.trimmed(value)


@register.filter
def rate(share: Number | None, places: int = 2) -> str:
    """0.0129 is 1.29%; a weight too"""
    return formats.percent(share, places)


register.filter("whole_rate", formats.rate)


register.filter("weight", rate)


@register.filter
def fen(value: Number | None) -> str:
    """Fen to the cent, without the unit: 32,000,000.00"""
    return MISSING if value is None else formats.plain(exact(value) / 100)


@register.filter
def signed_fen(value: Number | None) -> str:
    """A change in fen to the cent, with its sign: +1,201.50"""
    return MISSING if value is None else formats.signed(exact(value) / 100)


@register.simple_tag
def change(
    value: Number | None,
    *,
    beyond: float = 0,
    lower_is_better: bool = False,
    suffix: str = "",
) -> SafeString | str:
    """A signed change; beyond a size it says how good it is, by colour and ▲▼ together.

    Two places, or those of a Decimal: it is already rounded.
    """
    if value is None:
        return MISSING
    number = value if isinstance(value, Decimal) else rounded(value, 2)
    text = formats.with_sign(number)
    if number == 0 or abs(number) < beyond:
        return format_html('<span class="change">{}{}</span>', text, suffix)
    tone = "good" if (number > 0) != lower_is_better else "bad"
    mark = "▲" if number > 0 else "▼"
    return format_html(
        '<span class="change {}"><span class="mark-{}" aria-hidden="true">{}</span> {}{}</span>',
        tone,
        "up" if number > 0 else "down",
        mark,
        text,
        suffix,
    )


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """1月15日, 15 Jan; of another year than this one: 2025年1月15日, 15 Jan 2025"""
    if value is None:
        return MISSING
    local = _local(value)
    is_elsewhen = local.year != timezone.localdate().year
    if formats.in_chinese():
        return f"{f'{local.year}年' if is_elsewhen else ''}{local.month}月{local.day}日"
    return f"{local.day} {MONTHS[local.month]}{f' {local.year}' if is_elsewhen else ''}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """2026-12-31"""
    return MISSING if value is None else f"{_local(value):%Y-%m-%d}"


@register.filter
def clock(value: datetime | None) -> str:
    """14:32:08"""
    return MISSING if value is None else f"{_local(value):%H:%M:%S}"


@register.filter
def stamp(value: datetime | None) -> str:
    """2026-12-31 14:32"""
    return MISSING if value is None else f"{_local(value):%Y-%m-%d %H:%M}"


@register.filter
def month(value: int | None) -> str:
    """202612 is 2026-12"""
    return MISSING if not value else f"{value // 100}-{value % 100:02d}"


@register.filter
def due(value: date | None, today: date | None = None) -> str:
    """还有7天, 已逾期2天, 今日截止"""
    if value is None:
        return ""
    left = (value - (today or timezone.localdate())).days
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": whole(left)}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": whole(-left)}


@register.filter
def is_overdue(value: date | None, today: date | None = None) -> bool:
    """Whether a due date is past."""
    return value is not None and value < (today or timezone.localdate())
