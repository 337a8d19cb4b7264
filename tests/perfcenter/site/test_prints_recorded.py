"""A page that goes to paper leaves an entry."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from perfcenter.models import AuditEntry
from perfcenter.site import prints

PRINTED = reverse("perfcenter:printed")


@pytest.fixture
def printing(login, cast):
    client = login(cast.manager)
    return lambda page: client.post(PRINTED, {"page": page}, REMOTE_ADDR="10.0.0.7").status_code


def entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="page.print").order_by("id"))


def test_a_print_is_recorded_with_who_which_page_and_from_where(printing, cast):
    assert printing("/cycles/2026/scores/M1/") == 204
    (entry,) = entries()
    assert (entry.actor, entry.object_key) == (cast.manager, "/cycles/2026/scores/M1/")
    assert entry.address == "10.0.0.7"


def test_a_page_is_named_as_people_read_it(printing):
    printing("/cycles/2026/scores/%E5%BC%A0/")
    assert entries()[0].object_name == "/cycles/2026/scores/张/"


def test_the_dialog_opened_twice_is_one_print(printing):
    assert printing("/cycles/") == printing("/cycles/") == 204
    assert len(entries()) == 1


@pytest.mark.parametrize("page", ["", "/nowhere/", "//elsewhere/", "https://elsewhere/", "/%00/"])
def test_what_is_no_page_of_ours_is_not_written_down(printing, page):
    assert printing(page) == 204
    assert not entries()


def test_more_pages_than_a_printer_prints_are_refused(printing, monkeypatch):
    monkeypatch.setattr(prints, "MOST", 3)
    answers = [printing(f"/cycles/{number}/board/") for number in range(5)]
    assert answers == [204, 204, 204, 429, 429]
    assert len(entries()) == 3


def test_a_print_that_cannot_be_recorded_is_answered_so(printing, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEntry, "save", fail)
    assert printing("/cycles/") == 503


def test_every_page_of_somebody_logged_in_tells_of_its_prints(login, cast, client):
    page = login(cast.manager).get(reverse("reviews:cycle_list")).content.decode()
    assert f'print.js" data-url="{PRINTED}"' in page
    client.logout()
    assert "print.js" not in client.get(reverse("perfcenter:login")).content.decode()
