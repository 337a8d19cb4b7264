"""The self-review as a Word file: valid, the same bytes again, and no more than one may read."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from lxml import etree
from openxml_audit import OpenXmlValidator

from reviews.deciding.write import return_report
from reviews.paper.report import word_file
from reviews.paper.word import Paragraph, Table, document
from reviews.report.write import save_draft, submit
from tests.factories import rewritten

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join(one.text or "" for one in tree.iter(f"{WORD}t"))


def test_it_is_valid_and_the_same_again(tmp_path):
    blocks = [
        Paragraph("标题", "Title"),
        Paragraph("第一行\n<第二行> & \x0b控制符"),
        Table(("指标", "实际"), [("存款", "656.46万元")], (2, 1), frozenset({1})),
    ]
    made = document(blocks, "临江银行")
    path = tmp_path / "a.docx"
    path.write_bytes(made)
    errors = OpenXmlValidator().validate(path).errors
    # Word itself needs neither settings nor a theme nor a list of typefaces.
    assert [one for one in errors if one.id != "Sem_MissingRelationshipType"] == []
    assert made == document(blocks, "临江银行")
    assert "<第二行> & 控制符" in words(made)
    with ZipFile(path) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


@pytest.fixture
def said(cast, cycle):
    return {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}


def test_who_wrote_it_has_it_as_it_stands_others_as_it_was_handed_in(cast, said, login):
    report = submit(**said, content=rewritten(problems="交上去的话"), version=0)
    report = return_report(report=report, comments={"problems": "请补充"}, actor=cast.supervisor)
    report = save_draft(**said, content=rewritten(problems="改后的话"), version=1)
    mine, theirs = words(word_file(report, cast.manager)), words(word_file(report, cast.supervisor))
    assert "改后的话" in mine
    assert "改后的话" not in theirs
    assert "交上去的话" in theirs
    assert "请补充" in theirs
    answer = login(cast.supervisor).get(reverse("reviews:report_docx", args=["2026", "M1"]))
    assert answer["Content-Disposition"].endswith(".docx")
