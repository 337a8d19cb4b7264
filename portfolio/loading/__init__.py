"""The load: a bank's files into the database, all or nothing."""

from portfolio.loading.load import load_folder
from portfolio.loading.result import FileReport, LoadRefused, LoadResult, Problem

__all__ = ["FileReport", "LoadRefused", "LoadResult", "Problem", "load_folder"]
