"""Every number that is shown is rounded by one function: nothing else in the source rounds one.

perfcenter.base.numbers.rounding is that function. Found here are Python's own ways to round or cut
a number on its way to the eye, in code and templates; each that stays has its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("perfcenter", "portfolio", "scoring", "reviews")

KEPT = {
    "perfcenter/base/numbers/rounding.py": "the function; it snaps floats at ten places",
    "perfcenter/base/numbers/writing.py": "writes what is rounded, a whole number without places",
    "perfcenter/base/kept/values.py": "makes a number of yes or no",
    "perfcenter/people/doors/wording.py": "says no wait shorter than it is",
    "perfcenter/trail/keeping.py": "reads a whole number out of a text",
    "perfcenter/ui/workbooks.py": "reads a number as Excel does: at fifteen digits",
    "scoring/management/commands/compare_runs.py": "writes decimals that are rounded already",
    "perfcenter/ui/charts/svg.py": "coordinates",
    "perfcenter/ui/charts/dots.py": "round numbers on an axis",
    "reviews/appeals/one.py": "reads a whole number out of a form",
    "reviews/surveys/rater_views.py": "reads a whole number out of a form",
    "scoring/explanation/opening.py": "reads a whole number out of an address",
    "scoring/overriding/read.py": "bounds of two places that lie within the exact ones",
    "scoring/engine/bands.py": "tells what is near a tie, which goes through the one function",
    "perfcenter/ui/charts/scale.py": "round numbers on an axis",
    "perfcenter/ui/charts/scores.py": "coordinates",
    "perfcenter/ui/charts/position.py": "coordinates",
    "perfcenter/demo/clients.py": "makes data",
    "perfcenter/demo/contracts.py": "makes data",
    "perfcenter/demo/ledger.py": "makes data",
    "perfcenter/demo/pools.py": "makes data",
    "perfcenter/demo/records.py": "makes data",
    "perfcenter/demo/sales.py": "makes data",
    "perfcenter/demo/shares.py": "makes data",
    "perfcenter/demo/targets.py": "makes data",
    "perfcenter/demo/writing.py": "makes goals of round amounts",
    "reviews/deck/fast/book.py": "writes a cell with the digits that Excel reads",
    "reviews/deck/grid.py": "lengths",
    "reviews/deck/reference/charts.py": "coordinates",
    "reviews/deck/svg/chart.py": "coordinates",
    "reviews/deck/svg/marks.py": "coordinates",
    "reviews/deck/svg/scale.py": "round numbers on an axis",
    "reviews/deck/reference/text.py": "lengths",
    "reviews/deck/slides/measures.py": "lengths",
    "reviews/deck/slides/pointed.py": "lengths",
    "reviews/deck/slides/bars.py": "lengths",
    "reviews/deck/slides/completion.py": "lengths",
    "reviews/deck/slides/facts.py": "lengths",
    "reviews/deck/slides/glance.py": "lengths",
    "reviews/deck/slides/page.py": "lengths",
    "reviews/deck/slides/scorecard.py": "lengths",
    "reviews/deck/slides/texts.py": "lengths",
    "reviews/deck/slides/waterfall.py": "lengths",
    "reviews/deck/style.py": "lengths",
    "reviews/deck/table.py": "lengths",
    "reviews/report/units.py": "writes out what was typed, which is rounded already",
    "reviews/setup/targets.py": "computes, half-even",
    "reviews/goals/compare.py": "computes, half-even",
    "reviews/goals/plans.py": "computes, half-even",
    "scoring/engine/ahp.py": "computes; its errors are for programmers",
    "scoring/engine/columns.py": "computes, half-even",
    "scoring/engine/exact.py": "computes, half-even",
    "scoring/engine/scorecard.py": "computes, half-even",
    "scoring/engine/units.py": "counts whole units, cut towards zero",
    "perfcenter/models/jobs.py": "how many a second a job does, roughly",
    "portfolio/imports/samples.py": "writes what is stored out in full",
    "scoring/editor/forms.py": "reads the number of a version out of an address",
    "scoring/scheme/problems.py": "writes an exact decimal of the file out",
}
"""Where a number is rounded by other means, and why that is not shown or not wrong."""

UNROUNDED = {"units", "number", "value"}
"""What int() would cut, by the names that such numbers have here."""
ROUNDING_NAMES = {"round", "floor", "ceil", "trunc"}
ROUNDING_METHODS = {"round", "floor", "ceil", "rint", "trunc", "quantize", "to_integral_value"}
SPEC = re.compile(r"[^%]*(?:\.\d+[a-zA-Z%]?|[eEfFgGn%]|,[a-z]?)")
OLD_STYLE = re.compile(r"%(?:\(\w+\))?[-+ #0-9]*(?:\.\d+)?[eEfFgGd]")
IN_BRACES = re.compile(r"\{\w*:([^{}]+)\}")
IN_TEMPLATE = re.compile(r"floatformat|intcomma|intword|widthratio|stringformat:\"[^\"]*[efg]\"")
IN_SCRIPT = re.compile(r"toFixed|toPrecision|toLocaleString|Math\.(?:round|floor|ceil|trunc)")


def sources() -> list[Path]:
    found = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def roundings(source: str) -> Iterator[int]:
    """Yield the lines on which a number is rounded, cut, or written with places."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _rounds(node):
            yield node.lineno
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = getattr(node.format_spec, "values", [])
            spec = "".join(p.value if isinstance(p, ast.Constant) else "." for p in parts)
            if SPEC.fullmatch(spec):
                yield node.lineno
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            text = node.left.value if isinstance(node.left, ast.Constant) else ""
            if isinstance(text, str) and OLD_STYLE.search(text):
                yield node.lineno


