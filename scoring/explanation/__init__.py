"""What a number of a score sheet is made of, down to the rows that the bank loaded.

`explain` is the entry: formula lines, then a tree of the ledger (or the records) that can be opened
level by level, and whether it all still agrees with the run.
"""

from scoring.explanation.explain import Explanation, explain
from scoring.explanation.number import NotShown
from scoring.explanation.opening import Opening

__all__ = ["Explanation", "NotShown", "Opening", "explain"]
