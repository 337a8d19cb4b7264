"""What the site must know of an app, told by the app itself at `ready()`: nobody looks upward.

A slot is a fixed place that one part of the site reads: the bar, the audit log, the surroundings of
a score sheet, the tables whose rows stay. An app adds to it; the reader asks all
entries in the order in which the apps are installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from perfcenter.base.frozen import Frozen
from perfcenter.base.kept import Kept

Entry = TypeVar("Entry")


class Slot(Generic[Entry]):
    """The entries of one kind.

    >>> greetings = Slot[str]("words to begin with")
    >>> greetings.add("hello")
    >>> list(greetings)
    ['hello']
    """

    def __init__(self, holds: str) -> None:
        self.holds = holds
        self._entries: list[Entry] = []

    def add(self, *entries: Entry) -> None:
        """Add what an app has; adding it again changes nothing."""
        self._entries += [entry for entry in entries if entry not in self._entries]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __repr__(self) -> str:
        return f"<Slot: {self.holds}>"


@dataclass(frozen=True)
class Item:
    """A link of the top bar; it is active on the pages whose URL names start with `covers`.

    Items stand by `place`: lower ones first. `count` is how much waits there for the user. `folded`
    ones stand in the bar's last menu, so that the others have room.
    """

    place: int
    title: str
    url: str
    covers: tuple[str, ...]
    count: int = 0
    is_late: bool = False
    folded: bool = False

    def is_active(self, view_name: str) -> bool:
        return view_name.startswith(self.covers)


@dataclass(frozen=True)
class Task:
    """Something to do: a line of the to-do list, and the words of the button that does it."""

    title: str
    action: str
    note: str
    href: str
    shape: str = "ring"
    tone: str = ""


@dataclass(frozen=True)
class SetUp:
    """A step on the way from an empty database to the first cycle; lower places come first."""

    place: int
    title: str
    note: str
    href: str
    done: bool


@dataclass(frozen=True)
class Words:
    """What an app's entries of the audit log are called, by the codes that they carry."""

    actions: Mapping[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, Any] = field(default_factory=dict)  # "scoring.Cycle": "cycle"
    details: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)  # of the details in `named`
    named: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()  # details that the log keeps and no page shows
    shown: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)  # a detail in words
    names: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    # "scoring.ScoreRun": what details say of the object's name, where they do
    links: Mapping[str, Callable[[list[str]], dict[str, str]]] = field(default_factory=dict)
    # "scoring.Cycle": from keys of objects to their pages, for all on a page at once


@dataclass(frozen=True)
class Link:
    """Where else to go from a page."""

    title: str
    href: str
    is_since: bool = False  # of what goes on after a publication, and so may come and go


@dataclass(frozen=True)
class Notice:
    """A sentence across the top of a page, its tone, and where it leads."""

    tone: str
    text: str
    href: str = ""
    action: str = ""
    is_since: bool = False  # of something that came after the publication


@dataclass(frozen=True)
class NoticeKind:
    """A kind of thing that people are told: its code, and what lists of notices call it."""

    code: str
    title: Any


@dataclass(frozen=True)
class Around:
    """What stands around the score sheet of a participant for a user."""

    above: Link  # the page that the sheet belongs to
    nav: str  # the URL name under which the bar shows it
    actions: tuple[Link, ...]
    tasks: tuple[Task, ...]
    is_concerned: bool  # whether the user may have something to do here
    notices: tuple[Notice, ...] = ()  # what was decided lately
    asks: str = ""  # where a line of a number is queried, by the measure's code


@dataclass(frozen=True)
class Found:
    """Something that a search found: of which kind, what it is called, where it is."""

    kind: str
    title: str
    note: str
    href: str


@dataclass(frozen=True)
class Door:
    """How guesses at a secret are counted, by what is tried and the address it comes from.

    A try is counted before it is looked at, and taken back when it was right; `lets_in` is False
    while there is something to wait for.
    """

    lets_in: Callable[[str, str | None], bool]
    take_back: Callable[[str], None]


navigation = Slot[Callable[[Any], Iterable[Item]]]("items of the top bar, by user")
todo = Slot[Callable[[Any], Iterable[Task]]]("what a user has to do, what is due first at the top")
set_up = Slot[Callable[[Any], Iterable[SetUp]]]("steps of setting a bank up, by user")
words = Slot[Words]("words of the audit log")
around_sheets = Slot[Callable[[Any, Any], Around]]("surroundings of a sheet, by user, participant")
around_people = Slot[Callable[[Any, Any], Iterable[Link]]](
    "where else to go from a person's page, by user and person"
)
frozen = Slot[Frozen]("tables whose rows stay, as they must be frozen now")
opened = Slot[Callable[[Any], Mapping[type[Any], list[Any]]]](
    "what an app puts into a cycle that is being opened; returns what its entry speaks of"
)
standing_on = Slot[Callable[[Any], Iterable[str]]](
    "what was made of a load of data and stands on it, in sentences"
)
vault_names = Slot[Callable[[], Iterable[Any]]]("files of the vault that rows name")
jobs = Slot[Any]("kinds of jobs, each one object")
notices = Slot[NoticeKind]("kinds of notices")
daily = Slot[Callable[[date], int]](
    "what people are told on a working day without anybody's doing; returns how many were"
)
kept = Slot[Kept]("tables whose rows the audit log answers for")
field_labels = Slot[Callable[[str], Any]]("words for fields by name, of forms made for a cycle")
doors = Slot[Door]("how guesses are counted where no login stands before a page: one")
search = Slot[Callable[[Any, str, int], Iterable[Found]]](
    "what the search finds, by user, words and how many of a kind: within her scope alone"
)
pages = Slot[Callable[[Any], Iterable[Link]]](
    "pages that the search names and the bar does not, by user"
)
