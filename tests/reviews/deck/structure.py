"""What is wrong with an Office file: by Microsoft's schemas, and by what PowerPoint repairs."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

from lxml import etree
from openxml_audit import OpenXmlValidator

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
VALIDATOR = OpenXmlValidator(max_errors=20)


def faults(blob: bytes) -> list[str]:
    """Return what the schemas say against a file, and what our own checks do."""
    found = by_schema(blob, "pptx")
    with ZipFile(BytesIO(blob)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert len(parts) == len(archive.namelist()), "two parts of one name"
    found += [*untyped(parts), *lost_relations(parts)]
    for part, content in parts.items():
        if part.startswith("ppt/") and part.endswith(".xml"):
            found += [f"{part}: {fault}" for fault in of_part(etree.fromstring(content))]
    return found


def by_schema(blob: bytes, kind: str) -> list[str]:
    """Return what the schemas of the file's kind (pptx, xlsx) say against it."""
    with NamedTemporaryFile(suffix=f".{kind}") as file:
        file.write(blob)
        file.flush()
        return [str(error) for error in VALIDATOR.validate(file.name).errors]


def untyped(parts: dict[str, bytes]) -> list[str]:
    """Every part has a type, and every type that is named a part."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    by_end = {one.get("Extension").lower() for one in types.iter(f"{CONTENT}Default")}
    named = {one.get("PartName").lstrip("/") for one in types.iter(f"{CONTENT}Override")}
    real = set(parts) - {"[Content_Types].xml"}
    without = [part for part in real - named if part.rpartition(".")[2].lower() not in by_end]
    return [f"{p}: no content type" for p in without] + [f"{p}: no part" for p in named - real]


def lost_relations(parts: dict[str, bytes]) -> list[str]:
    """Every relation leads to a part, each id of a part is there, and every part is led to."""
    lost, reached = [], set()
    for name in parts:
        path = PurePosixPath(name)
        if not name.endswith(".rels"):
            continue
        source = path.parent.parent / path.stem
        ids = set()
        for relation in etree.fromstring(parts[name]).iter(RELATION):
            ids.add(relation.get("Id"))
            target = resolved(source.parent, relation.get("Target"))
            reached.add(target)
            if relation.get("TargetMode") != "External" and target not in parts:
                lost.append(f"{name}: {target} is not there")
        if str(source) in parts:
            used = {value for element in etree.fromstring(parts[str(source)]).iter()
                    for key, value in element.attrib.items() if key.startswith(R)}  # fmt: skip
            lost += [f"{source}: {one} leads nowhere" for one in used - ids]
    unreached = {p for p in parts if not p.endswith(".rels")} - reached - {"[Content_Types].xml"}
    return lost + [f"{part}: nothing leads to it" for part in unreached]


def resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    names: list[str] = []
    for name in (*folder.parts, *target.split("/")):
        names = names[:-1] if name == ".." else [*names, name]
    return "/".join(names)


def of_part(root: etree._Element) -> list[str]:
    """Ids of shapes are unique, bodies have paragraphs, tables rows as wide as their grid."""
    ids = Counter(one.get("id") for one in root.iter(f"{P}cNvPr"))
    found = [f"shape {one} is there twice" for one, times in ids.items() if times > 1]
    bodies = (*root.iter(f"{P}txBody"), *root.iter(f"{A}txBody"))
    found += ["a text without a paragraph" for body in bodies if body.find(f"{A}p") is None]
    found += ["a table whose rows are not its grid" for t in root.iter(f"{A}tbl") if is_uneven(t)]
    sizes = [int(e.get(side, 0)) for e in root.iter(f"{A}ext") for side in ("cx", "cy")]
    return found + ["a shape of negative size" for size in sizes if size < 0]


def is_uneven(table: etree._Element) -> bool:
    wide, rows = len(table.findall(f"{A}tblGrid/{A}gridCol")), table.findall(f"{A}tr")
    return not rows or any(len(row.findall(f"{A}tc")) != wide for row in rows)
