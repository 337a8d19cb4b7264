"""What follows from an object that never changes, found out once an object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Of = TypeVar("Of")
Found = TypeVar("Found")


def once_an_object(
    by: Callable[[], str] = str,
) -> Callable[[Callable[[Of], Found]], Callable[[Of], Found]]:
    """Keep what a function returns beside the fields of the frozen dataclass it was asked of.

    What it also depends on (the language) is told by `by`. It goes when the object goes; a changed
    copy (`replace`) is asked anew.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Side:
    ...     length: int
    >>> @once_an_object()
    ... def area(side):
    ...     print("computed")
    ...     return side.length ** 2
    >>> side = Side(3)
    >>> area(side), area(side)
    computed
    (9, 9)
    """

    def decorated(function: Callable[[Of], Found]) -> Callable[[Of], Found]:
        own = f"_{function.__module__}.{function.__qualname__} "

        @wraps(function)
        def found(one: Of) -> Found:
            kept: dict[str, Any] = vars(one)
            name = own + by()
            if name not in kept:
                kept[name] = function(one)
            result: Found = kept[name]
            return result

        return found

    return decorated
