"""Numbers read back from every deck of bank1993 are those of the result files."""

from __future__ import annotations

from fractions import Fraction
from statistics import mean

import pytest
from django.core.management import call_command
from django.utils import timezone

from portfolio.models import Manager
from reviews.deck.collect import decks_of
from reviews.deck.groups.read import group_deck
from reviews.deck.groups.whose import groups_of
from scoring.cycles.as_published import keep_who_they_are
from scoring.models import Cycle
from scoring.runs.write import score
from scoring.scheme.stored import definition
from tests.golden.books import BANK1993
from tests.reviews.deck.held import WAN, Files, after, compared_with, titles_are_accounted_for
from tests.reviews.deck.reading import number, read_deck, reads

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module")
def published(keeping):
    """bank1993, scored and published."""
    with keeping():
        call_command("load", str(BANK1993), verbosity=0)
        call_command("open_cycle", "1993", "--scheme", "balanced", "--from", "1993-01",
                     "--to", "1993-12", verbosity=0)  # fmt: skip
        cycle = Cycle.objects.get(code="1993")
        run = score(cycle=cycle)
        keep_who_they_are(cycle)
        Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
        cycle.refresh_from_db()
        yield cycle, run, Files(run)


def test_every_managers_deck_says_what_the_result_files_say(published, db):
    cycle, _run, files = published
    titles = {m.title_for("zh-hans"): m.code for m in definition(cycle.scheme).measures}
    people = Manager.objects.filter(participations__cycle=cycle)
    compared = sum(
        compared_with(files, manager.staff_no, blob, titles)
        for manager, blob in decks_of(cycle, people, "zh-hans", viewer=None)
    )
    assert compared > 1_000


def test_every_branchs_deck_says_what_its_people_add_up_to(published, db):
    cycle, _run, files = published
    leavers = set(Manager.objects.filter(left_on__lt=cycle.ends).values_list("staff_no", flat=True))
    groups = groups_of(cycle)
    assert groups[0].is_bank
    for group in groups:
        slides = read_deck(group_deck(cycle, group, "zh-hans"))
        scored = [files.composites[s] for s in group.staff
                  if s in files.composites and s not in leavers]  # fmt: skip
        cover = slides[0].texts
        assert after(cover, "有得分人数") == str(len(scored))
        if scored:
            assert reads(after(cover, "平均得分"), mean(scored))
        rorac = sum((files.steps[s]["rorac"] for s in group.staff if s in files.steps), Fraction(0))
        if "RORAC" in cover:
            text = after(cover, "RORAC")
            worth = WAN if "万元" in text else 1
            assert abs(number(text) - rorac / worth) <= Fraction(1, 100) * max(worth == WAN, 1)
        titles_are_accounted_for(slides)
