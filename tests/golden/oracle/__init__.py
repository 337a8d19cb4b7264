"""The oracle: what a cycle must come out as, worked out by another route.

Plain Python over the CSV files of the data contract, counted in exact fractions with simple loops.
It imports nothing of the project, so that an error would have to be made twice to go unnoticed.

    python -m tests.golden.oracle FOLDER --from 1993-01 --to 1993-12 --csv OUT
"""

from tests.golden.oracle.answer import Answer, Question, answer

__all__ = ["Answer", "Question", "answer"]
