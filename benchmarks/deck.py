"""Decks a second: rendered by python-pptx and by our own renderer, and drawn from frozen data.

python -m benchmarks.deck [SECONDS] [--memory]

The deck has 13 slides with 6 charts and 3 tables, and each time other texts and numbers; the talk
is a manager's whole deck. The floor is deflating what changes from deck to deck. --memory renders
5,000 decks and prints the peak.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import cycle
from statistics import median
from time import process_time
from typing import Any
from zipfile import ZipFile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
django.setup()

import deflate  # noqa: E402 - Django must be set up first

from reviews.deck.build import draw_deck  # noqa: E402
from reviews.deck.charts.values import Column  # noqa: E402
from reviews.deck.drawing import ChartFrame, Drawing, Slide, Table  # noqa: E402
from reviews.deck.fast import render  # noqa: E402
from reviews.deck.fast.packing import LEVEL  # noqa: E402
from reviews.deck.reference import render as reference  # noqa: E402
from reviews.deck.style import Run  # noqa: E402
from tests.reviews.deck.samples import losing, newcomer, strong  # noqa: E402

SAMPLES = (strong, losing, newcomer)
MANY = 5_000
DIFFERENT = 40  # decks in turn
CHANGING = ("ppt/slides/slide", "ppt/notesSlides/notes", "ppt/charts/chart")
ROUNDS = 5


def main(seconds: float, *, memory: bool) -> None:
    decks = [changed(deck_of_thirteen(), number) for number in range(DIFFERENT)]
    blobs = [render(deck) for deck in decks]
    rendered = {
        "python-pptx": per_second(reference, decks, seconds),
        "ours": per_second(render, decks, seconds),
        "floor": per_second(deflated, [changing_parts(blob) for blob in blobs], seconds),
    }
    deck, size = decks[0], round(median(map(len, blobs)) / 1000)
    charts, tables = counted(deck, ChartFrame), counted(deck, Table)
    print(f"{len(deck.slides)} slides, {charts} charts, {tables} tables, {size} kB")
    for name, found in rendered.items():
        ratio = found / rendered["python-pptx"]
        print(f"{name:>12}: {found:8.1f} a second and core, {ratio:6.1f} times python-pptx")
    print(f"{'':>12}  {rendered['floor'] / rendered['ours']:.1f} times above the floor")
    talks(seconds)
    if memory:
        flat(decks)


def per_second(make: Callable[[Any], object], given: list[Any], seconds: float) -> float:
    """Return the median of how many are made in a second of the processor, each of other things."""
    found, another = [], cycle(given)
    for _ in range(ROUNDS):
        begun = process_time()
        made, took = 0, 0.0
        while took < seconds / ROUNDS:
            make(next(another))
            made, took = made + 1, process_time() - begun
        found.append(made / took)
    return median(found)


def talks(seconds: float) -> None:
    """Each time another manager's data, as it comes from the database."""
    count, drawn, packed, begun = 0, 0.0, 0.0, process_time()
    while process_time() - begun < seconds:
        data = SAMPLES[count % len(SAMPLES)]()
        data = replace(data, sheet=replace(data.sheet, staff_no=f"{count:05}"))
        start = process_time()
        drawing = draw_deck(data)
        between = process_time()
        render(drawing)
        drawn, packed = drawn + between - start, packed + process_time() - between
        count += 1
    rate, draws, renders = count / (drawn + packed), drawn / count, packed / count
    print(f"{'talk':>12}: {rate:8.1f} a second and core")
    print(f"{'':>12}  {1000 * draws:.1f} ms to draw, {1000 * renders:.1f} ms to render")


def flat(decks: list[Drawing]) -> None:
    for number in range(MANY):
        deck = decks[number % len(decks)]
        render(replace(deck, title=f"Deck {number}", author=f"Manager {number}"))
        if number in (MANY // 10, MANY - 1):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{'memory':>12}: {peak:8.0f} MB at most after {number + 1} decks")


def deck_of_thirteen() -> Drawing:
    """A cover, three slides with a chart, three with a chart and a table, six of text."""
    first, *others = [draw_deck(sample()) for sample in SAMPLES]
    slides = [slide for deck in (first, *others) for slide in deck.slides[1:]]
    found = [first.slides[0]]
    for charts, tables, count in ((1, 0, 3), (1, 1, 3), (0, 0, 6)):
        alike = [one for one in slides if held(one, ChartFrame, Table) == [charts, tables]]
        found += (alike * count)[:count]
    return replace(first, slides=tuple(found))


def changed(value: Any, number: int) -> Any:
    """Return a drawing of the same shape with other texts and numbers."""
    if isinstance(value, Run):
        return value._replace(text=digits_moved(value.text, number))
    if isinstance(value, Column):
        moved = [
            digits_moved(one, number) if isinstance(one, str)
            else one and one * (1 + number / 128)
            for one in value.values
        ]  # fmt: skip
        return value._replace(values=tuple(moved))
    if is_dataclass(value):
        parts = {one.name: changed(getattr(value, one.name), number) for one in fields(value)}
        return type(value)(**parts)
    if isinstance(value, list | tuple):
        kind = type(value)._make if hasattr(value, "_make") else type(value)
        return kind([changed(one, number) for one in value])
    return value


def digits_moved(text: str, number: int) -> str:
    return re.sub(r"\d", lambda found: str((int(found[0]) + number) % 10), text)


def held(slide: Slide, *kinds: type) -> list[int]:
    return [sum(isinstance(item, kind) for item in slide.items) for kind in kinds]


def counted(deck: Drawing, kind: type) -> int:
    return sum(sum(held(slide, kind)) for slide in deck.slides)


def changing_parts(blob: bytes) -> list[bytes]:
    """Return what a deck has of its own: slides, notes, charts, and the sheets behind these."""
    with ZipFile(BytesIO(blob)) as archive:
        found = [archive.read(name) for name in archive.namelist() if name.startswith(CHANGING)]
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    for book in books:
        with ZipFile(BytesIO(book)) as archive:
            found.append(archive.read("xl/worksheets/sheet1.xml"))
    return found


def deflated(parts: list[bytes]) -> None:
    for part in parts:
        deflate.deflate_compress(part, LEVEL)


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(numbers[0] if numbers else 5.0, memory="--memory" in sys.argv)
