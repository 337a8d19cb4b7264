"""Files beside a report: its writer's to change, everybody's who may read it, frozen with it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.vault import local
from reviews.deciding.write import return_report
from reviews.evidence import write
from reviews.evidence.read import named_files
from reviews.evidence.write import add_file, drop_file
from reviews.models import AnnualReport, Evidence, Revision
from reviews.report.content import content_of, digest_of, from_json
from reviews.report.read import standing_of
from reviews.report.verifying import broken_texts
from reviews.report.write import save_by_itself, submit
from tests.factories import rewritten
from tests.reviews.evidence.files import office, pdf, picture
from tests.thawing import execute, thawed

pytestmark = pytest.mark.usefixtures("own_vault")


@pytest.fixture
def add(cast, cycle):
    def added(name="证明.pdf", content=None, *, section="achievements", actor="manager"):
        return add_file(
            cycle=cycle, manager=cast.manager.manager, section=section,
            upload=SimpleUploadedFile(name, pdf() if content is None else content),
            actor=getattr(cast, actor),
        )  # fmt: skip

    return added


@pytest.fixture
def said(cast, cycle):
    return {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}


@pytest.fixture
def handed_in(add, said):
    add()
    return submit(**said, content=rewritten(), version=1)


def test_a_file_begins_a_report_and_each_makes_a_version(add, said):
    one = add()
    add("表.xlsx", office("xlsx"), section="goals")
    drop_file(**said, number=one.pk)
    report = AnnualReport.objects.get()
    names = [[file.name for file in from_json(r.content).files] for r in Revision.objects.all()]
    assert (report.version, report.state) == (3, "draft")
    assert names == [["表.xlsx"], ["证明.pdf", "表.xlsx"], ["证明.pdf"]]


def test_what_saved_itself_goes_into_the_version_that_a_file_makes(add, said, draft):
    kept = save_by_itself(**said, content=rewritten(problems="刚写的"), version=1, saves=0)
    report = kept.report
    add()
    report.refresh_from_db()
    assert report.text("problems") == "刚写的"
    # A page that was open meanwhile saves on, and the file stays.
    save_by_itself(**said, content=rewritten(problems="刚写的，再写"), version=1, saves=1)
    assert standing_of(report).content.text("problems") == "刚写的，再写"
    assert len(standing_of(report).content.files) == 1


def test_the_digest_of_what_is_handed_in_covers_its_files(handed_in):
    assert handed_in.submitted_digest == digest_of(content_of(handed_in))
    assert handed_in.submitted_digest != digest_of(rewritten())
    assert list(broken_texts()) == []
    with thawed("reviews_evidence"):
        execute("UPDATE reviews_evidence SET digest = 'other'")
    assert len(list(broken_texts())) == 1


@pytest.mark.database
def test_files_stay_with_what_is_handed_in_on_the_databases_word(handed_in, said):
    with pytest.raises(Refused):
        drop_file(**said, number=Evidence.objects.get().pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.all().delete()


def test_nobody_else_adds_or_takes_out(cast, cycle, add, handed_in):
    with pytest.raises(NotAllowed):
        add(actor="supervisor")
    with pytest.raises(NotAllowed):
        drop_file(cycle=cycle, manager=cast.manager.manager, number=1, actor=cast.hr)


@pytest.mark.parametrize(("most", "is_taken"), [(2, True), (1, False)])
def test_there_is_room_for_so_many_files(add, monkeypatch, most, is_taken):
    monkeypatch.setattr(write, "MOST_FILES", most)
    add()
    if is_taken:
        add("二.png", picture())
    else:
        with pytest.raises(Refused):
            add("二.png", picture())


def test_the_same_file_is_there_once_a_section(add):
    add()
    add(section="goals")
    with pytest.raises(Refused):
        add("另一名.pdf")
    assert Evidence.objects.count() == 2


def test_a_file_taken_out_later_is_still_that_of_what_was_handed_in(
    cast, handed_in, said, login, cycle
):
    one = Evidence.objects.get()
    return_report(report=handed_in, comments={"goals": "低"}, actor=cast.supervisor)
    drop_file(**said, number=one.pk)
    address = reverse("reviews:evidence_file", args=[cycle.code, "M1", one.digest])
    assert b"".join(login(cast.supervisor).get(address)) == pdf()
    assert one.file in list(named_files())


READERS = {
    "manager": 200, "colleague": 404, "supervisor": 200, "director": 200, "outsider": 404,
    "hr": 200, "auditor": 200, "administrator": 404,
}  # fmt: skip


def test_a_file_is_for_who_may_read_the_report(cast, cycle, handed_in, login, subtests):
    digest = Evidence.objects.get().digest
    address = reverse("reviews:evidence_file", args=[cycle.code, "M1", digest])
    for role, status in READERS.items():
        with subtests.test(role):
            answer = login(getattr(cast, role)).get(address)
            assert answer.status_code == status
    answer = login(cast.manager).get(address + "?shown")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_of_a_draft_is_the_writers_alone(cast, cycle, handed_in, add, said, login):
    return_report(report=handed_in, comments={"goals": "低"}, actor=cast.supervisor)
    one = add("草稿.png", picture())
    address = reverse("reviews:evidence_file", args=[cycle.code, "M1", one.digest])
    assert login(cast.supervisor).get(address).status_code == 404
    shown = login(cast.manager).get(address + "?shown")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "image/png"


@pytest.fixture
def page(login, cast, cycle):
    return login(cast.manager), reverse("reviews:evidence", args=[cycle.code])


def test_the_page_takes_a_file_and_says_why_not(page):
    mine, address = page
    bad = BytesIO(pdf(b"<< /S /JavaScript >>"))
    bad.name = "坏.pdf"
    answer = mine.post(address, {"section": "goals", "file": bad})
    assert answer.status_code == 422
    good = BytesIO(pdf())
    good.name = "好.pdf"
    assert mine.post(address, {"section": "goals", "file": good}).status_code == 302
    one = Evidence.objects.get()
    assert "好.pdf" in mine.get(address).content.decode()
    assert local(one.file).read_bytes() == pdf()
    drop = reverse("reviews:evidence_drop", args=["2026", one.pk])
    assert mine.post(drop, follow=True).status_code == 200
    assert not Evidence.objects.exists()
