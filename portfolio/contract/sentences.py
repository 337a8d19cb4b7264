"""Sentences that say what a file should have held, and which of them are of one kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Filled:
    """A sentence with names and numbers filled in; without them it tells what kind of error it is.

    >>> str(Filled("at most {limit} characters", {"limit": 40}))
    'at most 40 characters'
    """

    template: str | Promise
    words: Mapping[str, object]

    def __str__(self) -> str:
        return str(self.template).format(**self.words)


Sentence = str | Promise | Filled


def filled(template: str | Promise, **words: object) -> Filled:
    """Return the sentence with these words in it."""
    return Filled(template, words)


def kind_of(sentence: Sentence) -> str:
    """Return what sentences have in common that differ in names and numbers alone."""
    return str(sentence.template if isinstance(sentence, Filled) else sentence)
