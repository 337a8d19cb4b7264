"""How long the search takes in a large bank: python -m benchmarks.search [--clients 1000000]

It fills a database of its own: SQLite, or a test one on the server of DATABASE_URL, for example
python -m tests.postgres python -m benchmarks.search. With --keep FOLDER the bank stays there (on
PostgreSQL: on the server) and is used again. It prints medians in milliseconds: of what is found
under the field of the bar, and of the list of clients narrowed by the same words.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import django

PEOPLE, LED = 10_000, 50
NAMES = "王李张刘陈杨赵黄周吴"
CHUNK = 50_000
LONG = 100
"""Milliseconds that no search should take."""

WORDS = ("M00123", "王", "王实业0012", "C0050000", "C00512", "实业", "nothing")
"""A staff number, a tenth of all names, a rare one, a client's number, its beginning, a middle."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        Path(folder, "static").mkdir()
        django.setup()
        with database(options.clients, options.keep or Path(folder), keep=bool(options.keep)):
            fill(options.clients)
            report(options.clients, options.repeat)


@contextmanager
def database(clients: int, folder: Path, *, keep: bool) -> Iterator[None]:
    """Connect to the database of a size, which stays where it is asked to."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    name = f"bench_search_{clients}"
    is_sqlite = connection.vendor == "sqlite"
    folder.mkdir(parents=True, exist_ok=True)
    connection.settings_dict["TEST"]["NAME"] = str(folder / name) if is_sqlite else name
    old = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=set())
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0, keepdb=keep)


def report(clients: int, repeat: int) -> None:
    """Print a line of words for HR, who leads fifty people, who leads all, who leads nobody."""
    from django.db import connection

    from perfcenter.base import registry
    from perfcenter.base.ordering import by_code_point
    from portfolio.models import Client

    print(f"{connection.vendor}: {PEOPLE:,} people, {clients:,} clients; medians in ms")
    print(f"  {'who':10}{'words':14}{'found':>6}{'search':>10}{'list':>10}")
    for who in users():
        for words in WORDS:

            def search(words: str = words, who: Any = who) -> int:
                return sum(1 for find in registry.search for _hit in find(who, words, 5))

            def listed(words: str = words, who: Any = who) -> object:
                rows = Client.objects.found(words, who)
                return rows.count() and list(rows.order_by(by_code_point("client_no"))[:50])

            took = [milliseconds(one, repeat) for one in (search, listed)]
            late = "  too long" if took[0] > LONG else ""
            print(
                f"  {who.username:10}{words:14}{search():>6}"
                + "".join(f"{one:>10.1f}" for one in took)
                + late,
                flush=True,
            )


def milliseconds(what: Callable[[], object], repeat: int) -> float:
    """Return the median; SQLite works within this process, whose time is free of other work."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times = []
    for _ in range(repeat):
        begun = clock()
        what()
        times.append(clock() - begun)
    return median(times) * 1000


def users() -> list[Any]:
    """Return HR, the head of fifty people, the head of all, and one of the fifty."""
    from perfcenter.models import User

    def one(number: str) -> Any:
        known = {"username": number, "name": number, "role": User.Role.MANAGER}
        return User.objects.get_or_create(manager_id=number, defaults=known)[0]

    hr = User.objects.get_or_create(username="hr", defaults={"name": "HR", "role": User.Role.HR})
    return [hr[0], one("M00100"), one("M00000"), one("M09999")]


def fill(clients: int) -> None:
    from django.db import connection

    from portfolio.models import Branch, Client, Manager

    if Client.objects.exists():
        return
    head = Branch.objects.create(code="HO", name="总行")
    heads = PEOPLE // LED
    branches = [Branch(code=f"B{n:03}", name=f"第{n}支行", parent=head) for n in range(heads)]
    Branch.objects.bulk_create(branches)
    first = Manager.objects.create(staff_no="M00000", name="行长", branch=branches[0])
    leaders = [
        Manager(staff_no=f"M{n:05}", name="经理", branch=branches[n], supervisor=first)
        for n in range(1, heads)
    ]
    Manager.objects.bulk_create(leaders)
    rest = (
        Manager(
            staff_no=f"M{n:05}",
            name=f"{NAMES[n % 10]}员{n}",
            branch=branches[n % heads],
            supervisor=[first, *leaders][n % heads],
        )
        for n in range(heads, PEOPLE)
    )
    Manager.objects.bulk_create(rest, batch_size=500)
    for begin in range(0, clients, CHUNK):
        Client.objects.bulk_create(
            Client(
                client_no=f"C{n:07}",
                name=f"{NAMES[n % 10]}实业{n:07}公司",
                kind="company",
                manager_id=f"M{n % PEOPLE:05}",
            )
            for n in range(begin, min(begin + CHUNK, clients))
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
