"""A fact is put right on the page of an appeal: read as a row of the data contract is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from reviews.appeals.deciding import Outdated, decide
from reviews.appeals.facts import put_right, take_out
from reviews.appeals.files import attach
from reviews.appeals.read import mark_of
from reviews.deck.collect import amended_deck_of, deck_of
from reviews.evidence.read import named_files
from reviews.models import ObjectionFile, PutRight
from reviews.sealing.around import objections_of
from reviews.sealing.person import Record
from scoring.inputs.facts import Fact, FactKind
from scoring.models import Amendment, Cycle, Result
from tests import factories as make
from tests.cast import make_cast
from tests.ledgered import make_ledgered
from tests.published import publish_now
from tests.reviews.afterwards import appealed, query

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        cycle = publish_now(make_ledgered(cast), cast)
        third = make.make_user(role=User.Role.HR)
        yield cast, cycle, third


@pytest.fixture
def cast(kept, db):
    return kept[0]


@pytest.fixture
def third(kept, db):
    return kept[2]


@pytest.fixture
def cycle(kept, db):
    return Cycle.objects.select_related("scheme", "published_run").get(pk=kept[1].pk)


@pytest.fixture
def found(cast, cycle):
    return appealed(cast, cycle)


def fact(average=200_000, kind=FactKind.AMOUNT):
    return Fact(kind, "M1", 202601, 202601, account="A1", now={"average_balance": average})


def put(objection, actor, one=None, **given):
    return put_right(
        objection=objection, fact=one or fact(), reason="流水为证", actor=actor, **given
    )


def page(name, objection, *more):
    return reverse(f"reviews:{name}", args=[objection.pk, *more])


TYPED = {
    "account_no": "A1", "month": "202601", "end_balance": "1000", "average_balance": "2000.00",
    "interest": "5", "fees": "", "funding": "", "classification": "normal", "reason": "流水为证",
}  # fmt: skip


def test_the_row_is_shown_as_the_run_read_it_and_kept_as_it_is_typed(found, third, login):
    client, url = login(third), page("objection_put_right", found, "amount")
    shown = client.get(url, {"account": "A1", "month": "202601"}).context["form"]
    assert shown.initial["average_balance"] == "1000.00"
    answer = client.post(url, TYPED)
    assert answer.status_code == 302
    (row,) = PutRight.objects.all()
    assert row.fact["was"] == {"average_balance": 100_000}
    assert row.fact["now"] == {"average_balance": 200_000}
    text = client.get(page("objection", found)).content.decode()
    assert "1,000.00 → 2,000.00" in text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("average_balance", "2,000"),
        ("average_balance", "2000.001"),
        ("average_balance", ""),
        ("account_no", "NONE"),
        ("reason", ""),
    ],
)
def test_what_the_contract_refuses_is_refused_at_its_field(found, third, login, field, typed):
    url = page("objection_put_right", found, "amount")
    answer = login(third).post(url, {**TYPED, field: typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not PutRight.objects.exists()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("holders", {"account_no": "A2", "month": "202601", "until": "202602", "share": "0.4",
                     "other": ""}),
        ("added", {**TYPED, "account_no": "A9", "share": "1", "other": "", "client_no": "C1",
                   "product_code": "D1", "opened_on": "2026-01-05", "contract_amount": "",
                   "matures_on": ""}),
        ("sale", {"month": "202601", "product_code": "O1", "quantity": "", "amount": "",
                  "income": "50"}),
        ("exempt", {"account_no": "B1", "month": "202601", "until": "202602", "measure": "NPL"}),
    ],
)  # fmt: skip
def test_each_kind_is_put_right_and_amends(found, third, login, kind, typed):
    client, url = login(third), page("objection_put_right", found, kind)
    assert client.post(url, {**typed, "reason": "查实"}).status_code == 302
    assert PutRight.objects.get().fact["kind"] == kind
    before = Result.objects.get(manager="M1").composite
    assert decide(objection=found, outcome="upheld", reason="查实", actor=third).amendment
    assert Amendment.objects.get().composite > before


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("holders", "other", {"account_no": "A1", "share": "0.4", "other": ""}),
        ("holders", "other", {"account_no": "A2", "share": "0.4", "other": "M1"}),
        ("holders", "until", {"account_no": "A2", "share": "1", "month": "202602",
                              "until": "202601"}),
        ("holders", "share", {"account_no": "A2", "share": "40"}),
        ("added", "account_no", {**TYPED, "share": "1"}),
        ("added", "product_code", {**TYPED, "account_no": "A9", "share": "1", "client_no": "C1",
                                   "product_code": "D9", "opened_on": "2026-01-05"}),
        ("sale", "product_code", {"product_code": "D9", "income": "50"}),
        ("exempt", "account_no", {"account_no": "NONE", "measure": "NPL"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_what_the_run_read_is_refused(found, third, login, kind, field, typed):
    asked = {"month": "202601", "until": "202602", "reason": "查实", **typed}
    answer = login(third).post(page("objection_put_right", found, kind), asked)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_what_is_put_right_is_asked_once_more_and_then_amends(found, third, login):
    put(found, third)
    client = login(third)
    sent = {"action": "decide", "outcome": "upheld", "reason": "查实"}
    asked = client.post(page("objection", found), sent)
    assert "2,000.00" in asked.content.decode()
    assert not Amendment.objects.exists()
    client.post(page("objection", found), {**sent, "confirmed": "1"})
    (kept,) = Amendment.objects.get().corrections
    assert (kept["was"], kept["now"]) == (
        {"average_balance": 100_000},
        {"average_balance": 200_000},
    )


def test_it_is_not_kept_where_the_appeal_is_not_upheld(found, third):
    put(found, third)
    with pytest.raises(Refused):
        decide(objection=found, outcome="not_upheld", reason="查实", actor=third)
    take_out(objection=found, number=PutRight.objects.get().pk, actor=third)
    done = decide(objection=found, outcome="not_upheld", reason="查实", actor=third)
    assert done.amendment is None


def test_it_stays_once_it_is_decided_on(found, third):
    put(found, third)
    decide(objection=found, outcome="upheld", reason="查实", actor=third)
    with pytest.raises(DatabaseError), transaction.atomic():
        PutRight.objects.all().delete()


def test_a_decision_reads_what_was_put_right_meanwhile(found, third):
    read = mark_of(found)
    put(found, third)
    with pytest.raises(Outdated):
        decide(objection=found, outcome="upheld", reason="查实", reading=read, actor=third)


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "second_hr", "auditor"])
def test_nobody_else_puts_anything_right(cast, found, who, login):
    user = getattr(cast, who)
    with pytest.raises(NotAllowed):
        put(found, user)
    status = login(user).get(page("objection_put_right", found, "amount")).status_code
    assert status == (404 if who == "supervisor" else 403)


def test_the_same_fact_is_put_right_once(found, third):
    put(found, third)
    with pytest.raises(Refused):
        put(found, third, fact(300_000))


def test_a_file_is_kept_and_sent_to_who_sees_the_objection(cast, found, third, login):
    upload = SimpleUploadedFile("流水.pdf", PDF)
    one = attach(objection=found, upload=upload, actor=cast.manager)
    assert one.file in list(named_files())
    url = page("objection_file", found, one.digest)
    for who in (cast.manager, third, cast.auditor):
        answer = login(who).get(url)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
    assert login(cast.supervisor).get(url).status_code == 404
    assert login(cast.colleague).get(url).status_code == 404
    row = put(found, third, evidence=one.digest)
    assert row.evidence == one.digest
    sealed = objections_of(found.cycle, found.manager)
    assert sealed["files"][0]["digest"] == sealed["put_right"][0]["evidence"] == one.digest


@pytest.mark.parametrize(("name", "content"), [("a.exe", PDF), ("a.pdf", b"no pdf")])
def test_a_file_that_is_none_of_these_is_refused(cast, found, login, name, content):
    sent = {"action": "attach", "file": SimpleUploadedFile(name, content)}
    answer = login(cast.manager).post(page("objection", found), sent)
    assert answer.status_code == 422
    assert not ObjectionFile.objects.exists()


def test_nobody_attaches_to_what_is_not_hers_or_decided(cast, found, third):
    upload = SimpleUploadedFile("a.pdf", PDF)
    for who in (cast.supervisor, cast.auditor):
        with pytest.raises(NotAllowed):
            attach(objection=found, upload=upload, actor=who)
    decide(objection=found, outcome="not_upheld", reason="查实", actor=third)
    with pytest.raises(Refused):
        attach(objection=found, upload=upload, actor=cast.manager)


def test_the_amended_deck_is_an_edition_of_its_own(cast, cycle, found, third, login):
    before = deck_of(cycle, cast.manager.manager, "zh-hans", viewer=third)
    put(found, third)
    done = decide(objection=found, outcome="upheld", reason="查实", actor=third)
    assert deck_of(cycle, cast.manager.manager, "zh-hans", viewer=third) == before
    other = amended_deck_of(done.amendment, "zh-hans", viewer=third)
    assert other != before
    assert amended_deck_of(done.amendment, "zh-hans", viewer=third) == other
    url = reverse("reviews:amended_deck", args=[cycle.code, "M1", 1])
    assert login(cast.manager).get(url).status_code == 200
    assert login(cast.director).get(url).status_code == 403
    assert login(cast.colleague).get(url).status_code == 404


def test_the_sealed_record_holds_the_files_and_the_amended_result(cast, cycle, found, third):
    one = attach(objection=found, upload=SimpleUploadedFile("a.pdf", PDF), actor=cast.manager)
    now = {"share": 1_000_000, "other": ""}
    whose = Fact(FactKind.HOLDERS, "M1", 202601, 202602, account="A2", now=now)
    put(found, third, whose, evidence=one.digest)
    decide(objection=found, outcome="upheld", reason="查实", actor=third)
    files = Record.of(cycle, {}, third).files(cast.manager.manager)
    of_amendment = {"sheet.xlsx", "deck.pptx", "numbers/DEP.json"}
    assert {f"amendment-1/{name}" for name in of_amendment} <= files.keys()
    assert files[f"files/objection-{found.pk}-{one.digest[:12]}.pdf"] == PDF
    # Whose the account was is not hers to hand on.
    assert b"M2" not in files["objections.json"]


def test_a_query_is_copied_with_the_account_and_month_it_is_about(cast, cycle, login, third):
    url = reverse("reviews:ask", args=[cycle.code, "M1", "DEP"])
    opened = [("open", key) for key in ("D1", "A1")]
    shown = login(cast.manager).get(url, opened).context["form"]
    rows = {one.about: one for one in shown.lines.values() if one.about}
    assert ("A1", 202602) in rows
    asked = query(cast, cycle, measure_code="DEP", copied=rows["A1", 202602].copied, kind="amount")
    form = login(third).get(page("objection_put_right", asked, "amount")).context["form"]
    assert (form.initial["account_no"], form.initial["month"]) == ("A1", "202602")
    assert form.initial["average_balance"] == "1000.00"
