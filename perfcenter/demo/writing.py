"""Self-reviews and comments that say what the manager's own score sheet says."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from perfcenter.base.formats import as_text, percent, with_unit
from perfcenter.base.numbers.comparing import is_below
from reviews.deciding.forms import SCORES
from reviews.deck.formats import before_figures
from reviews.models import Section
from reviews.report.content import GoalLine, ReportContent
from scoring.models import MeasureScore
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of, composite_gap, composite_of, peer_median_of
from scoring.sheet.scales import scale_of
from scoring.sheet.steps import shown_steps, waterfall_unit

PHRASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
MOSTLY_NEW = 0.5
GOAL_CODES = ("RORAC", "DEP", "LOAN", "FEE", "OTHER", "HOURS")
GROWTH = (Fraction(104, 100), Fraction(106, 100), Fraction(108, 100), Fraction(112, 100))
BAD_LOANS_GOAL = Fraction(1, 100)


class Author:
    """One manager's hand: the same sheet and staff number always give the same text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.dice = Random(f"{sheet.staff_no} {sheet.cycle_code}")
        scored = [line for line in sheet.measures if line.score is not None]
        self.ranked = sorted(scored, key=lambda line: -(line.score or 0))

    @property
    def _waits_for_judgment(self) -> bool:
        return any(line.status == MeasureScore.Status.NOT_JUDGED for line in self.sheet.measures)

    @property
    def weak(self) -> list[MeasureLine]:
        """The measures under what the scheme calls good, worst first, at most three."""
        bad = [line for line in self.ranked if is_below(line.score or 0, self.sheet.good_from)]
        return bad[::-1][:3]

    def self_review(self, *, sections: int = 4) -> ReportContent:
        """Return the whole review, or only its first sections for one still being written."""
        hands = {
            Section.Topic.ACHIEVEMENTS: self.achievements,
            Section.Topic.PROBLEMS: self.problems,
            Section.Topic.IMPROVEMENTS: self.improvements,
            Section.Topic.GOALS: self.goals,
        }
        written = {
            str(topic): text() if order < sections else ""
            for order, (topic, text) in enumerate(hands.items())
        }
        return ReportContent(written, self.goal_lines() if sections == len(hands) else ())

    def reworked(self, said: ReportContent) -> ReportContent:
        """Return a review as it is after it was given back: with what was missing."""
        added = {code: self._pick("reworked", code) for code in ("problems", "improvements")}
        texts = {code: f"{said.text(code)}\n\n{more}" for code, more in added.items()}
        return replace(said, texts={**said.texts, **texts})

    def achievements(self) -> str:
        strong = [line for line in self.ranked if line.code not in {"RORAC", "RPROFIT"}][:3]
        paragraphs = [
            self._opening() + self._profit(),
            *(self.fact(line) + self._why(line, "better") for line in strong[:2]),
            self._waterfall() + self._pick("closing", "any"),
        ]
        return "\n\n".join(text for text in paragraphs if text)

    def problems(self) -> str:
        if not self.weak:
            line = self.ranked[-1]
            frame = self._pick("steady", "problems")
            return frame.format(
                title=line.title, fact=self.numbers(line), reason=self._why(line, "worse")
            )
        found = [self.fact(line) + self._why(line, "worse") for line in self.weak]
        return "\n\n".join(text for text in [*found, self._pick("general", "problems")] if text)

    def improvements(self) -> str:
        weak = self.weak or self.ranked[-1:]
        steps = [self._why(line, "remedy") for line in weak] + [
            self._pick("general", "improvements")
        ]
        return "\n".join(f"{order}. {step}" for order, step in enumerate(steps, 1))

    def goals(self) -> str:
        return self._pick("goals", "any")

    def goal_lines(self) -> tuple[GoalLine, ...]:
        """Return three to five goals a step beyond this year, the weak measures among them."""
        weak = [line.code for line in self.weak]
        usable = [line for line in self.sheet.measures if line.code in GOAL_CODES and line.value]
        chosen = sorted(
            usable, key=lambda line: (line.code not in weak, GOAL_CODES.index(line.code))
        )
        goals = [self._goal(line) for line in chosen[: self.dice.randint(3, 4)]]
        bad_loans = [line for line in self.weak if line.code == "NPL"]
        goals += [GoalLine("NPL", BAD_LOANS_GOAL, self._why(line, "action")) for line in bad_loans]
        order = [line.code for line in self.sheet.measures]
        return tuple(sorted(goals, key=lambda goal: order.index(goal.measure_code)))

    def fact(self, line: MeasureLine) -> str:
        """Return "存款日均43,800.00万元，任务42,000.00万元，完成率104.29%。" """
        return f"{before_figures(line.title)}{self.numbers(line)}。"

    def numbers(self, line: MeasureLine) -> str:
        scale = scale_of(line)
        value = scale.written(line.value)
        if line.completion is None or line.target is None:
            return value
        return f"{value}，任务{scale.written(line.target)}，完成率{completion_of(line)}"

    def comment(self, kind: str, section: str) -> str:
        """Return what a supervisor writes beside a section."""
        line = (self.weak or self.ranked[-1:])[0]
        return self._pick(kind, section).format(title=line.title, fact=self.numbers(line))

    def judgment(self) -> tuple[int, str]:
        """Return a score for what a supervisor judges, in line with the rest, and its basis."""
        composite = float(self.sheet.composite or 85)
        feeling = 84 + (composite - 95) * 0.5 + self.dice.uniform(-5, 5)
        score = min(SCORES, key=lambda choice: abs(choice - feeling))
        level = "high" if score >= 90 else "middle" if score >= 80 else "low"
        return score, self._pick("judgment", level)

    def _opening(self) -> str:
        sheet = self.sheet
        # What is still to be judged will change the composite, so it is not quoted before.
        is_final = sheet.composite is not None and not self._waits_for_judgment
        text = self._pick("opening", "any" if is_final else "before_judgment").format(
            year=sheet.last_month // 100,
            branch=sheet.branch_name,
            line=sheet.line_title,
            composite=composite_of(sheet),
        )
        gap = composite_gap(sheet) if is_final else None
        if not gap:
            return text
        kind = "above" if gap > 0 else "under"
        return text + self._pick("opening", kind).format(
            median=peer_median_of(sheet), gap=as_text(abs(gap))
        )

    def _profit(self) -> str:
        lines = {line.code: line for line in self.ranked}
        facts = [self.numbers(lines[code]) for code in ("RORAC", "RPROFIT") if code in lines]
        names = [
            before_figures(lines[code].title) for code in ("RORAC", "RPROFIT") if code in lines
        ]
        return "；".join(f"{name}{text}" for name, text in zip(names, facts, strict=True)) + "。"

    def _waterfall(self) -> str:
        income = next((step for step in self.sheet.waterfall if step.code == "income"), None)
        if income is None or income.total <= 0:
            return ""
        share = income.increment / income.total
        kind = "mostly_new" if share >= MOSTLY_NEW else "mostly_old"
        phrase = self._pick("waterfall", kind)
        unit = waterfall_unit()
        shown = shown_steps(self.sheet.waterfall, unit)[0][-1]
        return phrase.format(income=with_unit(as_text(shown), unit.label), share=percent(share))

    def _goal(self, line: MeasureLine) -> GoalLine:
        value = line.value or Fraction(0)
        aim = value * self.dice.choice(GROWTH)
        if line.unit == "hours":
            return GoalLine(line.code, Fraction(max(40, round(value))), self._why(line, "action"))
        step = 100_000 if aim >= 10_000_000 else 10_000 if aim >= 100_000 else 100
        return GoalLine(line.code, Fraction(round(aim / step) * step), self._why(line, "action"))

    def _why(self, line: MeasureLine, kind: str) -> str:
        phrases = PHRASES.get(line.code, {}).get(kind, [])
        if isinstance(phrases, dict):
            phrases = phrases.get(self.sheet.line, phrases["personal"])
        return self._choose(phrases)

    def _pick(self, table: str, kind: str) -> str:
        return self._choose(PHRASES[table][kind])

    def _choose(self, phrases: Sequence[str]) -> str:
        return self.dice.choice(phrases) if phrases else ""
