"""What the page of slides shows: each kind with its place, and what a sample's deck would hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import language
from perfcenter.models import User
from portfolio.models import Manager
from reviews.deck.arranging.kinds import MOST, TITLES, Arrangement, arranged
from scoring.models import Cycle

PLACES = {
    "talk": gettext_lazy("presented"),
    "behind": gettext_lazy("in the appendix"),
    "out": gettext_lazy("left out"),
}


@dataclass(frozen=True)
class Row:
    """A kind of slide in the list."""

    name: str
    title: str | Promise
    place: str
    number: int | None  # of the slide, where it is presented
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Form:
    """An order of all kinds and the place of each, as the page has it."""

    order: tuple[str, ...]
    places: dict[str, str]

    @classmethod
    def of(cls, found: Arrangement) -> Form:
        order = (*found.talk, *found.behind, *found.out)
        places = dict.fromkeys(order, "out")
        places |= dict.fromkeys(found.talk, "talk") | dict.fromkeys(found.behind, "behind")
        return cls(order, places)

    @classmethod
    def posted(cls, data: QueryDict) -> Form:
        """Read what was sent; what names no slide is passed over, what is missing is left out."""
        sent = dict.fromkeys(data.get("order", "").split(","))
        named = [name for name in sent if name in TITLES]
        order = (*named, *(name for name in TITLES if name not in named))
        places = {name: data.get(f"place-{name}", "out") for name in order}
        return cls(order, {n: p if p in PLACES else "out" for n, p in places.items()})

    def moved(self, asked: str) -> Form:
        """Return the form with one slide a place further up or down: "up:plans"."""
        way, _colon, name = asked.partition(":")
        if name not in self.order:
            return self
        order = list(self.order)
        at = order.index(name)
        to = min(max(at + (-1 if way == "up" else 1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
        return replace(self, order=tuple(order))

    @property
    def arrangement(self) -> Arrangement:
        return arranged(self.order, self.places)

    @property
    def rows(self) -> Iterator[Row]:
        number = 1
        for place, name in enumerate(self.order):
            is_shown = self.places[name] == "talk"
            number += is_shown
            yield Row(
                name,
                TITLES[name],
                self.places[name],
                number if is_shown else None,
                is_first=not place,
                is_last=place == len(self.order) - 1,
            )

    @property
    def count(self) -> int:
        """How many slides are presented, the cover among them."""
        return len(self.arrangement.talk) + 1

    @property
    def is_too_many(self) -> bool:
        return self.count > MOST


@dataclass(frozen=True)
class Previewed:
    """A slide of somebody's deck as it would be: its section and its title."""

    number: int
    section: str
    title: str


def preview(
    cycle: Cycle, manager: Manager, arrangement: Arrangement, viewer: User
) -> Sequence[Previewed]:
    """Return the slides that somebody's deck would have by an arrangement; none without a run."""
    # Slides take a second to import, which other pages need not wait for.
    from reviews.deck.build import heads_of
    from reviews.deck.collect import data_of

    data = data_of(cycle, manager, language(), viewer=viewer)
    if data is None:
        return ()
    asked = replace(data, slides=arrangement.talk, behind=arrangement.behind)
    return [
        Previewed(number, section, title)
        for number, (section, title) in enumerate(heads_of(asked), start=1)
    ]


def sample_of(cycle: Cycle, line: str, asked: str) -> Manager | None:
    """Return who is asked for among the line's participants, else the first of them."""
    people = Manager.objects.filter(participations__cycle=cycle).order_by("staff_no")
    if line:
        people = people.filter(line=line)
    return people.filter(staff_no=asked).first() or people.first()
