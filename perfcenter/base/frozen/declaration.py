"""What is declared of a frozen table, and the changes that are refused because of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

ALWAYS = "TRUE"


class Rule(NamedTuple):
    """An event that is refused where an SQL condition on OLD and NEW holds."""

    name: str
    event: str
    refused: str
    message: str


@dataclass(frozen=True)
class Frozen:
    """A table whose rows are added and then stay: no UPDATE, no DELETE, no TRUNCATE, except:

    once     a condition on OLD: a row is free until it holds
    allowed  a condition on OLD and NEW: an UPDATE for which it is true goes through
    fixed    columns that never change, neither in a free row nor by an allowed UPDATE
    part_of  a table and our column that names its row: nothing is added once that row is there

    Conditions are SQL that both databases read: AND, OR, NOT, IN, IS NULL, comparisons, and
    `IS [NOT] DISTINCT FROM`, which SQLite gets in its own words. Migrations hold declarations:
    a parameter may be added, never renamed.

    >>> appeal = Frozen(
    ...     "reviews_appeal",
    ...     fixed=("text",),
    ...     allowed="OLD.state = 'open' AND NEW.state IN ('upheld', 'refused')",
    ... )
    >>> for rule in appeal.rules():
    ...     print(rule.event, "refused where", rule.refused)
    UPDATE refused where OLD.id IS DISTINCT FROM NEW.id OR OLD.text IS DISTINCT FROM NEW.text \
OR (OLD.state = 'open' AND NEW.state IN ('upheld', 'refused')) IS NOT TRUE
    DELETE refused where TRUE
    >>> Frozen("reviews_appeal", fixed=("text",))
    Traceback (most recent call last):
    ...
    ValueError: reviews_appeal: fixed columns say nothing of rows that never change; \
say once they are frozen, or what is allowed
    """

    table: str
    once: str = ""
    allowed: str = ""
    fixed: tuple[str, ...] = ()
    part_of: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if self.fixed and not (self.once or self.allowed):
            raise ValueError(
                f"{self.table}: fixed columns say nothing of rows that never change; "
                "say once they are frozen, or what is allowed"
            )

    @property
    def may_change(self) -> bool:
        """Whether some UPDATE goes through."""
        return bool(self.once or self.allowed)

    def rule(self, event: str, refused: str, *, name: str = "") -> Rule:
        """Return the rule that refuses a change of what is there."""
        how = " in this way" if self.may_change else ""
        message = f"rows of {self.table} are never changed or deleted{how}"
        return Rule(f"{self.table}_no_{name or event.lower()}", event, refused, message)

    def rules(self) -> Iterator[Rule]:
        """Yield what both databases refuse."""
        yield self.rule("UPDATE", self._no_update())
        yield self.rule("DELETE", f"({self.once})" if self.once else ALWAYS)
        if self.part_of:
            whole, column = self.part_of
            yield Rule(
                f"{self.table}_no_insert",
                "INSERT",
                f"EXISTS (SELECT 1 FROM {whole} WHERE id = NEW.{column})",  # noqa: S608 - our own names
                f"rows of {self.table} are never added to what is complete",
            )

    def _no_update(self) -> str:
        if not self.may_change:
            return ALWAYS
        differ = [f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in ("id", *self.fixed)]
        conditions = [f"({self.once})"] if self.once else []
        if self.allowed:
            conditions.append(f"({self.allowed}) IS NOT TRUE")
        return " OR ".join([*differ, " AND ".join(conditions)])
