"""What a deck is made of: the frozen score sheet and the self-review's texts, plain values only."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from reviews.deck.dress import Dress
from reviews.deck.formats import before_figures, tight
from reviews.models import Section
from scoring.inputs.year import Year
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
class DeckSurvey:
    """A closed survey: of the groups that are shown name, answers, and points by dimension.

    The last value of a group is that of all dimensions; `together` are the means of the groups.
    """

    dimensions: tuple[str, ...]
    groups: tuple[tuple[str, int, tuple[Fraction | None, ...]], ...]
    together: tuple[Fraction | None, ...]
    value: Fraction | None


@dataclass(frozen=True)
class Told(ABC):
    """What a manager's deck and a branch's have in common: what the slides of a year show."""

    bank_name: str
    language: str  # zh-hans or en
    is_draft: bool
    made_on: date
    year: Year | None = field(default=None, kw_only=True)  # None of a run that froze nothing
    before: Year | None = field(default=None, kw_only=True)  # of the cycle published before
    products: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)  # code and name
    scheme_title: str = field(default="", kw_only=True)
    inputs_digest: str = field(default="", kw_only=True)
    dress: Dress | None = field(default=None, kw_only=True)  # the bank's own master; None: ours

    @property
    @abstractmethod
    def name(self) -> str:
        """Whose deck it is."""

    @property
    @abstractmethod
    def heading(self) -> str:
        """What the cover says."""

    @property
    @abstractmethod
    def footing(self) -> str:
        """What stands under every slide."""

    @property
    @abstractmethod
    def cycle_title(self) -> str: ...

    @property
    @abstractmethod
    def run_number(self) -> int: ...

    @property
    @abstractmethod
    def data_until(self) -> int | None: ...

    @property
    @abstractmethod
    def terms(self) -> tuple[str, ...]:
        """The names that a title is not broken within."""


@dataclass(frozen=True)
class DeckData(Told):
    """Everything a manager's deck shows. Equal data make equal bytes."""

    sheet: Sheet = field(kw_only=True)
    achievements: str = ""
    problems: str = ""
    improvements: str = ""
    goals: str = ""
    goal_lines: tuple[DeckGoal, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # sections about something else: title and text
    heads: tuple[tuple[str, str], ...] = ()  # titles of the sections by topic
    report_version: int | None = None
    previous_waterfall: tuple[Step, ...] = ()  # of the cycle that `previous_value` is of
    last_goals: tuple[DeckGoal, ...] = ()  # planned a year ago, with this year's actual
    survey: DeckSurvey | None = None  # of a published cycle
    edition: str = ""  # of an amended result: which amendment it is, of which day
    slides: tuple[str, ...] = ()  # as HR or the scheme names them; () for the usual ones
    behind: tuple[str, ...] = ()  # of slides that are named, those in the appendix

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def heading(self) -> str:
        return _("%(name)s: review of %(cycle)s") % {
            "name": before_figures(self.name),
            "cycle": tight(self.cycle_title),
        }

    @property
    def footing(self) -> str:
        found = _("%(name)s · review of %(cycle)s") % {
            "name": self.name,
            "cycle": tight(self.cycle_title),
        }
        return f"{found} · {self.edition}" if self.edition else found

    @property
    def cycle_title(self) -> str:
        return self.sheet.cycle_title

    @property
    def run_number(self) -> int:
        return self.sheet.run_number

    @property
    def data_until(self) -> int | None:
        return self.sheet.data_until

    @property
    def terms(self) -> tuple[str, ...]:
        sheet = self.sheet
        names = [d.title for d in sheet.dimensions] + [m.title for m in sheet.lines]
        names += [step.title for step in sheet.waterfall]
        return (sheet.name, *names, *(goal.title for goal in self.goal_lines))

    @property
    def has_review(self) -> bool:
        """Whether anything was written or planned."""
        texts = (self.achievements, self.problems, self.improvements, self.goals)
        said = (*texts, *(text for _title, text in self.others))
        return bool(self.goal_lines) or any(text.strip() for text in said)

    def head(self, topic: str) -> str:
        """What the cycle calls its section about this."""
        return dict(self.heads).get(topic) or str(Section.Topic(topic).label)
