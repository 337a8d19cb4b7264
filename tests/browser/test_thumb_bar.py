"""On a phone the bar in the thumb's reach never covers the field that somebody writes in."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import told
from tests.browser.test_path import WRITER, log_in, log_out

pytestmark = pytest.mark.browser
FIND = f"""
import json
from reviews.models import AnnualReport
of = AnnualReport.objects.filter(cycle__scheme__name='linjiang').exclude(manager__name={WRITER!r})
draft = of.filter(state='draft').first()
waits = of.filter(state='submitted', manager__supervisor__isnull=False).last()
print(json.dumps([
    [draft.manager_id, f'/cycles/{{draft.cycle.code}}/report/'],
    [waits.manager.supervisor_id, f'/cycles/{{waits.cycle.code}}/reports/{{waits.manager_id}}/'],
]))
"""
AT_ITS_CENTRE = """field => {
  scrollBy(0, field.getBoundingClientRect().bottom - innerHeight);  // under the bar
  field.focus();
  const place = field.getBoundingClientRect();
  return document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2) === field;
}"""


def test_the_last_field_is_not_covered_by_the_bar(page: Page, demo_folder):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    for who, address in json.loads(told(demo_folder, FIND)):
        log_in(page, who)
        page.goto(address)
        fields = page.locator("main form :is(textarea, input:not([type=hidden], [type=radio]))")
        assert fields.count()
        assert fields.last.evaluate(AT_ITS_CENTRE)
        log_out(page)
