"""Templates and the names of addresses keep the direction that imports keep: none looks upward."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ABOVE = {  # whose pages and templates an app may not name
    "portfolio": ("scoring", "reviews", "perfcenter", "site", "people"),
    "scoring": ("reviews", "perfcenter", "site", "people"),
    "reviews": ("site", "people"),
}
NAME = re.compile(r"""["']([a-z_]+):[a-z_]+["']""")
TEMPLATE = re.compile(r"""["']([a-z_]+)/[a-z_/]+\.html["']""")
LOAD = re.compile(r"{% load ([a-z_ ]+) %}")
LIBRARIES = settings.TEMPLATES[0]["OPTIONS"]["libraries"]


def files(app: str) -> list[Path]:
    python = [p for p in (ROOT / app).rglob("*.py") if p.name not in {"audit.py", "navigation.py"}]
    return [*python, *(ROOT / "templates" / app).rglob("*.html")]


def named(text: str) -> set[str]:
    loaded = {name for names in LOAD.findall(text) for name in names.split()}
    owners = {LIBRARIES[name].split(".")[0] for name in loaded & LIBRARIES.keys()}
    return {*NAME.findall(text), *TEMPLATE.findall(text), *owners}


@pytest.mark.parametrize("app", ABOVE)
def test_a_lower_app_names_no_page_or_template_of_a_higher_one(app):
    looked_up = {
        f"{path.relative_to(ROOT)}: {owner}"
        for path in files(app)
        for owner in named(path.read_text(encoding="utf-8")) & set(ABOVE[app])
    }
    assert looked_up == set()


def test_the_frame_of_every_page_names_only_the_site_itself():
    frame = [ROOT / "templates" / "base.html", *(ROOT / "templates/components").glob("*.html")]
    names = {name for path in frame for name in named(path.read_text(encoding="utf-8"))}
    assert names <= {"perfcenter", "components"}


def test_an_upward_name_is_noticed():
    assert named("""{% url "reviews:board" cycle.code %}""") == {"reviews"}
    assert named("""{% include "scoring/sheet/_run.html" %}{% load sheets %}""") == {"scoring"}
