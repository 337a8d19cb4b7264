"""Before publication nothing follows from what a role can open: neither a rank nor another's score.

Two banks are made that differ in other people's scores, and with them in who stands where. Whoever
may not know that gets the same bytes from both, on every page, in every workbook and deck: so
there is no text, drawing, attribute, order or number to derive it from, and no two pages either.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import User
from portfolio.models import Manager, Value
from reviews.deck.collect import decks_of
from reviews.report.write import submit
from scoring.models import Cycle, Result, Scheme
from scoring.runs.write import score
from tests import factories as make
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MILLION = 1_000_000
SCORES = ("SAT", "FIRST", "FILES", "P360", "RESEARCH")
MEASURES = {
    "balanced": ("RORAC", "SAT"),
    "compared": ("SAT", "FIRST", "FILES", "TWICE", "SHARE", "RESEARCH"),
}
DIMENSIONS = {"balanced": (), "compared": ("dimension-own", "dimension-among")}
VARYING = (  # differs from page to page and from second to second, and says nothing of anybody
    rb'name="csrfmiddlewaretoken" value="\w+"',
    rb'"X-CSRFToken": ?"\w+"',
    rb"\b[0-9a-f]{64}\b",
    rb"\b[0-9a-f]{12}\b",
    rb"digest [0-9a-f]{8}|\xe6\x91\x98\xe8\xa6\x81\xe5\x80\xbc ?[0-9a-f]{8}",
    rb"\d\d:\d\d(:\d\d)?",
)
OWN = 91.0
WHY = ("why", "why_workbook")
HIDDEN = (b"403", b"404")
THIRDS = 3
FIRST, SECOND = (datetime(2026, 3, 4, 5, 6, second, tzinfo=UTC) for second in (7, 8))


@dataclass(frozen=True)
class Bank:
    """Everybody's score in some measures by staff number; who reports to the supervisor;
    who left before the end; and who takes part in a second open cycle."""

    scores: dict[str, float]
    led: tuple[str, ...] = ()
    leavers: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    scheme: str = "balanced"


def of(*others: float, **rest: Any) -> Bank:
    """P1 with her own score, P2 and so on with theirs."""
    scores = {f"P{n}": one for n, one in enumerate((OWN, *others), start=1)}
    return Bank(scores, **rest)


def built(bank: Bank) -> list[Cycle]:
    """Make the bank, scored: S1 leads who is led, S2 everybody else; P1 and P2 have handed in."""
    branch = make.make_branch("B1", parent=make.make_branch("HO"))
    above = [
        make.make_manager(code, branch=branch, line="corporate", supervisor=None)
        for code in ("S1", "S2")
    ]
    for staff_no, points in bank.scores.items():
        manager = make.make_manager(
            staff_no,
            branch=branch,
            supervisor=above[staff_no not in bank.led],
            left_on=date(2026, 6, 30) if staff_no in bank.leavers else None,
        )
        for code in SCORES:
            make.make_value(manager, code, round(points * MILLION))
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER"):
            make.make_target(manager, code, 1_000 * MILLION)
    people = list(Manager.objects.filter(line="personal"))
    for manager in (*above, *people):
        make.make_user(manager)
    scheme = Scheme.objects.get(name=bank.scheme)
    cycles = [make.make_cycle("2026", managers=[*above, *people], scheme=scheme)]
    if bank.second:
        some = [manager for manager in people if manager.staff_no in bank.second]
        cycles.append(make.make_cycle("2026-B", managers=some))
    for user in User.objects.filter(username__in=("P1", "P2")):
        submit(cycle=cycles[0], manager=user.manager, content=make.COMPLETE, version=0, actor=user)
    for cycle in cycles:
        score(cycle=cycle)
    return cycles


def addresses(scheme: str = "balanced") -> Iterator[str]:
    """Yield every address that answers to GET, of everybody in every cycle."""
    choices = {
        "code": list(Cycle.objects.values_list("code", flat=True)),
        "staff_no": list(Manager.objects.values_list("staff_no", flat=True)),
        "measure": MEASURES[scheme],
        "part": ("composite", "grade", "rank", *DIMENSIONS[scheme]),
        "name": (scheme,),
        "version": (1,),
        "what": ("due", "reset"),
        "month": (202601,),
        "number": (1,),
    }
    for _method, name, given, statuses in TABLE:
        if _method != "GET" or set(statuses.values()) == {405} or name == "perfcenter:logout":
            continue
        if not choices.keys() >= given.keys():
            continue  # drafts of schemes and set-ups, which are HR's alone
        for values in product(*(choices[key] for key in given)):
            yield reverse(name, kwargs=dict(zip(given, values, strict=True)))


def opened(
    staff_no: str, language: str, only: Collection[str] = (), *, scheme: str = "balanced"
) -> dict[str, bytes]:
    """Return what the person gets from every address, or only some, without what time changes."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(User.objects.get(username=staff_no))
    found = {}
    for address in dict.fromkeys(only or addresses(scheme)):
        answer = client.get(address)
        content = answer.getvalue() if answer.status_code == 200 else b""
        if content.startswith(b"PK"):
            content = members(content)
        found[address] = b"%d %s" % (answer.status_code, steady(content))
    return found


