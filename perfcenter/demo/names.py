"""Names of people and companies that could exist: common parts, mixed by a seeded generator."""

import tomllib
from pathlib import Path

import numpy as np

from perfcenter.demo.timeline import Array

PARTS = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
SURNAMES = [*PARTS["surnames"], *PARTS["compound_surnames"]]
GIVEN = [*PARTS["given_one"], *PARTS["given_two"]]
KNOWN = frozenset(PARTS["known"])


def people(rng: np.random.Generator, count: int) -> Array:
    """Return `count` names of persons; they repeat as in any city, none is somebody known."""
    names = _people(rng, count)
    known = np.array(sorted(KNOWN))
    while (hit := np.isin(names, known)).any():
        names[hit] = _people(rng, int(hit.sum()))
    return names


def _people(rng: np.random.Generator, count: int) -> Array:
    # Frequent surnames stand first, compound ones last; a slow decay is close to the census.
    compound = len(PARTS["compound_surnames"])
    weight = 1 / (np.arange(len(SURNAMES)) + 8)
    weight[-compound:] = 0.002
    given_weight = np.ones(len(GIVEN))
    given_weight[: len(PARTS["given_one"])] = 0.6
    surname = rng.choice(np.array(SURNAMES), count, p=weight / weight.sum())
    given = rng.choice(np.array(GIVEN), count, p=given_weight / given_weight.sum())
    return np.char.add(surname, given)


def companies(rng: np.random.Generator, count: int) -> Array:
    """Return `count` different company names."""
    places, brands, trades = (np.array(PARTS[part]) for part in ("places", "brands", "trades"))
    # Place and brand repeat freely, the whole name does not.
    chosen = rng.choice(len(places) * len(brands) * len(trades), count, replace=False)
    place, rest = np.divmod(chosen, len(brands) * len(trades))
    brand, trade = np.divmod(rest, len(trades))
    form = rng.choice(np.array(PARTS["forms"]), count, p=[0.82, 0.12, 0.06])
    firm = np.char.add(np.char.add(places[place], brands[brand]), trades[trade])
    return np.char.add(firm, form)


def shops(rng: np.random.Generator, count: int) -> Array:
    """Return `count` names of sole traders."""
    parts = [rng.choice(np.array(PARTS[part]), count) for part in ("places", "brands")]
    trade = rng.choice(np.array(PARTS["shop_trades"]), count)
    return np.char.add(np.char.add(*parts), trade)
