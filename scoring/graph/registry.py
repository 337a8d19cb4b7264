"""The words of sources and rules: a class registers itself under its word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from scoring.graph.words import Words

Kind = TypeVar("Kind", bound=type[Words])


class Registry:
    """Classes by their words, in the order of registration.

    A class that is registered again under its word takes the place of the first.
    """

    def __init__(self) -> None:
        self._classes: dict[str, type[Words]] = {}
        self.listeners: list[Callable[[], None]] = []  # told when a word comes or goes

    def __call__(self, cls: Kind) -> Kind:
        self._classes[cls.word()] = cls
        self._tell()
        return cls

    def __iter__(self) -> Iterator[type[Words]]:
        return iter(self._classes.values())

    def __contains__(self, word: object) -> bool:
        return word in self._classes

    def __getitem__(self, word: str) -> type[Words]:
        return self._classes[word]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self._classes)

    def forget(self, word: str) -> None:
        """Take a word out again: tests add toys."""
        del self._classes[word]
        self._tell()

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()


sources = Registry()
rules = Registry()
