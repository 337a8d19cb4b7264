"""The pattern of a title: what is left when numbers and names are taken out of it."""

from __future__ import annotations

import re

from reviews.deck.data import DeckData

NUMBER = re.compile(
    r"(?:CNY )?[−+]?\d[\d,.]*(?:%|万元|亿元|元|个百分点| ?pp| k\b| m\b)?|\d{4}-\d\d"
    r"|[一二三四五六七八九十两零]+(?=项|个|户|笔|名|门|张|起|条|大)"
)


def names(data: DeckData) -> set[str]:
    """All names that a title may hold."""
    sheet = data.sheet
    found = {m.title for m in (*sheet.measures, *sheet.bonus, *sheet.deductions)}
    found |= {d.title for d in sheet.dimensions} | {s.title for s in sheet.waterfall}
    found |= {goal.title for goal in (*data.goal_lines, *data.last_goals)} | {sheet.name}
    found |= {name for _code, name in data.products} | {title for title, _from in sheet.bands}
    if data.year is not None and data.year.clients is not None:
        found |= {client.name for client in data.year.clients.largest}
    return found - {""}


def pattern(title: str, data: DeckData) -> str:
    for name in sorted(names(data), key=len, reverse=True):
        title = title.replace(name, "@")
    return re.sub(r"@(?:(?:、|和|与|, | and )@)+", "@", NUMBER.sub("#", title))
