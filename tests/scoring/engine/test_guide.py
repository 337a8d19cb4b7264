"""The guide to the engine says what is so: its examples run."""

import doctest
from pathlib import Path

GUIDE = Path(__file__).parents[3] / "docs" / "engine.md"


def test_the_examples_of_the_guide_run() -> None:
    """Every example of docs/engine.md gives what stands below it."""
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    found = doctest.testfile(str(GUIDE), module_relative=False, optionflags=options)
    assert found.attempted > 20
    assert found.failed == 0
