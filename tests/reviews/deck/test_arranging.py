"""HR chooses the slides of a cycle, line by line, until the publication."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.deck.arranging.kinds import TITLES, Arrangement
from reviews.deck.arranging.page import Form
from reviews.deck.arranging.read import Chosen
from reviews.deck.arranging.write import choose_slides, leave_to_scheme
from reviews.deck.collect import deck_of
from reviews.models import SlideOrder
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make

FEW = Arrangement(("plans", "glance"), ("quality",))


def choose(cycle, actor=None, line="", arrangement=FEW):
    return choose_slides(cycle=cycle, line=line, arrangement=arrangement, actor=actor)


def test_the_newest_row_of_a_line_counts_then_that_of_all_lines_then_the_scheme(cast, cycle):
    assert Chosen.of(cycle).of_line("personal") == Arrangement()
    choose(cycle, cast.hr)
    own = Arrangement(("rorac",))
    choose(cycle, cast.hr, "personal", own)
    chosen = Chosen.of(cycle)
    assert (chosen.of_line("personal"), chosen.of_line("wealth")) == (own, FEW)
    leave_to_scheme(cycle=cycle, line="personal", actor=cast.hr)
    assert Chosen.of(cycle).of_line("personal") == FEW


@pytest.mark.parametrize(
    "arrangement",
    [
        Arrangement((), ("plans",)),
        Arrangement(tuple(TITLES)[:12]),
        Arrangement(("plans",), ("plans",)),
        Arrangement(("plans", "cover")),
    ],
)
def test_what_no_deck_can_be_made_of_is_refused(cast, cycle, arrangement):
    with pytest.raises(Refused):
        choose(cycle, cast.hr, arrangement=arrangement)
    assert not SlideOrder.objects.exists()


def test_it_stands_in_the_audit_log_and_its_rows_stay(cast, cycle):
    row = choose(cycle, cast.hr, "wealth")
    entry = AuditEntry.objects.get(action="cycle.slides")
    assert entry.detail["talk"] == "plans, glance"
    for change in (lambda: row.delete(), lambda: SlideOrder.objects.update(line="")):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_only_hr_chooses_and_nobody_once_it_is_published(cast, cycle):
    with pytest.raises(NotAllowed):
        choose(cycle, cast.auditor)
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
    with pytest.raises(Refused):
        choose(cycle, cast.hr)


def titles(cycle, manager) -> list[str]:
    deck = Presentation(BytesIO(deck_of(cycle, manager, "en", viewer=None)))
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_decks_have_the_slides_that_were_chosen_and_published_ones_keep_them(cast, cycle):
    manager = cast.manager.manager
    make.make_target(manager, "HOURS", 40)
    make.make_value(manager, "SAT", 91)
    run = score(cycle=cycle)
    usual = titles(cycle, manager)
    chosen = Arrangement(("scorecard",))
    choose(cycle, cast.hr, arrangement=chosen)
    assert len(titles(cycle, manager)) == len(usual) - 1
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
    cycle.refresh_from_db()
    published = titles(cycle, manager)
    SlideOrder.objects.create(
        cycle=cycle, talk=["glance"], behind=[], chosen_at=timezone.now(), chosen_by=cast.hr
    )
    assert Chosen.of(cycle).of_line("personal") == chosen
    assert titles(cycle, manager) == published


def test_buttons_move_a_slide_and_nothing_is_lost():
    form = Form.of(FEW)
    assert form.moved("down:plans").arrangement == Arrangement(("glance", "plans"), ("quality",))
    assert form.moved("up:plans") == form
    assert sorted(form.moved("down:glance").order) == sorted(TITLES)


def posted(form: Form, read: int, **more: str) -> dict:
    places = {f"place-{name}": place for name, place in form.places.items()}
    return {"order": ",".join(form.order), "line": "", "read": str(read), **places, **more}


def test_the_page_moves_previews_and_chooses(cast, cycle, login):
    score(cycle=cycle)
    client, page = login(cast.hr), reverse("reviews:slides", args=[cycle.code])
    answer = client.post(page, posted(Form.of(FEW), 0, move="down:plans"))
    assert answer.context["form"].arrangement.talk == ("glance", "plans")
    assert not SlideOrder.objects.exists()
    assert client.post(page, posted(Form.of(FEW), 0, save="1")).status_code == 302
    row = SlideOrder.objects.get()
    assert (row.talk, row.behind, row.chosen_by) == (["plans", "glance"], ["quality"], cast.hr)
    late = client.post(page, posted(Form.of(Arrangement(("rorac",))), 0, save="1"))
    assert late.status_code == 422
    assert late.context["form"].arrangement.talk == ("rorac",)
    assert client.post(page, posted(Form.of(FEW), row.pk, reset="1")).status_code == 302
    assert Chosen.of(cycle).of_line("") == Arrangement()


def test_a_round_is_changed_in_all_its_open_cycles(cast, login):
    together = make.make_round("R")
    cycles = [
        make.make_cycle(code, managers=[cast.manager.manager], in_round=together)
        for code in ("R-A", "R-B")
    ]
    page = reverse("reviews:round_slides", args=["R"])
    assert login(cast.hr).post(page, posted(Form.of(FEW), 0, save="1")).status_code == 302
    assert all(Chosen.of(cycle).of_line("wealth") == FEW for cycle in cycles)
