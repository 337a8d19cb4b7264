"""What the files hold: every file and column of the contract, and a workbook to bring."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portfolio.contract import FILES
from portfolio.imports import described
from portfolio.models import Import
from tests.factories import make_user
from tests.portfolio.imports.bank import done
from tests.portfolio.imports.test_pages import fields

pytestmark = pytest.mark.usefixtures("own_files")


@pytest.fixture
def hr(client, db):
    client.force_login(make_user(role="hr"))
    return client


def test_every_file_and_column_of_the_contract_is_described(hr):
    text = hr.get(reverse("portfolio:import_files")).content.decode()
    for file in FILES.values():
        assert text.count(f">{file.name}<") == 1
    rows = re.findall(r'<th scope="row" class="p1">([a-z_]+)', text)
    assert rows == [
        column.name
        for one in (*described.to_begin_with(), *described.where_there_are())
        for column in one.file.columns
    ]
    assert "个人、对公、理财" in text


def filled_in(client) -> SimpleUploadedFile:
    """Return the workbook with a branch in it, as somebody brings it who has filled in no more."""
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("portfolio:import_files_xlsx")).content)
    )
    assert len(book.sheetnames) == len(FILES)
    book.worksheets[0].append(["B9", "新支行", ""])
    filled = io.BytesIO()
    book.save(filled)
    return SimpleUploadedFile("bank.xlsx", filled.getvalue())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_sheet_of_the_workbook_is_recognised(hr, language):
    hr.cookies["django_language"] = language
    hr.post(reverse("portfolio:import_list"), {"files": filled_in(hr), "source": ""})
    plan = [table["contract"] for table in Import.objects.get().plan]
    assert plan == [*described.FIRST, *(name for name in FILES if name not in described.FIRST)]


def test_what_is_filled_in_is_new_and_empty_sheets_change_nothing(hr):
    answer = hr.post(reverse("portfolio:import_list"), {"files": filled_in(hr), "source": ""})
    one = Import.objects.get()
    form = fields(hr.get(answer.url).content.decode())
    hr.post(reverse("portfolio:import_check", args=[one.pk]), form)
    one = done(Import.objects.get())
    assert one.state == Import.State.CHECKED, one.found
    assert one.found["changed"] == 1
