"""Decks a second: rendered by python-pptx and by our own renderer, and drawn from frozen data.

python -m benchmarks.deck [SECONDS] [--memory]

The deck has 13 slides with 6 charts and 3 tables; the talk is a manager's whole deck. The floor is
deflating what changes from deck to deck. --memory renders 5,000 decks and prints the peak.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from statistics import median
from time import process_time
from zipfile import ZipFile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
django.setup()

import deflate  # noqa: E402 - Django must be set up first

from reviews.deck.build import draw_deck  # noqa: E402
from reviews.deck.drawing import ChartFrame, Drawing, Slide, Table  # noqa: E402
from reviews.deck.fast import render  # noqa: E402
from reviews.deck.fast.packing import LEVEL  # noqa: E402
from reviews.deck.reference import render as reference  # noqa: E402
from tests.reviews.deck.samples import losing, newcomer, strong  # noqa: E402

SAMPLES = (strong, losing, newcomer)
MANY = 5_000
ROUNDS = 5


def main(seconds: float, *, memory: bool) -> None:
    deck = deck_of_thirteen()
    changing = changing_parts(render(deck))
    rendered = {
        "python-pptx": per_second(lambda: reference(deck), seconds),
        "ours": per_second(lambda: render(deck), seconds),
        "floor": per_second(
            lambda: [deflate.deflate_compress(p, LEVEL) for p in changing], seconds
        ),
    }
    charts, tables = counted(deck, ChartFrame), counted(deck, Table)
    print(f"{len(deck.slides)} slides, {charts} charts, {tables} tables, {len(render(deck))} bytes")
    for name, found in rendered.items():
        ratio = found / rendered["python-pptx"]
        print(f"{name:>12}: {found:8.1f} a second and core, {ratio:6.1f} times python-pptx")
    print(f"{'':>12}  {rendered['floor'] / rendered['ours']:.1f} times below the floor")
    talks(seconds)
    if memory:
        flat(deck)


def per_second(make: Callable[[], object], seconds: float) -> float:
    """Return the median of how many are made in a second of the processor."""
    make()
    found = []
    for _ in range(ROUNDS):
        count, begun = 0, process_time()
        while process_time() - begun < seconds / ROUNDS:
            make()
            count += 1
        found.append(count / (process_time() - begun))
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


def flat(deck: Drawing) -> None:
    for number in range(MANY):
        render(replace(deck, title=f"Deck {number}", author=f"Manager {number}"))
        if number in (MANY // 10, MANY - 1):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{'memory':>12}: {peak:8.0f} MB at most after {number + 1} decks")


def deck_of_thirteen() -> Drawing:
    """A cover, six slides with a chart, three with a table, three of text."""
    first, *others = [draw_deck(sample()) for sample in SAMPLES]
    slides = [slide for deck in (first, *others) for slide in deck.slides[1:]]
    charted = [slide for slide in slides if holds(slide, ChartFrame)]
    tabled = [slide for slide in slides if holds(slide, Table)]
    plain = [slide for slide in slides if slide not in charted and slide not in tabled]
    parts = [(first.slides[0],), *((several * 6)[:count] for several, count in
             ((charted, 6), (tabled, 3), (plain, 3)))]  # fmt: skip
    return replace(first, slides=tuple(slide for part in parts for slide in part))


def holds(slide: Slide, kind: type) -> bool:
    return any(isinstance(item, kind) for item in slide.items)


def counted(deck: Drawing, kind: type) -> int:
    return sum(isinstance(item, kind) for slide in deck.slides for item in slide.items)


def changing_parts(blob: bytes) -> list[bytes]:
    with ZipFile(BytesIO(blob)) as archive:
        return [
            archive.read(name)
            for name in archive.namelist()
            if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes", "ppt/charts/chart"))
        ]


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(numbers[0] if numbers else 5.0, memory="--memory" in sys.argv)
