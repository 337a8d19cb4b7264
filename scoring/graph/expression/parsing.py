"""From the text of a formula to a tree of known things; all else is refused in place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 2_000
DEEPEST = 30
MOST_NODES = 400
DIGITS = 12
PLACES = 6
SIGNS = frozenset("_+-*/()<>=!,. \t\n\r")
MOST_PLACES = 12
NUMBER = re.compile(rf"\d{{1,{DIGITS}}}(\.\d{{1,{PLACES}}})?")
BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARE = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
FUNCTIONS: dict[str, tuple[int, int]] = {  # how many arguments
    "if": (3, 3),
    "min": (1, 20),
    "max": (1, 20),
    "round": (1, 2),
    "floor": (1, 1),
    "clip": (3, 3),
    "default": (2, 2),
    "sum_over_periods": (1, 1),
    "mean_over_periods": (1, 1),
    "last_period": (1, 1),
    "score": (1, 1),
    "target": (1, 1),
    "completion": (1, 1),
    "pool": (1, 1),
}
OF_A_MEASURE = {"score", "target", "completion", "pool"}


class FormulaError(ValueError):
    """What is wrong with a formula, and at which character (counted from 0)."""

    def __init__(self, kind: str, at: int, **words: object) -> None:
        super().__init__(kind)
        self.kind, self.at, self.words = kind, at, words


@dataclass(frozen=True)
class Constant:
    value: Fraction
    at: int


@dataclass(frozen=True)
class Name:
    """A measure's value, or its score, target or completion."""

    code: str
    part: str  # value, score, target, completion; pool: what one has of a pool
    at: int


@dataclass(frozen=True)
class Call:
    """An operator or function over its arguments."""

    function: str
    arguments: tuple[Expression, ...]
    at: int


Expression = Constant | Name | Call


def parse(text: str) -> Expression:
    """Return the tree of a formula.

    >>> parse("A / 2").function
    '/'
    >>> try: parse("A.__class__")
    ... except FormulaError as error: print(error.kind, error.at)
    not_in_formulas 1
    """
    if len(text) > LONGEST:
        raise FormulaError("formula_too_long", LONGEST, most=LONGEST)
    source = _readable(text)
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = getattr(error, "offset", None) or 1
        raise FormulaError("not_a_formula", min(offset - 1, len(text))) from None
    reader = _Reader(text, source)
    return reader.read(tree.body, 0)


def names_in(expression: Expression) -> Iterator[Name]:
    """Yield the measures that a formula names, in the order of its text."""
    if isinstance(expression, Name):
        yield expression
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from names_in(argument)


def _readable(text: str) -> str:
    """Return the text as Python reads it, every character in its place: `if(` is a word there."""
    for place, sign in enumerate(text):
        # Letters that look like others would otherwise be read as these: Ａ as A.
        if sign not in SIGNS and not (sign.isascii() and sign.isalnum()):
            found = sign if sign.isprintable() else repr(sign)
            raise FormulaError("not_in_formulas", place, found=found)
    same = re.sub(r"\bif(?=\s*\()", "IF", text)
    return re.sub(r"[\t\n\r]", " ", same).rstrip() or " "


