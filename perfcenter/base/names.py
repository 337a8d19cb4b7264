"""Login names as they are compared: width, spaces around and capitals do not count."""

import unicodedata

from perfcenter.base import digests

LONGEST = 150


def narrowed(text: str) -> str:
    """Return the text without full width and spaces around; capitals stay.

    >>> narrowed(" １０４０２Ａ　")
    '10402A'
    """
    return unicodedata.normalize("NFKC", text).strip()


def normal(text: str) -> str:
    """Return what all ways of typing a name have in common; of one too long to keep, the digest.

    >>> normal("１０４０２ ") == normal("10402"), normal("FANG") == normal("ｆａｎｇ")
    (True, True)
    """
    folded = narrowed(unicodedata.normalize("NFKC", text).casefold())
    return folded if len(folded) <= LONGEST else digests.of_text(folded)
