"""On which line of a TOML file a key stands. tomllib reads the file; this only finds places.

The text must already have been read by tomllib: nothing is checked here.
"""

import re
import tomllib
from dataclasses import dataclass

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(
    r"""[ \t]*(?:"(?P<basic>(?:\\.|[^"\\\n])*)"|'(?P<literal>[^'\n]*)'"""
    r"""|(?P<bare>[A-Za-z0-9_-]+))[ \t]*"""
)
_VALUE = re.compile(
    r'''"""(?:\\[\s\S]|(?!""")[^\\])*""""{0,2}'''
    r"""|'{3}(?:(?!'{3})[\s\S])*'{3}'{0,2}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^,\[\]{}#\n]+"""
)


def lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every table, key and list item.

    >>> lines("[a]\\nb = [\\n 1,\\n {c = 2}]")[("a", "b", 1, "c")]
    4
    """
    return _Scan(text).found


@dataclass(frozen=True)
class Header:
    """A table's header: where its line begins, its keys, whether it is an item of a list."""

    at: int
    keys: tuple[str, ...]
    is_list: bool


def headers(text: str) -> list[Header]:
    """Return the headers of a file, in its order.

    >>> [(header.at, header.keys) for header in headers("a = 1\\n[[b]]\\n[b.c]")]
    [(6, ('b',)), (12, ('b', 'c'))]
    """
    return _Scan(text).headers


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.headers: list[Header] = []
        self.found: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}
        self._line, self._counted = 1, 0
        table: Path = ()
        while self._skip_space() < len(text):
            table = self._statement(table)

    def _statement(self, table: Path) -> Path:
        """Pass a header, or a key with its value; return the table that is open after it."""
        if self._passes("[["):
            table = self._header(is_list=True)
            self._passes("]]")
        elif self._passes("["):
            table = self._header(is_list=False)
            self._passes("]")
        else:
            self._pair(table)
        return table

    def _header(self, *, is_list: bool) -> Path:
        at = self.text.rfind("\n", 0, self.position) + 1
        keys = self._key()
        self.headers.append(Header(at, tuple(keys), is_list))
        return self._opened(keys, is_list=is_list)

    def _opened(self, keys: list[str], *, is_list: bool) -> Path:
        path: Path = ()
        for key in keys[:-1]:
            path = self._within((*path, key))
        path = (*path, keys[-1])
        if is_list:
            self._note(path)
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = (*path, index)
        self._note(path)
        return path

    def _within(self, path: Path) -> Path:
        """Return the last item of a list of tables, or the table itself."""
        self._note(path)
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> None:
        path = table
        for key in self._key():
            path = (*path, key)
            self._note(path)
        self._passes("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip_space()
        if self._passes("["):
            self._items(path)
        elif self._passes("{"):
            while self._skip_space() and not self._passes("}"):
                self._pair(path)
                self._skip_space()
                self._passes(",")
        else:
            self._match(_VALUE)

    def _items(self, path: Path) -> None:
        index = 0
        while self._skip_space() and not self._passes("]"):
            self._note((*path, index))
            self._value((*path, index))
            self._skip_space()
            self._passes(",")
            index += 1

    def _key(self) -> list[str]:
        keys = [self._one_key()]
        while self._passes("."):
            keys.append(self._one_key())
        return keys

    def _one_key(self) -> str:
        found = self._match(_KEY)
        if found["basic"] is not None:
            return str(tomllib.loads(f'key = "{found["basic"]}"')["key"])
        return found["bare"] or found["literal"] or ""

    def _note(self, path: Path) -> None:
        self._line += self.text.count("\n", self._counted, self.position)
        self._counted = self.position
        self.found.setdefault(path, self._line)

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.position)
        if found is None:
            raise ValueError(f"not TOML at character {self.position}")
        self.position = found.end()
        return found

    def _passes(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.position):
            return False
        self.position += len(mark)
        return True

    def _skip_space(self) -> int:
        self._match(_SPACE)
        return self.position
