"""The load: a bank's files into the database, all or nothing."""

from portfolio.loading.load import check_folder, load_folder
from portfolio.loading.result import FileReport, Group, LoadRefused, LoadResult, Problem

__all__ = [
    "FileReport",
    "Group",
    "LoadRefused",
    "LoadResult",
    "Problem",
    "check_folder",
    "load_folder",
]
