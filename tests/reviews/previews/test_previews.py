"""A deck is looked at before it is downloaded, by who may download it and nobody else."""

from __future__ import annotations

import re
import threading

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.jobs.running import run
from perfcenter.models import Job
from reviews.deck import build_deck
from reviews.deck.build import draw_deck
from reviews.deck.svg import title_of
from reviews.previews import office, places
from scoring.models import Cycle
from scoring.runs.write import score
from tests.reviews.deck.office import needs_office
from tests.reviews.deck.samples import newcomer

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("own_files")]
PAGE = ("2026", "M1")
PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def scored(cast, cycle, submitted):
    score(cycle=cycle)
    return cycle


@pytest.fixture
def drawn(monkeypatch):
    """LibreOffice, that draws a few bytes a slide at once."""
    calls = []

    def draw(deck, folder, check):
        calls.append(deck)
        check()
        found = [folder / f"slide-{n}.png" for n in range(1, 4)]
        for path in found:
            path.write_bytes(PIXEL + path.name.encode())
        return found

    monkeypatch.setattr(office, "is_there", lambda: True)
    monkeypatch.setattr(office, "draw", draw)
    return calls


def ask_and_work(client) -> Job:
    assert client.post(reverse("reviews:preview_draw", args=PAGE)).status_code == 302
    job = Job.objects.get(kind="preview")
    run(job.pk, stop=threading.Event(), in_thread=False)
    job.refresh_from_db()
    return job


def test_the_page_shows_each_slide_with_its_notes_and_says_that_it_is_a_draft(login, cast, scored):
    page = login(cast.manager).get(reverse("reviews:preview", args=PAGE)).content.decode()
    count = page.count('<section class="slide"')
    assert count > 3
    assert page.count("<svg xmlns") == count
    assert page.count("演讲备注") == count
    assert "草稿，未发布：不含名次、评级和同类数据。" in page
    assert "下载草稿" in page
    assert not re.search(r"<svg[^>]*style=|<script>", page)


def test_once_published_it_is_no_draft(login, cast, scored):
    found = {"published_at": timezone.now(), "published_run": scored.runs.get()}
    Cycle.objects.filter(pk=scored.pk).update(**found)
    page = login(cast.manager).get(reverse("reviews:preview", args=PAGE)).content.decode()
    assert "草稿" not in page


def test_who_has_not_handed_in_has_no_preview_yet(login, cast, cycle, draft):
    score(cycle=cycle)
    assert login(cast.manager).get(reverse("reviews:preview", args=PAGE)).status_code == 403
    assert login(cast.supervisor).get(reverse("reviews:preview", args=PAGE)).status_code == 403


def test_pictures_are_drawn_by_a_job_kept_by_content_and_sent_to_who_may_download(
    login, cast, scored, drawn
):
    client = login(cast.supervisor)
    job = ask_and_work(client)
    assert (job.state, job.result) == ("done", {"slides": 3})
    page = client.get(reverse("reviews:preview", args=PAGE)).content.decode()
    addresses = re.findall(r'<img src="([^"]+)"', page)
    assert addresses == []  # three pictures are not those of all slides: none is shown
    digest = next(places.all_folders().glob("*/*")).name
    address = reverse("reviews:preview_picture", args=[*PAGE, digest, 2])
    for user, status in (
        (cast.supervisor, 200), (cast.manager, 200), (cast.hr, 200), (cast.director, 403),
        (cast.colleague, 404), (cast.outsider, 404),
    ):  # fmt: skip
        answer = login(user).get(address)
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == PIXEL + b"slide-2.png"
            assert answer["Content-Type"] == "image/png"
    for wrong in ([*PAGE, digest, 4], [*PAGE, "0" * 64, 1], ["2026", "D1", digest, 1]):
        answer = login(cast.hr).get(reverse("reviews:preview_picture", args=wrong))
        assert answer.status_code == 404


def test_the_same_content_is_drawn_once(login, cast, scored, drawn):
    ask_and_work(login(cast.supervisor))
    Job.objects.all().delete()
    ask_and_work(login(cast.hr))
    assert len(drawn) == 1


def test_who_may_not_have_the_deck_any_more_gets_no_pictures(login, cast, scored, drawn):
    client = login(cast.supervisor)
    client.post(reverse("reviews:preview_draw", args=PAGE))
    type(cast.supervisor).objects.filter(pk=cast.supervisor.pk).update(role="administrator")
    job = Job.objects.get(kind="preview")
    run(job.pk, stop=threading.Event(), in_thread=False)
    job.refresh_from_db()
    assert (job.state, drawn) == ("failed", [])


def test_without_libreoffice_nothing_is_asked_of_it(login, cast, scored, monkeypatch):
    monkeypatch.setattr(office, "is_there", lambda: False)
    client = login(cast.manager)
    page = client.get(reverse("reviews:preview", args=PAGE)).content.decode()
    assert "用LibreOffice绘制" not in page
    client.post(reverse("reviews:preview_draw", args=PAGE))
    assert not Job.objects.exists()


def test_old_pictures_are_wiped(own_files, tmp_path, monkeypatch):
    path = tmp_path / "slide-1.png"
    path.write_bytes(PIXEL)
    places.keep("somebody", "0" * 64, [path])
    places.sweep()
    assert len(places.kept("somebody", "0" * 64)) == 1
    monkeypatch.setattr(places, "KEPT", -60)
    places.sweep()
    assert places.kept("somebody", "0" * 64) == []


@needs_office
def test_libreoffice_draws_a_picture_a_slide(tmp_path):
    data = newcomer()
    found = office.draw(build_deck(data), tmp_path, lambda: None)
    drawing = draw_deck(data)
    assert len(found) == len(drawing.slides)
    assert title_of(drawing.slides[0])
    assert all(path.read_bytes().startswith(PIXEL) for path in found)
