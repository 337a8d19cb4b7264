"""The digest of a run's numbers, and which columns it takes: that depends on the run's layout."""

import hashlib
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

from django.db import models

from perfcenter.trail.keeping import Digests, numbered, table_of
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.models.kept import PARTS

PARTS_OF_A_RUN = tuple(part.model for part in PARTS)
"""The tables of a run, in the order in which the digest takes them."""

WITH_COMPLETIONS, WITH_BRANCHES = 2, 3
LAYOUT = WITH_BRANCHES
SINCE: dict[type[models.Model], dict[str, int]] = {
    Result: {"branch": WITH_BRANCHES},
    MeasureScore: {"completion": WITH_COMPLETIONS, "uncapped": WITH_COMPLETIONS},
}
"""Columns that runs did not keep from the beginning, and the layout that brought them."""


def columns(model: type[models.Model], layout: int) -> list[str]:
    """Return the columns of a part that the digest of a run takes: not its key, not its run's."""
    later = SINCE.get(model, {})
    names = [f.attname for f in model._meta.concrete_fields if f.name not in {"id", "run"}]
    return [name for name in names if later.get(name, 1) <= layout]


def digest_of(tables: Iterable[list[Any]], layout: int) -> str:
    """Return the SHA-256 of every number of a run, whatever its number and time."""
    digest = hashlib.sha256()
    for table in tables:
        names = columns(type(table[0]), layout) if table else []
        for row in table:
            digest.update(digested([_text(getattr(row, name)) for name in names]))
    return digest.hexdigest()


def _text(value: Any) -> str:
    """Return the value as the digest takes it; bytes come back from databases in two types."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return str(value)


def digested(line: list[str]) -> bytes:
    """Return what the digest takes of a row, given as text: a line of JSON.

    >>> digested(["3001", 'a "b"'])
    b'["3001", "a \\\\"b\\\\""]\\n'
    """
    written = f"[{', '.join(map(encode_basestring, line))}]\n"
    return written.encode("utf-8", "surrogatepass")


def kept_of(run: ScoreRun, tables: Iterable[list[Any]]) -> Digests:
    """Return what the audit log is to say of the parts of a run, which have just been inserted."""
    return {
        table_of(part): numbered({str(run.pk): part.digest_of_new(rows)}, part.layout)
        if rows
        else {str(run.pk): None}
        for part, rows in zip(PARTS, tables, strict=True)
    }
