"""A deck of somebody made up, to look at a master with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings

from perfcenter.base.formats import language
from reviews.deck.data import DeckData
from reviews.deck.dress import Dress
from scoring.sheet.samples import sample_sheet

DAY = date(2026, 12, 31)


def sample_data(dress: Dress | None) -> DeckData:
    """Return the data of a sample, in the language of the page."""
    return DeckData(
        sheet=replace(
            sample_sheet(), is_published=False, rank=None, peer_rank=None, grade_title=""
        ),
        bank_name=settings.BANK_NAME,
        language=language(),
        is_draft=True,
        made_on=DAY,
        dress=dress,
    )
