"""Problems, each beside its cause, action, date and owner where the writer gave them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.data import DeckData
from reviews.deck.grid import TEXT_SIZES, Column, Grid
from reviews.deck.points import Point, points_of
from reviews.deck.slides import review_facts
from reviews.deck.slides.facts import draw_facts
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.pointed import draw_points
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, MARGIN, Box, columns

PARTS = ("cause", "action", "by", "owner")


def applies(data: DeckData) -> bool:
    return bool(data.problems.strip() or data.improvements.strip())


def draw(press: Press) -> None:
    data = press.data
    finding = findings.problems(data.sheet, press.said)
    canvas = press.page(finding, review_source(data))
    problems, actions = points_of(data.problems), points_of(data.improvements)
    rows = beside(list(problems.found), list(actions.found))
    table = None if rows is None else as_table(rows).table(FULL, sizes=TEXT_SIZES, lines=5)
    if table is not None and BODY_TOP + table.height <= BODY_BOTTOM:
        canvas.table(MARGIN, BODY_TOP, table, _("Problems and what is done about them"))
    elif problems.found and actions.found:
        draw_points(canvas, columns(0, 6, BODY_TOP, 0), data.head("problems"), problems)
        draw_points(canvas, columns(6, 6, BODY_TOP, 0), data.head("improvements"), actions)
    else:
        topic, points = ("problems", problems) if problems.found else ("improvements", actions)
        draw_points(canvas, columns(0, 8, BODY_TOP, 0), data.head(topic), points)
        side = columns(8, 4, BODY_TOP + 279_400, 0)
        facts = review_facts.worst(finding, data.sheet)
        draw_facts(canvas, Box(side.x + 228_600, side.y, side.w - 228_600, 0), facts)
    press.tell(canvas, *(point.text for point in (*problems.found, *actions.found)))


def beside(problems: list[Point], actions: list[Point]) -> list[dict[str, str]] | None:
    """Rows of problem, cause, action, date, owner; None where the text names no such parts.

    Improvements stand beside the problems where there are as many of them.
    """
    named = any(set(PARTS) & point.parts.keys() for point in (*problems, *actions))
    paired = len(problems) == len(actions) > 0
    if not problems or not (named or paired) or (actions and not paired):
        return None
    rows = []
    for index, problem in enumerate(problems):
        action = actions[index] if paired else Point("")
        row = {part: action.parts.get(part) or problem.parts.get(part, "") for part in PARTS}
        row["action"] = row["action"] or action.lead
        rows.append({"problem": problem.lead, **row})
    return rows


def as_table(rows: list[dict[str, str]]) -> Grid:
    names = {
        "problem": (_("Problem"), 4),
        "cause": (_("Cause"), 3),
        "action": (_("What is done"), 4),
        "by": (_("By when"), 2),
        "owner": (_("Owner"), 1),
    }
    used = [part for part in names if any(row.get(part) for row in rows)]
    heads = tuple(Column(names[part][0], "l", part=names[part][1]) for part in used)
    return Grid(heads, tuple(tuple(row.get(part, "") for part in used) for row in rows))
