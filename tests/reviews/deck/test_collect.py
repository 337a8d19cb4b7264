"""From the database: the newest run, what was handed in, and the year before."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import timezone
from pptx import Presentation

from reviews.deciding.write import return_report
from reviews.deck.collect import deck_of
from reviews.report.write import save_draft
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

pytestmark = pytest.mark.once

INCOME = 900_000_00


@pytest.fixture
def book(cast):
    """A deposit of M1 with a row in both years, the second twice the first."""
    manager = cast.manager.manager
    client = make.make_client(manager=manager)
    account = make.make_account(client=client, product=make.make_product())
    for month, times in ((202506, 1), (202606, 2)):
        make.make_ledger_row(account, month, average_balance=10**9 * times, fees=INCOME * times)


@pytest.fixture
def year_before(cast, book):
    cycle = make.make_cycle(
        "2025", managers=[cast.manager.manager], first_month=202501, last_month=202512
    )
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())


def words(cast, cycle) -> list[str]:
    """What the slides of M1's deck say, slide by slide."""
    score(cycle=cycle)
    deck = deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None)
    slides = Presentation(BytesIO(deck)).slides
    return [
        "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in slides
    ]


def test_a_draft_stays_its_writers_own_affair(cast, cycle, draft):
    last = words(cast, cycle)[-1]
    assert "述职报告尚未提交" in last
    assert draft.achievements not in last


def test_what_was_submitted_is_in_the_deck(cast, cycle, submitted):
    said = words(cast, cycle)
    assert any(submitted.achievements in slide for slide in said)


def test_the_facts_of_the_book_know_the_year_before(cast, cycle, year_before):
    assert "上年" in words(cast, cycle)[2]


def test_without_a_published_year_before_there_is_nothing_to_compare(cast, cycle, book):
    assert "上年" not in words(cast, cycle)[2]


def test_a_cycle_without_a_run_has_no_deck(cast, cycle):
    assert deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None) is None


def test_a_returned_report_is_named_by_the_version_that_is_shown(cast, cycle, submitted):
    shown = submitted.version
    returned = return_report(
        report=submitted, comments={"problems": "补充原因"}, actor=cast.supervisor
    )
    save_draft(
        cycle=cycle, manager=cast.manager.manager, version=returned.version,
        content=replace(COMPLETE, problems="还没有交"), actor=cast.manager,
    )  # fmt: skip
    text = "\n".join(words(cast, cycle))
    assert f"述职报告第{shown}版" in text
    assert "还没有交" not in text
