"""Passwords made of what everybody knows of their owner: her number, her name, the bank, a year."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.people.passwords import OF_THE_DEMO

PRODUCT = "perfcenter"
# What letters are written as, in the two ways that differ: a one is an i or an l.
LEET = str.maketrans("01345789@$!|+", "oieastbgasiit")
LEET_L = str.maketrans("01345789@$!|+", "oleastbgaslit")
OWN = 6
"""Letters and figures that somebody adds to a word which everybody knows."""
OWN_BESIDE_A_YEAR = 4
SHORTEST = 3
COMPANY = re.compile("(股份)?(有限)?(责任)?公司$")
BANK = re.compile("(农村|农商|城市|村镇)?(商业)?银行$")


class OwnWordsValidator:
    """Refuses what is left with too little once such words, years and end figures are taken off."""

    def validate(self, password: str, user: User | None = None) -> None:
        if has_enough_of_its_own(password, words_of(user)):
            return
        raise ValidationError(
            _(
                "It is made of your name, your number, the name of the bank or of this site, "
                "or a year; add words that have nothing to do with you."
            ),
            code="password_of_own_words",
        )

    def get_help_text(self) -> str:
        return _("Not made of your name, your number, the bank's name or a year.")


def has_enough_of_its_own(password: str, words: Iterable[str]) -> bool:
    """Whether enough is left without the words, years, and figures at the ends.

    >>> has_enough_of_its_own("P3rfc3nter-2026!", ["perfcenter"])
    False
    >>> has_enough_of_its_own("perfcenter, three grey geese", ["perfcenter"])
    True
    """
    text = _plain(password)
    known, years = _known(text, words), _years(text)
    if not known | years:
        return True
    own = [sign for place, sign in enumerate(text) if place not in known | years]
    rest = "".join(filter(str.isalnum, own)).strip(string.digits)
    return len(rest) >= (OWN if known else OWN_BESIDE_A_YEAR)


def words_of(user: User | None) -> Iterator[str]:
    """Yield what everybody knows: of the user, of the bank, of this site."""
    yield from (PRODUCT, OF_THE_DEMO)
    bank = settings.BANK_NAME
    yield from (bank, COMPANY.sub("", bank), BANK.sub("", COMPANY.sub("", bank)))
    yield from re.split(r"\W+", bank)
    if user is not None:
        yield from (user.username, user.name, *re.split(r"\W+", user.name))
        if user.manager_id:
            yield user.manager_id


def _known(text: str, words: Iterable[str]) -> set[int]:
    """Return the places of a plain text where a word stands, forwards, backwards or in leet."""
    places: set[int] = set()
    for word in map(_plain, words):
        if _counts(word):
            for leet in ({}, LEET, LEET_L):
                written, looked_at = word.translate(leet), text.translate(leet)
                places |= _places(re.escape(written), looked_at, len(word))
                places |= _places(re.escape(written[::-1]), looked_at, len(word))
    return places


def _years(text: str) -> set[int]:
    return _places(r"(?:19|20)\d\d", text, 4)


def _places(pattern: str, text: str, length: int) -> set[int]:
    found = re.finditer(f"(?={pattern})", text)
    return {place for one in found for place in range(one.start(), one.start() + length)}


def _counts(word: str) -> bool:
    """A word of two Chinese characters is a name; two Latin letters stand anywhere by chance."""
    return len(word) >= (SHORTEST if word.isascii() else SHORTEST - 1)


def _plain(text: str) -> str:
    """Return the text as it is compared: small letters, figures, what stands for them, no more."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign in "@$!|+")
