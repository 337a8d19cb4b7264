"""On a phone the team's strip on a review's page begins where the person on the page stands."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, environment
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser
TEAM = """
import json
from django.db.models import Count
from reviews.models import AnnualReport
reports = AnnualReport.objects.filter(
    cycle__scheme__name='linjiang', submitted_at__isnull=False, manager__supervisor__isnull=False)
heads = reports.values('manager__supervisor').annotate(team=Count('pk')).order_by('-team')
head = heads[0]['manager__supervisor']
led = reports.filter(manager__supervisor=head)
print(json.dumps([head, led[0].cycle.code, *led.values_list('manager_id', flat=True)]))
"""
IN_SIGHT = """() => {
  const here = document.querySelector(".strip [aria-current]").getBoundingClientRect();
  return here.left >= 0 && here.right <= document.documentElement.clientWidth;
}"""


def test_the_person_on_the_page_is_in_sight_in_the_strip_on_a_phone(page: Page, demo_folder):
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", TEAM],
        cwd=ROOT, env=environment(demo_folder), check=True, capture_output=True, text=True,
    )  # fmt: skip
    head, cycle, *led = json.loads(done.stdout)
    log_in(page, head)
    page.set_viewport_size({"width": 390, "height": 844})
    scrolled = []
    for staff_no in led:
        page.goto(f"/cycles/{cycle}/reports/{staff_no}/")
        assert page.evaluate(IN_SIGHT)
        scrolled.append(page.evaluate("document.querySelector('.strip').scrollLeft"))
    assert any(scrolled)  # the last of them would be out of sight otherwise
    assert page.evaluate("scrollY") == 0
    log_out(page)
