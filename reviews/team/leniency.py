"""How a supervisor's judgments lie beside those of others: a hint, which holds nobody up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from django.utils.translation import gettext as _

from perfcenter.base.formats import language, plain
from perfcenter.models import User
from perfcenter.ui.charts.dots import dots
from perfcenter.ui.charts.svg import Chart
from scoring.models import Cycle, Judgment
from scoring.scheme.measures import AnyMeasure

FEWEST_OTHERS = 3
"""Under so many other supervisors nothing is said of them."""
FEWEST = 2
"""Under so many judgments nothing is said of one's own."""
FEWEST_DRAWN = 5
"""Under so many other supervisors none of their means is drawn by itself."""
FAR = 5
"""So many points of the mean are worth a word."""
NARROW = 0.5
"""Under this part of the others' spread one's own is narrow."""


@dataclass(frozen=True)
class Hint:
    """A measure's mean and spread (standard deviation), hers and the others'."""

    measure: AnyMeasure
    people: int
    mean: float
    spread: float
    supervisors: int
    mean_of_others: float
    spread_of_others: float
    means: tuple[float, ...] = ()

    @property
    def title(self) -> str:
        return self.measure.title_for(language())

    @property
    def chart(self) -> Chart:
        """Draw her mean among those of the others."""
        own, mean = plain(self.mean, 1), plain(self.mean_of_others, 1)
        said = {"own": own, "mean": mean}
        return dots(
            (self.mean, _("you %(own)s") % said),
            (self.mean_of_others, _("others %(mean)s") % said),
            self.means,
            key=f"mean-{self.measure.code}",
            title=self.title,
            desc=_("Your mean is %(own)s, that of others %(mean)s") % said,
        )

    @property
    def is_lenient(self) -> bool:
        return self.mean - self.mean_of_others >= FAR

    @property
    def is_strict(self) -> bool:
        return self.mean_of_others - self.mean >= FAR

    @property
    def is_narrow(self) -> bool:
        return self.spread < NARROW * self.spread_of_others


def hints(cycle: Cycle, user: User, measures: Sequence[AnyMeasure]) -> list[Hint]:
    """Return what can be said of her judgments in the cycle, measure by measure."""
    given: dict[str, dict[int, list[int]]] = {}
    rows = Judgment.objects.filter(cycle=cycle).values_list("measure_code", "judged_by", "score")
    for code, by, score in rows:
        given.setdefault(code, {}).setdefault(by, []).append(score)
    found = []
    for measure in measures:
        by_user = given.get(measure.code, {})
        hers = by_user.pop(user.pk, [])
        if len(hers) < FEWEST or len(by_user) < FEWEST_OTHERS:
            continue
        others = [score for scores in by_user.values() for score in scores]
        found.append(
            Hint(
                measure,
                len(hers),
                fmean(hers),
                pstdev(hers),
                len(by_user),
                fmean(others),
                pstdev(others),
                tuple(sorted(fmean(scores) for scores in by_user.values()))
                if len(by_user) >= FEWEST_DRAWN
                else (),
            )
        )
    return found
