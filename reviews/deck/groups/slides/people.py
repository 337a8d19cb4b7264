"""The people: who leads and who improved most; in the appendix whom to talk with first."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, plain, with_sign
from perfcenter.base.numbers.comparing import is_below
from reviews.deck.canvas import Canvas
from reviews.deck.findings.groups import improved, ranked, to_talk_with
from reviews.deck.grid import Column, Grid
from reviews.deck.groups import findings
from reviews.deck.groups.data import PLACES, GroupData, Person
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN, NOTE, PT, Box, Style, columns, paragraph
from scoring.sheet.places import completion_of

MOST, MOST_BELOW = 8, 14
FELL = -10  # points from the year before: worth a word
HEAD = Style(14, bold=True)
TABLE_H = 4_064_000


def applies(data: GroupData) -> bool:
    return len(data.scored) > 1


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    template = _("%(source)s. Who left or ended before the last day is not in it")
    source = template % {"source": run_source(data)}
    canvas = press.page(findings.people(data, press.said), source)
    best, risen = upper_half(data), improved(data)[:MOST]
    left, right = columns(0, 6, BODY_TOP, 0), columns(6, 6, BODY_TOP, 0)
    _table(canvas, left, _("Highest scores"), _best(best[:MOST], data))
    if risen:
        _table(canvas, right, _("Most improved"), _improved(risen, data))
    elif best[MOST:]:
        _table(canvas, right, _("They are followed by"), _best(best, data, MOST))
    press.tell(canvas, *(f"{p.name} {p.score}" for p in best[: MOST if risen else None]))
    press.tell(canvas, *(f"{p.name} {_change(p)}" for p in risen))


def upper_half(data: GroupData) -> list[Person]:
    """The better half at most: nobody is shown to be last."""
    return ranked(data)[: min(2 * MOST, -(-len(data.scored) // 2))]


def _table(canvas: Canvas, box: Box, name: str, grid: Grid) -> None:
    canvas.text(Box(box.x, box.y, box.w, 266_700), [paragraph(name, HEAD)], name="Head")
    table = grid.table(box.w, TABLE_H, lines=1)
    canvas.table(box.x, box.y + 304_800, table, name)


def _best(people: Sequence[Person], data: GroupData, after: int = 0) -> Grid:
    rows = tuple(
        (str(place), p.name, *_branch(p, data), p.score, p.grade or MISSING)
        for place, p in enumerate(people[after:], start=after + 1)
    )
    heads = (
        Column("", "l"),
        Column(_("Name"), "l", part=1),
        *_branch_head(data),
        Column(_("Score")),
        Column(_("Grade"), "l"),
    )
    return Grid(heads, rows)


def _improved(people: Sequence[Person], data: GroupData) -> Grid:
    rows = tuple(
        (p.name, *_branch(p, data), plain(p.before, PLACES), plain(p.composite, PLACES), _change(p))
        for p in people
    )
    heads = (
        Column(_("Name"), "l", part=1),
        *_branch_head(data),
        Column(_("last year")),
        Column(_("this year")),
        Column(_("Change")),
    )
    return Grid(heads, rows)


def _branch(person: Person, data: GroupData) -> tuple[str, ...]:
    return (person.branch,) if len(data.parts) > 1 else ()


def _branch_head(data: GroupData) -> tuple[Column, ...]:
    return (Column(_("Branch"), "l", part=1),) if len(data.parts) > 1 else ()


def _change(person: Person) -> str:
    return MISSING if person.change is None else with_sign(person.change)


def in_need(data: GroupData) -> list[Person]:
    """Who is below what counts as good, or fell far; in the order of staff numbers, no ranking."""
    return [
        p
        for p in data.scored
        if is_below(None if p.composite is None else float(p.composite), data.good_from)
        or (p.change is not None and p.change <= FELL)
    ]


def draw_attention(press: PressOf[GroupData]) -> None:
    """A list for who leads them, never presented: what is behind, and how it moved."""
    data = press.data
    people = in_need(data)
    if not people:
        return
    pages = [people[i : i + MOST_BELOW] for i in range(0, len(people), MOST_BELOW)]
    finding = to_talk_with(data, people)
    for number, some in enumerate(pages, start=1):
        canvas = press.page(finding, run_source(data), part=(number, len(pages)))
        table = _attention(some).table(FULL, 4_318_000, lines=1)
        canvas.table(MARGIN, BODY_TOP, table, _("Whom to talk with first"))
        text = _("In confidence, for the talk with each of them: by staff number, not by score.")
        box = Box(MARGIN, BODY_TOP + table.height + 101_600, FULL, NOTE.leading * PT)
        canvas.text(box, [paragraph(text, NOTE)], name="Note")
        press.tell(canvas, text)


def _attention(people: Sequence[Person]) -> Grid:
    rows = tuple(
        (
            p.name,
            p.branch,
            p.score,
            _change(p),
            _("%(met)s of %(plans)s") % {"met": p.met, "plans": p.plans} if p.plans else MISSING,
            p.furthest.title if p.furthest else MISSING,
            completion_of(p.furthest) if p.furthest else MISSING,
        )
        for p in people
    )
    heads = (
        Column(_("Name"), "l", part=1),
        Column(_("Branch"), "l", part=1),
        Column(_("Score")),
        Column(_("Change")),
        Column(_("Plans met")),
        Column(_("Furthest behind"), "l", part=1),
        Column(_("Completion")),
    )
    return Grid(heads, rows)
