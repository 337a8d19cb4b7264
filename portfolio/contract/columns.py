"""Columns of the data contract: how a cell's text is read, and what is expected of it.

`parse` calls a DuckDB macro of `portfolio/loading/macros.sql`, NULL for text that is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portfolio.contract.keys import why_spoiled
from portfolio.contract.sentences import Sentence, filled

MORE_DECIMALS = re.compile(r"-?[0-9]{1,12}\.[0-9]+")
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NUMBER = _("a plain number such as 1234.56, without comma, %, plus sign, exponent or spaces")
REQUIRED = _("a value; this column may not be empty")
VISIBLE = _("text without control or invisible characters")
LOST = _("the character that was here; U+FFFD stands where an earlier conversion has lost one")


@dataclass(frozen=True)
class Kind:
    """How a kind of cell is read, `{x}` being the trimmed text, and what it should have been."""

    parse: str
    type: str
    explain: Callable[[str], Sentence]


@dataclass(frozen=True)
class ContractColumn:
    """One column of a file; `field` is where it goes, `default` what an empty cell means there.

    `zh` are its Chinese names, which a header may use as well. `alias` is another column that may
    stand in its place. `is_private`: pages that show what a load would change do not write it out.
    """

    name: str
    zh: tuple[str, ...]
    kind: Kind
    field: str
    required: bool = False
    default: str | int | None = None
    refers: str | None = None
    alias: str | None = None
    alias_zh: tuple[str, ...] = ()
    is_private: bool = False


def text(limit: int) -> Kind:
    """Text of at most `limit` characters."""

    def explain(value: str) -> Sentence:
        if len(value) > limit:
            return filled(_("at most {limit} characters"), limit=limit)
        return LOST if "\ufffd" in value else VISIBLE

    return Kind(f"as_text({{x}}, {limit})", "VARCHAR", explain)


def key(limit: int, *, is_login: bool = False) -> Kind:
    """Text that tells people or things apart: nothing that a spreadsheet has spoiled."""
    plain = text(limit)

    def explain(value: str) -> Sentence:
        return why_spoiled(value, is_login=is_login) or plain.explain(value)

    return Kind(f"{'as_login' if is_login else 'as_key'}({{x}}, {limit})", "VARCHAR", explain)


def choice(words: Mapping[str, str]) -> Kind:
    """One of a few words."""
    cases = " ".join(f"WHEN '{word}' THEN '{value}'" for word, value in words.items())
    english = ", ".join(dict.fromkeys(words.values()))
    chinese = "、".join(word for word in words if not word.isascii())
    listed = f"{english} ({chinese})" if chinese else english

    def explain(value: str) -> Sentence:
        return filled(_("one of {words}"), words=listed)

    return Kind(f"CASE {{x}} {cases} END", "VARCHAR", explain)


def _number(parse: str, places: int, too_many: Sentence, too_large: Sentence) -> Kind:
    def explain(value: str) -> Sentence:
        if MORE_DECIMALS.fullmatch(value) and len(value.partition(".")[2]) > places:
            return too_many
        return too_large if PLAIN.fullmatch(value) else NUMBER

    return Kind(parse, "BIGINT", explain)


def _always(sentence: Sentence) -> Callable[[str], Sentence]:
    return lambda value: sentence


TWO = _("at most two decimals")
SIX = _("at most six decimals")
LARGE = _("at most 12 digits before the decimal point")

AMOUNT = _number("as_fen({x})", 2, TWO, LARGE)
DECIMAL = _number("as_decimal({x})", 6, SIX, LARGE)
FACTOR = _number("as_factor({x})", 6, SIX, _("a number from -999.999999 to 999.999999"))
RATE = _number("as_rate({x})", 6, SIX, _("a fraction such as 0.085 for 8.5%, below 10"))
SHARE = _number("as_share({x})", 6, SIX, _("a share from 0 to 1, such as 0.35"))
MONTH = Kind(
    "as_month({x})", "INTEGER", _always(_("a month from 1900-01 to 2999-12, such as 2026-01"))
)
DATE = Kind(
    "as_date({x})", "DATE", _always(_("a date of the calendar as YYYY-MM-DD, such as 2026-01-31"))
)
TIME = Kind(
    "as_time({x})", "VARCHAR", _always(_("a time as YYYY-MM-DD HH:MM, such as 2026-01-31 09:05"))
)
EMAIL = Kind(
    "as_email({x})", "VARCHAR", _always(_("one plain e-mail address such as name@bank.example"))
)
CHAT_ID = Kind(
    "as_chat_id({x})",
    "VARCHAR",
    _always(_("at most 64 letters, digits and signs of _ - . @, without spaces")),
)
KEY = key(40)
LOGIN = key(40, is_login=True)
REFERENCE = text(40)
WORD = text(40)
NAME = text(100)
NOTE = text(500)
