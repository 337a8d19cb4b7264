"""Bad loans over all loans."""

from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np

from scoring.graph import states
from scoring.graph.column import Column
from scoring.graph.ledger import Filtered, Linear, of_ledger
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Rows
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.ways import at_the_end, whole_end

BAD = ("substandard", "doubtful", "loss")


@sources
class NplRatio(Source):
    """Substandard, doubtful and loss over all loans, at the end of the period's last month.

    Without loans, or with loans of 0 or less in sum, there is no ratio.
    """

    metric: Literal["npl_ratio"]
    title: ClassVar[Text] = Text("不良贷款率", "Ratio of bad loans")
    concern: ClassVar[str] = "risk"
    units: ClassVar[tuple[str, ...]] = ("ratio",)
    targets: ClassVar[str] = "last"

    def linears(self) -> tuple[Linear, Linear]:
        """Return the bad loans, and all loans."""
        bad = Filtered.model_construct(families=("loan",), classes=BAD)
        loans = Filtered.model_construct(families=("loan",))
        return Linear(bad, (("end_balance", 1),)), Linear(loans, (("end_balance", 1),))

    def rows(self, scope: Scope, period: int) -> Rows | None:
        bad, loans = self.linears()
        parts = (
            (Part(Text("期末贷款余额", "Loans at the end")), loans),
            (Part(Text("其中不良贷款", "of these bad")), bad),
        )
        return replace(of_ledger(scope, parts, whole_end(scope, period)), how="ratio")

    def read(self, scope: Scope) -> Column:
        bad, loans = (linear.by_month(scope)[0] for linear in self.linears())
        part, whole = at_the_end(scope, bad), at_the_end(scope, loans)
        state = states.where(whole <= 0, State.NO_DATA, states.values(scope.shape))
        return Column.of(part, np.where(state == State.VALUE, whole, 1), state)
