"""What a deck is made of: the frozen score sheet and the self-review's texts, plain values only."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reviews.models import Section
from scoring.inputs.years import Year
from scoring.sheet.model import MeasureLine, Sheet, Step


@dataclass(frozen=True)
class DeckGoal:
    """A line of next year's goals; values in the measure's unit, as in the sheet."""

    title: str
    unit: str
    actual: Fraction | None
    target: Fraction | None
    action: str = ""
    lower_is_better: bool = False
    line: MeasureLine | None = None  # this year's, for its scale


@dataclass(frozen=True)
class DeckData:
    """Everything a deck shows. Equal data make equal bytes."""

    sheet: Sheet
    bank_name: str
    language: str  # zh-hans or en
    is_draft: bool
    made_on: date
    achievements: str = ""
    problems: str = ""
    improvements: str = ""
    goals: str = ""
    goal_lines: tuple[DeckGoal, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # sections about something else: title and text
    heads: tuple[tuple[str, str], ...] = ()  # titles of the sections by topic
    report_version: int | None = None
    previous_waterfall: tuple[Step, ...] = ()  # of the cycle that `previous_value` is of
    year: Year | None = None  # what the run read of her year; None of a run that froze nothing
    before: Year | None = None  # the same of the cycle published before
    products: tuple[tuple[str, str], ...] = ()  # code and name
    last_goals: tuple[DeckGoal, ...] = ()  # planned a year ago, with this year's actual
    slides: tuple[str, ...] = ()  # as the scheme names them; () for the usual ones
    scheme_title: str = ""
    inputs_digest: str = ""

    @property
    def has_review(self) -> bool:
        """Whether anything was written or planned."""
        texts = (self.achievements, self.problems, self.improvements, self.goals)
        said = (*texts, *(text for _title, text in self.others))
        return bool(self.goal_lines) or any(text.strip() for text in said)

    def head(self, topic: str) -> str:
        """What the cycle calls its section about this."""
        return dict(self.heads).get(topic) or str(Section.Topic(topic).label)
