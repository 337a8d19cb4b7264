"""Ask the oracle from a shell: write the three files of a cycle over a folder."""

import argparse
from pathlib import Path

from tests.golden.oracle.answer import Question, answer
from tests.golden.oracle.months import month

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.golden.oracle", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="first", type=month, required=True)
    parser.add_argument("--to", dest="last", type=month, required=True)
    parser.add_argument("--line", default="")
    parser.add_argument("--csv", type=Path, required=True)
    given = parser.parse_args()
    answer(Question(given.folder, given.first, given.last, given.line)).write(given.csv)
