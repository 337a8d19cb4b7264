"""The fields of one measure: what it is, where its value comes from, how it is scored."""

from __future__ import annotations

from django.utils.translation import gettext as _

from scoring.editor.choices import choices
from scoring.editor.controls import Choose, Control, Group, Option, controls_of
from scoring.editor.shapes import Shape
from scoring.editor.tables import Data, table_at
from scoring.graph.ledger import Filtered
from scoring.graph.registry import rules, sources
from scoring.graph.words import Words
from scoring.scheme.checks_measure import FOR_BONUS, FOR_DEDUCTIONS
from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES
from scoring.scheme.labels import word_name
from scoring.scheme.measures import Measure, PointsMeasure
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING

WHAT = ("code", "title", "title_zh", "meaning", "meaning_zh", "dimension", "weight", "unit")
MORE = ("direction", "concern")
OF_TARGETS = ("missing_target", "zero_target", "prorate", "monthly_targets", "target_of")
SCORED = ("override",)
ODD = ("period", "gives", "without_records", "negative_value", "not_in_service", "absences")


def measure(data: Data, path: Path) -> list[Group]:
    """Return the fields of a measure: what it is, where its value comes from, how it is scored."""
    item = table_at(data, path)
    part = Measure if path[:-1] == MEASURES else PointsMeasure
    choose = choices(data)
    known = (*WHAT, *MORE, *OF_TARGETS, *ODD, *SCORED, "source", "formula", "rule")
    own = [name for name in part.model_fields if name not in known]
    what = controls_of(part, path, item, only=(*WHAT, *MORE, *own), choose=choose)
    found = [
        Group(_("What it is"), what),
        Group(
            _("Where the value comes from"),
            [*_source(data, path, item), *controls_of(part, path, item, only=("formula",))],
            _("either a source or a formula over other measures"),
            slug="source",
        ),
        Group(
            _("How it is scored"),
            [*_rule(path, item), *controls_of(part, path, item, only=SCORED)],
            slug="rule",
        ),
    ]
    if part is Measure:
        found.append(
            Group(
                _("Targets"),
                controls_of(part, path, item, only=OF_TARGETS),
                _("only where the rule looks at a target"),
            )
        )
    found.append(Group(_("Periods and odd cases"), controls_of(part, path, item, only=ODD)))
    return found


def _source(data: Data, path: Path, item: Data) -> list[Control]:
    table = table_at(item, ("source",))
    word = str(table.get("metric", ""))
    words = [(w, word_name("metric", w)) for w in sorted(sources.words)]
    chosen = _word(path, "source", "metric", table, words)
    if word not in sources:
        return [chosen]
    cls = sources[word]
    return [chosen, *_parameters(cls, (*path, "source"), table, choices(data))]


def _rule(path: Path, item: Data) -> list[Control]:
    table = table_at(item, ("rule",))
    word = str(table.get("name", ""))
    words = [(w, word_name("name", w)) for w in rule_words(path)]
    chosen = _word(path, "rule", "name", table, words)
    if word not in rules:
        return [chosen]
    return [chosen, *_parameters(rules[word], (*path, "rule"), table, None)]


def rule_words(path: Path) -> list[str]:
    """Return the rules that a measure of this list may have."""
    allowed = {BONUS: FOR_BONUS - {"completion"}, DEDUCTIONS: FOR_DEDUCTIONS}.get(path[:-1])
    return [word for word in sorted(rules.words) if allowed is None or word in allowed]


def _word(path: Path, key: str, word: str, table: Data, words: list[Option]) -> Control:
    label = _("Source") if key == "source" else _("Rule")

    value = table.get(word, NOTHING)
    own = [] if value is NOTHING or value in dict(words) else [(str(value), str(value))]
    shape = Shape("choice", tuple(w for w, _name in words))
    return Control((*path, key, word), word, label, shape, value, (*words, *own))


def _parameters(cls: type[Words], path: Path, table: Data, choose: Choose | None) -> list[Control]:
    """Return a class's own parameters first, then the filters that many have."""
    names = [info.alias or name for name, info in cls.parameters().items()]
    filters = set(Filtered.model_fields) if issubclass(cls, Filtered) else set()
    ordered = [n for n in names if n not in filters] + [n for n in names if n in filters]
    return controls_of(cls, path, table, only=ordered, choose=choose)
