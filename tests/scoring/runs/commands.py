"""A bank through the commands load, open_cycle and score, and through the oracle."""

import io
from pathlib import Path

from django.core.management import call_command

from tests.golden.books.cells import NAMED_BY
from tests.golden.books.variants import Variant
from tests.golden.oracle import Question, answer
from tests.golden.oracle.months import month

Files = dict[str, str]


def run(*words: str | Path) -> None:
    """Run a command of the project, silently."""
    call_command(*map(str, words), stdout=io.StringIO(), stderr=io.StringIO())


def open_and_score(variant: Variant, folder: Path, out: Path) -> Files:
    """Load a folder, open its cycle and score it; return the files."""
    run("load", folder)
    words = ["--scheme", "balanced", "--from", variant.first, "--to", variant.last]
    if variant.line:
        words += ["--line", variant.line]
    if variant.members:
        listed = folder.parent / "members.txt"
        listed.write_text("\n".join(variant.members) + "\n")
        words += ["--members", str(listed)]
    run("open_cycle", "C", *words)
    return score(out)


def score(out: Path) -> Files:
    """Score the cycle; return the files as they were written."""
    run("score", "C", "--csv", out)
    return {name: (out / name).read_bytes().decode() for name in NAMED_BY}


def expected(variant: Variant, folder: Path) -> Files:
    """Return the files as the oracle works them out."""
    first, last = month(variant.first), month(variant.last)
    return answer(Question(folder, first, last, variant.line, variant.members)).files
