"""Texts that remember how they were made, so that others can read them in their own language.

What a job says is written once and read by anybody. A module whose texts a job says takes `gettext`
and `ngettext` from here: they give what Django's do, as texts that can be kept (`kept`) and read
again in the language that is active then (`read`).
"""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.functional import Promise

Kept = str | dict[str, Any]


class Said(str):
    """A text, and what it was made of: the English, the number it goes by, the words put in."""

    made: dict[str, Any]

    def __mod__(self, words: Any) -> Said:
        return _said(str.__mod__(self, words), {**self.made, "words": words})


def gettext(message: str) -> str:
    """Return a text in the active language, which remembers how it is said in others."""
    return _said(translation.gettext(message), {"text": message})


def ngettext(one: str, many: str, number: int) -> str:
    """Return the text that goes with a number, likewise."""
    made = {"one": one, "many": many, "number": number}
    return _said(translation.ngettext(one, many, number), made)


def of_lazy(text: Any) -> str:
    """Return a text that is translated when it is read, likewise; any other as it is."""
    message = getattr(text, "_args", ("",))[0] if isinstance(text, Promise) else ""
    return gettext(message) if isinstance(message, str) and message else str(text)


def of_error(error: BaseException) -> str:
    """Return what an error says, as it was made where that is known."""
    said = error.args[0] if len(error.args) == 1 else None
    return said if isinstance(said, Said) else str(error)


def kept(text: str) -> Kept:
    """Return a text as JSON."""
    if not isinstance(text, Said):
        return str(text)
    made = {"was": str(text), **text.made}
    words = made.get("words")
    if isinstance(words, dict):
        made["words"] = {name: _kept_word(word) for name, word in words.items()}
    elif words is not None:
        made["words"] = [
            _kept_word(one) for one in (words if isinstance(words, tuple) else [words])
        ]
    return made


def read(text: Kept) -> str:
    """Return what was kept in the active language; as it was first said where that fails."""
    if isinstance(text, str):
        return text
    try:
        found, words = _again(text), text.get("words")
        if words is None:
            return found
        if isinstance(words, dict):
            return found % {name: _word(word) for name, word in words.items()}
        return found % tuple(_word(word) for word in words)
    except (KeyError, TypeError, ValueError):
        return str(text.get("was", ""))


def _again(made: dict[str, Any]) -> str:
    if "one" in made:
        one, many, number = made["one"], made["many"], made["number"]
        return translation.ngettext(one, many, number)
    message = made["text"]
    return translation.gettext(message)


def _said(text: str, made: dict[str, Any]) -> Said:
    found = Said(text)
    found.made = made
    return found


def _kept_word(word: Any) -> Any:
    if isinstance(word, Said | Promise):
        return kept(of_lazy(word) if isinstance(word, Promise) else word)
    return word if isinstance(word, int | float) else str(word)


def _word(word: Any) -> Any:
    return read(word) if isinstance(word, dict) else word
