"""Decks a second: a hundred managers' decks from frozen data, without a database.

python -m benchmarks.deck [COUNT]
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from time import perf_counter, process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
django.setup()

from reviews.deck import build_deck  # noqa: E402 - Django must be set up first
from tests.reviews.deck.samples import losing, newcomer, strong  # noqa: E402


def main(count: int) -> None:
    samples = [strong(), losing(), newcomer()]
    managers = [
        replace(data, sheet=replace(data.sheet, staff_no=f"{number:05}"))
        for number in range(count)
        for data in [samples[number % len(samples)]]
    ]
    build_deck(samples[0])  # the template is made once
    begun, worked = perf_counter(), process_time()
    sizes = [len(build_deck(data)) for data in managers]
    taken, worked = perf_counter() - begun, process_time() - worked
    print(f"{count} decks in {taken:.1f} s, {worked:.1f} s of it at work")
    print(f"{count / worked:.1f} decks a second on a core")
    print(f"{sum(sizes) / count / 1024:.0f} kB a deck on average")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
