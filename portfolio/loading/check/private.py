"""Private-use characters, which stand for signs that a bank has made itself.

They are loaded as they are, lest one rare name keep a whole set out, and are pointed out.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.columns import NAME, NOTE, WORD
from portfolio.contract.sentences import filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

PRIVATE = _(
    "a character that every computer shows alike; {sign} is a private-use one, loaded as it is"
)


def doubts(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each name, note or word with such a character."""
    for name, source in stage.sources.items():
        for column in source.file.columns:
            if column.kind not in {NAME, NOTE, WORD} or not source.has(column):
                continue
            rows = stage.rows(
                f"SELECT _line, {column.name} FROM staged_{name} "
                f"WHERE regexp_matches({column.name}, '\\p{{Co}}') AND NOT _ragged"
            )
            for line, text in rows:
                sign = next(c for c in text if unicodedata.category(c) == "Co")
                yield Finding(name, line, column.name, filled(PRIVATE, sign=f"U+{ord(sign):04X}"))
