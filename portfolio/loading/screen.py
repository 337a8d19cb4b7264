"""What the `load` command prints: the bar, the table of files, the table of errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from operator import itemgetter
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from perfcenter.base.csv_files import Writer
from perfcenter.base.formats import rate, whole
from perfcenter.base.money import MILLION
from portfolio.loading.result import FileReport, Group, LoadRefused, LoadResult, TellProgress
from portfolio.loading.since import sentences
from portfolio.loading.tally import place_of


@contextmanager
def progress_bar(console: Console) -> Iterator[TellProgress]:
    """Show one bar that follows the load from step to step; nothing where nobody watches."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda doing, done, total: bar.update(
            task, description=doing, completed=done, total=total
        )


def print_result(console: Console, result: LoadResult) -> None:
    """Print the table of files, what was passed over, and what it came to."""
    table = _table(_("File"), _("Encoding"), _("Sample"))
    for name in (_("Rows"), _("Added"), _("Updated"), _("Removed")):
        table.add_column(Text(name), justify="right")
    for file in result.files:
        counts = (file.rows, file.added, file.updated, file.removed)
        _row(table, f"{file.name}.csv", file.encoding, file.sample, *map(whole, counts))
    console.print(table)
    for file in result.files:
        if file.unknown_columns:
            _say(
                console,
                _("%(file)s: unknown columns, ignored: %(names)s")
                % {"file": f"{file.name}.csv", "names": ", ".join(file.unknown_columns)},
            )
    for file in result.files:
        for doubt in _doubts(file):
            _say(console, doubt)
    if result.doubts:
        _say(console, _("Loaded as it stands, but look at it:"))
        print_problems(console, result.doubts)
    if result.ignored:
        _say(
            console,
            _("Not part of the data contract, ignored: %(names)s")
            % {"names": ", ".join(result.ignored)},
        )
    for sentence in sentences(result.since):
        _say(console, sentence)
    _say(console, _outcome(result))


def _doubts(file: FileReport) -> Iterator[str]:
    """Yield what was loaded as it stands, though it may be meant otherwise."""
    name = f"{file.name}.csv"
    if file.is_unfinished:
        yield _("%(file)s: the last line does not end; make sure that the file is not cut off") % {
            "file": name
        }
    for large in file.large_rates:
        yield _("%(file)s, line %(line)s: %(column)s is above 1, which means %(percent)s") % {
            "file": name,
            "line": large.line,
            "column": large.column,
            "percent": rate(Fraction(large.rate, MILLION)),
        }


def _outcome(result: LoadResult) -> str:
    if result.load is None:
        return _("Nothing changed: the database has all of it already.")
    return _("Loaded: %(rows)s rows read, %(changed)s changed.") % {
        "rows": whole(result.rows),
        "changed": whole(result.changed),
    }


def print_problems(
    console: Console, groups: list[Group], called: Callable[[str], str] = str
) -> None:
    """Print every kind of error: as a table, or parted by tabs where a table is of no use.

    `called` is what it calls a file.
    """
    heads = (_("File"), _("Line no."), _("Column"), _("Found"), _("Expected"))
    found = sorted(_rows_of(groups), key=itemgetter(0))
    rows = [(called(file), *rest) for _place, (file, *rest) in found]
    if console.is_terminal:
        table = _table(*heads)
        for row in rows:
            _row(table, *row)
        console.print(table)
        return
    writer = Writer(console.file, separator="\t")
    writer.row(heads)
    writer.rows(rows)


def _rows_of(groups: list[Group]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Yield the rows with their places: each error where they are few of a kind, else their sum."""
    for group in groups:
        if group.count > len(group.first):
            first = group.first[0]
            between = f"{group.least} … {group.most}" if group.least != group.most else group.least
            yield place_of(first), (
                first.file, _lines_of(group), first.column, between, str(first.expected)
            )  # fmt: skip
            continue
        for p in group.first:
            line = "" if p.line is None else str(p.line)
            yield place_of(p), (p.file, line, p.column, p.value, str(p.expected))


def _lines_of(group: Group) -> str:
    first, second, third = (problem.line for problem in group.first)
    return _("%(count)s lines: %(first)s, %(second)s, %(third)s, …") % {
        "count": whole(group.count),
        "first": first,
        "second": second,
        "third": third,
    }


def refusal(refused: LoadRefused, listed_in: Path | None) -> str:
    """Return the sentence that ends the list of errors."""
    count = refused.count
    sentence = ngettext(
        "Nothing was loaded: %(count)s error. The database is unchanged.",
        "Nothing was loaded: %(count)s errors. The database is unchanged.",
        count,
    ) % {"count": whole(count)}
    if listed_in:
        return f"{sentence}\n" + _("All of them are in %(file)s.") % {"file": listed_in}
    if any(group.count > len(group.first) for group in refused.groups):
        return f"{sentence}\n" + _("--errors FILE.csv lists all of them.")
    return sentence


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(Text(name), overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    # Text, not str: a cell's own brackets are no markup.
    table.add_row(*(Text(cell) for cell in cells))


def _say(console: Console, line: str) -> None:
    console.print(Text(line), soft_wrap=True)
