"""The files of a set: which of the folder's files belong to the contract."""

from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES
from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.result import Problem, UnreadableError, shown

FOLDER = _("a folder of CSV files")
WORKBOOK = _("a folder of CSV files, or a workbook named .xlsx")
READABLE = _("a folder that can be read")
NAMED = _("a folder whose name is UTF-8")
ANY_FILE = _("at least one file of the data contract, such as ledger.csv")
ONCE = _("one file of this name; there is also {other}")


def files_in(folder: Path) -> dict[str, Path]:
    """Return the set's files by name, in the contract's order. Raise UnreadableError without any.

    Capitals do not count: LEDGER.CSV is the ledger.
    """
    present = _by_name(folder)
    for paths in present.values():
        if len(paths) > 1:
            raise UnreadableError([_twice(paths)])
    files = {
        name: present[file.file_name][0]
        for name, file in FILES.items()
        if file.file_name in present
    }
    if not files:
        _refuse(folder, ANY_FILE)
    return files


def others_in(folder: Path) -> list[str]:
    """Return the names of files that are no part of the contract."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    known = {file.file_name for file in FILES.values()}
    return [shown(name) for name in names if name.lower() not in known]


def _by_name(folder: Path) -> dict[str, list[Path]]:
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        _refuse(folder, NAMED)
    try:
        if not folder.is_dir():
            workbook = folder.suffix.lower() in {".xlsx", ".xls", ".xlsm"}
            _refuse(folder, WORKBOOK if workbook else FOLDER)
        found: dict[str, list[Path]] = {}
        for path in sorted(folder.iterdir()):
            found.setdefault(path.name.lower(), []).append(path)
    except OSError:
        _refuse(folder, READABLE)
    known = {file.file_name for file in FILES.values()}
    return {name: paths for name, paths in found.items() if name in known}


def _twice(paths: list[Path]) -> Problem:
    expected = filled(ONCE, other=paths[1].name)
    return Problem(paths[0].name, None, "", "", expected)


def _refuse(folder: Path, expected: Sentence) -> NoReturn:
    raise UnreadableError([Problem(shown(str(folder)), None, "", "", expected)])
