"""A scheme's text cut into blocks: what stands before the first header, then a table each.

Whatever is written goes into one block, or moves whole ones: the rest stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scoring.scheme.places import Header, headers

Keys = tuple[str, ...]

_COMMENTS = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)
_TAIL = re.compile(r"(?:^[ \t]*(?:#[^\n]*)?(?:\n|\Z))+\Z", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A table with what belongs to it; the comment right above it is its own.

    `tail` is what follows its last word: empty lines, and comments that stand apart.
    """

    keys: Keys
    is_list: bool
    lead: str
    body: str
    tail: str

    @property
    def text(self) -> str:
        return self.lead + self.body + self.tail

    def holds(self, path: Keys) -> bool:
        """Whether a header of these keys is part of this table."""
        return (
            bool(self.keys) and len(path) > len(self.keys) and path[: len(self.keys)] == self.keys
        )


@dataclass(frozen=True)
class Blocks:
    """The blocks of a text, in its order; the first has no keys."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "".join(block.text for block in self.blocks)

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.blocks[0].text or self.text.count("\r\n") else "\n"

    def places(self, keys: Keys, *, is_list: bool = True) -> list[int]:
        """Return where the tables of these keys are."""
        return [
            place
            for place, block in enumerate(self.blocks)
            if block.keys == keys and block.is_list == is_list
        ]

    def with_body(self, place: int, body: str) -> Blocks:
        """Return the blocks with another body in one place."""
        blocks = list(self.blocks)
        blocks[place] = replace(blocks[place], body=body)
        return Blocks(tuple(blocks))

    def without(self, places: list[int]) -> Blocks:
        """Return the blocks without some; what stands apart behind them stays."""
        kept: list[Block] = []
        for place, block in enumerate(self.blocks):
            if place not in places:
                kept.append(block)
            elif block.tail.strip() and kept:
                kept[-1] = replace(kept[-1], tail=kept[-1].tail + block.tail.lstrip("\r\n"))
        return Blocks(tuple(kept))

    def moved(self, place: int, before: int) -> Blocks:
        """Return the blocks with one put in front of another; a place past the end is the end."""
        blocks = list(self.blocks)
        block = _ended(blocks[place], self.newline)
        tails = block.tail
        if tails.strip():  # a heading between the tables stays where it is
            blocks[place - 1] = replace(
                blocks[place - 1], tail=blocks[place - 1].tail + tails.lstrip("\r\n")
            )
            block = replace(block, tail=self.newline)
        del blocks[place]
        at = before - (before > place)
        if at > 0:
            blocks[at - 1] = _ended(blocks[at - 1], self.newline)
        return Blocks((*blocks[:at], block, *blocks[at:]))

    def added(self, block: Block, at: int) -> Blocks:
        """Return the blocks with a new one, parted from its neighbours by an empty line."""
        blocks = list(self.blocks)
        line = self.newline
        before = _ended(blocks[at - 1], line)
        if before.text and not before.text.endswith(line * 2):
            before = replace(before, tail=before.tail + line)
        blocks[at - 1] = before
        new = _ended(block, line)
        if at < len(blocks):
            new = replace(new, tail=line)
        return Blocks((*blocks[:at], new, *blocks[at:]))


def _ended(block: Block, newline: str) -> Block:
    """Return the block with its last line ended."""
    if not block.text or block.text.endswith("\n"):
        return block
    if block.tail:
        return replace(block, tail=block.tail + newline)
    return replace(block, body=block.body + newline)


def cut(text: str) -> Blocks:
    """Return the blocks of a text that tomllib has read.

    >>> [block.keys for block in cut("a = 1\\n[[b]]\\n[b.c]\\n[[b]]\\n").blocks]
    [(), ('b',), ('b',)]
    """
    found: list[tuple[Header | None, int]] = [(None, 0)]
    for header in headers(text):
        last = found[-1][0]
        if last is None or not _belongs(header, last):
            found.append((header, header.at))
    ends = [at for _header, at in found[1:]] + [len(text)]
    parts = [text[at:end] for (_header, at), end in zip(found, ends, strict=True)]
    return Blocks(tuple(_blocks([header for header, _at in found], parts)))


def _belongs(header: Header, last: Header) -> bool:
    """Whether a table is part of the one before: of an item all, of a table what is no list."""
    inside = len(header.keys) > len(last.keys) and header.keys[: len(last.keys)] == last.keys
    return inside and (last.is_list or not header.is_list)


def _blocks(found: list[Header | None], parts: list[str]) -> Iterator[Block]:
    lead = ""
    for place, (header, part) in enumerate(zip(found, parts, strict=True)):
        own = part
        following = ""
        if place + 1 < len(parts) and (comments := _COMMENTS.search(part)):
            own, following = part[: comments.start()], comments[0]
        # What stands on top of the file is nobody's comment but its own.
        if header is None and not _has_words(own):
            own, following = part, ""
        tail = _TAIL.search(own)
        body, rest = (own[: tail.start()], tail[0]) if tail and _has_words(own) else (own, "")
        keys = header.keys if header else ()
        yield Block(keys, bool(header and header.is_list), lead, body, rest)
        lead = following


def _has_words(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())
