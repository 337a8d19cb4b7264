"""Make the pictures of the guide from the demo bank: python -m tests.pictures [NAME ...]

A bank of its own is made in a folder that goes afterwards; pages are photographed in both
languages as they stand on a screen of 1440 x 900 and written to docs/images.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
django.setup()

from perfcenter.demo.logins import HR, PASSWORD  # noqa: E402 - Django must be set up first
from tests.browser.conftest import ROOT, environment, launch, serving, told  # noqa: E402

IMAGES = ROOT / "docs" / "images"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SIZE = {"width": 1440, "height": 900}
FIND = """
import json
from perfcenter.models import User
from reviews.calibration.read import Session
from reviews.calibration.write import move_grade, open_session
from reviews.models import AnnualReport
from scoring.editor.write import begin_draft
from scoring.models import Cycle, Scheme
cycle = Cycle.objects.filter(scheme__name='linjiang').first()
draft = AnnualReport.objects.filter(cycle=cycle, state='draft').first()
handed_in = AnnualReport.objects.filter(
    cycle=cycle, state='submitted', manager__supervisor__isnull=False).last()
scheme = Scheme.objects.filter(name='linjiang').first()
hr, second = (User.objects.get(username=name) for name in ('hr', 'hr2'))
drawn = begin_draft(text=scheme.source, base=scheme, actor=hr)
session = open_session(
    cycle=cycle, line='corporate', branch='', owner=hr, facilitator=second, actor=hr)
found = Session(session)
best, next_best = found.grades[:2]
standing = [one for one in found.people if one.conduct is not None]
lowered = [one for one in standing if one.grade == best][-1:]
raised = [one for one in standing if one.grade == next_best][:1]
for people, grade, reason in (
    (lowered, next_best, '贷后检查两次逾期，行为项不支持该评级'),
    (raised, best, '全年无投诉，协作与带教突出'),
):
    for one in people:
        move_grade(session=session, staff_no=one.staff_no, grade=grade, reason=reason, actor=hr)
print(json.dumps({'cycle': cycle.code, 'session': session.pk, 'writer': draft.manager_id,
    'editor': drawn.pk, 'reviewed': handed_in.manager_id,
    'reviewer': handed_in.manager.supervisor_id}))
"""


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it; `who` is a user name or a key of what was found."""

    who: str
    address: str


PICTURES = {
    "score-sheet": Picture("writer", "/cycles/{cycle}/scores/{writer}/"),
    "explanation": Picture("writer", "/cycles/{cycle}/scores/{writer}/RORAC/"),
    "self-review": Picture("writer", "/cycles/{cycle}/report/"),
    "review": Picture("reviewer", "/cycles/{cycle}/reports/{reviewed}/"),
    "survey-result": Picture("reviewer", "/cycles/{cycle}/surveys/review/results/{reviewed}/"),
    "calibration": Picture(HR, "/calibration/{session}/"),
    "progress": Picture(HR, "/progress/"),
    "board": Picture(HR, "/cycles/{cycle}/board/"),
    "imports": Picture(HR, "/data/imports/"),
    "months": Picture(HR, "/data/months/"),
    "setup": Picture(HR, "/setups/new/"),
    "scheme-editor": Picture(HR, "/scheme-drafts/{editor}/judgments/0/0/"),
}


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - PICTURES.keys()
    if unknown:
        sys.exit(f"no picture {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for command in (["migrate"], ["collectstatic", "--noinput"], ["demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *command, "--verbosity", "0"],
                cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        found = json.loads(told(folder, FIND))
        with serving(folder) as address, sync_playwright() as playwright:
            browser = launch(playwright, shutil.which("chromium") or "chromium")
            for one in chosen or PICTURES:
                for suffix, language in LANGUAGES.items():
                    take(browser, address, one, found, suffix, language)
            browser.close()


def take(
    browser: Browser, address: str, name: str, found: dict[str, str], suffix: str, language: str
) -> None:
    picture = PICTURES[name]
    context = browser.new_context(base_url=address, viewport=SIZE, reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto("/login/")
    page.locator("[name=username]").fill(found.get(picture.who, picture.who))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit], main .button.primary").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(picture.address.format(**found))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}-{suffix}.png")
    context.close()
    sys.stdout.write(f"{name}-{suffix}.png\n")


if __name__ == "__main__":
    main(sys.argv[1:])
