"""What a quota asks of a group: exactly so many, within a range, or of several grades together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reviews.models import CalibrationSession

Kind = CalibrationSession.Guideline


@dataclass(frozen=True)
class Guide:
    """Of the grades named there should be at least and at most so many people."""

    grades: tuple[str, ...]
    least: int
    most: int

    def over(self, count: int) -> int:
        """Return by how many there are too many; negative where too few."""
        return max(0, count - self.most) - max(0, self.least - count)


def places(shares: Sequence[Fraction], people: int) -> list[int]:
    """Return how many of the people have each share, by largest remainder, ties to the better.

    >>> places([Fraction(20), Fraction(50), Fraction(30)], 7)
    [1, 4, 2]
    """
    exact = [share * people / 100 for share in shares]
    found = [int(one) for one in exact]
    total = sum(shares) * people / 100
    left = int(total) - sum(found)
    order = sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], at))
    for at in order[:left]:
        found[at] += 1
    return found


def guides(
    shares: Sequence[tuple[str, Fraction]],
    people: int,
    *,
    kind: str,
    tolerance: int = 0,
    together: Sequence[Sequence[str]] = (),
) -> list[Guide]:
    """Return what is asked, the best grades first; grades that no group names stand alone.

    >>> shares = [("A", Fraction(20)), ("B", Fraction(50)), ("C", Fraction(30))]
    >>> [(g.grades, g.least, g.most) for g in guides(shares, 10, kind="range", tolerance=1)]
    [(('A',), 1, 3), (('B',), 4, 6), (('C',), 2, 4)]
    """
    counts = dict(
        zip(
            (code for code, _share in shares),
            places([share for _code, share in shares], people),
            strict=True,
        )
    )
    if kind == Kind.GROUPED:
        named = {code: tuple(group) for group in together for code in group}
        groups = dict.fromkeys(named.get(code, (code,)) for code in counts)
        return [Guide(g, total, total) for g in groups if (total := _sum(counts, g)) is not None]
    slack = tolerance if kind == Kind.RANGE else 0
    return [Guide((code,), max(0, n - slack), n + slack) for code, n in counts.items()]


def _sum(counts: dict[str, int], group: Sequence[str]) -> int | None:
    return sum(counts.get(code, 0) for code in group)
