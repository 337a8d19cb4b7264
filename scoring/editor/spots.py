"""The pages of the editor: on which of them what stands at a path is mended."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.editor.tables import LISTS, Data, tables_at
from scoring.scheme.places import Path


@dataclass(frozen=True)
class Spot:
    """A page of the editor: its kind, and where on it."""

    section: str
    items: str = ""
    index: int = 0
    expert: int = 0


def spot_of(path: Path) -> Spot:
    """Return the page on which what stands at a path is mended."""
    for items, keys in LISTS.items():
        if path[: len(keys)] == keys and len(path) > len(keys) and isinstance(path[len(keys)], int):
            return Spot("measure", items, int(path[len(keys)]))
    if path[:1] == ("ahp",):
        return Spot("judgments", index=0, expert=_expert(path[1:]))
    if path[:1] == ("dimensions",):
        if len(path) > 2 and path[2] == "ahp":
            return Spot("judgments", index=int(path[1]) + 1, expert=_expert(path[3:]))
        return Spot("weights")
    if path[:1] in {("bands",), ("grading",)}:
        return Spot("grades")
    if path[:1] == ("pools",):
        return Spot("pools")
    if path[:1] in {("bonus",), ("deductions",)}:
        return Spot("points")
    if path == ("measures",):
        return Spot("weights")
    return Spot("general") if path else Spot("text")


def path_of(place: str, data: Data) -> Path:
    """Return where what a warning names stands in a file, as far as the file has it."""
    first, *rest = place.split(".")
    lists = LISTS.values() if first == "measures" else [(first,)]
    for path in lists if rest else ():
        for index, one in enumerate(tables_at(data, path)):
            if one.get("code") == rest[0]:
                inside = ["parts"] if first == "pools" and rest[1:] else rest[1:]
                return (*path, index, *inside, *(["metric"] if inside == ["source"] else []))
    return (first, *rest) if first not in {"measures", "bands", "pools"} else (first,)


def _expert(path: Path) -> int:
    return int(path[1]) if path[:1] == ("experts",) and len(path) > 1 else 0
