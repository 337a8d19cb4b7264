"""A draft of a deck says on every slide that it is one, and nowhere what publication tells."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation
from python_calamine import CalamineWorkbook

from perfcenter.models import AuditEntry
from reviews.deck.collect import deck_of
from scoring.models import Cycle, Result
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.once
GRADES = ("卓越", "优秀", "良好", "合格", "不合格")
BOUND = "良好线"  # the scheme's, below which measures are marked; nobody's grade
MARK = "草稿，未发布"


def said_in(blob: bytes) -> str:
    """Everything a deck says: parts with titles, notes and alt texts, and cells of workbooks."""
    found = []
    with ZipFile(io.BytesIO(blob)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xlsx"):
                book = CalamineWorkbook.from_filelike(io.BytesIO(content))
                rows = book.get_sheet_by_index(0).to_python()
                found += [str(cell) for row in rows for cell in row]
            elif name.endswith((".xml", ".rels")):
                found.append(content.decode())
    return "\n".join(found).replace(BOUND, "")


@pytest.fixture
def scored(cast, cycle, submitted):
    """M1 handed in; five of her line have scores, she is graded and ranked among them."""
    people = [cast.manager.manager, cast.colleague.manager, cast.outsider.manager]
    people += [cast.supervisor.manager, cast.director.manager]
    for place, manager in enumerate(people):
        for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH"):
            make.make_value(manager, code, (95 - place) * 1_000_000)
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER"):
            make.make_target(manager, code, 1_000_000_000)
    run = score(cycle=cycle)
    result = Result.objects.get(run=run, manager=cast.manager.manager)
    assert (result.grade, result.rank) != ("", None)
    return cycle


def deck(cycle, cast, viewer) -> bytes:
    return deck_of(cycle, cast.manager.manager, "zh-hans", viewer=viewer)


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr"])
def test_every_slide_of_a_draft_has_the_mark_and_no_part_a_grade_or_rank(cast, scored, who):
    blob = deck(scored, cast, getattr(cast, who))
    for slide in Presentation(io.BytesIO(blob)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert MARK in texts
    said = said_in(blob)
    assert not [said[max(said.find(g) - 30, 0) :][:60] for g in GRADES if g in said]
    assert "名次" not in said
    assert "第1名" not in said


def test_a_published_deck_has_no_mark_and_tells_the_grade(cast, scored):
    """So the test before would notice one."""
    run = scored.runs.get()
    Cycle.objects.filter(pk=scored.pk).update(published_at=timezone.now(), published_run=run)
    scored.refresh_from_db()
    said = said_in(deck(scored, cast, cast.manager))
    assert MARK not in said
    assert [grade for grade in GRADES if grade in said]


def test_the_file_of_a_draft_says_so_by_its_name_and_in_the_audit_log(login, cast, scored):
    address = reverse("reviews:deck", args=["2026", "M1"])
    answer = login(cast.supervisor).get(address)
    assert "%E8%8D%89%E7%A8%BF.pptx" in answer["Content-Disposition"]
    entry = AuditEntry.objects.filter(action="file.download").latest("pk")
    assert entry.actor == cast.supervisor
    assert entry.object_name.endswith("-2026-草稿.pptx")
