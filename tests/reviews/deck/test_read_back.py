"""Numbers read back from every deck of bank1993 are those of the result files."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from io import StringIO
from statistics import mean

import pytest
from django.core.management import call_command
from django.utils import timezone

from portfolio.models import Manager
from reviews.deck.collect import decks_of
from reviews.deck.groups.read import group_deck
from reviews.deck.groups.whose import groups_of
from scoring.cycles.as_published import keep_who_they_are
from scoring.models import Cycle
from scoring.runs.result_files import result_files
from scoring.runs.write import score
from scoring.scheme.stored import definition
from tests.golden.books import BANK1993
from tests.reviews.deck.reading import NUMBER, number, read_deck, reads

pytestmark = [pytest.mark.once, pytest.mark.django_db]
WAN = 10_000
COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")


class Files:
    """The result files of a run by the person, exactly as they were written."""

    def __init__(self, run) -> None:
        files = {name: content.decode("utf-8-sig") for name, content in result_files(run).items()}
        self.composites, self.scores = {}, defaultdict(dict)
        self.steps: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for row in csv.DictReader(StringIO(files["results.csv"])):
            if row["composite"]:
                self.composites[row["staff_no"]] = Fraction(row["composite"])
        for row in csv.DictReader(StringIO(files["scores.csv"])):
            if row["period"] == "cycle":
                self.scores[row["staff_no"]][row["measure_code"]] = row
        for row in csv.DictReader(StringIO(files["rorac.csv"])):
            steps = self.steps[row["staff_no"]]
            steps["income"] += Fraction(row["income"])
            for cost in COSTS:
                steps[cost] -= Fraction(row[cost])
            factor = Fraction(row["k0"]) if row["part"] == "stock" else Fraction(1)
            steps["rorac"] += Fraction(row["rorac"]) * factor


@pytest.fixture(scope="module")
def published(keeping):
    """bank1993, scored and published."""
    with keeping():
        call_command("load", str(BANK1993), verbosity=0)
        call_command("open_cycle", "1993", "--scheme", "balanced", "--from", "1993-01",
                     "--to", "1993-12", verbosity=0)  # fmt: skip
        cycle = Cycle.objects.get(code="1993")
        run = score(cycle=cycle)
        keep_who_they_are(cycle)
        Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())
        cycle.refresh_from_db()
        yield cycle, run, Files(run)


def test_every_managers_deck_says_what_the_result_files_say(published, db):
    cycle, _run, files = published
    titles = {m.title_for("zh-hans"): m.code for m in definition(cycle.scheme).measures}
    people = Manager.objects.filter(participations__cycle=cycle)
    compared = 0
    for manager, blob in decks_of(cycle, people, "zh-hans", viewer=None):
        slides, who = read_deck(blob), manager.staff_no
        assert {text for s in slides for text in (s.title, s.notes) if "…" in text} == set()
        if who in files.composites:
            assert reads(_after(slides[0].texts, "综合得分"), files.composites[who])
            compared += 1
        compared += _measures(slides, files.scores[who], titles)
        compared += _waterfall(slides, files.steps.get(who))
        _titles_are_accounted_for(slides)
    assert compared > 1_000


def _after(texts: tuple[str, ...], name: str) -> str:
    return texts[texts.index(name) + 1]


def _measures(slides, scores, titles) -> int:
    """Each row of the appendix' table against its row of scores.csv."""
    compared = 0
    for row in (row for slide in slides for row in slide.rows if len(row) == 10):
        stored = scores.get(titles.get(row[0].removesuffix(" ↓"), ""))
        if stored is None:
            continue
        scale = {"万元": WAN, "元": 1, "%": Fraction(1, 100)}.get(row[3], 1)
        for cell, column, worth in ((1, "value", scale), (2, "target", scale), (6, "score", 1)):
            if stored[column] and row[cell] != "—":
                assert reads(row[cell], Fraction(stored[column]) / worth), (row, stored)
                compared += 1
    return compared


def _waterfall(slides, steps) -> int:
    """The labels of the waterfall against the sums of rorac.csv, by the unit of the slide."""
    slide = next((s for s in slides if any(text.startswith("收益\nE") for text in s.cached)), None)
    if slide is None or not steps:
        return 0
    unit = next(text for text in slide.texts if text in ("万元", "元"))
    labels = [text for text in slide.cached if NUMBER.fullmatch(text)]
    worth = WAN if unit == "万元" else 1
    last = Fraction(1, 10 ** (2 if worth == WAN else 0))
    for name in ("income", "rorac"):
        value = steps[name] / worth
        assert any(abs(number(label) - value) <= last for label in labels), (name, value, labels)
    return 2


def _titles_are_accounted_for(slides) -> None:
    """Each figure of a title is explained in the notes of its slide, or stands on it."""
    for slide in slides:
        shown = "\n".join([*slide.texts[1:], *slide.cached, slide.notes.partition("\n")[2]])
        for figure in NUMBER.findall(slide.title):
            assert figure in shown, (slide.title, figure)


def test_every_branchs_deck_says_what_its_people_add_up_to(published, db):
    cycle, _run, files = published
    leavers = set(Manager.objects.filter(left_on__lt=cycle.ends).values_list("staff_no", flat=True))
    groups = groups_of(cycle)
    assert groups[0].is_bank
    for group in groups:
        slides = read_deck(group_deck(cycle, group, "zh-hans"))
        scored = [files.composites[s] for s in group.staff
                  if s in files.composites and s not in leavers]  # fmt: skip
        cover = slides[0].texts
        assert _after(cover, "有得分人数") == str(len(scored))
        if scored:
            assert reads(_after(cover, "平均得分"), mean(scored))
        rorac = sum((files.steps[s]["rorac"] for s in group.staff if s in files.steps), Fraction(0))
        if "RORAC" in cover:
            text = _after(cover, "RORAC")
            worth = WAN if "万元" in text else 1
            assert abs(number(text) - rorac / worth) <= Fraction(1, 100) * max(worth == WAN, 1)
        _titles_are_accounted_for(slides)
