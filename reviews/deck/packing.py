"""Files of many people as one ZIP on the disk: one at a time, and one that fails stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from perfcenter.base.file_names import distinct, file_name, of_number
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_error
from perfcenter.jobs.work import Work
from portfolio.models import Manager
from reviews.deck.groups.whose import Group
from reviews.deck.naming import deck_file
from scoring.models import Cycle

logger = logging.getLogger(__name__)

READABLE = 0o644
Make = Callable[[], bytes]
LIST = "_not-made.txt"
"""Names people who have no file, in the ZIP; a staff number begins no name like that."""


@dataclass(frozen=True)
class Order:
    """A person of a cycle, or a branch or the bank, whose file is asked for."""

    cycle: Cycle
    manager: Manager | None = None
    group: Group | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        return (
            self.cycle.pk,
            self.manager.pk if self.manager else None,
            self.group.code if self.group else None,
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """Of what the file's name is made."""
        if self.manager is not None:
            return self.manager.name, of_number(self.manager.staff_no), self.cycle.code
        return (*(self.group.parts if self.group else ()), self.cycle.code)

    @property
    def who(self) -> str:
        if self.manager is not None:
            return f"{self.manager.name} {self.manager.staff_no}"
        return self.group.name if self.group else ""


@dataclass
class Packed:
    """How many files there are, and who has none, with the reason."""

    count: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def fail(self, order: Order, why: str) -> None:
        self.failed.append((order.who, why))


def packed(
    archive: Path,
    orders: Sequence[Order],
    made: Iterable[tuple[Order, Make]],
    extension: str,
    doing: str,
    work: Work,
) -> Packed:
    """Write the file of each order into the archive; memory holds one at a time."""
    keys = [order.key for order in orders]
    names = dict(zip(keys, _names(orders, extension), strict=True))
    found, waiting = Packed(), dict(zip(keys, orders, strict=True))
    work.tell(doing, 0, len(orders), "people")
    # Decks and workbooks are ZIPs themselves: compressed once more they get no smaller.
    with ZipFile(archive, "w", ZIP_STORED) as into:
        for order, make in made:
            waiting.pop(order.key, None)
            try:
                content = make()
            except Exception as error:
                found.fail(order, _why(order, error))
            else:
                _add(into, f"{names[order.key]}.{extension}", content)
                found.count += 1
            work.tell(doing, len(orders) - len(waiting), len(orders), "people")
        for order in waiting.values():
            found.fail(order, _("is not in the newest score run"))
        if found.failed:
            lines = [f"{who}: {why}" for who, why in found.failed]
            # With a mark at its beginning, so that every editor reads the letters.
            _add(into, LIST, "\r\n".join(["\ufeff" + _("Not made:"), *lines, ""]).encode())
    return found


def _why(order: Order, error: Exception) -> str:
    """Return the reason for who reads it; what is a fault of ours is in the log besides."""
    if isinstance(error, Refused):
        return of_error(error)
    logger.error("The file of %s in %s", order.who, order.cycle.code, exc_info=error)
    return _("a fault of the program, which is in the log of the worker")


def _add(into: ZipFile, name: str, content: bytes) -> None:
    member = ZipInfo(name)  # of the format's earliest time
    member.external_attr = READABLE << 16
    into.writestr(member, content)


def _names(orders: Sequence[Order], extension: str) -> Iterator[str]:
    """Yield the names of the files, which Windows takes as well and which are told apart."""
    names = (_name(order, extension) for order in orders)
    yield from distinct(name.removesuffix(f".{extension}") for name in names)


def _name(order: Order, extension: str) -> str:
    if order.manager is not None and extension == "pptx":
        return deck_file(order.cycle, order.manager)
    return file_name(*order.parts, extension=extension)
