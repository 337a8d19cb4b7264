"""Every error of a load in a CSV file, for `load --errors`: in the order of files and lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.csv_files import Writer, exact_writer
from portfolio.contract import FILES
from portfolio.contract.sentences import Sentence
from portfolio.duck import Duck, quoted, session
from portfolio.loading.result import Group, LoadRefused, Problem, shown

WRITABLE = gettext_lazy("a file that can be written, for the list of errors")
OTHER_NAME = gettext_lazy("another file for the list of errors than one that is to be loaded")
MEMORY_LIMIT = "256MB"
CHUNK = 10_000
FIELDS = ("rank", "place", "number", "file", "line", "name", "value", "expected")
SORT = """
SELECT coalesce(file, ''), coalesce(line, ''), coalesce(name, ''), coalesce(value, ''),
    coalesce(expected, '')
FROM read_csv({spool}, auto_detect = false, header = false, delim = ',', quote = '"',
    escape = '"', new_line = '\\n', columns = {{{columns}}})
ORDER BY CAST(rank AS INTEGER), CAST(place AS BIGINT), CAST(number AS BIGINT)
"""


class FullList:
    """Takes errors in any order, as many as there are, and sorts them on the disk."""

    def __init__(
        self, duck: Duck, called: Callable[[str], str], said: Callable[[Sentence], str]
    ) -> None:
        self.duck, self.called, self.said = duck, called, said
        self.spool = duck.folder / "errors.csv"
        self.file = self.spool.open("w", encoding="utf-8", newline="")
        self.out = exact_writer(self.file, quotes_all=True)
        self.count = 0

    def add(self, problem: Problem, place: tuple[int, int]) -> None:
        self.count += 1
        line = "" if problem.line is None else problem.line
        # In quotation marks: a spreadsheet that opens the list takes no zeros off a number.
        value = f"“{problem.value}”" if problem.value else ""
        self.out.writerow(
            [
                *place,
                self.count,
                self.called(problem.file),
                line,
                problem.column,
                value,
                self.said(problem.expected),
            ]
        )

    def save(self, target: BinaryIO) -> None:
        """Write the sorted list to `target`, under a line of names."""
        self.file.close()
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in FIELDS)
        rows = self.duck.connection.execute(
            SORT.format(columns=columns, spool=quoted(str(self.spool)))
        )
        with TextIOWrapper(target, encoding="utf-8-sig", newline="") as text:
            writer = Writer(text)
            writer.row((_("File"), _("Line no."), _("Column"), _("Found"), _("Expected")))
            while some := rows.fetchmany(CHUNK):
                writer.rows(some)


@contextmanager
def full_list(
    target: Path | None,
    folder: Path,
    called: Callable[[str], str] = str,
    said: Callable[[Sentence], str] = str,
) -> Iterator[FullList | None]:
    """Give a list that is written to `target` at the end, also when the load is refused.

    `called` is what it calls a file, `said` how it has the sentences.
    """
    if target is None:
        yield None
        return
    with _opened(target, folder) as out, session(memory_limit=MEMORY_LIMIT) as duck:
        errors = FullList(duck, called, said)
        try:
            yield errors
        finally:
            errors.save(out)


def _opened(target: Path, folder: Path) -> BinaryIO:
    """Open the file before the work begins; never one of those to be loaded."""
    names = {file.file_name for file in FILES.values()}
    try:
        if target.resolve().parent == folder.resolve() and target.name.lower() in names:
            raise LoadRefused([Group.of(Problem(shown(str(target)), None, "", "", OTHER_NAME))])
        return target.open("wb")
    except OSError as error:
        problem = Problem(shown(str(target)), None, "", error.strerror or "", WRITABLE)
        raise LoadRefused([Group.of(problem)]) from error
