"""How long the search takes in a large bank: python -m benchmarks.search [--clients 1000000]

It fills a database of its own: SQLite, or a test one on the server of DATABASE_URL, for example
python -m tests.postgres python -m benchmarks.search. It prints the median of five searches.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time

import django

PEOPLE = 10_000
NAMES = "王李张刘陈杨赵黄周吴"
CHUNK = 50_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    clients = parser.parse_args().clients
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        if connection.vendor == "sqlite":
            call_command("migrate", verbosity=0)
            _measure(clients)
            return
        own = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            _measure(clients)
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


def _measure(clients: int) -> None:
    from django.db import connection

    from perfcenter.base import registry
    from perfcenter.models import User
    from portfolio.models import Manager

    _fill(clients)
    hr = User.objects.create_user("hr", name="HR", role=User.Role.HR)
    one = Manager.objects.get(pk="M00100")
    leads = User.objects.create_user("M00100", name="one", role=User.Role.MANAGER, manager=one)
    print(f"{connection.vendor}: {PEOPLE:,} people, {clients:,} clients")
    for who in (hr, leads):
        for words in ("M00123", "王", "王实业0012", "C0050000", "nothing"):
            times = []
            for _ in range(5):
                begun = time.perf_counter()
                found = [hit for find in registry.search for hit in find(who, words, 5)]
                times.append(time.perf_counter() - begun)
            took = sorted(times)[len(times) // 2]
            print(f"  {who.username:8}{words:14}{len(found):3} found {took * 1000:8.1f} ms")


def _fill(clients: int) -> None:
    from django.db import connection

    from portfolio.models import Branch, Client, Manager

    head = Branch.objects.create(code="HO", name="总行")
    branches = [Branch(code=f"B{n:03}", name=f"第{n}支行", parent=head) for n in range(200)]
    Branch.objects.bulk_create(branches)
    leaders = [Manager(staff_no=f"M{n:05}", name="经理", branch=branches[n]) for n in range(200)]
    Manager.objects.bulk_create(leaders)
    rest = (
        Manager(
            staff_no=f"M{n:05}",
            name=f"{NAMES[n % 10]}员{n}",
            branch=branches[n % 200],
            supervisor=leaders[n % 200],
        )
        for n in range(200, PEOPLE)
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
