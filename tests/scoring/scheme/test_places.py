"""Every key of a TOML file is found on its line."""

import tomllib

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.scheme.places import lines
from scoring.scheme.shipped import BALANCED

keys = st.text(max_size=6) | st.sampled_from(["a", "b.c", 'd"e', "f'g", "#"])
scalars = (
    st.integers(-5, 5)
    | st.booleans()
    | st.text(max_size=12)
    | st.sampled_from(["[", "]", "{", "#", '"', "'''", '"""', "a\nb", "\\"])
)
tables = st.recursive(
    st.dictionaries(keys, scalars, max_size=3),
    lambda inner: st.dictionaries(
        keys, scalars | st.lists(scalars, max_size=3) | inner | st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)


def paths(data, at=()):
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*at, key)
            yield from paths(item, (*at, key))


@given(tables)
@settings(deadline=None)
def test_every_path_of_any_file_has_a_line(data):
    text = tomlkit.dumps(data)
    found = lines(text)
    assert set(paths(tomllib.loads(text))) <= set(found)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


TRICKY = '''\
a = """
[not.a.table]
""" # comment with "quotes"
"b c".'d.e' = [ # first
  1, [2,
  3], { f = "]", g = [4,
5] },
]
[[h]]
[[h]]
i.j = \'\'\'
x = 1\'\'\'\'
[[h.k]]
l = 2026-01-01 08:00:00
[h.m]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b c", "d.e"), 4),
        (("b c", "d.e", 0), 5),
        (("b c", "d.e", 1, 1), 6),
        (("b c", "d.e", 2, "g"), 6),
        (("b c", "d.e", 2, "g", 1), 7),
        (("h", 0), 9),
        (("h", 1), 10),
        (("h", 1, "i", "j"), 11),
        (("h", 1, "k", 0, "l"), 14),
        (("h", 1, "m"), 15),
    ],
)
def test_a_tricky_file(path, line):
    assert lines(TRICKY)[path] == line
    assert lines(TRICKY.replace("\n", "\r\n"))[path] == line


def test_every_key_of_balanced_stands_on_its_line():
    text = BALANCED.read_text(encoding="utf-8")
    rows = text.splitlines()
    for path, line in lines(text).items():
        if isinstance(path[-1], str):
            assert path[-1] in rows[line - 1]
