"""What changed between two runs lands in its group of inputs, and the parts add up exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from django.db.models import F

from portfolio.models import (
    CostPool,
    LedgerRow,
    Manager,
    Ownership,
    Posting,
    Rate,
    Share,
    Target,
    Training,
    Value,
)
from scoring.comparing.compare import Comparison, check_kept, compare, compared, side_of
from scoring.comparing.groups import Group
from scoring.models import ScoreRun
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(bank, db) -> ScoreRun:
    made, _hr = bank
    return ScoreRun.objects.select_related("cycle__scheme").get(pk=made.pk)


def volume() -> None:
    LedgerRow.objects.update(
        average_balance=F("average_balance") * 2 + 1_001, end_balance=F("end_balance") + 77
    )


def price() -> None:
    Rate.objects.update(ftp_rate=F("ftp_rate") + 1_234, tax_rate=F("tax_rate") + 5)


def funding() -> None:
    LedgerRow.objects.update(funding=12_345)


def classes() -> None:
    loans = LedgerRow.objects.exclude(classification="")
    loans.filter(classification="loss").update(classification="normal")
    loans.filter(classification="special_mention").update(classification="loss")
    loans.filter(classification="normal").update(classification="doubtful")


def pools() -> None:
    CostPool.objects.update(amount=F("amount") * 3 + 7)


def shares() -> None:
    Share.objects.update(share=F("share") / 2)


def owners() -> None:
    Ownership.objects.update(manager=Manager.objects.order_by("staff_no").first())


def postings() -> None:
    Manager.objects.update(left_on="2024-06-30")
    Posting.objects.update(line="corporate")


def targets() -> None:
    Target.objects.update(target=F("target") * 2)
    Value.objects.update(value=F("value") / 2)


def records() -> None:
    Training.objects.update(exam_score=10_000_000, hours=F("hours") / 2)


CHANGES: dict[str, tuple[Callable[[], None], Group]] = {
    "volume": (volume, Group.VOLUME),
    "price": (price, Group.PRICE),
    "funding": (funding, Group.PRICE),
    "class": (classes, Group.CLASS),
    "pools": (pools, Group.POOLS),
    "shares": (shares, Group.SHARES),
    "owners": (owners, Group.SHARES),
    "postings": (postings, Group.SHARES),
    "targets": (targets, Group.TARGETS),
    "records": (records, Group.TARGETS),
}
TOGETHER = [
    ("volume", "owners"),
    ("price", "class"),
    ("shares", "funding"),
    ("pools", "owners", "records"),
    ("volume", "price", "class", "pools", "owners", "targets", "records"),
]


def again(first: ScoreRun, *names: str) -> ScoreRun:
    for name in names:
        CHANGES[name][0]()
    make.touch_book()
    return score(cycle=first.cycle)


def moved(comparison: Comparison) -> set[Group]:
    """Return the groups that moved anything of anybody; None is a number that came or went."""
    found = set()
    for staff in comparison.staff:
        card = comparison.of(staff)
        walks = [card.composite]
        walks += [w for one in card.measures for w in (one.value, one.score, one.points)]
        for walk in walks:
            found |= {
                group
                for place, group in enumerate(Group)
                if walk.states[place] != walk.states[place + 1]
            }
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_group_lands_in_it_alone(first, name):
    second = again(first, name)
    assert second.number == 2
    comparison = compare(first, second)
    assert moved(comparison) == {CHANGES[name][1]}
    check_kept(first, comparison.states[0].of)
    check_kept(second, comparison.states[-1].of)


def test_other_weights_land_in_the_scheme_alone(first):
    side = side_of(first)
    scheme = side.scheme.model_copy(update={"places": 1})
    other = replace(side, scheme=scheme, scheme_digest="another")
    assert moved(compared(side, other)) == {Group.SCHEME}


@pytest.mark.parametrize("names", TOGETHER, ids="+".join)
@pytest.mark.once
def test_several_at_once_add_up_exactly(first, names):
    second = again(first, *names)
    comparison = compare(first, second)
    assert moved(comparison) == {CHANGES[name][1] for name in names}
    check_kept(first, comparison.states[0].of)
    check_kept(second, comparison.states[-1].of)
    summed = 0
    for staff in comparison.staff:
        card = comparison.of(staff)
        for walk in (card.composite, *(one.points for one in card.measures)):
            if walk.is_whole:
                assert sum(walk.parts, Fraction()) == walk.difference
                summed += walk.moves
    assert summed


def test_all_seven_at_once_are_told_apart(first):
    second = side_of(again(first, *TOGETHER[-1]))
    rounded = second.scheme.model_copy(update={"places": 1})
    comparison = compared(side_of(first), replace(second, scheme=rounded, scheme_digest="another"))
    assert moved(comparison) == set(Group)
    walks = [comparison.of(staff).composite for staff in comparison.staff]
    assert any(walk.is_whole for walk in walks)
    for walk in walks:
        if walk.is_whole:
            assert sum(walk.parts, Fraction()) == walk.difference


def test_a_run_and_itself_differ_in_nothing(first):
    assert moved(compare(first, first)) == set()


def test_a_new_account_comes_with_its_class_price_and_shares(first):
    """What the first run knows nothing of is volume, whatever else it brings."""
    month = first.cycle.first_month
    people = [place.manager for place in first.cycle.participants.order_by("manager_id")[:2]]
    product = make.make_product("NEW", family="loan", ftp_rate=30_000, provision_rate=9_000)
    account = make.make_account(
        "NEW1", client=make.make_client("NEWC", manager=people[0]), product=product
    )
    make.make_share(account, people[1], 400_000)
    make.make_ledger_row(
        account, month, average_balance=5_000_000_00, interest=30_000_00,
        classification="substandard",
    )  # fmt: skip
    assert moved(compare(first, again(first))) == {Group.VOLUME}
