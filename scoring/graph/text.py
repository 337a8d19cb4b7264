"""Words in the two languages of the site, for what the graph says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Text:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text for a page's language ("zh-hans", "en").

        >>> Text("得分", "score").in_language("zh-hans")
        '得分'
        """
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en


def plain(text: str) -> Text:
    """Return a text that is the same in both languages: a code, a sign."""
    return Text(text, text)


def in_digits(number: Fraction) -> str:
    """Return a number of the scheme with all its decimals; those are finite.

    >>> in_digits(Fraction(5, 2)), in_digits(Fraction(1000))
    ('2.5', '1000')
    """
    text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
