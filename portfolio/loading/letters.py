"""Whether words of two-byte UTF-8 are meant, or Chinese characters of GBK that look the same.

谢 in GBK has the two bytes of л in UTF-8, 太原 those of a loose accent and an old Cyrillic letter;
Chinese itself takes three bytes in UTF-8. So each such word is weighed: could a name be written
so in Latin, Greek, Cyrillic or other letters?
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import Enum

LETTER = "[A-Za-z\u0080-\u07ff]"
WORD = re.compile(f"(?<!{LETTER})[A-Za-z]*[\u0080-\u07ff]{LETTER}*")

ACCENTS = "\u0300-\u030c\u0323\u0327\u0328\u0331"
LATIN = re.compile(f"[A-Za-zÀ-ÖØ-öø-ſƏəƠơƯưǍ-ǜǦǧǪǫȘ-ț{ACCENTS}]+")
"""The letters of today's languages, those of phonetics and of old books left out."""
OTHERS = [
    re.compile("[\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce]+"),  # Greek
    re.compile("[\u0400-\u045fҐґҒғҚқҢңҮүҰұҺһӘәӨө]+"),  # Cyrillic
    re.compile("[\u0531-\u0556\u0561-\u0587]+"),  # Armenian
    re.compile("[\u05d0-\u05ea]+"),  # Hebrew
    re.compile("[\u0621-\u064a]+"),  # Arabic
]
GREEK_ACCENT = re.compile("[\u0386\u0388-\u0390\u03ac-\u03b0\u03cc-\u03ce]")
AFTER_CAPITALS = re.compile("[A-Z]{2}([^A-Za-z]+)$")
SIGN_IN_PLACE = re.compile(
    "[A-Za-z0-9][®©°²³¹ºªµ»¢]|[£¥§«¿¡±][A-Za-z0-9]|[©§±·] |[A-Za-z]·[A-Za-z]"
)
EDGES = frozenset(["", ",", '"', "'", ";", "\t", "\r", "\n"])
CLEARLY = 20
ENOUGH = 10_000


class Meant(Enum):
    """What a word can be."""

    LETTERS = "a word in UTF-8"
    CHINESE = "Chinese in GBK"
    EITHER = "one or the other"
    NEITHER = "only a sign"


def weigh(word: str, before: str = "", after: str = "") -> Meant:
    """Say what a word of two-byte UTF-8 is, given the characters beside it.

    >>> [weigh(word).name for word in ("Müller", "Ελένη", "Иван", "Яна")]
    ['LETTERS', 'LETTERS', 'LETTERS', 'EITHER']
    >>> [weigh(name.encode("gbk").decode()).name for name in ("谢", "太原", "韦维")]
    ['CHINESE', 'CHINESE', 'CHINESE']
    """
    # GBK's common characters have a second byte from 0xA1 on, those of UTF-8 are from 0x80 on.
    common = all(ord(c) & 0x3F > 0x20 for c in word if not c.isascii())
    composed = unicodedata.normalize("NFC", word)
    letters = "".join(c for c in composed if c.isalpha() or unicodedata.combining(c))
    if letters.isascii():
        return _weigh_sign(word, before, after, common=common)
    if not _is_word(letters):
        return Meant.CHINESE
    size, is_name = len(letters), letters == letters.capitalize()
    if not common:
        plain = size > 2 or (size == 2 and is_name)
        return Meant.LETTERS if plain else Meant.EITHER
    if _has_ascii(letters):
        return Meant.LETTERS if size > 2 else Meant.EITHER
    # All of it is common characters: a few letters are sooner Chinese than another language.
    if letters != composed or LATIN.fullmatch(letters) or (size < 4 and not is_name) or size < 3:
        return Meant.CHINESE
    return Meant.LETTERS if size > 3 else Meant.EITHER


def _weigh_sign(word: str, before: str, after: str, *, common: bool) -> Meant:
    """Weigh a word with no letters but ASCII's: Bob·Dylan, 5°C, or 路 and 陆 in GBK."""
    if not common:
        return Meant.NEITHER
    if SIGN_IN_PLACE.search(before + word + after):
        return Meant.LETTERS
    is_alone = {before, after} <= EDGES and not _has_ascii(word)
    return Meant.CHINESE if is_alone else Meant.EITHER


def _is_word(letters: str) -> bool:
    """Whether the letters are of one script, with capitals and accents where they may stand."""
    if unicodedata.combining(letters[0]):
        return False
    if LATIN.fullmatch(letters):
        small = AFTER_CAPITALS.search(letters)
        return (_has_ascii(letters) or _is_cased(letters)) and not (small and small[1].islower())
    is_one = any(script.fullmatch(letters) for script in OTHERS)
    return is_one and _is_cased(letters) and len(GREEK_ACCENT.findall(letters)) < 2


def _has_ascii(letters: str) -> bool:
    return any(c.isascii() for c in letters)


def _is_cased(letters: str) -> bool:
    return letters in {letters.lower(), letters.upper(), letters.capitalize()}


def weighed(lines: Iterable[str]) -> Counter[Meant]:
    """Count what the words of the lines are, until there are enough of them."""
    counts: Counter[Meant] = Counter()
    for line in lines:
        if counts.total() > ENOUGH:
            break
        for match in WORD.finditer(line):
            first, last = match.span()
            counts[weigh(match[0], line[first - 1 : first], line[last : last + 1])] += 1
    return counts


def verdict(counts: Counter[Meant]) -> Meant:
    """Say what a file of such words is."""
    letters, chinese = counts[Meant.LETTERS], counts[Meant.CHINESE]
    if letters > CLEARLY * chinese:
        return Meant.LETTERS
    if chinese > CLEARLY * letters:
        return Meant.CHINESE
    return Meant.EITHER if letters or counts[Meant.EITHER] else Meant.NEITHER
