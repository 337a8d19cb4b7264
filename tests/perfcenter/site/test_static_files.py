"""Where no static files were collected, pages have no style; but they are there."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import set_script_prefix

from perfcenter import settings as given
from perfcenter.site import errors
from perfcenter.site.static_files import SiteStaticFiles

STYLE = "perfcenter/perfcenter.css"
HASHED = "perfcenter/perfcenter.0123456789ab.css"


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """Serve static files as in production, from a folder with this list of them."""

    def from_list(content: str | None) -> None:
        if content is not None:
            (tmp_path / "staticfiles.json").write_text(content)
        settings.STATIC_ROOT = tmp_path
        monkeypatch.setattr(staticfiles_storage, "_wrapped", SiteStaticFiles())

    return from_list


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, "{", '{"version": "9"}', '{"version": "1.1"}'])
def test_pages_and_error_pages_work_without_a_list_of_files(collected, rf, content):
    collected(content)
    client = Client(raise_request_exception=False)
    assert client.get("/login/").status_code == 200
    assert client.get("/nowhere/").status_code == 404
    for page in (errors.server_error, errors.csrf_failure, errors.bad_request):
        assert f'href="/static/{STYLE}"' in page(rf.get("/")).content.decode()


def test_a_list_that_cannot_be_opened_is_none(collected, tmp_path):
    (tmp_path / "staticfiles.json").mkdir()
    collected(None)
    assert staticfiles_storage.url(STYLE) == f"/static/{STYLE}"


def test_with_a_list_each_file_has_its_digest_in_its_name(collected):
    collected(json.dumps({"version": "1.1", "paths": {STYLE: HASHED}}))
    assert staticfiles_storage.url(STYLE) == f"/static/{HASHED}"


def test_addresses_begin_with_the_path_of_the_request(collected):
    collected(json.dumps({"version": "1.1", "paths": {STYLE: HASHED}}))
    assert staticfiles_storage.url(STYLE) == f"/static/{HASHED}"
    set_script_prefix("/perf/")
    try:
        assert staticfiles_storage.url(STYLE) == f"/perf/static/{HASHED}"
    finally:
        set_script_prefix("/")


def test_production_uses_it():
    backend = given.STORAGES["staticfiles"]["BACKEND"]
    assert backend == f"{SiteStaticFiles.__module__}.{SiteStaticFiles.__name__}"
