"""Keys (numbers of people, branches, accounts) and what a spreadsheet makes of them.

A spoiled key would quietly become a second person or account, so it is refused with the reason.
"""

import re
import unicodedata
from functools import cache
from itertools import chain

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import Sentence, filled

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

SPOILED: tuple[tuple[str, Sentence], ...] = (
    (r"^=", _("the number as plain text; = and quotation marks are a spreadsheet's formula")),
    (r"^['‘’`´]", _("the number alone, without the apostrophe that marks text in a spreadsheet")),
    (r"^[\"“”„]|[\"“”]$", _("the number alone, without quotation marks as part of it")),
    (
        r"^[0-9]+([.,][0-9]+)?[eE]\+[0-9]+$|^[0-9]+[.,][0-9]+[eE]-?[0-9]+$",
        _("all digits; a spreadsheet has rounded the number: make the column text, export again"),
    ),
    (r"^[0-9]{1,3}(,[0-9]{3})+$", _("the number without commas between its digits")),
    (
        r"^#(#+|N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)$",
        _("a number; this is what a spreadsheet shows where it has none"),
    ),
    (
        rf"^[0-9]{{1,2}}月[0-9]{{1,2}}日$|^[0-9]{{1,2}}-({MONTHS})$|^({MONTHS})-[0-9]{{1,2}}$",
        _("the number; a spreadsheet has made a date of it: make the column text, export again"),
    ),
    (
        "[\ue000-\uf8ff\U000f0000-\U0010fffd]",
        _("no private-use character, which every computer shows as another sign"),
    ),
)
"""What a spreadsheet leaves behind. DuckDB and Python read these expressions alike."""

ODD_SPACE = _("“{key}”: inside it no other space than the plain one")
PLAIN_FORM = _("“{key}”: digits and letters in half width, each sign in its plain form")
PUNCTUATION = "！-／：-＠［-｀｛-･"
"""Full-width brackets and the like: right between Chinese characters, but not to log in with."""
BEYOND = (
    *(range(0x10780, 0x107C0), range(0x1D150, 0x1D800), range(0x1EE00, 0x1EF00)),
    *(range(0x1F100, 0x1F260), range(0x1FBF0, 0x1FC00), range(0x2F800, 0x2FA20)),
)
"""Where Unicode keeps other forms of plain signs outside its first 65,536."""


def why_spoiled(key: str, *, is_login: bool = False) -> Sentence | None:
    """Return what the key should have been, or None if nothing has spoiled it.

    >>> why_spoiled("０１０１").words
    {'key': '0101'}
    >>> why_spoiled("理财（稳健）")
    """
    for pattern, sentence in SPOILED:
        if re.search(pattern, key):
            return sentence
    # Another sign in its place: what stood on either side of it is never composed.
    signs = key if is_login else re.sub(f"[{PUNCTUATION}]", "-", key)
    if unicodedata.is_normalized("NFKC", signs):
        return None
    dense = "".join(signs.split())
    sentence = ODD_SPACE if unicodedata.is_normalized("NFKC", dense) else PLAIN_FORM
    return filled(sentence, key=unicodedata.normalize("NFKC", key))


@cache
def spoiled_pattern(*, is_login: bool = False) -> str:
    """Return one expression for all that spoils a key, except that its signs are not composed."""
    kept = "" if is_login else f"[{PUNCTUATION}]"
    odd = "".join(f"{first}-{last}" for first, last in _other_forms(re.compile(kept or r"(?!)")))
    return "|".join([*(pattern for pattern, _sentence in SPOILED), f"[{odd}]"])


def _other_forms(kept: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return the characters that have a plainer form, as spans; `kept` may stay as they are."""
    spans: list[tuple[str, str]] = []
    for sign in map(chr, chain(range(0x80, 0xD800), range(0xE000, 0x10000), *BEYOND)):
        if unicodedata.is_normalized("NFKC", sign) or kept.match(sign):
            continue
        if spans and ord(spans[-1][1]) == ord(sign) - 1:
            spans[-1] = (spans[-1][0], sign)
        else:
            spans.append((sign, sign))
    return spans
