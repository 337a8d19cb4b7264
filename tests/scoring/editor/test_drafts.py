"""Drafts: begun, changed by two at once, broken, made a version, deleted."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from scoring.editor.write import (
    Conflict,
    begin_draft,
    change_draft,
    delete_draft,
    make_version,
)
from scoring.models import Scheme, SchemeDraft
from scoring.scheme.problems import SchemeError
from tests import factories as make
from tests.scoring.editor.pages import form_of

pytestmark = pytest.mark.django_db


def text_page(draft):
    return reverse("scoring:draft", args=[draft.pk, "text"])


def test_a_draft_is_begun_with_a_version(desk, balanced):
    desk.post(reverse("scoring:draft_begin"), {"source": f"version:{balanced.pk}"})
    draft = SchemeDraft.objects.get()
    assert (draft.base, draft.text, draft.name) == (balanced, balanced.source, "balanced")


def test_a_draft_is_begun_with_a_shipped_scheme(desk):
    desk.post(reverse("scoring:draft_begin"), {"source": "shipped:yearly-review"})
    draft = SchemeDraft.objects.get()
    assert (draft.base, draft.name) == (None, "yearly-review")


def test_a_draft_is_begun_with_a_file(desk):
    file = SimpleUploadedFile("mine.toml", b'\xef\xbb\xbfname = "mine" # own\n')
    desk.post(reverse("scoring:draft_begin"), {"file": file})
    assert SchemeDraft.objects.get().text == 'name = "mine" # own\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "not UTF-8"), (b"#" * 65_537, "larger than 64 kB"), (b'a="\0"', "signs")],
)
def test_a_file_that_is_no_text_is_refused_with_the_reason(desk, content, said):
    answer = desk.post(reverse("scoring:draft_begin"), {"file": SimpleUploadedFile("x", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SchemeDraft.objects.exists()


def test_a_text_that_is_wrong_is_saved_as_it_was_typed(desk, draft):
    typed = 'name = "x"\nweight = = 3\n'
    answer = desk.post(text_page(draft), {"text": typed.replace("\n", "\r\n"), "counter": 1})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.text == typed
    assert "line 2, character 10" in desk.get(text_page(draft)).content.decode()


def test_the_forms_lead_to_the_text_while_it_cannot_be_read(desk, draft, hr):
    change_draft(draft=draft, counter=1, change=lambda _text: "a = = 1", actor=hr)
    answer = desk.get(reverse("scoring:draft", args=[draft.pk, "general"]))
    assert answer["Location"] == text_page(draft)


def test_a_draft_that_is_wrong_becomes_no_version(desk, draft, hr):
    broken = draft.text.replace("weight = 60", "weight = 61", 1)
    draft = change_draft(draft=draft, counter=1, change=lambda _text: broken, actor=hr)
    answer = desk.post(reverse("scoring:draft", args=[draft.pk, "check"]), {"counter": 2})
    assert answer.status_code == 422
    assert Scheme.objects.filter(name="balanced").count() == 1
    with pytest.raises(SchemeError):
        make_version(draft=draft, counter=2, actor=hr)


def test_a_version_has_the_drafts_bytes_and_the_one_before_keeps_its_own(draft, hr, balanced):
    before = balanced.source
    make.make_cycle("T", managers=[make.make_manager("M1")], scheme=balanced)
    changed = before.replace("weight = 60", "weight = 55", 1).replace(
        "weight = 40", "weight = 45", 1
    )
    draft = change_draft(draft=draft, counter=1, change=lambda _text: changed, actor=hr)
    scheme, is_new = make_version(draft=draft, counter=2, actor=hr)
    assert (scheme.version, scheme.source, is_new) == (2, changed, True)
    assert not SchemeDraft.objects.exists()
    balanced.refresh_from_db()
    assert balanced.source == before


def test_the_same_text_makes_no_version(draft, hr, balanced):
    assert make_version(draft=draft, counter=1, actor=hr) == (balanced, False)


def test_who_comes_second_is_told_and_keeps_what_she_typed(desk, draft, hr):
    typed = form_of(desk.get(text_page(draft)).content)["text"][0] + "# mine\n"
    other = make.make_user(role=User.Role.HR)
    change_draft(draft=draft, counter=1, change=lambda text: text + "# hers\n", actor=other)
    answer = desk.post(text_page(draft), {"text": typed, "counter": 1})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "# mine" in shown
    assert "# hers" in shown
    assert other.name in shown
    draft.refresh_from_db()
    assert draft.text.endswith("# hers\n")
    desk.post(text_page(draft), form_of(answer.content))
    draft.refresh_from_db()
    assert draft.text.endswith("# mine\n")


def test_who_comes_second_in_a_form_sees_both_and_may_save_hers(desk, draft):
    address = reverse("scoring:draft", args=[draft.pk, "general"])
    mine = {**form_of(desk.get(address).content), "good_from": ["80"]}
    other = make.make_user(role=User.Role.HR)
    change_draft(draft=draft, counter=1, actor=other,
                 change=lambda text: text.replace("good_from = 90", "good_from = 70"))  # fmt: skip
    answer = desk.post(address, mine)
    assert answer.status_code == 409
    assert "<td>70</td><td>80</td>" in answer.content.decode()
    desk.post(address, form_of(answer.content))
    draft.refresh_from_db()
    assert "good_from = 80" in draft.text


def test_a_counter_of_then_changes_nothing(draft, hr):
    change_draft(draft=draft, counter=1, change=lambda text: text + "#\n", actor=hr)
    with pytest.raises(Conflict):
        change_draft(draft=draft, counter=1, change=lambda text: "", actor=hr)
    with pytest.raises(Conflict):
        make_version(draft=draft, counter=1, actor=hr)


def test_every_change_is_in_the_audit_log(draft, hr):
    draft = change_draft(draft=draft, counter=1, change=lambda text: text + "#\n", actor=hr)
    delete_draft(draft=draft, actor=hr)
    said = AuditEntry.objects.filter(action__startswith="draft.").order_by("id")
    assert list(said.values_list("action", flat=True)) == [
        "draft.begin", "draft.change", "draft.delete",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [User.Role.AUDITOR, User.Role.ADMINISTRATOR, User.Role.MANAGER])
def test_only_hr_writes(draft, role):
    other = (
        make.make_user(role=role)
        if role != User.Role.MANAGER
        else make.make_user(make.make_manager("M9"))
    )
    with pytest.raises(NotAllowed):
        change_draft(draft=draft, counter=1, change=str.upper, actor=other)
    with pytest.raises(NotAllowed):
        begin_draft(text="", base=None, actor=other)
    with pytest.raises(NotAllowed):
        make_version(draft=draft, counter=1, actor=other)
    with pytest.raises(NotAllowed):
        delete_draft(draft=draft, actor=other)


def test_a_draft_is_deleted_when_it_is_meant(desk, draft):
    address = reverse("scoring:draft_delete", args=[draft.pk])
    assert desk.get(address).status_code == 200
    assert SchemeDraft.objects.exists()
    desk.post(address)
    assert not SchemeDraft.objects.exists()


def test_the_file_is_the_text(desk, draft):
    answer = desk.get(reverse("scoring:draft_file", args=[draft.pk]))
    assert answer.content.decode() == draft.text


HOSTILE = {
    "deep": "a = " + "[" * 20_000 + "]" * 20_000,
    "dotted": "x." * 15_000 + "a = 1",
    "tables": "\n".join(f"[[measures]]\ncode = 'A{i}'" for i in range(2_000)),
    "inline": "measures = [" + "{ code = 'A' }," * 3_000 + "]",
    "keys": "\n".join(f"k{i} = 1" for i in range(6_000)),
    "formula": '[[measures]]\ncode = "A"\nformula = "' + "(" * 30_000 + '"',
    "number": "good_from = " + "9" * 60_000,
    "quotes": "a = '''" + "'" * 60_000,
}


OFTEN = {"deep", "dotted", "tables", "formula"}


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=() if k in OFTEN else pytest.mark.once) for k in HOSTILE]
)
def test_hostile_text_is_kept_and_looked_at_without_harm(desk, draft, kind):
    answer = desk.post(text_page(draft), {"text": HOSTILE[kind], "counter": 1})
    assert answer.status_code == 302
    for name in ("text", "general"):
        shown = desk.get(reverse("scoring:draft", args=[draft.pk, name]))
        assert shown.status_code in {200, 302}
    answer = desk.post(reverse("scoring:draft", args=[draft.pk, "check"]), {"counter": 2})
    assert answer.status_code == 422


@pytest.mark.parametrize("text", ["x" * 65_537, "a = '\0'"])
def test_a_text_that_no_draft_keeps_stays_on_the_page(desk, draft, text):
    answer = desk.post(text_page(draft), {"text": text, "counter": 1})
    assert answer.status_code == 422
    assert text[:4] in answer.content.decode()
    draft.refresh_from_db()
    assert draft.counter == 1


def test_there_are_not_too_many_drafts(draft, hr, monkeypatch):
    monkeypatch.setattr("scoring.editor.write.MOST_DRAFTS", 1)
    with pytest.raises(Refused):
        begin_draft(text="", base=None, actor=hr)


def test_the_list_asks_the_database_the_same_for_one_draft_and_for_many(
    desk, hr, balanced, django_assert_max_num_queries
):
    for _number in range(12):
        begin_draft(text=balanced.source, base=balanced, actor=hr)
    with django_assert_max_num_queries(11):
        desk.get(reverse("scoring:scheme_list"))
