"""What a round is called, and which codes are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviews.setup.spans import Span
from scoring.models import Cycle, Round

LONGEST = 30  # of a code, so that a line still fits behind it


@dataclass(frozen=True)
class Names:
    """What the round is called; what is empty is made of its time."""

    code: str = ""
    title: str = ""
    title_zh: str = ""

    def for_span(self, span: Span, before: Span | None = None) -> Names:
        """Return them complete; what was only proposed for another time is proposed anew."""
        old = Names.proposed(before) if before else Names()
        new = Names.proposed(span)
        return Names(
            *(
                proposed if not typed or typed == was else typed
                for typed, was, proposed in (
                    (self.code, old.code, new.code),
                    (" ".join(self.title.split()), old.title, new.title),
                    (" ".join(self.title_zh.split()), old.title_zh, new.title_zh),
                )
            )
        )

    @classmethod
    def proposed(cls, span: Span) -> Names:
        return cls(_free(span.code), span.title("en"), span.title("zh-hans"))


def _free(code: str) -> str:
    """Return the code, or the first with a number behind it that is not taken."""
    tried, number = code, 1
    while taken_code(tried, [""]):
        number += 1
        tried = f"{code}-{number}"
    return tried


def taken_code(code: str, lines: Iterable[str]) -> str:
    """Return the first code that a cycle or round has already; "" where all are free."""
    codes = {f"{code}-{line}" if line else code for line in lines} | {code}
    taken = set(Cycle.objects.filter(code__in=codes).values_list("code", flat=True))
    taken |= set(Round.objects.filter(code__in=codes).values_list("code", flat=True))
    return min(taken, default="")
