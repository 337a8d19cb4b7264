"""The load: a bank's files into the database, all or nothing."""

from portfolio.loading.load import load_folder
from portfolio.loading.result import LoadRefused, LoadResult

__all__ = ["LoadRefused", "LoadResult", "load_folder"]
