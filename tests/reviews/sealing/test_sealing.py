"""A published cycle is sealed; two people open it; a bundle proves itself by its own script."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.urls import reverse

from perfcenter.base import registry, vault
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.jobs.running import run
from perfcenter.models import AuditEntry, Job
from perfcenter.trail.recording import record
from reviews.acknowledging.read import standing_of
from reviews.acknowledging.write import acknowledge
from reviews.appeals.write import appeal, withdraw
from reviews.models import Comment, Reopening, Seal
from reviews.report.verifying import broken_texts
from reviews.sealing import write
from reviews.sealing.bundle import NotInSeal, bundle_of
from reviews.sealing.person import Record
from reviews.sealing.verify_bundle import broken, files_in
from reviews.sealing.verifying import broken_seals, sealed_files
from reviews.steps.sealed import check_not_sealed, seal_in_force
from tests import factories as make


@pytest.fixture
def bundle(sealed):
    with ZipFile(BytesIO(bundle_of(sealed, "M1"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_a_published_cycle_is_sealed_and_only_once(cast, sealed, published):
    other = make.make_cycle("TWO", managers=[cast.manager.manager])
    check_not_sealed(other)
    with pytest.raises(Refused, match="尚未发布"):
        write.seal(cycle=other, actor=cast.hr, early=True)
    with pytest.raises(NotAllowed):
        write.seal(cycle=other, actor=cast.auditor, early=True)
    assert (sealed.number, sealed.people, seal_in_force(published)) == (1, 2, sealed)
    with pytest.raises(Refused, match="已经密封"):
        write.seal(cycle=published, actor=cast.hr, early=True)
    with pytest.raises(Refused):
        check_not_sealed(published)
    entry = AuditEntry.objects.get(action="cycle.seal")
    assert (entry.detail["root"], entry.detail["manifest"]) == (sealed.root, sealed.manifest)


def opened(cast, published):
    asked = write.ask_to_open(cycle=published, reason="An appeal was upheld", actor=cast.hr)
    write.open_again(asked=asked, actor=cast.second_hr)


def test_nothing_is_sealed_when_somebody_acted_meanwhile(cast, published, monkeypatch):
    report = published.reports.get(manager="M1")
    opened(cast, published)
    monkeypatch.setattr(Record, "files", lambda self, manager: {})

    def act(done, total):
        if done == 1:
            with transaction.atomic():
                record(actor=cast.hr, action="report.remind", target=report)

    with pytest.raises(Refused, match="再次密封"):
        write.seal(cycle=published, actor=cast.hr, early=True, progress=act)
    assert (Seal.objects.count(), seal_in_force(published)) == (1, None)
    assert write.seal(cycle=published, actor=cast.hr, early=True).number == 2


def test_opening_again_takes_two_and_the_seal_stays(cast, sealed, published, monkeypatch):
    monkeypatch.setattr(Record, "files", lambda self, manager: {})
    with pytest.raises(Refused):
        write.ask_to_open(cycle=published, reason="no", actor=cast.hr)
    asked = write.ask_to_open(cycle=published, reason="An appeal was upheld", actor=cast.hr)
    with pytest.raises(Refused):
        write.ask_to_open(cycle=published, reason="Another reason", actor=cast.second_hr)
    with pytest.raises(Refused):
        write.open_again(asked=asked, actor=cast.hr)
    with pytest.raises(NotAllowed):
        write.withdraw_asking(asked=asked, actor=cast.second_hr)
    with pytest.raises(NotAllowed):
        write.open_again(asked=asked, actor=cast.auditor)
    assert seal_in_force(published) == sealed
    write.open_again(asked=asked, actor=cast.second_hr)
    assert seal_in_force(published) is None
    with pytest.raises(Refused):
        write.decline_to_open(asked=asked, answer="Too late now", actor=cast.second_hr)
    again = write.seal(cycle=published, actor=cast.second_hr, early=True)
    assert (again.number, seal_in_force(published)) == (2, again)
    proof = json.loads(files(bundle_of(sealed, "M1"))["seal.json"])
    assert [one["reason"] for one in proof["opened_again"]] == ["An appeal was upheld"]


def test_declined_it_stays_sealed_and_can_be_asked_again(cast, sealed, published):
    asked = write.ask_to_open(cycle=published, reason="A first reason", actor=cast.hr)
    write.decline_to_open(asked=asked, answer="Not reason enough", actor=cast.second_hr)
    assert seal_in_force(published) == sealed
    second = write.ask_to_open(cycle=published, reason="A second reason", actor=cast.hr)
    write.withdraw_asking(asked=second, actor=cast.hr)
    assert Reopening.objects.filter(state="withdrawn").count() == 1


def files(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_her_record_and_nobody_elses(bundle, sealed):
    names = set(bundle)
    assert {"scheme.toml", "review.json", "steps.json", "results.json", "deck.pptx"} <= names
    assert {"sheet.xlsx", "seal.json", "record.json", "verify.py", "README.txt"} <= names
    assert any(name.startswith("numbers/") for name in names)
    review = json.loads(bundle["review.json"])
    assert review["versions"][0]["digest"] == review["submitted_digest"]
    texts = b"".join(content for name, content in bundle.items() if name.endswith(".json"))
    assert b"Manager M2" not in texts
    assert b'"M2"' not in texts
    assert bundle_of(sealed, "M1") == bundle_of(sealed, "M1")
    with pytest.raises(NotInSeal):
        bundle_of(sealed, "M3")


def test_a_later_word_changes_no_bundle(cast, sealed, published):
    before = bundle_of(sealed, "M1")
    report = published.reports.get(manager="M1")
    Comment.objects.create(
        report=report, section="achievements", text="afterwards", author=cast.hr,
        written_at=sealed.sealed_at, report_version=1,
    )  # fmt: skip
    assert bundle_of(sealed, "M1") == before


def test_the_bundle_is_verified_by_its_own_script_alone(sealed, tmp_path):
    with ZipFile(BytesIO(bundle_of(sealed, "M1"))) as archive:
        archive.extractall(tmp_path)

    def told(*words):
        script = [sys.executable, "-I", tmp_path / "verify.py", *words]
        done = subprocess.run(script, capture_output=True, check=False, cwd="/")
        return done.returncode, done.stdout.decode()

    code, text = told(sealed.root)
    assert (code, "ONE M1" in text) == (0, True), text
    assert told("0" * 64)[0] == 1
    judged = tmp_path / "judgments.json"
    judged.write_bytes(judged.read_bytes() + b" ")
    code, text = told()
    assert (code, "judgments.json" in text) == (1, True)


def test_each_change_of_a_bundle_is_told(bundle, sealed):
    assert list(broken(bundle, sealed.root)) == []

    def changed(name, old, new):
        assert old in bundle[name], name
        return {**bundle, name: bundle[name].replace(old, new, 1)}

    root = sealed.root.encode()
    edits = {
        "a text": changed("review.json", "完成".encode(), "未完".encode())
        if "完成".encode() in bundle["review.json"]
        else {**bundle, "review.json": b"{}"},
        "the scheme": {**bundle, "scheme.toml": bundle["scheme.toml"] + b"\n"},
        "the list of files": changed("record.json", b'"seal": 1', b'"seal": 2'),
        "the root": changed("seal.json", root, b"0" * 64),
        "the log's entry": changed("seal.json", b"cycle.seal", b"cycle.sail"),
        "one file less": {name: text for name, text in bundle.items() if name != "deck.pptx"},
        "one file more": {**bundle, "letter.txt": b"by somebody"},
        "no list": {name: text for name, text in bundle.items() if name != "record.json"},
    }
    for what, files in edits.items():
        assert list(broken(files, sealed.root)), what


def test_a_folder_and_a_zip_are_read_alike(sealed, bundle, tmp_path):
    archive = tmp_path / "bundle.zip"
    archive.write_bytes(bundle_of(sealed, "M1"))
    with ZipFile(archive) as opened:
        opened.extractall(tmp_path / "folder")
    assert files_in(archive) == files_in(tmp_path / "folder") == bundle


def test_what_is_sealed_is_named_in_the_vault_and_verified(sealed):
    assert list(broken_seals()) == []
    assert list(broken_texts()) == []
    named = {one.name for one in sealed_files()}
    assert sealed.file.name in named
    assert named <= {each.name for names in registry.vault_names for each in names()}
    person = write.read_json(sealed.manifest)["people"][0][1]
    deck = vault.Named(write.read_json(person)["files"]["deck.pptx"], ".pptx")
    path = vault.local(deck)
    before = path.read_bytes()
    path.chmod(0o600)
    try:
        path.write_bytes(b"another deck")
        (found,) = broken_seals()
        assert deck.digest in str(found)
    finally:
        path.write_bytes(before)
    assert list(broken_seals()) == []


def test_hr_seals_on_the_page_and_takes_a_bundle(
    cast, login, sealed, published, own_files, monkeypatch
):
    client, page = login(cast.hr), reverse("reviews:seal", args=["ONE"])
    assert sealed.root in client.get(page).content.decode()
    answer = client.get(reverse("reviews:evidence_bundle", args=["ONE", 1, "M1"]))
    assert answer["Content-Type"] == "application/zip"
    assert client.get(reverse("reviews:evidence_bundle", args=["ONE", 1, "M3"])).status_code == 404
    assert client.get(reverse("reviews:seal_xlsx", args=["ONE", 1])).status_code == 200
    assert client.post(page, {"action": "ask", "reason": "短"}).status_code == 422
    assert client.post(page, {"action": "ask", "reason": "申诉成立，需要更正"}).status_code == 302
    second = client.post(page, {"action": "ask", "reason": "再次申请重新打开"})
    assert (second.status_code, "再次申请重新打开" in second.content.decode()) == (409, True)
    asked = Reopening.objects.get()
    client = login(cast.second_hr)
    assert client.post(page, {"action": "open", "asked": asked.pk}).status_code == 302
    assert "尚未再次密封" in client.get(page).content.decode()
    monkeypatch.setattr(Record, "files", lambda self, manager: {})
    assert client.post(page, {"action": "seal", "early": "1"}).status_code == 302
    run(Job.objects.get().pk, stop=Event(), in_thread=False)
    assert Seal.objects.first().root in client.get(page).content.decode()
    assert login(cast.auditor).get(page).status_code == 200
    assert (
        login(cast.auditor)
        .get(reverse("reviews:evidence_bundle", args=["ONE", 1, "M1"]))
        .status_code
        == 403
    )


def test_what_a_cycle_needs_before_it_is_sealed_and_refuses_after(cast, sealed, published):
    mine = {"cycle": published, "manager": cast.manager.manager, "actor": cast.manager}
    with pytest.raises(Refused, match="已密封"):
        appeal(text="Counted wrongly", **mine)
    standing = standing_of(published, cast.manager.manager)
    with pytest.raises(Refused, match="已密封"):
        acknowledge(digest=standing.digest, **mine)
    opened(cast, published)
    made = appeal(text="Counted wrongly", **mine)
    acknowledge(digest=standing.digest, **mine)
    with pytest.raises(Refused, match="1"):
        write.seal(cycle=published, actor=cast.hr, early=True)
    withdraw(objection=made, actor=cast.manager)
    again = files(bundle_of(write.seal(cycle=published, actor=cast.hr, early=True), "M1"))
    assert list(broken(again, "")) == []
    (asked,) = json.loads(again["objections.json"])["objections"]
    assert (asked["text"], asked["state"]) == ("Counted wrongly", "withdrawn")
    (signed,) = json.loads(again["signed.json"])["acknowledgments"]
    assert (signed["digest"], signed["signed_by"]) == (standing.digest, cast.manager.name)
    actions = [one["content"][4] for one in json.loads(again["steps.json"])["entries"]]
    assert {"report.submit", "objection.appeal", "result.acknowledge", "cycle.publish"} <= {
        *actions
    }


def test_a_sealed_cycle_offers_nothing_that_it_would_refuse(login, cast, sealed, published):
    client, code = login(cast.manager), published.code
    for name in ("acknowledge", "appeal"):
        page = client.get(reverse(f"reviews:{name}", args=[code])).content.decode()
        assert "已密封" in page
        assert "<textarea" not in page
    sheet = client.get(reverse("scoring:sheet", args=[code, "M1"])).content.decode()
    for name in ("acknowledge", "appeal"):
        assert reverse(f"reviews:{name}", args=[code]) not in sheet
