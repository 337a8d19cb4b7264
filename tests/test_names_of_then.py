"""What a page says of the bank comes from a run or a publication, not from the bank of now."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

READS = re.compile(
    r"\b(?:Product|Branch|Client|Account|Rate)\.objects"
    r"|manager__(?:branch|name|line|left_on)|reviewer__name|product__name|client__name"
    r"|\b(?:product|client)\.name"
)
"""What reads branches, products, clients or people as they are now."""
WHY = {
    "scoring/amending/told.py": "joins whom an amendment is of; the sheet names her as then",
    "scoring/cycles/as_published.py": "keeps them, and reads what was kept",
    "scoring/cycles/people.py": "`name_as_then` names them",
    "scoring/cycles/scope.py": "`put_back` follows",
    "scoring/graph/units.py": "a product of the run's own ground",
    "scoring/inputs/rows.py": "what a run reads when it is made",
    "scoring/past/listing.py": "`put_back` follows",
    "scoring/past/read.py": "`put_back` follows",
    "scoring/people/read.py": "people, clients and branches of now; results as they were published",
    "scoring/runs/unscored.py": "`name_as_then` names them",
    "scoring/scheme/lint_data.py": "a scheme is checked against the bank of now",
    "scoring/sheet/owned.py": "compares with the owners of now",
    "scoring/sheet/read.py": "`put_back` follows",
    "scoring/editor/effect.py": "branches of now, whose people a scheme is tried on",
    "scoring/search.py": "branches of now are looked for by the names of now",
    "reviews/appeals/listing.py": "queries live on after the publication, under names of now",
    "reviews/appeals/read.py": "likewise",
    "reviews/contracts/read.py": "`put_back` follows",
    "reviews/feedback/listing.py": "`put_back` follows",
    "reviews/feedback/recognition_views.py": "`put_back` follows",
    "reviews/feedback/who.py": "`put_back` follows",
    "reviews/goals/bulk.py": "a cycle that is not scored yet, or her people of now",
    "reviews/goals/compare.py": "goals for a cycle that is not scored yet",
    "reviews/meetings/listing.py": "`put_back` follows",
    "reviews/meetings/read.py": "who is still there to talk with",
    "reviews/surveys/people.py": "`put_back` follows",
    "reviews/surveys/proposing.py": "a survey that is not open yet",
    "reviews/surveys/rating.py": "whom an open survey asks about",
    "reviews/surveys/read.py": "likewise",
    "reviews/board/unscored.py": "an outside book, named by `unscored_books`",
    "reviews/previews/job.py": "joins whom a deck is of, and names nobody",
    "reviews/board/workbook.py": "an outside book, named by `unscored_books`",
    "reviews/sealing/person.py": "joins whom an amendment is of; the sheet names her as then",
    "reviews/setup/page.py": "a cycle that is not open yet",
    "reviews/setup/people.py": "a cycle that is not open yet",
    "reviews/setup/totals.py": "a cycle that is not open yet",
    "reviews/overview/read.py": "of open cycles alone",
    "reviews/report/members.py": "what was kept comes first",
    "reviews/report/turns.py": "of open cycles alone",
    "reviews/steps/access.py": "`put_back` follows",
}


def test_every_reading_of_the_bank_of_now_has_its_reason():
    found = set()
    for app in ("scoring", "reviews"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            place = path.relative_to(settings.BASE_DIR).as_posix()
            if "/migrations/" not in place and READS.search(path.read_text(encoding="utf-8")):
                found.add(place)
    assert found - WHY.keys() == set()
    assert WHY.keys() - found == set()