def _rounds(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        cuts = function.id == "int" and any(_divides(argument) for argument in call.args)
        return cuts or function.id in ROUNDING_NAMES
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr == "format" and isinstance(function.value, ast.Constant):
        return any(map(SPEC.fullmatch, IN_BRACES.findall(str(function.value.value))))
    return function.attr in ROUNDING_METHODS


def _divides(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div | ast.FloorDiv)
        for part in ast.walk(node)
    ) or (isinstance(node, ast.Name) and node.id in UNROUNDED)


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_number_that_is_shown_goes_through_the_one_function(path):
    found = sorted(set(roundings(path.read_text("utf-8"))))
    if name_of(path) in KEPT:
        assert found, f"{name_of(path)} rounds nothing any more; take it off the list"
    else:
        assert not found, f"{name_of(path)} rounds by itself in lines {found}"


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=name_of)
def test_templates_round_by_our_filters_alone(path):
    assert not IN_TEMPLATE.search(path.read_text("utf-8"))


def test_no_script_of_ours_writes_numbers():
    scripts = [p for p in (ROOT / "perfcenter").rglob("*.js") if "vendor" not in p.parts]
    assert not [p.name for p in scripts if IN_SCRIPT.search(p.read_text("utf-8"))]


@pytest.mark.parametrize(
    "line",
    [
        "round(x, 2)", "x.quantize(y)", "math.floor(x)", "floor(x)", "np.round(x)",
        "f'{x:.2f}'", "f'{x:g}'", "f'{x:,}'", "f'{x:.{places}f}'", "f'{x:.1%}'",
        "'%.2f' % x", "'%(n)d' % x", "'{:,.0f}'.format(x)", "int(x / 2)",
    ],
)  # fmt: skip
def test_what_rounds_is_found(line):
    assert list(roundings(line))


@pytest.mark.parametrize(
    "line", ["f'{x:02d}'", "f'{day:%Y-%m-%d}'", "'%(n)s' % x", "int(x)", "f'{x!r}'", "f'{x:>8}'"]
)
def test_what_does_not_round_is_left_alone(line):
    assert not list(roundings(line))


def test_the_kept_ones_exist():
    assert set(KEPT) <= set(map(name_of, sources()))
