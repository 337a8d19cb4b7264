"""The good set of the loading's tests, as a bank's systems would write it; jobs run at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from threading import Event
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from perfcenter.jobs.running import run
from perfcenter.models import Job
from portfolio.contract import FILES
from portfolio.contract.columns import AMOUNT, DATE, MONTH
from portfolio.imports.plan import TITLES
from portfolio.models import Import
from tests.portfolio.loading.sets import GOOD

TITLE_ZH = {"branches": "机构", "ledger": "月末台账"}


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(GOOD[name])))


def uploads(files: Mapping[str, str | bytes]) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    ]


def as_csv(names: Iterable[str] = GOOD) -> dict[str, str]:
    return {f"{name}.csv": GOOD[name] for name in names}


def as_workbook(names: Iterable[str] = GOOD, change: Any = None) -> bytes:
    """Sheets with Chinese headings, amounts in 万元, Excel's dates, titles above and sums below."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name in names:
            sheet, file = book.add_worksheet(name), FILES[name]
            sheet.write_string(0, 0, f"{TITLES[name]} 单位：万元")
            columns = [file.column(column) for column in rows_of(name)[0] if column != "cycle"]
            for place, column in enumerate(columns):
                sheet.write_string(2, place, column.zh[0])
            row = 3
            for row, values in enumerate(rows_of(name), start=3):
                for place, column in enumerate(columns):
                    value = values[column.name]
                    if change:
                        value = change(name, row - 3, column.name, value)
                    _cell(sheet, row, place, column.kind, value, day)
            sheet.write_string(row + 1, 0, "合 计")
            sheet.write_number(row + 1, len(columns) - 1, 123)
    return buffer.getvalue()


def _cell(sheet: Any, row: int, place: int, kind: Any, value: str, day: Any) -> None:
    try:
        if value and kind is AMOUNT:
            sheet.write_string(row, place, f"{Decimal(value) / 10_000:,f}")
        elif value and kind is DATE:
            sheet.write_datetime(row, place, date.fromisoformat(value), day)
        elif value and kind is MONTH:
            sheet.write_string(row, place, value.replace("-", "年") + "月")
        else:
            sheet.write_string(row, place, value)
    except (ValueError, ArithmeticError):
        sheet.write_string(row, place, value)


def done(one: Import) -> Import:
    """Run the import's job as a worker would; return the import as it is afterwards."""
    assert one.job_id
    run(one.job_id, stop=Event(), in_thread=False)
    assert Job.objects.get(pk=one.job_id).state in {"done", "failed"}
    return Import.objects.get(pk=one.pk)
