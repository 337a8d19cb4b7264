"""A bank of thousands, with more than a thousand supervisors: every command and every page works.

SQLite takes an expression of a thousand parts and a few ten thousand parameters: a query that
names people one by one dies of them, on the night when the bank has grown. PostgreSQL takes them,
but looks through a reporting line again for every row where the condition is part of an OR or of a
count: then this test does not end.
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from perfcenter.models import User
from portfolio.models import Manager
from reviews.deck import collect
from scoring.scheme.shipped import BALANCED
from tests.crowd import make_crowd, number
from tests.test_permissions import TABLE, names

PEOPLE = 2_100
ROOT = Path(__file__).resolve().parents[1]
NAMED_ONE_BY_ONE = re.compile(
    r"prefetch_related\(\s*[\"'](branch|supervisor|manager|cycle|client|product|account)"
    r"|prefetch_related_objects|reduce\(\s*or_|reduce\(\s*operator\.or_|\|=\s*Q\(|__in=list\("
)
ALLOWED = {
    "portfolio/close/read.py": 2,  # of the months of a cycle, of a page of months
    "perfcenter/people/write.py": 1,  # one user name, by two ways of writing it
    "perfcenter/notices/read.py": 1,  # what has gone wrong: two conditions
    "reviews/deciding/undo.py": 1,  # of one report, its cycle and round
    "reviews/surveys/rules.py": 1,  # of who is asked about one person, or near her
    "scoring/runs/overriding.py": 1,  # of a page of people, or the few of an amendment
    "reviews/sealing/steps.py": 1,  # of three kinds of objects
    "reviews/team/write.py": 1,  # of a supervisor's own people
    "reviews/board/narrowing.py": 1,  # whoever HR reviews: two conditions
    "reviews/overview/read.py": 1,  # of the open cycles
    "reviews/deck/collect.py": 2,  # of a handful of people
    "reviews/deck/past.py": 1,  # likewise
    "reviews/report/turns.py": 2,  # of the open cycles
    "reviews/report/views.py": 2,  # of one report, its goals
    "scoring/scheme/model.py": 1,  # no query: a union of types
}
MINE = {"code": "2026", "staff_no": number(1), "measure": "RORAC", "name": "balanced", "version": 1}


def run(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def addresses() -> dict[str, str]:
    """Every page that is read, of somebody in the middle of the tree."""
    wanted = {name: arguments for method, name, arguments, _answers in TABLE if method == "GET"}
    assert wanted.keys() | {name for _method, name, *_rest in TABLE} == set(names(get_resolver()))
    return {
        name: reverse(
            name, kwargs={**arguments, **{key: MINE[key] for key in arguments.keys() & MINE.keys()}}
        )
        for name, arguments in wanted.items()
    }


@pytest.mark.django_db
def test_every_command_and_every_page_works(tmp_path, monkeypatch, subtests):
    make_crowd(PEOPLE)
    heads = Manager.objects.filter(reports__isnull=False).distinct().count()
    assert heads > 1_000
    # Drawing is the same for each person; what grows with people are the queries.
    monkeypatch.setattr(collect, "build_deck", lambda data: data.sheet.staff_no.encode())
    commands = [
        ("score", "2026", "--csv", tmp_path),
        ("score", "2026"),
        ("decks", "2026", "--out", tmp_path / "decks"),
        ("seal", "--reason", "the bank is made by bulk"),
        ("verify",),
        ("create_users", tmp_path / "logins.csv"),
        ("change_user", number(5), "--role", "manager", "--manager", number(5)),
        ("reset_password", number(5)),
        ("create_user", "zhao", "--name", "Zhao", "--role", "hr"),
        ("load_scheme", BALANCED),
        ("export_scheme", "balanced"),
    ]
    for words in commands:
        with subtests.test(" ".join(map(str, words))):
            run(*words)
    with subtests.test("a cycle of many members"):
        members = tmp_path / "members.txt"
        members.write_text("\n".join(number(index) for index in range(PEOPLE)))
        run("open_cycle", "H1", "--scheme", "balanced", "--from", "2026-01", "--to", "2026-06",
            "--members", members)  # fmt: skip
    assert len(list((tmp_path / "decks").iterdir())) == PEOPLE
    monkeypatch.undo()
    for who in ("hr", "auditor", "administrator", number(0), number(1), number(PEOPLE - 200)):
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=who))
        for name, address in addresses().items():
            with subtests.test(f"{who} {name}"):
                assert client.get(address).status_code < 500
        with subtests.test(f"{who} searching"):
            for query in ("cycles/2026/reports/?q=Manager", "cycles/2026/board/?q=M&sort=-score",
                          "users/?search=M", "audit/?target=Manager"):  # fmt: skip
                assert client.get(f"/{query}").status_code < 500


def test_no_query_names_people_one_by_one():
    found = {}
    for top in ("perfcenter", "portfolio", "scoring", "reviews"):
        for path in (ROOT / top).rglob("*.py"):
            count = len(NAMED_ONE_BY_ONE.findall(path.read_text("utf-8")))
            if count:
                found[str(path.relative_to(ROOT))] = count
    assert found == ALLOWED
