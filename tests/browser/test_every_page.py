"""Every page: nothing scrolls sideways on a phone, axe finds nothing, the first load is light."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from perfcenter.demo.logins import ADMINISTRATOR, AUDITOR, HR
from tests.browser.conftest import told
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser

FACTS = """
import json
from portfolio.close.read import months_to_close
from portfolio.models import Manager
from portfolio.months import month_text
from perfcenter.models import User
from scoring.editor.write import begin_draft
from scoring.models import Cycle, Scheme
from reviews.models import AnnualReport
from reviews.setup.clone import begin_like
from reviews.setup.opening import Plan, open_up
from reviews.setup.spans import span_of
from reviews.setup.names import Names
from reviews.setup.write import begin, change_lines
cycle = Cycle.objects.filter(scheme__name='linjiang').first()
reports = AnnualReport.objects.filter(cycle=cycle)
open_one = reports.filter(state='submitted', manager__supervisor__isnull=False).last()
draft = reports.filter(state='draft').first()
old = Cycle.objects.filter(published_at__isnull=False).first()
half = Cycle.objects.filter(code__endswith='H1').first() or old
months = months_to_close()
hr = User.objects.get(username='hr')
setup = begin(span=span_of('year', old.last_month // 100 + 3, 1), names=Names(), actor=hr)
lines = {'personal': cycle.scheme, 'corporate': cycle.scheme}
setup = change_lines(setup=setup, lines=lines, version=1, actor=hr)
like = begin_like(code=old.code, actor=hr)
lines = dict.fromkeys(('personal', 'wealth'), cycle.scheme)
like = change_lines(setup=like, lines=lines, version=like.version, actor=hr)
open_up(setup=like, seen=Plan(like).digest, version=like.version, actor=hr)
linjiang = Scheme.objects.filter(name='linjiang').first()
hr = User.objects.get(username='hr')
drawn = begin_draft(text=linjiang.source, base=linjiang, actor=hr)
written = lambda found: month_text(found.first().month)
print(json.dumps({'month': written(months.filter(closed_at=None)),
    'closed': written(months.filter(closed_at__isnull=False)),
    'cycle': cycle.code, 'draft': drawn.pk, 'old': old.code, 'half': half.code,
    'writer': draft.manager_id,
    'setup': setup.pk, 'round': like.code,
    'reviewed': open_one.manager_id, 'reviewer': open_one.manager.supervisor_id}))
"""
STEPS = ("span", "lines", "people", "due", "targets", "confirm")
PAGES = {
    "writer": [
        "/",
        "/cycles/{cycle}/report/",
        "/cycles/{cycle}/reports/{writer}/",
        "/cycles/{cycle}/scores/{writer}/RORAC/",
        "/cycles/{cycle}/scores/{writer}/DEP/",
        "/cycles/{cycle}/scores/{writer}/EXAM/",
        "/cycles/{old}/scores/{writer}/",
        "/cycles/",
        "/password/",
        "/people/{writer}/",
        "/data/people/{writer}/clients/",
        "/search/?q={writer}",
        "/cycles/{cycle}/contracts/{writer}/",
        "/cycles/{cycle}/reports/{writer}/versions/",
        "/cycles/{cycle}/report/files/?section=goals",
        "/cycles/{cycle}/queries/{writer}/DEP/",
        "/cycles/{cycle}/talks/{writer}/",
        "/queries/",
        "/plan/",
        "/teams/",
        "/notices/",
        "/notices/choices/",
        "/nowhere/",
    ],
    "reviewer": [
        "/",
        "/reviews/",
        "/progress/",
        "/cycles/{half}/reports/?state=overdue",
        "/cycles/{cycle}/report/",
        "/cycles/{cycle}/reports/{reviewed}/",
        "/cycles/{cycle}/team/",
        "/cycles/{cycle}/proposals/",
        "/cycles/{cycle}/talks/",
        "/teams/{reviewer}/",
        "/deputies/",
    ],
    HR: [
        "/progress/",
        "/cycles/{half}/board/?state=overdue",
        "/cycles/{cycle}/board/",
        "/cycles/{cycle}/board/?state=open&sort=-score",
        "/cycles/{half}/board/",
        "/cycles/{old}/board/",
        "/cycles/{cycle}/board/publish/",
        "/cycles/{cycle}/changes/",
        "/cycles/",
        "/setups/new/",
        *(f"/setups/{{setup}}/{step}/" for step in STEPS),
        "/rounds/{round}/changes/",
        "/data/months/",
        "/data/months/{month}/",
        "/data/months/{month}/close/",
        "/data/months/{closed}/",
        "/data/months/{closed}/reopen/",
        "/schemes/",
        "/schemes/linjiang/1/",
        "/schemes/compare/?a=version:1&b=version:2",
        "/scheme-drafts/new/",
        "/scheme-drafts/{draft}/general/",
        "/scheme-drafts/{draft}/weights/",
        "/scheme-drafts/{draft}/judgments/0/0/",
        "/scheme-drafts/{draft}/measures/measures/2/",
        "/scheme-drafts/{draft}/grades/",
        "/scheme-drafts/{draft}/add/",
        "/scheme-drafts/{draft}/text/",
        "/scheme-drafts/{draft}/check/",
        "/scheme-drafts/{draft}/try/?cycle={cycle}",
        "/data/imports/",
        "/data/imports/files/",
        "/data/clients/?kind=company",
        "/jobs/",
        "/people/?sort=-hired",
        "/cycles/{cycle}/runs/",
        "/cycles/{cycle}/runs/1/",
        "/cycles/{cycle}/runs/1/{writer}/",
        "/cycles/{old}/seal/",
        "/cycles/{cycle}/surveys/",
        "/cycles/{half}/surveys/review/",
        "/cycles/{cycle}/contracts/",
        "/contracts/wording/",
        "/cycles/{cycle}/calibration/",
        "/cycles/{old}/acknowledgments/",
        "/queries/",
    ],
    AUDITOR: [
        "/audit/?since=2020-01-01",
        "/cycles/{cycle}/reports/?sort=-score",
        "/cycles/{cycle}/reports/{reviewed}/",
        "/search/",
    ],
    ADMINISTRATOR: [
        "/users/",
        "/users/?state=never",
        "/users/new/",
        "/users/staff-file/",
        "/users/1/",
        "/users/1/role/",
        "/users/1/reset/",
        "/users/reset/?state=never",
        "/components/",
    ],
}
DOORS = ["/login/", "/login/?next=/audit/"]
SCREENS = [(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")]
CONTROLS = (
    ".button, .input, .tabs a, .pages a, .menu summary, .todo a, .two-line .p1 a, "
    ".section-head .end a"
)
SMALL = """controls => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(one => one.type !== "hidden" && one.checkVisibility({visibilityProperty: true}))
    .filter(one => !one.closest(".skip, .choices"))
    .map(one => [one, one.getBoundingClientRect(), one.matches(controls) ? 44 : 24])
    .filter(([one, box, least]) => box.width && (box.height < least - .5 || box.width < 23.5))
    .map(([one, box]) => `${box.width} x ${box.height}: ${one.outerHTML.slice(0, 120)}`)
"""
PHONE = 390
BEYOND_US = "color-contrast-enhanced"
"""7 to 1 for all text; ours has 4.88 at least, which WCAG 2.2 AA asks for."""
BUDGET = 200_000


@pytest.fixture(scope="module")
def facts(demo_folder) -> dict[str, str]:
    return json.loads(told(demo_folder, FACTS))


@pytest.mark.parametrize("who", PAGES)
def test_pages_fit_read_well_and_say_nothing_to_axe(page, facts, who, subtests):
    log_in(page, facts.get(who, who))
    for address in PAGES[who]:
        url = address.format(**facts)
        for width, theme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.goto(url)
            with subtests.test(f"{url} at {width} {theme}"):
                assert beyond_the_edge(page) <= 0
                assert opened_by_themselves(page) == []
                beside_its_bar(page, width)
                assert complaints(page) == []
                assert width > PHONE or too_small(page) == []
    log_out(page)


@pytest.mark.parametrize("who", PAGES)
def test_chinese_pages_hold_no_english_sentence(page, facts, who, subtests):
    log_in(page, facts.get(who, who))
    for address in PAGES[who]:
        if address.startswith(("/components/", "/schemes/compare/")):
            continue  # shows both languages on purpose
        url = address.format(**facts)
        page.goto(url)
        with subtests.test(url):
            assert english_in(page.locator("body").inner_text()) == []
    log_out(page)


SMALLEST_ON_PAPER = """least => [...document.querySelectorAll("svg text")]
    .filter(one => one.checkVisibility())
    .map(one => [one, parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a])
    .filter(([one, px]) => px * .75 < least)
    .map(([one, px]) => `${(px * .75).toFixed(2)} pt: ${one.textContent}`)
"""
PAPER = 688
"""What an A4 page of 210 mm less twice 14 mm is in px."""


def test_no_word_of_a_chart_is_under_7_pt_on_paper(page, facts, subtests):
    log_in(page, HR)
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    for url in ("/cycles/{old}/scores/{writer}/", "/cycles/{cycle}/scores/{reviewed}/"):
        page.goto(url.format(**facts))
        with subtests.test(url):
            assert page.evaluate(SMALLEST_ON_PAPER, 7) == []
    log_out(page)


def test_the_door_says_nothing_to_axe(page, subtests):
    for address in DOORS:
        for width, theme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.goto(address)
            with subtests.test(f"{address} at {width} {theme}"):
                assert beyond_the_edge(page) <= 0
                assert complaints(page) == []
                assert width > PHONE or too_small(page) == []


def test_the_first_load_is_at_most_200_kilobytes(page, facts):
    log_in(page, facts["writer"])
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.context.clear_cookies(name="nothing")
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < BUDGET


def beside_its_bar(page, width: int) -> None:
    """Make the window as high as the page, where a bar would stand before what one can scroll."""
    if page.locator(".sticky-bottom, .sticky-top .actions").count():
        high = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": high + 100})


def opened_by_themselves(page) -> list[str]:
    """Return the menus and leaves that stand on the page though nobody has opened them."""
    return page.evaluate(
        "[...document.querySelectorAll('[popover]:not(:popover-open)')]"
        ".filter(one => one.checkVisibility()).map(one => one.id)"
    )


def beyond_the_edge(page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def too_small(page) -> list[str]:
    """Return what is pressed by a finger and smaller than 24 px, or 44 where it is a control."""
    return page.evaluate(SMALL, CONTROLS)


def complaints(page) -> list[str]:
    """Return what any rule of axe says, those that are only advice or being tried among them."""
    axe = Axe()
    page.evaluate(axe.axe_script)
    rules = set(page.evaluate("axe.getRules().map(rule => rule.ruleId)")) - {BEYOND_US}
    options = {"resultTypes": ["violations"], "rules": {one: {"enabled": True} for one in rules}}
    found = axe.run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"][:3]]


def english_in(text: str) -> list[str]:
    """Return lines with three or more English words in a row; names of things are shorter."""
    return re.findall(r"(?:\b[A-Za-z][a-z']+\b[ ,]+){2,}\b[A-Za-z][a-z']+\b", text)
