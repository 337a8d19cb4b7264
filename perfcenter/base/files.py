"""Files that somebody names on the command line: read without waiting, whatever they are."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.numbers.writing import whole

MOST = 1024 * 1024
"""Bytes of a file that a person wrote."""
KINDS = {
    stat.S_IFDIR: gettext_lazy("a folder"),
    stat.S_IFIFO: gettext_lazy("a pipe"),
    stat.S_IFSOCK: gettext_lazy("a socket"),
    stat.S_IFCHR: gettext_lazy("a device"),
    stat.S_IFBLK: gettext_lazy("a device"),
}


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file that is not read; the text names it and says why, in a sentence."""


def private_folder(folder: Path) -> Path:
    """Return the folder, made with those above it that are missing, for its owner alone."""
    for each in [*reversed(folder.parents), folder]:
        with suppress(FileExistsError):
            if not each.exists():
                each.mkdir(mode=0o700)
    return folder


def read_small(path: Path, *, most: int = MOST) -> bytes:
    """Return the bytes of a file; refuse at once what is none, or larger than a person writes."""
    try:
        _check_kind(path, os.stat(path).st_mode)  # before it is opened: a device may do something
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            _check_kind(path, os.fstat(handle).st_mode)
            content = file.read(most + 1)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    except ValueError as error:  # a NUL in its name
        raise Unreadable(_("%(file)s is not the name of a file") % {"file": repr(path)}) from error
    if len(content) > most:
        size = {"file": path, "kilobytes": whole(most // 1024)}
        raise Unreadable(_("%(file)s: expected at most %(kilobytes)s KB") % size)
    return content


def read_small_text(path: Path) -> str:
    """Return a small file's text, in UTF-8 with or without a byte order mark."""
    content = read_small(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable(f"{path}: " + _("expected a text file in UTF-8"))
    return text


def _check_kind(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "")
        raise Unreadable(
            _("%(file)s: expected a file; this is %(kind)s") % {"file": path, "kind": kind}
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write the file, or leave what was there: a full disk is not to leave half of one."""
    if path.exists() and not path.is_file():  # a pipe or a device takes bytes as they come
        path.write_bytes(content)
        return
    part = path.with_name(f".{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
