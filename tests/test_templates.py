"""Templates can be read and diffed, and none stands there for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
LONGEST = 200
APPS = ("perfcenter", "portfolio", "scoring", "reviews")
OPTIONS = settings.TEMPLATES[0]["OPTIONS"]
OWN_LIBRARIES = [
    path
    for path in [*OPTIONS["libraries"].values(), *OPTIONS["builtins"]]
    if path.split(".")[0] in APPS
]


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def python() -> Iterator[str]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            yield path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written() -> str:
    """Everything that templates and modules say."""
    return "\n".join([*(path.read_text(encoding="utf-8") for path in TEMPLATES), *python()])


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_line_of_a_template_is_longer_than_200_characters(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    too_long = [number for number, line in enumerate(lines, start=1) if len(line) > LONGEST]
    assert too_long == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_named_by_a_page_or_a_module(path, written):
    assert f'"{name(path)}"' in written


@pytest.mark.parametrize("library", OWN_LIBRARIES)
def test_a_tag_or_filter_is_used_by_a_template(library):
    templates = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    register = import_module(library).register
    unused = {
        *(tag for tag in register.tags if not re.search(rf"{{% {tag}\b", templates)),
        *(each for each in register.filters if not re.search(rf"\|{each}\b", templates)),
    }
    assert unused == set()


PRINT = "components/print.html"


def said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def with_print_button() -> list[Path]:
    return [path for path in TEMPLATES if f'{{% include "{PRINT}"' in said(path)]


def test_one_button_says_print_and_its_script_prints():
    sayers = [name(path) for path in TEMPLATES if 'translate "Print" %}' in said(path)]
    assert sayers == [PRINT]
    (target,) = re.findall(r'<button [^>]*popovertarget="(\w+)"', said(FOLDER / PRINT))
    assert f'id="{target}" popover' in said(FOLDER / PRINT)
    script = said(ROOT / "perfcenter/static/perfcenter/print.js")
    listens = rf'"click".*closest\("\[popovertarget={target}\]"\).*\n\s*print\(\);'
    assert re.search(listens, script, re.DOTALL)


@pytest.mark.parametrize("path", with_print_button(), ids=name)
def test_a_page_with_the_print_button_has_its_script(path):
    """The base brings it, and no page between takes it away."""
    while extended := re.match(r'{% extends "([^"]+)" %}', said(path)):
        block = re.search(r"{% block scripts %}(.*?){% endblock %}", said(path), re.DOTALL)
        assert block is None or "{{ block.super }}" in block[1]
        path = FOLDER / extended[1]
    assert name(path) == "base.html"
    assert 'src="{% static "perfcenter/print.js" %}"' in said(path)
