"""What docs/scheme.md shows is what the software does."""

from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings
from django.utils import translation
from scoring.scheme.rules import Rule
from scoring.scheme.sources import Source

from scoring.scheme.model import Measure, SchemeDefinition
from scoring.scheme.problems import SchemeError
from scoring.scheme.reading import parse

TEXT = (Path(settings.BASE_DIR) / "docs" / "scheme.md").read_text(encoding="utf-8")
BLOCKS = [block.removeprefix("toml").lstrip("\n") for block in TEXT.split("```")[1::2]]
EXAMPLE = BLOCKS[0]
WRONG_MEASURE = next(block for block in BLOCKS if block.startswith('[[measures]]\ncode = "DEP"'))
ANSWER = BLOCKS[-1].strip()


def test_the_example_loads():
    scheme = parse(EXAMPLE, file="small-bank.toml")
    assert scheme.dimension_weights() == {"business": 0.7, "quality": 0.3}
    assert scheme.deductions.most == 10
    assert [step.bound for step in scheme.measure("CARDS").rule.steps] == [10, 50, 80]


def test_the_example_of_errors_is_what_one_gets():
    before, rest = EXAMPLE.split('[[measures]]\ncode = "NPL"')
    after = rest[rest.index("[deductions]") :]
    text = before + WRONG_MEASURE + "\n" + after
    with translation.override("en"), pytest.raises(SchemeError) as refused:
        parse(text, file="small-bank.toml")
    with translation.override("en"):
        assert str(refused.value) == ANSWER


def words() -> list[str]:
    parts = [SchemeDefinition, Measure, *_union(Source), *_union(Rule)]
    keys = {field.alias or name for part in parts for name, field in part.model_fields.items()}
    tags = {get_args(part.model_fields["metric"].annotation)[0] for part in _union(Source)}
    rules = {get_args(part.model_fields["name"].annotation)[0] for part in _union(Rule)}
    return sorted(keys | tags | rules)


def _union(annotated) -> tuple:
    return get_args(get_args(annotated)[0])


@pytest.mark.parametrize("word", words())
def test_every_word_is_explained(word):
    marks = (f"`{word}`", f"`[{word}]`", f"`[[{word}]]`", f"`[[{word}.")
    assert any(mark in TEXT for mark in marks)


@pytest.mark.parametrize("source", _union(Source), ids=lambda source: source.__name__)
def test_the_table_of_metrics_says_how_months_come_together(source):
    """The last two columns: targets by month, and whether there is a part year."""
    metric = get_args(source.model_fields["metric"].annotation)[0]
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{metric}` |"))
    said = [cell.strip() for cell in row.strip("|").split("|")[-2:]]
    if metric == "judgment":  # scored by its value, never against a target
        assert said == ["", ""]
        return
    found = source.model_construct()
    assert said == [found.targets_by_month, "yes" if found.has_part_year else "no"]
