"""What a form that came back changes; what comes back as it was shown is no change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from scoring.editor.controls import MOST_ROWS, Control, controls_of
from scoring.editor.values import flat, read
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING


def is_as_shown(control: Control, posted: QueryDict) -> bool:
    """Whether a field comes back as the page showed the file's value."""
    before = flat(control.shape, control.name, control.value)
    for name, texts in before.items():
        back = [_plain(text) for text in posted.getlist(name)]
        if control.kind == "pairs" and name.endswith(":key"):
            continue
        if control.kind in {"many", "pairs"}:
            back = [text for text in back if text]
        if control.kind == "many":  # ticks have no order of their own
            back, texts = sorted(back), sorted(texts)
        if back in ([], [""]) and texts in ([], [""]):
            continue
        if back != [_plain(text) for text in texts]:
            return False
    if control.kind == "pairs":
        return read(control.shape, control.name, posted) == control.value or (
            control.value is NOTHING and read(control.shape, control.name, posted) is NOTHING
        )
    return True


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def changes(controls: Iterable[Control], posted: QueryDict) -> dict[Path, Any]:
    """Return what a form changes: the new value by path, NOTHING where a key goes out."""
    found: dict[Path, Any] = {}
    for control in controls:
        if control.kind == "rows":
            wanted = rows_read(control, posted)
            now = control.value if isinstance(control.value, list) else []
            if wanted != now:
                found[control.path] = wanted or NOTHING
            continue
        names = (control.name, f"{control.name}:word", f"{control.name}:value")
        asked = any(name in posted for name in (*names, f"{control.name}:asked"))
        if asked and not is_as_shown(control, posted):
            found[control.path] = read(control.shape, control.name, posted)
    return found


def rows_read(control: Control, posted: QueryDict) -> list[Any]:
    """Return the tables of a list as they were typed; an emptied row goes out."""
    if control.shape.part is None:
        return []
    now = control.value if isinstance(control.value, list) else []
    wanted: list[Any] = []
    for index in range(MOST_ROWS):
        prefix = f"{control.name}.{index}."
        if not any(name.startswith(prefix) for name in posted):
            if index >= len(now):
                break
            wanted.append(now[index])  # the page did not show it
            continue
        there = now[index] if index < len(now) and isinstance(now[index], dict) else {}
        cells = controls_of(
            control.shape.part, (*control.path, index), there, only=control.columns or None
        )
        if _is_empty(prefix, posted):
            continue
        row = dict(there)
        for path, value in changes(cells, posted).items():
            if value is NOTHING:
                row.pop(str(path[-1]), None)
            else:
                row[str(path[-1])] = value
        wanted.append(row)
    return wanted


def _is_empty(prefix: str, posted: QueryDict) -> bool:
    return not any(
        text.strip()
        for name in posted
        if name.startswith(prefix) and not name.endswith(":asked")
        for text in posted.getlist(name)
    )
