"""What a warning concerns, in the words of the forms, and the way to the field."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from scoring.editor.write import begin_draft
from scoring.scheme.lint import CHECKS, Warned
from scoring.scheme.placed import place_in_words
from scoring.scheme.reading import parse
from scoring.scheme.write import load_scheme
from tests.scoring.editor.pages import DEMO, read

pytestmark = pytest.mark.django_db
TEXT = read(DEMO)
PLACES = {
    "measures": "全部指标",
    "measures.DEP": "维度“客户”›指标“存款日均”",
    "measures.DEP.source.families": "维度“客户”›指标“存款日均”›来源›产品大类",
    "measures.DEP.weight": "维度“客户”›指标“存款日均”›权重",
    "measures.COMPLIANCE": "扣分›指标“合规扣分”",
    "measures.YEARS.rule": "加分›指标“入行年限”›规则",
    "measures.GONE": "指标明细›GONE",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_reads_as_the_forms_do(place):
    with translation.override("zh-hans"):
        words = place_in_words(parse(TEXT, file="x.toml"), place)
    assert words.replace(" ", "") == PLACES[place]


def test_the_page_of_a_version_says_it_and_leads_to_the_draft_of_it(desk, hr):
    text = TEXT.replace('"daily_average"', '"end_balance"', 1)
    scheme, _is_new = load_scheme(text, file="x.toml")
    page = reverse("scoring:scheme_detail", args=[scheme.name, scheme.version])
    without = desk.get(page).content.decode()
    assert "Dimension “Customer” › Measure “Deposits, daily average”" in without
    assert 'title="measures.' in without
    assert "/at/?place=" not in without
    draft = begin_draft(text=f"# moved\n{text}", base=scheme, actor=hr)
    at = reverse("scoring:draft_at", args=[draft.pk])
    assert f'href="{at}?place=measures.' in desk.get(page).content.decode()


@pytest.mark.parametrize(
    ("place", "section", "field"),
    [
        ("measures.DEP.weight", "measures/measures/2", 'id="f-measures-2-weight"'),
        ("measures.DEP.source", "measures/measures/2", 'id="f-measures-2-source-metric"'),
        ("measures.COMPLIANCE", "measures/deductions/0", ""),
        ("grading.quotas", "grades", 'id="f-grading-quotas"'),
        ("bands.good", "grades", ""),
        ("", "general", ""),
        ("nowhere.at.all", "general", ""),
    ],
)
def test_it_leads_to_the_field(desk, hr, place, section, field):
    draft = begin_draft(text=TEXT, base=None, actor=hr)
    answer = desk.get(reverse("scoring:draft_at", args=[draft.pk]), {"place": place})
    assert f"/{draft.pk}/{section}/" in answer.url
    page = desk.get(answer.url)
    assert page.status_code == 200
    assert field in page.content.decode()
    assert not field or field.split('"')[1] == answer.url.partition("#")[2]


def test_every_check_names_a_place_that_is_known():
    with translation.override("zh-hans"):
        scheme = parse(TEXT, file="x.toml")
        warnings: list[Warned] = [one for check in CHECKS for one in check(scheme)]
        assert all(ord(place_in_words(scheme, one.place)[0]) > 127 for one in warnings)
    assert warnings
