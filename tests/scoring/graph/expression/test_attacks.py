"""What is no formula is refused at its character, before anything is computed."""

from __future__ import annotations

import sys
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.graph.expression.parsing import (
    FUNCTIONS,
    LONGEST,
    Call,
    Expression,
    FormulaError,
    Name,
    names_in,
    parse,
)

MOST_CALLS = 30_000  # of Python functions: some milliseconds on any machine

REFUSED = [
    # formula, character counted from 0, kind
    ("A.__class__", 1, "not_in_formulas"),
    ("A.b.c", 3, "not_in_formulas"),
    ("A().b", 3, "not_in_formulas"),
    ("A[0]", 1, "not_in_formulas"),
    ("[A for A in B]", 0, "not_in_formulas"),
    ("{A}", 0, "not_in_formulas"),
    ("(A, B)", 0, "not_in_formulas"),
    ("()", 0, "not_in_formulas"),
    ("*A", 0, "not_a_formula"),
    ("9**9**9", 1, "not_in_formulas"),
    ("A // B", 2, "not_in_formulas"),
    ("A % B", 2, "not_in_formulas"),
    ("A @ B", 2, "not_in_formulas"),
    ("A | B", 2, "not_in_formulas"),
    ("~A", 0, "not_in_formulas"),
    ("A is B", 2, "not_in_formulas"),
    ("(A) in B", 4, "not_in_formulas"),
    ("A < B < C", 6, "not_in_formulas"),
    ("A if B else C", 2, "not_in_formulas"),
    ("(lambda: A)()", 7, "not_in_formulas"),
    ("(A := 3)", 3, "not_in_formulas"),
    ("await A", 0, "not_in_formulas"),
    ("yield A", 0, "not_a_formula"),
    ("import os", 0, "not_a_formula"),
    ("f'{A}'", 1, "not_in_formulas"),
    ("'A'", 0, "not_in_formulas"),
    ('"""', 0, "not_in_formulas"),
    ("__import__(os)", 0, "a_function"),
    ("1 + eval(A)", 4, "a_function"),
    ("A(3)", 0, "a_function"),
    ("min(*A)", 0, "arguments"),
    ("min(A, key=B)", 0, "arguments"),
    ("min()", 0, "arguments"),
    ("2 * if(A)", 4, "arguments"),
    ("score(A + B)", 0, "a_measure_inside"),
    ("pool(3)", 0, "a_measure_inside"),
    ("round(A, B)", 9, "whole_places"),
    ("round(A, 1.5)", 9, "whole_places"),
    ("round(A, -1)", 9, "whole_places"),
    ("round(A, 400)", 9, "whole_places"),
    ("1e400", 0, "a_plain_number"),
    ("A + 1_000", 4, "a_plain_number"),
    ("0x10", 0, "a_plain_number"),
    ("1j", 0, "a_plain_number"),
    (".5", 0, "a_plain_number"),
    ("1.", 0, "a_plain_number"),
    ("0.1234567", 0, "a_plain_number"),
    ("1234567890123", 0, "a_plain_number"),
    ("True", 0, "a_plain_number"),
    ("None", 0, "a_plain_number"),
    ("...", 0, "a_plain_number"),
    ("A # B", 2, "not_in_formulas"),
    ("A; B", 1, "not_in_formulas"),
    ("A \\\n+ B", 2, "not_in_formulas"),
    ("A \x00", 2, "not_in_formulas"),
    ("A\x0c+ B", 1, "not_in_formulas"),
    ("A \ud800", 2, "not_in_formulas"),
    ("", 0, "not_a_formula"),
    ("   ", 0, "not_a_formula"),
    ("A B", 2, "not_a_formula"),
]
LOOKALIKES = [
    ("Ａ + 1", 0),  # full width
    ("A ＋ B", 2),
    ("А + 1", 0),  # Cyrillic
    ("１ + A", 0),
    ("ﬁx", 0),  # a ligature that Python reads as two letters
    ("A\u200b + 1", 1),
    ("A\xa0+ 1", 1),
    ("A\u2028+ 1", 1),
    ("A × B", 2),
    ("存款", 0),
]
MONSTERS = [
    ("(" * 300 + "A" + ")" * 300, "not_a_formula"),
    ("(" * 150 + "A" + ")" * 150 + "[0]", "not_in_formulas"),
    ("-" * (LONGEST - 1) + "A", "formula_too_deep"),
    ("not " * 400 + "A", "formula_too_deep"),
    ("min(" * 100 + "A" + ")" * 100, "formula_too_deep"),
    ("+".join("A" * 999), "formula_too_deep"),
    ("A" * (LONGEST + 1), "formula_too_long"),
    ("9" * LONGEST, "a_plain_number"),
    ("A" * 10_000_000, "formula_too_long"),
]


def refusal(text: str) -> FormulaError:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Python would print them on the server's terminal
        with pytest.raises(FormulaError) as refused:
            parse(text)
    return refused.value


@pytest.mark.parametrize(("text", "at", "kind"), REFUSED)
def test_it_is_refused_where_it_stands(text, at, kind):
    error = refusal(text)
    assert (error.kind, error.at) == (kind, at)


@pytest.mark.parametrize(("text", "at"), LOOKALIKES)
def test_a_letter_that_looks_like_another_is_refused_where_it_stands(text, at):
    error = refusal(text)
    assert (error.kind, error.at) == ("not_in_formulas", at)


@pytest.mark.parametrize(("text", "kind"), MONSTERS, ids=lambda part: part[:20])
def test_the_largest_is_refused_after_few_steps(text, kind):
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        error = refusal(text)
    finally:
        sys.setprofile(None)
    assert error.kind == kind
    assert calls < MOST_CALLS


def tried(text: str) -> tuple[Expression | None, FormulaError | None]:
    try:
        return parse(text), None
    except FormulaError as error:
        return None, error


@given(st.text(max_size=60))
def test_no_text_does_anything_but_be_read_or_be_refused(text):
    found, error = tried(text)
    assert error is None or 0 <= error.at <= len(text)
    assert found is None or all(name.code.isascii() for name in names_in(found))


@given(
    st.lists(st.sampled_from(["A", "B", *FUNCTIONS, "(", ")", ",", "+", "-", "1", "<", " not "]))
)
def test_no_row_of_words_does_either(words):
    _found, error = tried("".join(words))
    assert error is None or 0 <= error.at <= sum(map(len, words))


def test_a_row_of_terms_is_not_nested():
    total = parse(" + ".join(f"M{n}" for n in range(120)))
    assert [name.code for name in names_in(total)] == [f"M{n}" for n in range(120)]


def test_if_is_a_word_like_others():
    found = parse("if(A >= 0.5, A, 0)")
    assert isinstance(found, Call)
    assert (found.function, found.arguments[1]) == ("if", Name("A", "value", 13))
    assert found.arguments[0].arguments[1].value == Fraction(1, 2)
