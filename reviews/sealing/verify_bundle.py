"""Verify the sealed record in this folder or ZIP: python verify.py [ROOT] [--in FOLDER_OR_ZIP]

核对本文件夹（或 ZIP）中的密封档案。It needs Python 3.8 or newer and nothing else, no network.
ROOT is the seal as the bank keeps it elsewhere; without it the record is proved against itself.
Ends with 1 and says what, where anything is not as it was sealed.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Files = Mapping[str, bytes]
PROOFS = ("seal.json", "record.json")
OURS = {"README.txt", "verify.py", *PROOFS}
DETAIL = 8
"""Where the details stand in the content of an entry."""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_json(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode())


def files_in(place: Path) -> dict[str, bytes]:
    """Return the content of each file by name, of a folder or a ZIP."""
    if place.is_file():
        with zipfile.ZipFile(place) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    found = (path for path in place.rglob("*") if path.is_file())
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts
    }


def broken(files: Files, root: str) -> Iterator[str]:
    """Yield what is not as it was sealed."""
    missing = [name for name in PROOFS if name not in files]
    if missing:
        yield f"缺少文件 missing: {', '.join(missing)}"
        return
    seal, record = (json.loads(files[name]) for name in PROOFS)
    yield from broken_files(files, record["files"])
    yield from broken_proof(files, seal, record, root)
    if "steps.json" in files:
        yield from broken_entries("steps.json", json.loads(files["steps.json"])["entries"])
    if "review.json" in files:
        yield from broken_texts(json.loads(files["review.json"]))


def broken_files(files: Files, sealed: Mapping[str, str]) -> Iterator[str]:
    for name, digest in sorted(sealed.items()):
        if name not in files:
            yield f"缺少文件 missing: {name}"
        elif sha256(files[name]) != digest:
            yield f"文件被改动 changed: {name}"
    for name in sorted(set(files) - set(sealed) - OURS):
        yield f"多出文件 not sealed: {name}"


def broken_proof(files: Files, seal: Any, record: Any, root: str) -> Iterator[str]:
    """Yield what is wrong between the list of files, the seal, and the log's entry of it."""
    if root_over(sha256(files["record.json"]), seal["path"]) != seal["root"]:
        yield "档案清单不属于该密封 record.json is not in the seal"
    if root and root.lower() != seal["root"]:
        yield "密封值与所给的不同 the seal is not the one given"
    yield from broken_entries("seal.json", [seal["entry"]])
    told = seal["entry"]["content"][DETAIL]
    if any(told.get(name) != seal[name] for name in ("root", "manifest", "cycle")):
        yield "审计条目说的是另一个密封 the entry of the log speaks of another seal"
    if (record["cycle"], record["seal"]) != (seal["cycle"], seal["seal"]):
        yield "档案清单属于另一个密封 record.json is of another seal"
    if "scheme.toml" in files and sha256(files["scheme.toml"]) != seal["scheme"]["digest"]:
        yield "考核方案不是密封时的 scheme.toml is not the scheme of the seal"


def root_over(digest: str, path: Any) -> str:
    """Return the root that the path leads to from the digest of a list of files."""
    node = sha256(b"\x00" + bytes.fromhex(digest))
    for side, other in path:
        left, right = (other, node) if side == "left" else (node, other)
        node = sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))
    return node


def broken_entries(name: str, entries: Any) -> Iterator[str]:
    for entry in entries:
        if of_json(entry["content"]) != entry["digest"]:
            yield f"审计条目被改动 entry {entry['number']} of the log is changed: {name}"


def broken_texts(review: Any) -> Iterator[str]:
    versions = review.get("versions", [])
    for one in versions:
        if of_json(one["content"]) != one["digest"]:
            yield f"述职报告文字被改动 version {one['version']} of the self-review is changed"
    handed_in = review.get("submitted_digest")
    if handed_in and versions and handed_in not in [one["digest"] for one in versions]:
        yield "述职报告不是提交时的文字 the self-review is not what was handed in"


def told(files: Files, root: str) -> Iterator[str]:
    """Yield what is said of a record that is as it was sealed."""
    seal, record = (json.loads(files[name]) for name in PROOFS)
    count = len(record["files"])
    yield f"相符 as it was sealed: {record['cycle']} {record['staff_no']}, {count} 个文件 files"
    yield f"密封值 seal: {seal['root']}"
    if not root:
        yield "请与银行另行保存的密封值对照 compare it with the seal that the bank keeps elsewhere"
    if seal["opened_again"]:
        yield "其后曾重新打开 opened again since, see seal.json"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", nargs="?", default="")
    parser.add_argument("--in", dest="place", type=Path, default=Path(__file__).resolve().parent)
    given = parser.parse_args(words)
    files = files_in(given.place)
    found = list(broken(files, given.root))
    lines = found or list(told(files, given.root))
    if found:
        lines.append(f"不符 not as it was sealed: {len(found)}")
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if found else 0


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
