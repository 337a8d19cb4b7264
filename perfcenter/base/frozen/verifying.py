"""Whether every table that must be frozen is."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from perfcenter.base.frozen.declaration import Frozen
from perfcenter.base.frozen.triggers import kept, triggers


class Fault(models.TextChoices):
    MISSING = (
        "missing",
        _("Rows of %(table)s are not protected: the trigger %(name)s is missing"),
    )
    OFF = (
        "off",
        _("Rows of %(table)s are not protected: the trigger %(name)s is switched off"),
    )
    OTHER = (
        "other",
        _("Rows of %(table)s are not protected as declared: the trigger %(name)s is another one"),
    )


class Broken(NamedTuple):
    """A trigger that is not there as it must be."""

    table: str
    name: str
    fault: Fault

    def __str__(self) -> str:
        return str(self.fault.label) % {"table": self.table, "name": self.name}


def broken_triggers(connection: Any, frozen: Iterable[Frozen]) -> Iterator[Broken]:
    """Yield the triggers of these tables that are missing, switched off or other than declared."""
    found = kept(connection)
    for each in frozen:
        for trigger in triggers(connection, each):
            there = found.get((trigger.table, trigger.name))
            if there is None:
                yield Broken(trigger.table, trigger.name, Fault.MISSING)
            elif not there.is_on:
                yield Broken(trigger.table, trigger.name, Fault.OFF)
            elif there.text != trigger.text:
                yield Broken(trigger.table, trigger.name, Fault.OTHER)
