"""What the sections of a self-review are called."""

from perfcenter.base import formats
from reviews.models import SECTIONS, AnnualReport

CHINESE_NUMBERS = "一二三四五六七八九"


def heading(name: str) -> str:
    """Return the section's title with its number: 一、业绩完成情况; 1 · Achievements."""
    place, title = SECTIONS.index(name), AnnualReport.Section(name).label
    if formats.in_chinese():
        return f"{CHINESE_NUMBERS[place]}、{title}"
    return f"{place + 1} · {title}"
