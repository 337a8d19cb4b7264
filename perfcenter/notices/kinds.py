"""The kinds of notices that the apps have registered."""

from __future__ import annotations

from perfcenter.base import registry


def titles() -> dict[str, str]:
    """Return what each kind is called, by its code."""
    return {one.code: str(one.title) for one in registry.notices}


def title_of(kind: str) -> str:
    return titles().get(kind, kind)
