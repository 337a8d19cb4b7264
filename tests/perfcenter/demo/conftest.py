import pandas as pd
import pytest

from perfcenter.demo.generate import tables

YEAR = 2025


@pytest.fixture(scope="session")
def demo_tables() -> dict[str, pd.DataFrame]:
    """The demo bank's files as tables of text, with the years 2024 and 2025."""
    return tables(year=YEAR)