def members(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def steady(content: bytes) -> bytes:
    for pattern in VARYING:
        content = re.sub(pattern, b"", content)
    return content


def seen_in(
    bank: Bank, staff_no: str, language: str = "zh-hans", only: Collection[str] = ()
) -> dict[str, bytes]:
    """Return what the person can open in the bank, which is gone afterwards."""
    with transaction.atomic():
        built(bank)
        found = opened(staff_no, language, only, scheme=bank.scheme)
        transaction.set_rollback(True)
    return found


def compared(
    banks: list[Bank], staff_no: str, language: str = "zh-hans", *, share: int = 0
) -> list[dict[str, bytes]]:
    """Return what the person can open in each bank: of every third address, or her own sheet.

    Of the banks of five everything is opened. What these hold need not be held by all others:
    that access does not follow from scores, and each of the pages that say nothing of anybody.
    The cases that share the rest each take another third, so that every address is opened often.
    """
    own = reverse("scoring:sheet", args=["2026", "P1"])
    with transaction.atomic():
        built(banks[0])
        some = [a for n, a in enumerate(dict.fromkeys(addresses(banks[0].scheme)))
                if n % THIRDS == share % THIRDS or a == own]  # fmt: skip
        first = opened(staff_no, language, some, scheme=banks[0].scheme)
        transaction.set_rollback(True)
    there = [address for address, content in first.items() if content[:3] not in HIDDEN]
    found = {address: first[address] for address in there}
    return [found, *(seen_in(bank, staff_no, language, there) for bank in banks[1:])]


def places(bank: Bank) -> list[int | None]:
    """Return the ranks among peers, by staff number."""
    with transaction.atomic():
        (run,) = built(bank)[0].runs.all()
        results = Result.objects.filter(run=run, line="personal").order_by("manager")
        found = list(results.values_list("peer_rank", flat=True))
        transaction.set_rollback(True)
    return found


FIVE = [  # the median is 91 in whole points; P1 is second, third, fourth
    of(70.3, 80.2, 90.9, 99.4),
    of(70.3, 80.2, 95.1, 99.4),
    of(70.3, 91.1, 95.1, 99.4),
]


def test_the_banks_of_five_differ_in_the_place_of_the_first():
    assert [places(bank)[0] for bank in FIVE] == [2, 3, 4]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_of_five_people_nobodys_place_or_score_follows(language):
    if language == "en":
        one, *others = compared(FIVE, "P1", language)
    else:
        one, *others = (seen_in(bank, "P1") for bank in FIVE)
    assert one[reverse("scoring:sheet", args=["2026", "P1"])].startswith(b"200")
    for other in others:
        assert differing(one, other) == []


@pytest.mark.parametrize(
    "banks",
    [
        pytest.param([of(70, 80, 99), of(99, 98, 97)], id="four people"),
        pytest.param([of(), of()], id="alone"),
        pytest.param(
            [of(70, 80, 99, 60, leavers=("P5",)), of(99, 98, 97, 100, leavers=("P5",))],
            id="a leaver is not the fifth",
        ),
        pytest.param(
            [of(70, 80, 99, 60, second=("P1", "P2", "P3", "P4")),
             of(70, 80.2, 99.5, 61, second=("P1", "P2", "P3", "P4"))],
            id="five in one cycle, four of them in another",
        ),
        pytest.param(
            [of(70.3, 80.2, 90.9, 99.4, 60, second=("P1", "P2", "P3", "P4", "P5")),
             of(70.3, 80.2, 91.1, 99.9, 62, second=("P1", "P2", "P3", "P4", "P5"))],
            id="six in one cycle, five of them in another",
        ),
        pytest.param(
            [of(70, 80, 95, 99), of(70, 91.003, 91.003, 99)], id="at the median and just under it"
        ),
    ],
)  # fmt: skip
def test_nor_in_other_groups(banks, request):
    one, other = compared(banks, "P1", share=len(request.node.name))
    assert differing(one, other) == []


LED = ("P1", "P2")
FOUR = ("P1", "P2", "P3", "P4")


@pytest.mark.parametrize(
    "banks",
    [
        pytest.param(
            [of(80, 70, 95, 99, led=LED), of(80, 99, 60, 100, led=LED)], id="three unseen"
        ),
        pytest.param([of(80, 70, 95, 99, led=FOUR), of(80, 70, 95, 60, led=FOUR)], id="one unseen"),
        pytest.param(
            [of(80, 70.3, 90.9, 95.1, 99.4, led=LED), of(80, 70.8, 91.1, 99.9, 98, led=LED)],
            id="four unseen",
        ),
    ],
)
def test_a_supervisor_learns_nothing_of_people_she_does_not_lead(banks, request):
    """She knows the scores of her own people: with them a median would tell those of few others."""
    one, other = compared(banks, "S1", share=len(request.node.name))
    sheet = reverse("scoring:sheet", args=["2026", "P1"])
    assert one[sheet].startswith(b"200")
    assert differing(one, other) == []


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be this moment: two runs of one second share a text in a workbook, others do not."""
    with patch.object(timezone, "now", lambda: moment):
        yield


def test_two_runs_compared_tell_nothing_of_others():
    """Her own score changed, and with it those of others, in each bank by something else."""
    found = []
    for bank in FIVE:
        with transaction.atomic():
            with at(FIRST):
                (cycle,) = built(bank)
            own = Value.objects.filter(manager="P1", measure_code="SAT")
            own.update(value=own.get().value - MILLION)
            others = Value.objects.exclude(manager="P1")
            others.update(value=F("value") - round(bank.scores["P2"] * 10_000))
            with at(SECOND):
                score(cycle=cycle)
            compared = [reverse(f"scoring:{name}", args=["2026", "P1"]) for name in WHY]
            found.append(list(opened("P1", "en", compared).values()))
            transaction.set_rollback(True)
    assert all(b"200" in page[:3] for pages in found for page in pages)
    assert b"By measure" in found[0][0]
    assert found[0] == found[1] == found[2]


def test_drafts_of_decks_tell_nothing_of_peers_or_grades():
    """Not those of the command, and not those that HR downloads."""
    decks = []
    for bank in (FIVE[0], of(60, 61, 62, 63), of(99, 98, 97, 96)):
        with transaction.atomic():
            (cycle,) = built(bank)
            hr = make.make_user(role=User.Role.HR)
            manager = Manager.objects.get(pk="P1")
            decks += [
                content
                for viewer in (None, hr)
                for _manager, content in decks_of(cycle, [manager], "en", viewer=viewer)
            ]
            transaction.set_rollback(True)
    assert len(decks) == 6
    assert len(set(decks)) == 1


def test_a_median_is_shown_from_five_people_up_and_in_whole_points():
    sheet = reverse("scoring:sheet", args=["2026", "P1"])
    five = seen_in(FIVE[0], "P1", "en", [sheet])[sheet].decode()
    assert re.search(r"5 peers, median about \d+; about level with it", five)
    four = seen_in(of(70, 80, 99), "P1", "en", [sheet])[sheet].decode()
    assert "median" not in four.casefold()


def test_who_leads_all_of_them_may_know_their_median():
    everybody = ("P1", "P2", "P3", "P4", "P5")
    sheet = reverse("scoring:sheet", args=["2026", "P1"])
    bank = of(80, 70, 95, 99, led=everybody)
    assert "median about" in seen_in(bank, "S1", "en", [sheet])[sheet].decode()


@pytest.mark.parametrize("who", ["P1", "S1"])
def test_no_grade_and_no_place_stand_on_any_page(who):
    """The scheme names its bands; nothing else does."""
    found = seen_in(of(70, 80, 95, 99, led=LED), who, "en")
    with_grades = {
        address
        for address, content in found.items()
        if re.search(rb"Outstanding|Excellent|Competent|\bplace \d|peer-tick", content)
    }
    assert with_grades == {
        reverse("scoring:scheme_detail", args=["balanced", 1]),
        reverse("scoring:scheme_file", args=["balanced", 1]),
    }


def test_once_published_place_grade_and_peers_are_on_the_sheet():
    with transaction.atomic():
        (cycle,) = built(FIVE[0])
        run = cycle.runs.get()
        Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
        sheet = reverse("scoring:sheet", args=["2026", "P1"])
        page = opened("P1", "en", [sheet])[sheet].decode()
        transaction.set_rollback(True)
    assert "place 2 of 5" in page
    assert "peer-tick" in page


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    assert one.keys() == other.keys()
    return [address for address in one if one[address] != other[address]]
