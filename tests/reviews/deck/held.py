"""What a deck says against the result files of its run."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from io import StringIO

from scoring.runs.result_files import result_files
from tests.reviews.deck.reading import NUMBER, number, read_deck, reads

WAN = 10_000
COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")


class Files:
    """The result files of a run by the person, exactly as they were written.

    Of who has an amendment what was published, which the deck shows.
    """

    def __init__(self, run) -> None:
        files = {name: content.decode("utf-8-sig") for name, content in result_files(run).items()}
        self.composites, self.scores = {}, defaultdict(dict)
        self.steps: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for row in csv.DictReader(StringIO(files["results.csv"])):
            if row["composite"]:
                self.composites[row["staff_no"]] = Fraction(row["composite"])
        for row in csv.DictReader(StringIO(files.get("amendments.csv", ""))):
            self.composites[row["staff_no"]] = Fraction(row["composite_published"])
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


def compared_with(files: Files, who: str, blob: bytes, titles: dict[str, str]) -> int:
    """Hold each number of a manager's deck to the files; return how many were compared."""
    slides = read_deck(blob)
    assert {text for s in slides for text in (s.title, s.notes) if "…" in text} == set()
    compared = 0
    if who in files.composites:
        assert reads(after(slides[0].texts, "综合得分"), files.composites[who])
        compared += 1
    compared += _measures(slides, files.scores[who], titles)
    compared += _waterfall(slides, files.steps.get(who))
    titles_are_accounted_for(slides)
    return compared


def after(texts: tuple[str, ...], name: str) -> str:
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


def titles_are_accounted_for(slides) -> None:
    """Each figure of a title is explained in the notes of its slide, or stands on it."""
    for slide in slides:
        shown = "\n".join([*slide.texts[1:], *slide.cached, slide.notes.partition("\n")[2]])
        for figure in NUMBER.findall(slide.title):
            assert figure in shown, (slide.title, figure)
