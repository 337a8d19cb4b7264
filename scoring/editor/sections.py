"""The sections of the editor: which tables of a scheme each asks for, in groups of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import in_language, language
from scoring.editor.controls import Choose, Control, Option, Shape, controls_of, table_of
from scoring.editor.labels import word_name
from scoring.graph.ledger import Filtered
from scoring.graph.registry import rules, sources
from scoring.graph.words import Words
from scoring.scheme.checks_measure import FOR_BONUS, FOR_DEDUCTIONS
from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES
from scoring.scheme.measures import Measure, PointsMeasure
from scoring.scheme.model import (
    Band,
    Bonus,
    Deductions,
    Dimension,
    Gate,
    Grading,
    LoanLoss,
    Pool,
    PoolPart,
    Quota,
    Rorac,
    SchemeDefinition,
)
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, Problem, value_at

Data = dict[str, Any]
LISTS: dict[str, Path] = {"measures": MEASURES, "bonus": BONUS, "deductions": DEDUCTIONS}
"""The lists of measures by their name in addresses."""


@dataclass(frozen=True)
class Group:
    """Fields under a heading; `item` is the place of what it is about in the list `items`."""

    title: str
    controls: list[Control]
    note: str = ""
    items: str = ""
    item: int | None = None
    is_last: bool = False
    slug: str = ""


def items_at(data: Data, path: Path) -> list[Any]:
    """Return a list of the file; empty where there is none."""
    found = value_at(path, data)
    return found if isinstance(found, list) else []


def tables_at(data: Data, path: Path) -> list[Data]:
    """Return the tables of a list, what is none as an empty one: places stay what they are."""
    return [one if isinstance(one, dict) else {} for one in items_at(data, path)]


def table_at(data: Data, path: Path) -> Data:
    found = value_at(path, data)
    return found if isinstance(found, dict) else {}


def title_of(item: Data) -> str:
    """Return what a table of the file calls itself on this page; its code failing that."""
    named = in_language(
        language(), zh=str(item.get("title_zh") or ""), en=str(item.get("title") or "")
    )
    return named or str(item.get("title") or item.get("code") or _("without a name"))


# ---------------------------------------------------------------- general, weights


def general(data: Data) -> list[Group]:
    """Return names and what holds for the whole scheme."""
    scheme = SchemeDefinition
    return [
        Group(_("Names"), controls_of(scheme, (), data, only=("name", "title", "title_zh"))),
        Group(
            _("The composite"),
            controls_of(
                scheme, (), data, only=("good_from", "no_composite_below", "places", "peers")
            ),
        ),
        Group(_("RORAC"), controls_of(Rorac, ("rorac",), table_at(data, ("rorac",)))),
        Group(
            _("Loan loss"), controls_of(LoanLoss, ("loan_loss",), table_at(data, ("loan_loss",)))
        ),
    ]


def weights(data: Data) -> list[Group]:
    """Return the dimensions, and what the measures of each weigh in it."""
    names = ("code", "title", "title_zh")
    columns = names if "ahp" in data else (*names, "weight")
    dimensions = items_at(data, ("dimensions",))
    found = [
        Group(
            _("Dimensions"),
            [table_of(Dimension, ("dimensions",), dimensions, columns, label=_("Dimensions"))],
            _("empty a row to take it out; weights in per cent of the whole"),
        )
    ]
    for place, dimension in enumerate(tables_at(data, ("dimensions",))):
        if "ahp" not in dimension:
            own = list(_weights_within(data, str(dimension.get("code", ""))))
            found.append(
                Group(
                    title_of(dimension), own, _("in per cent of the dimension"), slug=str(place + 1)
                )
            )
    return found


def _weights_within(data: Data, dimension: str) -> Iterator[Control]:
    for index, measure in enumerate(tables_at(data, MEASURES)):
        if dimension and measure.get("dimension") == dimension:
            (control,) = controls_of(Measure, (*MEASURES, index), measure, only=("weight",))
            yield replace(control, label=title_of(measure))


# ---------------------------------------------------------------- a measure

WHAT = ("code", "title", "title_zh", "meaning", "meaning_zh", "dimension", "weight", "unit")
MORE = ("direction", "concern")
OF_TARGETS = ("missing_target", "zero_target", "prorate", "monthly_targets", "target_of")
ODD = ("period", "gives", "without_records", "negative_value", "not_in_service", "absences")


def measure(data: Data, path: Path) -> list[Group]:
    """Return the fields of a measure: what it is, where its value comes from, how it is scored."""
    item = table_at(data, path)
    part = Measure if path[:-1] == MEASURES else PointsMeasure
    choose = choices(data)
    known = (*WHAT, *MORE, *OF_TARGETS, *ODD, "source", "formula", "rule")
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
        Group(_("How it is scored"), _rule(path, item), slug="rule"),
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


# ---------------------------------------------------------------- points, grades, pools


def points(data: Data) -> list[Group]:
    """Return the bounds of bonus and deductions; their measures have pages of their own."""

    return [
        Group(
            _("Bonus"),
            controls_of(Bonus, ("bonus",), table_at(data, ("bonus",)), only=("cap",)),
            _("the most points of all together; empty: without limit"),
        ),
        Group(
            _("Deductions"),
            controls_of(
                Deductions, ("deductions",), table_at(data, ("deductions",)), only=("floor",)
            ),
            _("−10: at most 10 points are taken off; empty: without limit"),
        ),
    ]


def grades(data: Data) -> list[Group]:
    """Return bands, quotas, gates and how ties are broken."""
    grading = table_at(data, ("grading",))
    choose = choices(data)
    names = ("code", "title", "title_zh")
    return [
        Group(
            _("Grade bands"),
            [
                table_of(
                    Band, ("bands",), items_at(data, ("bands",)), (*names, "from"),
                    label=_("Grade bands"),
                )
            ],
            _("best first; the last one takes the rest and has no bound"),
        ),
        Group(
            _("Grades by quota"),
            [
                table_of(
                    Quota, ("grading", "quotas"), items_at(grading, ("quotas",)),
                    (*names, "share"), label=_("Grades by quota"),
                )
            ],
            _("best first; shares in per cent, together 100"),
        ),
        Group(
            _("How grades are given"),
            controls_of(
                Grading, ("grading",), grading,
                only=("grade", "group", "leavers", "tie_breaks"),
            ),
            _("ties: deductions, service, staff_no or the code of a measure, one a line"),
        ),
        Group(
            _("Gates"),
            [
                table_of(
                    Gate, ("grading", "gates"), items_at(grading, ("gates",)),
                    ("at_best", "incidents", "severities", "certificate"),
                    label=_("Gates"), choose=choose,
                )
            ],
            _("for whom an incident is of one of these kinds, or a certificate does not hold"),
        ),
    ]  # fmt: skip


def pools(data: Data) -> list[Group]:
    """Return a group a pool."""
    found = []
    all_of_them = tables_at(data, ("pools",))
    for index, pool in enumerate(all_of_them):
        path = ("pools", index)
        fields = controls_of(Pool, path, pool, without=("parts",))
        parts = table_of(
            PoolPart, (*path, "parts"), items_at(pool, ("parts",)),
            ("code", "title", "title_zh", "share", "measure"),
            label=_("Parts"), choose=choices(data),
        )  # fmt: skip
        found.append(
            Group(
                title_of(pool), [*fields, parts], items="pools", item=index,
                is_last=index == len(all_of_them) - 1,
            )
        )  # fmt: skip
    return found


def choices(data: Data) -> Choose:
    """Return what may be chosen for fields that name something of the file."""

    def choose(key: str) -> tuple[Option, ...] | None:
        if key == "dimension":
            return tuple(_named(tables_at(data, ("dimensions",))))
        if key == "measure":
            return tuple(_named(one for path in LISTS.values() for one in tables_at(data, path)))
        if key == "at_best":
            both = [*tables_at(data, ("bands",)), *tables_at(data, ("grading", "quotas"))]
            return tuple(dict(_named(both)).items())
        return None

    return choose


def _named(items: Any) -> Iterator[Option]:
    for item in items:
        code = item.get("code")
        if isinstance(code, str) and code:
            yield code, f"{title_of(item)} ({code})"


# ---------------------------------------------------------------- where a problem is mended

SECTIONS = {
    "general": general,
    "weights": weights,
    "points": points,
    "grades": grades,
    "pools": pools,
}


@dataclass(frozen=True)
class Spot:
    """A page of the editor: its kind, and where on it."""

    section: str
    items: str = ""
    index: int = 0
    expert: int = 0


def spot_of(path: Path) -> Spot:
    """Return the page on which what stands at a path is mended."""
    for items, keys in LISTS.items():
        if path[: len(keys)] == keys and len(path) > len(keys) and isinstance(path[len(keys)], int):
            return Spot("measure", items, int(path[len(keys)]))
    if path[:1] == ("ahp",):
        return Spot("judgments", index=0, expert=_expert(path[1:]))
    if path[:1] == ("dimensions",):
        if len(path) > 2 and path[2] == "ahp":
            return Spot("judgments", index=int(path[1]) + 1, expert=_expert(path[3:]))
        return Spot("weights")
    if path[:1] in {("bands",), ("grading",)}:
        return Spot("grades")
    if path[:1] == ("pools",):
        return Spot("pools")
    if path[:1] in {("bonus",), ("deductions",)}:
        return Spot("points")
    if path == ("measures",):
        return Spot("weights")
    return Spot("general") if path else Spot("text")


def _expert(path: Path) -> int:
    return int(path[1]) if path[:1] == ("experts",) and len(path) > 1 else 0


def is_known(problem: Problem) -> bool:
    """Whether a form has a field for what is wrong; an unknown word has none."""
    return problem.kind not in {"known_word", "not_yet"}
