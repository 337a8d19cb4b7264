"""Sentences that say what a file should have held, and which of them are of one kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext


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


def kept(sentence: Any) -> Any:
    """Return a sentence as JSON that is read in any language; numbers and names as they are.

    >>> kept(filled("at most {limit} characters", limit=40))
    {'says': 'at most {limit} characters', 'words': {'limit': 40}}
    """
    if isinstance(sentence, Filled):
        words = {name: kept(word) for name, word in sentence.words.items()}
        return {**_english(sentence.template), "words": words}
    if isinstance(sentence, Promise):
        return _english(sentence)
    return sentence if isinstance(sentence, int | float) else str(sentence)


def read(said: Any) -> Any:
    """Return in the active language what `kept` gave.

    >>> read(kept(filled("at most {limit} characters", limit=40)))
    'at most 40 characters'
    """
    if not isinstance(said, dict):
        return said
    text = gettext(said["text"]) if "text" in said else said["says"]
    words = said.get("words")
    if words is None:
        return text
    return text.format(**{name: read(word) for name, word in words.items()})


def _english(text: str | Promise) -> dict[str, str]:
    """Return what a text is translated from; what is not translated, or not by itself, as it is."""
    message = getattr(text, "_args", ("",))[0] if isinstance(text, Promise) else ""
    return {"text": message} if message and isinstance(message, str) else {"says": str(text)}
