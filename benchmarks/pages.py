"""How pages grow with the bank: python -m benchmarks.pages [--sizes 1000 10000]

It makes a bank of each size in a database of its own: SQLite, or a test database on the server of
DATABASE_URL, for example python -m tests.postgres python -m benchmarks.pages. With --keep FOLDER
the banks stay there (on PostgreSQL: on the server) and are used again. It prints the medians of one
request at a time, how often the larger page takes what the smaller does, and the exponent with
which pages grow: 0 is not at all, 1 in proportion. A bank of 10,000 takes some minutes to make.
"""

import argparse
import math
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import django

LONG = 150
"""Milliseconds that no page should take."""


class Page(NamedTuple):
    """A page as somebody opens it; files are listed but not judged."""

    name: str
    who: str
    url: str

    @property
    def is_file(self) -> bool:
        return self.url.endswith((".xlsx", ".pptx"))


class Taken(NamedTuple):
    """What a page took: milliseconds, queries and kilobytes."""

    ms: float
    queries: int
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=[300, 3_000], metavar="PEOPLE")
    parser.add_argument("--accounts", type=int, default=6, help="of each of the people")
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        Path(folder, "static").mkdir()
        django.setup()
        found = [
            measured(size, options.accounts, options.repeat, options.keep or Path(folder))
            for size in options.sizes
        ]
    report(options.sizes, found)


def measured(people: int, accounts: int, repeat: int, folder: Path) -> dict[Page, Taken]:
    """Make the bank, or find it made, and open every page of it."""
    from django.conf import settings
    from django.test.utils import override_settings

    from scoring.models import Cycle

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with database(people, folder):
        if not Cycle.objects.exists():
            make(people, accounts)
        with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages):
            return {page: taken(page, repeat) for page in pages(people)}


@contextmanager
def database(people: int, folder: Path) -> Iterator[None]:
    """Connect to the database of a size, which stays where the folder does."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    name = f"bench_pages_{people}"
    is_sqlite = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = str(folder / name) if is_sqlite else name
    folder.mkdir(parents=True, exist_ok=True)
    old = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=set())
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0, keepdb=True)


def make(people: int, accounts: int) -> None:
    from django.db import connection

    from benchmarks.larger.bank import make_bank
    from benchmarks.larger.work import make_work

    begun = time.perf_counter()
    make_bank(people, accounts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    make_work(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"a bank of {people:,} people made in {time.perf_counter() - begun:.0f} s", flush=True)


def pages(people: int) -> list[Page]:
    """Return the main pages: of one in the middle, who leads her, who leads all, and HR."""
    from benchmarks.larger.bank import LED, number

    index = people // 3 - people // 3 % 8  # whose report is approved
    mine, her_head, above = number(index), number((index - 1) // LED), number(0)
    sheet, reports = f"/cycles/2026/scores/{mine}/", "/cycles/2026/reports/"
    return [
        Page("score sheet", mine, sheet),
        Page("score sheet, published", mine, f"/cycles/2025/scores/{mine}/"),
        Page("score sheet by supervisor", her_head, sheet),
        Page("score sheet by head of all", above, sheet),
        Page("score sheet by HR", "hr", sheet),
        Page("explanation of RORAC", mine, f"{sheet}RORAC/"),
        Page("explanation of deposits", mine, f"{sheet}DEP/"),
        Page("explanation of training", mine, f"{sheet}HOURS/"),
        Page("self-review", mine, "/cycles/2026/report/"),
        Page("cycles", mine, "/cycles/"),
        Page("cycles of head of all", above, "/cycles/"),
        Page("cycles of HR", "hr", "/cycles/"),
        Page("queue of supervisor", her_head, reports),
        Page("queue of head of all", above, reports),
        Page("queue of HR", "hr", reports),
        Page("queue of auditor", "auditor", reports),
        Page("queue searched", "auditor", f"{reports}?q=王00"),
        Page("review", her_head, f"{reports}{mine}/"),
        Page("review by HR", "hr", f"{reports}{mine}/"),
        Page("board", "hr", "/cycles/2026/board/"),
        Page("board, published", "hr", "/cycles/2025/board/"),
        Page("board, by score", "hr", "/cycles/2026/board/?sort=-score&page=5"),
        Page("board, overdue by name", "hr", "/cycles/2026/board/?state=overdue&sort=name"),
        Page("board, searched", "hr", "/cycles/2026/board/?q=王00"),
        Page("publication", "hr", "/cycles/2026/board/publish/"),
        Page("schemes", "hr", "/schemes/"),
        Page("audit log", "auditor", "/audit/"),
        Page("users", "administrator", "/users/"),
        Page("results", "hr", "/cycles/2026/board/results.xlsx"),
        Page("sheet as workbook", mine, f"{sheet}sheet.xlsx"),
        Page("rows as workbook", mine, f"{sheet}RORAC/rows.xlsx"),
        Page("deck", "hr", f"/cycles/2026/decks/{mine}.pptx"),
    ]


def taken(page: Page, repeat: int) -> Taken:
    """Open the page some times as one who has just been here."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from perfcenter.models import User

    client = Client()
    client.force_login(User.objects.get(username=page.who))
    answer = client.get(page.url)
    if answer.status_code != 200:
        raise SystemExit(f"{page.url} for {page.who} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(page.url)
    # SQLite works within this process: its own time is free of whatever else the machine does.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    queries, times = len(captured), []
    for _ in range(2 if page.is_file else repeat):
        begun = clock()
        client.get(page.url)
        times.append(clock() - begun)
    return Taken(median(times) * 1000, queries, len(answer.content) // 1024)


def report(sizes: list[int], found: list[dict[Page, Taken]]) -> None:
    """Print a line a page; what is too long, or grows too fast, is marked."""
    from django.db import connection

    few, many = ({name_of(page): times for page, times in one.items()} for one in found)
    print(f"{connection.vendor}; medians of one request at a time, in ms")
    print(f"{'':32}{'queries':>8}{'kB':>7}{sizes[0]:>9,}{sizes[1]:>9,}{'ratio':>8}{'exponent':>10}")
    for name, after in many.items():
        ratio = after.ms / few[name].ms
        exponent = math.log(ratio) / math.log(sizes[1] / sizes[0])
        is_long = after.ms > LONG and not name.startswith("file: ")
        print(
            f"{name:32}{after.queries:>8}{after.size:>7,}{few[name].ms:>9,.0f}{after.ms:>9,.0f}"
            f"{ratio:>8.2f}{exponent:>10.2f}{'  too long' if is_long else ''}",
            flush=True,
        )


def name_of(page: Page) -> str:
    return f"file: {page.name}" if page.is_file else page.name


if __name__ == "__main__":
    main()
