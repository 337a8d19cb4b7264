"""The pages of an import, from the field for files to the load."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from perfcenter.models import Job
from portfolio.models import Branch, Import, LedgerRow
from tests.factories import make_user
from tests.portfolio.imports.bank import as_csv, as_workbook, done, uploads

pytestmark = pytest.mark.usefixtures("own_files")
LIST = "portfolio:import_list"


@pytest.fixture
def client(client, db):
    client.force_login(make_user(role="hr"))
    return client


def brought(client, files) -> Import:
    answer = client.post(reverse(LIST), {"files": uploads(files), "source": "核心系统"})
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.get()


def fields(page: str) -> dict[str, str]:
    """Return what the plan's form would send as it stands."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', page))
    found |= dict.fromkeys(re.findall(r'type="checkbox" name="([^"]+)" checked', page), "on")
    for name, options in re.findall(
        r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL
    ):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return found


def url(one: Import, what: str = "") -> str:
    return reverse(f"portfolio:import{what}", args=[one.pk])


def test_from_a_workbook_to_rows_without_a_command(client):
    one = brought(client, {"bank.xlsx": as_workbook()})
    page = client.get(url(one)).content.decode()
    assert client.post(url(one, "_check"), fields(page)).status_code == 302
    one.refresh_from_db()
    assert one.state == "checking"
    assert "hx-get" in client.get(url(one)).content.decode()
    assert done(one).state == "checked"
    page = client.get(url(one)).content.decode()
    assert "没有错误" in page
    assert not LedgerRow.objects.exists()
    client.post(url(one, "_confirm"))
    one.refresh_from_db()
    one = done(one)
    assert one.state == "loaded"
    assert LedgerRow.objects.count() == 5
    assert client.get(url(one)).status_code == 200
    assert one.load.digest[:12] in client.get(reverse(LIST)).content.decode()


def test_errors_are_shown_in_the_row_as_it_was_brought(client):
    files = as_csv()
    files["ledger.csv"] = files["ledger.csv"].replace("2026-02,D1,-0.01", "2026-02,D1,1.2.3")
    one = brought(client, files)
    client.post(url(one, "_check"), fields(client.get(url(one)).content.decode()))
    one.refresh_from_db()
    assert done(one).state == "refused"
    answer = client.get(url(one))
    (table,) = answer.context["tables"]
    (row,) = table.rows
    assert (table.name, row.line) == ("ledger.csv", 4)
    assert [cell for cell, is_wrong in row.cells if is_wrong] == ["1.2.3"]
    assert client.get(url(one, "_errors_xlsx")).status_code == 200


def test_another_unit_is_shown_before_anything_is_checked(client):
    one = brought(client, {"ledger.csv": as_csv(["ledger"])["ledger.csv"]})
    data = fields(client.get(url(one)).content.decode()) | {"unit-0-2": "10000", "apply": "1"}
    table = client.post(url(one, "_check"), data).context["tables"][0]
    assert table.columns[2].after[0] == "12005000"
    assert not table.plan.as_it_is
    assert not Job.objects.exists()


def test_what_is_refused_keeps_what_was_typed(client):
    one = brought(client, {"x.csv": "a,b\n1,2\n"})
    data = fields(client.get(url(one)).content.decode()) | {"from_month": "2026-04"}
    answer = client.post(url(one, "_check"), data)
    assert answer.status_code == 422
    assert 'value="2026-04"' in answer.content.decode()


def test_no_file_is_422_and_a_file_of_another_kind_too(client):
    assert client.post(reverse(LIST), {}).status_code == 422
    answer = client.post(reverse(LIST), {"files": uploads({"a.exe": b"x"})})
    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_an_upload_too_large_is_413_before_it_is_read(client, settings):
    settings.UPLOAD_MEGABYTES = 1
    answer = client.post(reverse(LIST), {"files": uploads({"a.csv": b"x" * 1_100_000})})
    assert answer.status_code == 413


def test_a_cancelled_check_leaves_the_files_to_be_checked_again(client):
    one = brought(client, as_csv(["branches"]))
    data = fields(client.get(url(one)).content.decode())
    client.post(url(one, "_check"), data)
    one.refresh_from_db()
    client.post(reverse("jobs:job_cancel", args=[one.job_id]))
    one.refresh_from_db()
    assert one.state == "brought"
    assert client.post(url(one, "_check"), data).status_code == 302


def test_the_list_costs_the_same_for_one_import_and_for_many(client, django_assert_max_num_queries):
    for number in range(12):
        Import.objects.create(
            brought_by=make_user(role="hr"), brought_at="2026-01-01T00:00Z",
            state="dropped", files=[{"name": f"{number}.csv"}],
        )  # fmt: skip
    client.get(reverse(LIST))
    with django_assert_max_num_queries(8):
        client.get(reverse(LIST))


def loaded(client, files) -> Import:
    one = brought(client, files)
    client.post(url(one, "_check"), fields(client.get(url(one)).content.decode()))
    one.refresh_from_db()
    assert done(one).state == "checked"
    client.post(url(one, "_confirm"))
    one.refresh_from_db()
    return done(one)


def test_undoing_asks_first_with_what_goes_and_what_comes_back(client):
    one = loaded(client, as_csv(["branches"]))
    assert url(one, "_undo") in client.get(url(one)).content.decode()
    page = client.get(url(one, "_undo"))
    (file,) = page.context["files"]
    assert (file.name, file.goes, file.as_before, file.back) == ("branches", 3, 0, 0)
    assert Branch.objects.count() == 3

    assert client.post(url(one, "_undo")).status_code == 302
    one.refresh_from_db()
    assert "hx-get" in client.get(url(one)).content.decode()
    assert done(one).state == "undone"
    assert not Branch.objects.exists()
    page = client.get(url(one)).content.decode()
    assert "导入已撤销" in page
    assert url(one, "_undo") not in page


def test_what_is_not_undone_says_why_and_has_no_button(client):
    one = brought(client, as_csv(["branches"]))
    answer = client.get(url(one, "_undo"))
    assert answer.context["against"] == ["只有已导入的才能撤销"]
    assert (
        "<form method" not in answer.content.decode().split("</header>")[-1].split("statement")[1]
    )
    assert client.post(url(one, "_undo")).status_code == 422


def test_an_auditor_sees_an_import_and_undoes_nothing(client, login):
    one = loaded(client, as_csv(["branches"]))
    auditor = login(make_user(role="auditor"))
    assert url(one, "_undo") not in auditor.get(url(one)).content.decode()
    assert auditor.get(url(one, "_undo")).status_code == 403
    assert auditor.post(url(one, "_undo")).status_code == 403
    assert Branch.objects.count() == 3
