"""No page, slide or workbook shows a composite that its own grade contradicts.

Good begins at 90. M1 has 89.997, which two places would turn into 90.00, below; her four peers
have 90 twice, 95 and 84.125, so that the median is 90.
"""

from __future__ import annotations

import io
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation
from python_calamine import CalamineWorkbook

from reviews.deck.collect import deck_of
from scoring.models import Cycle, Result
from scoring.runs.result_files import result_files
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make

pytestmark = pytest.mark.django_db

SCHEME = """
name = "one"
title = "One"
title_zh = "一项"
good_from = 90

[rorac]
capital_ratio = 0.105

[loan_loss]
loss = 1

[[dimensions]]
code = "d"
title = "Work"
title_zh = "工作"
weight = 100

[[measures]]
code = "ONE"
dimension = "d"
weight = 100
title = "Mark"
title_zh = "考评分"
meaning = "A mark."
meaning_zh = "考评得分。"
unit = "points"
source = { metric = "value" }
rule = { name = "value" }

[[bands]]
code = "good"
title = "Good"
title_zh = "良好"
from = 90

[[bands]]
code = "below"
title = "Below"
title_zh = "不合格"
"""
MARKS = {"M1": 89_997_000, "M2": 90_000_000, "M3": 90_000_000, "D1": 95_000_000, "S1": 84_125_000}
AT_THE_BOUND = re.compile(r"(?<![\d.])90\.0?0?(?![\d])(?!%)")
"""90, 90.0 or 90.00, which M1 does not have."""


@pytest.fixture
def published(cast):
    """The cycle over the cast, scored and published."""
    scheme, _is_new = load_scheme(SCHEME.encode(), file="one.toml")
    everybody = (cast.manager, cast.colleague, cast.supervisor, cast.director, cast.outsider)
    people = [user.manager for user in everybody]
    cycle = make.make_cycle("one", managers=people, scheme=scheme)
    for manager in people:
        make.make_value(manager, "ONE", MARKS[manager.staff_no])
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
    return Cycle.objects.get(pk=cycle.pk)


def text_of(page: bytes) -> str:
    """What a reader sees of a page: no tags, no drawings' coordinates."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.decode()))


def seen(login, user, name: str, *args: str, language: str = "zh-hans") -> str:
    client = login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return text_of(answer.content)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_her_sheet_says_how_far_below_she_is(login, cast, published, language):
    sheet = seen(login, cast.manager, "scoring:sheet", "one", "M1", language=language)
    assert ("不合格" if language == "zh-hans" else "Below") in sheet
    assert sheet.count("89.997") >= 5  # equation, dimension, measure, contribution, total
    assert "−0.003" in sheet  # against the median
    assert "90.000" in sheet  # the median beside it
    # The bound and what is good are written as they are: 90.
    assert not re.search(r"(?<![\d.])90\.00(?!\d)", sheet)


def test_so_does_the_explanation_of_her_mark(login, cast, published):
    page = seen(login, cast.manager, "scoring:explanation", "one", "M1", "ONE")
    assert page.count("89.997") >= 4
    assert not AT_THE_BOUND.search(page)


def test_so_does_her_history(login, cast, published):
    page = seen(login, cast.manager, "reviews:cycle_list")
    assert "89.997" in page
    assert not AT_THE_BOUND.search(page)


@pytest.mark.parametrize(
    ("who", "name"), [("hr", "reviews:board"), ("supervisor", "reviews:queue_cycle")]
)
def test_so_do_the_lists_of_others(login, cast, published, who, name):
    page = seen(login, getattr(cast, who), name, "one")
    assert "89.997" in page
    assert "90.00 " in page  # the colleague's, which is 90


def test_so_do_the_slides(published, cast):
    deck = Presentation(
        io.BytesIO(deck_of(published, cast.manager.manager, "zh-hans", viewer=None))
    )
    slides = [
        " ".join(
            text.text or ""
            for shape in [*slide.shapes, *slide.notes_slide.shapes]
            for text in (
                shape.chart._chartSpace if getattr(shape, "has_chart", False) else shape._element
            ).iter("{*}t")
        )
        for slide in deck.slides
    ]
    assert "89.997" in slides[0]
    assert "不合格" in slides[0]
    assert "低于同类中位数0.003分" in " ".join(slides)
    for slide in slides:
        assert not re.search(r"(?<![\d.])90\.00?(?!\d)", slide), slide
        assert "持平" not in slide


def test_her_colleague_at_the_bound_is_good_and_exactly_at_the_median(login, cast, published):
    sheet = seen(login, cast.colleague, "scoring:sheet", "one", "M2", language="en")
    assert "Good (≥ 90)" in sheet
    assert "median 90.00; exactly at it." in sheet


def sheet_of(answer) -> list:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_a_tie_reads_the_same_on_page_slide_and_workbook(login, cast, published):
    """84.125 is 84.13 wherever it is shown; the workbook holds 84.125 under two places."""
    assert "84.13" in seen(login, cast.supervisor, "scoring:sheet", "one", "S1")
    assert "84.13" in seen(login, cast.hr, "reviews:board", "one")
    deck = deck_of(published, cast.supervisor.manager, "zh-hans", viewer=None)
    cover = Presentation(io.BytesIO(deck)).slides[0]
    assert "84.13" in [s.text_frame.text for s in cover.shapes if s.has_text_frame]
    answer = login(cast.supervisor).get(reverse("scoring:sheet_workbook", args=["one", "S1"]))
    (row,) = sheet_of(answer)[1:]
    assert row.count(84.125) == 3  # value, score, contribution


def test_the_results_workbook_holds_what_the_files_hold(login, cast, published):
    answer = login(cast.hr).get(reverse("reviews:board_xlsx", args=["one"]))
    found = {row[0]: (row[6], row[8]) for row in sheet_of(answer)[1:]}
    assert found["M1"] == (89.997, "不合格")
    assert found["S1"] == (84.125, "不合格")
    assert found["M2"] == (90.0, "良好")


def test_what_is_stored_is_rounded_as_before(published):
    """Half-even, at the scheme's places."""
    run = published.published_run
    files = result_files(run)["results.csv"].decode("utf-8-sig")
    assert "M1,89.9970,4,below" in files
    assert "S1,84.1250,5,below" in files
    assert Result.objects.get(run=run, manager="M1").grade == "below"
