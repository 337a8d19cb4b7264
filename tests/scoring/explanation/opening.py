"""What the numbers of a bank that stays as it is open to: a manager's book is read once for all."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import patch

from portfolio.valuation import BookRows, book_rows
from scoring.explanation import Opening, explain
from scoring.inputs import own

Books = dict[str, BookRows]


def explained(bank, manager, code, *path, shows_all=True):
    run, hr = bank
    read = partial(read_once, vars(run).setdefault("books", {}))
    with patch.object(own, "book_rows", read):
        return explain(run, manager, code, Opening(path, shows_all), viewer=hr)


def read_once(books: Books, *span: Any, **asked: Any) -> BookRows:
    question = repr((span, asked))
    if question not in books:
        books[question] = book_rows(*span, **asked)
    return books[question]
