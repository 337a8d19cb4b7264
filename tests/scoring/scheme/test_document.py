"""What docs/scheme.md shows is what the software does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from scoring.graph.registry import rules, sources
from scoring.graph.words import Part
from scoring.scheme.document import documented
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.problems import SchemeError
from scoring.scheme.reading import parse
from scoring.scheme.shape import parts_in, words_of

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


def parts() -> Iterator[type[Part]]:
    """Yield every table that a scheme file may have."""
    found: list[type[Part]] = [SchemeDefinition, *sources, *rules]
    for part in found:
        yield part
        for field in part.model_fields.values():
            found += [inner for inner in parts_in(field.annotation) if inner not in found]


def words() -> list[str]:
    keys = {word for part in parts() for word in words_of(part)}
    return sorted(keys | set(sources.words) | set(rules.words))


@pytest.mark.parametrize("word", words())
def test_every_word_is_explained(word):
    marks = (f"`{word}`", f"`[{word}]`", f"`[[{word}]]`", f"`[[{word}.", f".{word}]]`")
    assert any(mark in TEXT for mark in marks)


def test_the_tables_are_those_of_the_classes():
    assert documented(TEXT) == TEXT


@pytest.mark.parametrize("source", list(sources), ids=lambda source: source.word())
def test_the_table_of_metrics_says_how_months_come_together(source):
    """The last two columns: targets by month, and whether there is a part year."""
    table = TEXT[TEXT.index("<!-- sources") :]
    row = next(line for line in table.splitlines() if line.startswith(f"| `{source.word()}` |"))
    said = [cell.strip() for cell in row.strip("|").split("|")[-2:]]
    assert said == [source.targets, "yes" if source.prorated else "no"]


@pytest.mark.parametrize("cls", [*sources, *rules], ids=lambda cls: cls.word())
def test_every_word_of_a_source_or_rule_is_described_in_both_languages(cls):
    undescribed = [
        name
        for name, field in cls.parameters().items()
        if not all((field.description or "|").split("|"))
    ]
    assert not undescribed
    assert cls.title.zh
    assert cls.title.en
