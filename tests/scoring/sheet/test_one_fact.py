"""A fact that stands twice on a score sheet's page reads alike: equation, charts, table."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from scoring.sheet.samples import sample_sheet

PAGE = """{% load sheets %}{% equation sheet links %}<hr>
{% position sheet %}<hr>{% radar sheet %}<hr>
{% waterfall_finding sheet as said %}{{ said }}<hr>{% waterfall sheet %}<hr>
{% include "scoring/sheet/_measures.html" %}"""
LINKS = defaultdict(lambda: "/why/")
TAGS = re.compile(r"<[^>]+>")
NUMBER = re.compile(r"[\d,]+\.\d+")


def fine_sheet():
    """One whose composite and first score take three places, the completion with its score."""
    sheet = sample_sheet()
    first, *others = sheet.dimensions
    close, *measures = first.measures
    close = replace(close, score=94.887, completion=0.94887, peer_median=94.893,
                    value=close.target * Fraction("0.94887"))  # fmt: skip
    first = replace(first, contribution=first.contribution - 2.2313, measures=(close, *measures))
    return replace(sheet, composite=Fraction("99.9978"), dimensions=(first, *others))


@pytest.fixture(params=[sample_sheet, fine_sheet])
def sheet(request):
    with translation.override("en"):
        yield request.param()


@pytest.fixture
def parts(sheet) -> dict[str, str]:
    return rendered(sheet)


def rendered(sheet) -> dict[str, str]:
    """The parts of the page by their names."""
    who = {"cycle": SimpleNamespace(code="2026"), "manager": SimpleNamespace(staff_no="M1")}
    context = Context({"sheet": sheet, "links": LINKS, "has_peers": True, **who})
    html = Template(PAGE).render(context)
    names = ("equation", "position", "radar", "finding", "waterfall", "table")
    return dict(zip(names, html.split("<hr>"), strict=True))


def cells(row: str) -> list[str]:
    found = re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [" ".join(TAGS.sub(" ", cell).split()) for cell in found]


def rows(html: str) -> dict[str, list[str]]:
    """The cells of each row by the title that it begins with, down to the arrow or a small word."""
    found = [cells(row) for row in re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)]
    return {re.split(r" ↓| Weight ", row[0])[0]: row for row in found}


def behind(html: str) -> dict[str, list[str]]:
    """The table behind a chart."""
    return rows(html[html.index("<details") :])


def number(text: str) -> Decimal:
    return Decimal(NUMBER.search(text)[0].replace(",", ""))


def scored(sheet):
    return [line for line in sheet.measures if line.score is not None]


def test_a_score_and_its_median_read_alike_in_the_table_and_on_the_radar(sheet, parts):
    table, chart = rows(parts["table"]), behind(parts["radar"])
    drawn = re.findall(r'<text [^>]*class="[^"]*\btb\b[^"]*"[^>]*>([^<]+)<', parts["radar"])
    for line in scored(sheet):
        *_others, score, _weight, _contribution, gap = table[line.title]
        score = score.split()[-1]
        _title, on_chart, median = chart[line.title]
        assert on_chart == score
        assert drawn.count(score) >= 3  # on a screen, on a phone and on paper
        distance = number(gap) * (-1 if "▼" in gap or "−" in gap else 1)
        assert Decimal(score) - Decimal(median) == distance


def test_a_completion_reads_as_finely_as_the_score_that_it_makes(sheet, parts):
    table = rows(parts["table"])
    for line in scored(sheet):
        completion, score = table[line.title][4], table[line.title][5].split()[-1]
        assert completion.endswith("%")
        assert len(completion.split(".")[1]) - 1 == len(score.split(".")[1])


def test_the_composite_is_written_once_for_all(parts):
    composite = rows(parts["table"])["Composite score"][-2]
    values = re.findall(r'class="value">(.*?)</span>', parts["equation"], re.DOTALL)
    said = [TAGS.sub("", value).strip() for value in values]
    assert [said[0], said[-1]] == [composite, composite]
    described = re.findall(r"<desc[^>]*>([^;]+);", parts["position"])
    assert set(described) == {composite}


def test_a_dimension_contributes_the_same_in_the_equation_and_in_the_table(sheet, parts):
    table = rows(parts["table"])
    terms = parts["equation"].split('<span class="sign">')[1:]
    for dimension, term in zip(sheet.dimensions, terms, strict=False):
        _title, *_empty, score, weight, contribution, _gap = table[dimension.title]
        told = " ".join(TAGS.sub(" ", term).split())
        assert f" {contribution} " in told
        assert f"{score} × {weight}" in told


def test_rorac_reads_alike_in_the_table_in_its_waterfall_and_in_the_sentence():
    with translation.override("en"):
        parts = rendered(sample_sheet())
    _title, actual, target, *_others = rows(parts["table"])["RORAC"]
    figure = behind(parts["waterfall"])["RORAC"][-1]
    assert actual.split()[0] == figure
    assert f"leaves CNY {figure} k" in parts["finding"]
    assert len(target.split(".")[1]) == len(figure.split(".")[1])
