"""Under a path of a host, /perf, every address, file, cookie and way back is below it."""

from __future__ import annotations

import json

import pytest

from tests.own_database import manage, run_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WAYS = ["environment", "server", "left on"]


@pytest.fixture(scope="module")
def collected(own_site):
    manage("collectstatic", "--noinput", env=own_site)
    return own_site


@pytest.fixture(scope="module", params=WAYS)
def found(request, collected):
    """What a browser found that walked through the site."""
    env = dict(collected)
    if request.param != "server":
        env["SCRIPT_NAME"] = "/perf"
    return json.loads(run_module("tests.perfcenter.site.under_a_path", request.param, env=env))


def test_every_link_form_and_script_is_below_the_path(found):
    assert found["followed"] > 25
    assert (found["links"], found["nexts"]) == ([], [])


def test_style_icon_and_script_are_served_there(found):
    names = [file.split("/")[-1].split(".")[0] for file in found["files"]]
    assert {"perfcenter", "mark", "htmx-2"} <= set(names)
    assert found["served"] == [200]


def test_cookies_are_for_the_path_alone(found):
    assert found["cookies"] == ["/perf"]


def test_every_redirection_stays_below_it(found):
    home = "/perf/cycles/2026/scores/M1/"
    assert {key: found[key] for key in ("top", "asked to log in", "slash", "home")} == {
        "top": "/perf/login/?next=/perf/",
        "asked to log in": "/perf/login/?next=/perf/cycles/%3Fx%3D1",
        "slash": "/perf/cycles/",
        "home": home,
    }
    assert found["logged in"] == found["theme"] == found["language"] == "/perf/cycles/"
    assert found["theme, nowhere"] == found["language, nowhere"] == "/perf/"
    assert found["saved"] == "/perf/cycles/2026/report/"
    assert found["logged out"] == "/perf/login/"
    assert found["missing"] == 404


def test_a_page_that_is_printed_there_is_recorded(found):
    assert found["printed"] == ["/perf/cycles/2026/scores/M1/"]
