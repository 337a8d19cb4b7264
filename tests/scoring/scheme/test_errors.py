"""A wrong scheme file is refused: every error, each with its place, in the order of the file."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from scoring.scheme.problems import SchemeError
from scoring.scheme.reading import KILOBYTES, parse
from tests.scoring.scheme.files import COMPLETION, NPL_RULE, TEXT, changed, line_of, problems


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_every_mistake_of_a_file_is_listed_in_the_order_of_its_lines():
    found = problems(
        changed(
            ("decay = 0.05", "decay = 5"),
            ("weight = 60", "weight = -60"),
            ('"lower"', '"down"'),
            ("\nfrom = 90", "\nfrom = 100"),
            ('"exam_mean"', '"exam"'),
        )
    )
    assert [(p.line, p.place) for p in found] == [
        (line_of("decay = 0.05"), "rorac.decay"),
        (line_of("weight = 60"), "measures.RORAC.weight"),
        (line_of('direction = "lower"'), "measures.NPL.direction"),
        (line_of('metric = "exam_mean"'), "measures.EXAM.source.metric"),
        (line_of('code = "good"') + 3, "bands.good.from"),
    ]


def test_an_error_reads_file_line_path_value_and_expectation():
    with pytest.raises(SchemeError) as refused:
        parse(changed(("decay = 0.05", "decay = 5")), file="x.toml")
    line = line_of("decay = 0.05")
    expected = "expected a number from 0 to 1, e.g. 0.3 for 30%"
    assert str(refused.value) == f"x.toml, line {line}, rorac.decay = 5: {expected}"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("", None, "empty"),
        (b"\xef\xbb\xbf \n", None, "empty"),
        (b'name = "a"\ntitle = "\xb2\xc6"', 2, "not UTF-8"),
        (TEXT.encode("utf-16"), 1, "not UTF-8"),
        (TEXT.encode("gb18030"), line_of("title_zh"), "not UTF-8"),
        (
            TEXT.replace("weight = 60", "weight 60"),
            line_of("weight = 60"),
            "not TOML: Expected '='",
        ),
        ('name = "a', 1, "not TOML"),
        ("a = 1\na = 2", 2, "not TOML"),
        ("a = 1\n\x00", 2, "not TOML"),
        ("a = " + "9" * 5000, None, "12 digits"),
        ("a = " + "[" * 5000, None, "too deeply"),
        ("a = " + "{b = " * 5000, None, "too deeply"),
        ("# " + "x" * KILOBYTES * 1024, None, f"{KILOBYTES} kB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(source, line, words):
    (problem,) = problems(source)
    assert (problem.line, words in problem.expected) == (line, True), str(problem)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "measures = 3\nbands = []\ndimensions = {}",
        "[[measures]]\n[[dimensions]]\n[[bands]]\n[[bands]]\n[[ahp.experts]]",
        "measures = [1, 'a', [], {}]\ndimensions = ['a']\nbands = [[]]\nahp = 3\nbonus = []",
        "[[measures]]\ncode = 1\ndimension = []\nweight = {}\nrule = []\nsource = {metric = 1}",
        "[[measures]]\nrule = {name = {}}\nsource = {metric = 'rorac', x.y = 1}\nunit = []",
        "ahp.experts = [{judgments = [3]}, {judgments = 'x'}, {judgments = [[nan]]}]",
        "bonus.measures = [1]\ndeductions.measures.x = 1",
        "[[measures]]\ncode = 'A'\nsource = {metric = 'fees', families = [{}, 2026-01-01]}",
    ],
)
def test_nonsense_is_refused_not_tripped_over(source):
    assert problems(source)


def test_a_scheme_without_weights_or_judgments_is_refused():
    before, rest = TEXT.split("[[ahp.experts]]")
    found = problems(before + rest[rest.index("# Finance") :])
    places = [p.place for p in found]
    assert places == [
        f"dimensions.{d}.weight" for d in ("finance", "customer", "process", "learning")
    ]


def test_given_weights_must_add_up_to_100():
    before, rest = TEXT.split("[[ahp.experts]]")
    text = before.replace('title_zh = "财务"', 'title_zh = "财务"\nweight = 40')
    for zh in ("客户", "内部流程", "学习与成长"):
        text = text.replace(f'title_zh = "{zh}"', f'title_zh = "{zh}"\nweight = 20.5')
    (problem,) = problems(text + rest[rest.index("# Finance") :])
    assert problem.expected == "the weights of the dimensions add up to 101.5; expected 100"


def test_inconsistent_judgments_are_named_with_what_the_weights_imply():
    (problem,) = problems(changed(("[2, 3, 5],", "[9, 3, 5],")))
    assert problem.expected.startswith("CR 0.1486 is not below 0.1; look again at")
    assert "finance : customer = 9 (" in problem.expected


def test_experts_are_checked_one_by_one():
    more = '[[ahp.experts]]\nname = "%s"\njudgments = [[%s, 3, 5], [2, 3], [2]]\n\n# Finance --'
    text = TEXT.replace("# Finance --", more % ("Zhao", "9"), 1)
    (problem,) = problems(text)
    assert problem.place == "ahp.experts.2.judgments.1.1"


def test_several_experts_weigh_by_the_geometric_mean():
    more = '[[ahp.experts]]\nname = "Li"\njudgments = [[3, 4, 6], ["3/2", 3], [2]]\n\n# Finance --'
    scheme = parse(TEXT.replace("# Finance --", more, 1), file="x.toml")
    assert sum(scheme.dimension_weights().values()) == pytest.approx(1, abs=1e-15)
    alone = parse(TEXT, file="x.toml").dimension_weights()
    assert scheme.dimension_weights()["finance"] > alone["finance"]


def test_completion_needs_a_cap_where_lower_is_better():
    text = changed(
        ('direction = "lower"', 'direction = "higher"'), (NPL_RULE, 'rule = { name = "value" }')
    )
    lower = text.replace(COMPLETION, 'rule = { name = "completion" }\ndirection = "lower"', 1)
    (problem,) = problems(lower)
    assert (problem.place, "needs a cap" in problem.expected) == ("measures.RORAC.rule.cap", True)


DEDUCTION = """
[[deductions.measures]]
code = "COMPLIANCE"
title = "Compliance"
title_zh = "合规扣分"
meaning = "Points off."
meaning_zh = "扣分。"
unit = "points"
direction = "lower"
source = { metric = "incident_points" }
rule = { name = "%s", points = 1%s }

# Grades --"""


@pytest.mark.parametrize(
    ("rule", "more", "place", "words"),
    [
        ("points_per_unit", "", "rule.name", "expected one of deduct_per_unit, linear"),
        ("deduct_per_unit", ", floor = 10", "rule.floor", "give a cap instead"),
        ("deduct_per_unit", ", start = 90", "rule.start", "give a cap instead"),
    ],
)
def test_a_deduction_takes_points_off_by_the_unit(rule, more, place, words):
    (problem,) = problems(TEXT.replace("# Grades --", DEDUCTION % (rule, more), 1))
    assert problem.place == f"deductions.measures.COMPLIANCE.{place}"
    assert words in problem.expected


def test_a_floor_of_deductions_is_not_above_zero():
    deductions = "[deductions]\nfloor = 10\n" + DEDUCTION % ("deduct_per_unit", "")
    (problem,) = problems(TEXT.replace("# Grades --", deductions, 1))
    assert (problem.place, problem.found) == ("deductions.floor", "10")
