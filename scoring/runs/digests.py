"""The digest of a run's numbers, and which columns it takes: that depends on the run's layout."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring

from django.db import models

from perfcenter.base.kept import Rows
from perfcenter.base.kept.compact import digest_of_columns
from perfcenter.base.kept.values import Kind, canonical
from perfcenter.trail.keeping import Digests, numbered, table_of
from scoring.models import MeasureScore, Result, RunBlock, ScoreRun
from scoring.models.kept import LATER_PARTS, PARTS
from scoring.runs.tables import Table

WITH_COMPLETIONS, WITH_BRANCHES = 2, 3
COMPACT = SHARES_IN_BLOCKS = 4
"""Since then a run's digest is over those of its parts, which the audit log holds too."""
LAYOUT = COMPACT
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


def digested(line: list[str]) -> bytes:
    """Return what the digest of an older run takes of a row, given as text: a line of JSON.

    >>> digested(["3001", 'a "b"'])
    b'["3001", "a \\\\"b\\\\""]\\n'
    """
    written = f"[{', '.join(map(encode_basestring, line))}]\n"
    return written.encode("utf-8", "surrogatepass")


def digests_of_parts(tables: Iterable[Table]) -> dict[str, str]:
    """Return the digest of every part that has rows, by its table."""
    made = {table.model: table for table in tables}
    return {
        table_of(part): _digest_of(part, made[part.model])
        for part in PARTS
        if part.model in made and len(made[part.model])
    }


def _digest_of(part: Rows, table: Table) -> str:
    names = part.values_of(part.layout)
    values = {name: table.columns[name] for name in names}
    if table.model is RunBlock:
        values["content"] = [canonical(Kind.BYTES, one) for one in values["content"]]
    return digest_of_columns(list(values.values()))


def digest_of(parts: Mapping[str, str]) -> str:
    """Return the SHA-256 of every number of a run, whatever its number and time."""
    digest = hashlib.sha256()
    for part in PARTS:
        if part.model in LATER_PARTS and table_of(part) not in parts:
            continue
        digest.update(f"{parts.get(table_of(part), '')}\n".encode())
    return digest.hexdigest()


def digests_in_database(runs: Sequence[int]) -> dict[int, str]:
    """Return the digests that the rows of runs have, by the runs' keys."""
    found: dict[int, dict[str, str]] = {key: {} for key in runs}
    for part in PARTS:
        for key, digest in part.digests(runs).items() if runs else ():
            found[int(key)][table_of(part)] = digest
    return {key: digest_of(parts) for key, parts in found.items()}


def kept_of(run: ScoreRun, parts: Mapping[str, str]) -> Digests:
    """Return what the audit log is to say of the parts of a run, which have just been inserted."""
    key = str(run.pk)
    return {
        table_of(part): numbered({key: parts[table_of(part)]}, part.layout)
        if table_of(part) in parts
        else {key: None}
        for part in PARTS
    }
