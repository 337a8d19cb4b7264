"""From the database: the newest run, what was handed in, and the year before."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pptx import Presentation

from reviews.deciding.write import return_report
from reviews.deck import collect
from reviews.deck.collect import deck_of
from reviews.report.write import save_draft
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE, rewritten

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
    said = words(cast, cycle)
    assert not any(draft.text("achievements") in slide for slide in said)


def test_a_deck_is_of_the_day_of_its_run_or_of_the_handing_in(cast, cycle, submitted, monkeypatch):
    """Not of today: the same deck has the same bytes on another day."""
    score(cycle=cycle)
    first = deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None)
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None) == first


def test_what_was_submitted_is_in_the_deck(cast, cycle, submitted):
    said = words(cast, cycle)
    assert any(submitted.text("achievements") in slide for slide in said)


def test_the_year_is_read_from_what_the_run_froze(cast, cycle, year_before, monkeypatch):
    """Balances by month, with the year's start from the run of the year before where it has it."""
    found = []
    monkeypatch.setattr(collect, "build_deck", lambda data: found.append(data) or b"")
    score(cycle=cycle)
    deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None)
    year = found[0].year
    june = next(month for month in year.months if month.month == 202606)
    assert june.deposits_average == 2 * 10**9
    assert found[0].before is not None
    assert year.start is not None


def test_the_facts_of_the_book_know_the_year_before(cast, cycle, year_before):
    assert any("，上年" in slide for slide in words(cast, cycle))


def test_without_a_published_year_before_there_is_nothing_to_compare(cast, cycle, book):
    assert not any("，上年" in slide for slide in words(cast, cycle))


def test_a_cycle_without_a_run_has_no_deck(cast, cycle):
    assert deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None) is None


def test_a_returned_report_is_named_by_the_version_that_is_shown(cast, cycle, submitted):
    shown = submitted.version
    returned = return_report(
        report=submitted, comments={"problems": "补充原因"}, actor=cast.supervisor
    )
    save_draft(
        cycle=cycle, manager=cast.manager.manager, version=returned.version,
        content=rewritten(COMPLETE, problems="还没有交"), actor=cast.manager,
    )  # fmt: skip
    text = "\n".join(words(cast, cycle))
    assert f"述职报告第{shown}版" in text
    assert "还没有交" not in text
