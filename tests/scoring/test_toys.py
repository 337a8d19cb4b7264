"""A new source and a new rule are one class each: nothing else has to know of them."""

from __future__ import annotations

import csv
from typing import ClassVar, Literal

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from pydantic import Field

from perfcenter.models import User
from scoring.graph import column
from scoring.graph.column import Column
from scoring.graph.formula import OVER, Piece, parameter
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules, sources
from scoring.graph.rule import Policy, Rule
from scoring.graph.source import Source
from scoring.graph.text import Text
from scoring.graph.types import Positive
from scoring.models import MeasureScore, Scheme
from scoring.runs.write import score
from scoring.scheme.document import documented
from scoring.scheme.write import load_scheme
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


SCHEME = """
name = "toys"
title = "Toys"
title_zh = "玩具"

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100

[[measures]]
code = "LETTERS"
dimension = "all"
weight = 100
title = "Letters"
title_zh = "字数"
meaning = "Letters of the staff number."
meaning_zh = "工号的字数。"
unit = "count"
source = { metric = "toy_letters", times = 30 }
rule = { name = "toy_parts", parts = 3 }

[[bands]]
code = "any"
title = "Any"
title_zh = "全部"
"""


class Letters(Source):
    """Letters of the staff number, so many times."""

    metric: Literal["toy_letters"]
    times: Positive = Field(description="how many times|倍数")
    title: ClassVar[Text] = Text("工号字数", "Letters of the number")
    units: ClassVar[tuple[str, ...]] = ("count",)

    def read(self, scope: Scope) -> Column:
        counts = [[self.times * len(one.staff_no)] for one in scope.ground.people.persons]
        return Column.from_cells(counts, 1)


class Parts(Rule):
    """The value cut into so many parts."""

    name: Literal["toy_parts"]
    parts: Positive = Field(description="how many parts|份数")
    title: ClassVar[Text] = Text("均分计分", "Cut into parts")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        return column.scaled(value, 1 / self.parts)

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        return (cell.input(0), OVER, parameter(self.parts, "份数", "parts"))


@pytest.fixture(autouse=True)
def toys():
    """Register both toys for the length of a test."""
    sources(Letters)
    rules(Parts)
    yield
    sources.forget("toy_letters")
    rules.forget("toy_parts")


@pytest.fixture
def cycle(db):
    scheme, _is_new = load_scheme(SCHEME, file="toys.toml")
    return make.make_cycle("T", managers=[make.make_manager("M007")], scheme=scheme)


def test_it_scores(cycle):
    run = score(cycle=cycle)
    found = MeasureScore.objects.get(run=run)
    assert (found.value, found.score) == (4 * 30, 4 * 30 / 3)
    assert run.results.get().composite == 40


def test_it_is_in_the_result_files(cycle, tmp_path):
    call_command("score", "T", csv=tmp_path)
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["measure_code"], row["value"], row["score"]) == (
        "LETTERS",
        "120.000000",
        "40.000000",
    )


def test_a_mistake_in_its_words_is_in_the_list_of_errors(tmp_path):
    path = tmp_path / "toys.toml"
    wrong = SCHEME.replace("times = 30", "times = 0").replace("parts = 3", "part = 3")
    path.write_text(wrong, encoding="utf-8")
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_scheme", path)
    assert str(refused.value).splitlines() == [
        "toys.toml, line 21, measures.LETTERS.source.times = 0: expected a number above 0",
        "toys.toml, line 22, measures.LETTERS.rule.parts: is missing",
        "toys.toml, line 22, measures.LETTERS.rule.part = 3: not a word of schemes here; "
        "allowed: name, parts",
    ]
    assert not Scheme.objects.filter(name="toys").exists()


def test_it_is_among_the_words_that_a_wrong_word_is_answered_with(tmp_path):
    path = tmp_path / "toys.toml"
    path.write_text(SCHEME.replace("toy_letters", "toy_digits"), encoding="utf-8")
    with translation.override("en"), pytest.raises(CommandError, match=r", toy_letters, "):
        call_command("load_scheme", path)


def test_it_is_in_the_tables_of_the_document():
    marks = "<!-- sources: made by it -->\n<!-- end -->\n<!-- rules: made by it -->\n<!-- end -->"
    assert documented(marks).count("toy_") == 2
    text = documented(marks)
    assert "| `toy_letters` | Letters of the staff number, so many times. |" in text
    assert "| `toy_parts` | The value cut into so many parts. | `parts`: how many parts" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Letters of the number (how many times: 30)", "Cut into parts (how many parts: 3)"],
        ),
        ("zh-hans", ["工号字数（倍数：30）", "均分计分（份数：3）"]),
    ],
)
def test_the_schemes_page_says_it_in_words(cycle, client, language, words):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(make.make_user(role=User.Role.HR))
    page = client.get(reverse("scoring:scheme_detail", args=["toys", cycle.scheme.version]))
    assert all(word in page.content.decode() for word in words)


@pytest.mark.parametrize("name", ["explanation", "explanation_json", "explanation_workbook"])
def test_it_explains_itself(cycle, client, name):
    score(cycle=cycle)
    client.force_login(make.make_user(role=User.Role.HR))
    answer = client.get(reverse(f"scoring:{name}", args=["T", "M007", "LETTERS"]))
    assert answer.status_code == 200