class _Reader:
    def __init__(self, text: str, source: str) -> None:
        self.text, self.nodes = text, 0
        self.encoded = source.encode()

    def read(self, node: ast.AST, depth: int) -> Expression:
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise FormulaError("formula_too_deep", self.place(node), most=DEEPEST)
        if isinstance(node, ast.Constant):
            return Constant(self._number(node), self.place(node))
        if isinstance(node, ast.Name):
            return Name(node.id, "value", self.place(node))
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            # A + B + C is (A + B) + C: a row of terms is not nested.
            inside = depth if isinstance(node.left, ast.BinOp) else depth + 1
            sides = self.read(node.left, inside), self.read(node.right, depth + 1)
            return Call(BINARY[type(node.op)], sides, self.place(node))
        if isinstance(node, ast.UnaryOp):
            return self._unary(node, depth)
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
            left, right = self.read(node.left, depth + 1), self.read(node.comparators[0], depth + 1)
            return Call(COMPARE[type(node.ops[0])], (left, right), self.place(node))
        if isinstance(node, ast.BoolOp):
            word = "and" if isinstance(node.op, ast.And) else "or"
            arguments = tuple(self.read(value, depth + 1) for value in node.values)
            return Call(word, arguments, self.place(node))
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        raise FormulaError("not_in_formulas", self._offending(node), found=self._written(node))

    def place(self, node: ast.AST) -> int:
        """Return the character at which a node begins: ast counts bytes."""
        offset = int(getattr(node, "col_offset", 0))
        return len(self.encoded[:offset].decode(errors="ignore"))

    def _offending(self, node: ast.AST) -> int:
        """Return where the part that is refused stands: the dot of an attribute, the bracket."""
        if isinstance(node, ast.Attribute):
            return self._end(node.value)
        if isinstance(node, ast.Subscript):
            return self._end(node.value)
        if isinstance(node, ast.BinOp):
            return self._sign_after(node.left)
        if isinstance(node, ast.IfExp):
            return self._sign_after(node.body)
        if isinstance(node, ast.Compare):
            known = len(node.ops) > 1 and type(node.ops[0]) in COMPARE
            return self._sign_after(node.comparators[0] if known else node.left)
        return self.place(node)

    def _sign_after(self, node: ast.AST) -> int:
        """Return where the next thing after a node begins; brackets around it are passed over."""
        place = self._end(node)
        while place < len(self.text) - 1 and self.text[place] in ") \t\n\r":
            place += 1
        return place

    def _end(self, node: ast.AST) -> int:
        offset = int(getattr(node, "end_col_offset", 0) or 0)
        return len(self.encoded[:offset].decode(errors="ignore"))

    def _written(self, node: ast.AST) -> str:
        begin = self._offending(node)
        return self.text[begin : begin + 20].strip()

    def _number(self, node: ast.Constant) -> Fraction:
        begin, end = self.place(node), self._end(node)
        written = self.text[begin:end]
        if isinstance(node.value, bool) or not NUMBER.fullmatch(written):
            raise FormulaError(
                "a_plain_number", begin, found=written[:20], digits=DIGITS, places=PLACES
            )
        return Fraction(written)

    def _places(self, argument: Expression) -> None:
        """Places are one number for all: they cannot be somebody's value."""
        value = argument.value if isinstance(argument, Constant) else None
        if value is None or value.denominator != 1 or value > MOST_PLACES:
            raise FormulaError("whole_places", argument.at, most=MOST_PLACES)

    def _unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        operand = self.read(node.operand, depth + 1)
        if isinstance(node.op, ast.USub):
            return Call("negative", (operand,), self.place(node))
        if isinstance(node.op, ast.Not):
            return Call("not", (operand,), self.place(node))
        if isinstance(node.op, ast.UAdd):
            return operand
        raise FormulaError("not_in_formulas", self.place(node), found=self._written(node))

    def _call(self, node: ast.Call, depth: int) -> Expression:
        at = self.place(node)
        if not isinstance(node.func, ast.Name):
            raise FormulaError("not_in_formulas", at, found=self._written(node))
        function = "if" if node.func.id == "IF" else node.func.id
        if function not in FUNCTIONS:
            raise FormulaError(
                "a_function", at, found=function[:40], allowed=", ".join(sorted(FUNCTIONS))
            )
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        least, most = FUNCTIONS[function]
        if node.keywords or starred or not least <= len(node.args) <= most:
            raise FormulaError("arguments", at, function=function, least=least, most=most)
        arguments = tuple(self.read(argument, depth + 1) for argument in node.args)
        if function == "round" and len(arguments) > 1:
            self._places(arguments[1])
        if function in OF_A_MEASURE:
            (name,) = arguments
            if not isinstance(name, Name):
                raise FormulaError("a_measure_inside", at, function=function)
            return Name(name.code, function, name.at)
        return Call(function, arguments, at)
