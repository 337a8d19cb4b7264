"""The files of a set: which of the folder's files belong to the contract."""

from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, NOT_READ_YET
from portfolio.contract.columns import Sentence
from portfolio.loading.result import LoadRefused, Problem

FOLDER = _("a folder of CSV files")
WORKBOOK = _("a folder of CSV files; workbooks are not read yet")
ANY_FILE = _("at least one file of the data contract, such as ledger.csv")


def files_in(folder: Path) -> dict[str, Path]:
    """Return the set's files by name, in the contract's order. Raise LoadRefused without any."""
    if not folder.is_dir():
        workbook = folder.suffix.lower() in {".xlsx", ".xls", ".xlsm"}
        _refuse(folder, WORKBOOK if workbook else FOLDER)
    try:
        present = {path.name: path for path in folder.iterdir()}
    except OSError:
        _refuse(folder, _("a folder that can be read"))
    files = {
        name: present[file.file_name] for name, file in FILES.items() if file.file_name in present
    }
    if not files:
        _refuse(folder, ANY_FILE)
    return files


def others_in(folder: Path) -> tuple[list[str], list[str]]:
    """Return the names of files that are no part of the contract, and of those not read yet."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    later = [name for name in names if name in {f"{file}.csv" for file in NOT_READ_YET}]
    known = {file.file_name for file in FILES.values()}
    return [name for name in names if name not in known and name not in later], later


def _refuse(folder: Path, expected: Sentence) -> NoReturn:
    raise LoadRefused([Problem(str(folder), None, "", "", expected)])
