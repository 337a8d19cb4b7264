"""One number with all its rows as a workbook: nothing rounded beyond what the ledger rounds."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.money import FEN, MILLION
from perfcenter.base.numbers.places import own_places
from perfcenter.base.numbers.rounding import Number, exact
from perfcenter.ui.workbooks import Table, Value, count, figure, share, workbook, yuan
from portfolio.months import month_text
from scoring.explanation import Explanation
from scoring.explanation.details import own_result
from scoring.explanation.formulas import Formula
from scoring.explanation.others import Others
from scoring.graph import formula
from scoring.models import ScoreRun
from scoring.sheet.places import composite_places
from scoring.sheet.workbook import numbers_of, run_table


def explanation_workbook(explained: Explanation, run: ScoreRun) -> bytes:
    """Return the number's steps, what it adds up, its account-months or records, and the run."""
    tables = [_steps(explained), formulas_table(explained.formulas)]
    tables += [table for others in explained.others for table in others_tables(others)]
    if explained.periods:
        heads = (_("Period"), _("Actual"), _("Target"), _("Score"))
        rows = [(row.code, row.value, row.target, row.score) for row in explained.periods]
        tables.append(Table(_("Periods"), heads, rows))
    if explained.tree is not None:
        tables += [_leaves(explained), _months(explained)]
    if explained.records is not None:
        columns = [head.title for head in explained.records.heads]
        cells = [row.cells for row in explained.records.rows]
        tables.append(Table(explained.records.title, columns, cells))
    return workbook([*tables, run_table(run, explained.sheet)])


def _steps(explained: Explanation) -> Table:
    line = explained.line
    places = composite_places(explained.sheet)
    value, target, completion, score, weight, contribution, _median = numbers_of(line, places)
    rows: list[tuple[str, Value]] = [
        (_("Measure"), line.title),
        (_("Unit"), line.unit),
        (_("Actual"), value),
        (_("Target"), target),
        (_("Completion"), completion),
        (_("Score"), score),
        *_changed(explained),
        (_("Weight"), weight),
        (_("Contribution"), contribution),
        (_("Rule"), explained.rule),
        (_("Source"), explained.source),
    ]
    return Table(line.code, (_("Fact"), _("Value")), rows)


def _changed(explained: Explanation) -> list[tuple[str, Value]]:
    """Return what a reviewer set in the place of the computed score."""
    found = explained.line.changed
    if found is None:
        return []
    return [
        (_("Computed score"), figure(found.computed)),
        (_("Reviewer's score"), figure(found.score)),
        (_("Counts"), _("yes") if found.counts else _("no")),
        (_("Changed by"), found.by),
        (_("Day"), found.on.isoformat()),
        (_("Reason"), found.reason),
    ]


def _leaves(explained: Explanation) -> Table:
    """Amounts in yuan (or pieces), exactly; the columns are those of the page."""
    depth = max((len(leaf.path) for leaf in explained.leaves), default=2) - 1
    columns = [" ".join((column.title, column.symbol)).strip() for column in explained.columns]
    behind = explained.behind
    written = _yuan if behind is not None and behind.rows.unit == "yuan" else count
    heads = [*_group_heads(depth), _("Kind"), _("Row"), _("Client"), *columns]
    rows: list[tuple[Value, ...]] = [
        (
            *leaf.path[:-1],
            leaf.kind,
            leaf.title,
            leaf.note if leaf.kind == "account" else "",
            *map(written, leaf.amounts),
        )
        for leaf in explained.leaves
    ]
    return Table(_("Accounts"), heads, rows)


def _group_heads(depth: int) -> list[str]:
    names = {1: [_("Product")], 2: [_("Family"), _("Product")]}
    return names.get(depth, [_("Family"), _("Product"), _("Part")])


def _months(explained: Explanation) -> Table:
    heads = (
        _("Month"), _("Account"), _("Client"), _("Product"), _("Part"), _("Class"), _("Days"),
        _("Average balance"), _("End balance"), _("Interest"), _("Fees"), _("Transfer"),
        _("Risk cost"), _("Tax"), _("Own share"), _("Own average balance"), _("Own end balance"),
        _("Own fees"), _("Own income"), _("Own funding cost"), _("Own risk cost"), _("Own tax"),
        _("Own result"),
    )  # fmt: skip
    return Table(_("Account-months"), heads, _month_rows(explained))


def others_tables(others: Others) -> Iterator[Table]:
    """Yield counts, and the numbers of those who may be seen."""
    if others.compared is None:
        return
    formulas = [(_("Formula"), _read(formula)) for formula in others.formulas]
    rows: list[tuple[Value, ...]] = [(_("Group"), others.note), *formulas, *others.facts]
    yield Table(others.title, (_("Fact"), _("Value")), rows)
    if others.people is not None:
        heads = (_("Staff no."), *(head.title for head in others.people.heads))
        named = [
            (mate.staff_no, name, _plain(mate.value), _plain(mate.given))
            for mate, name in others.named
        ]
        yield Table(others.people.title, heads, named)


def _plain(number: formula.Number) -> Value:
    """Return an exact number; a ratio as a share."""
    if number.value is None:
        return ""
    value = exact(number.value)
    return share(value, 4) if number.unit == "ratio" else figure(value, own_places(value))


def _read(written: Formula) -> str:
    return " ".join(piece.text for piece in written.pieces)


def formulas_table(formulas: Iterable[Formula]) -> Table:
    """A formula a row, as the page reads."""
    rows = [(one.name, _read(one), one.remark) for one in formulas]
    return Table(_("Formula"), (_("Name"), _("Formula"), _("Note")), rows)


def _month_rows(explained: Explanation) -> Iterator[tuple[Value, ...]]:
    if explained.behind is None:
        return
    counted = {leaf.path[-1] for leaf in explained.leaves if leaf.kind == "account"}
    for row in explained.behind.ground.book.months:
        if row.account_no not in counted:
            continue
        amounts = (
            row.average_balance, row.end_balance, row.interest, row.fees, row.transfer,
            row.risk_cost, row.tax,
        )  # fmt: skip
        own = (
            row.own_average_balance, row.own_end_balance, row.own_fees, row.own_income,
            row.own_funding_cost, row.own_risk_cost, row.own_tax, own_result(row),
        )  # fmt: skip
        yield (
            month_text(row.month), row.account_no, row.client_name, row.product,
            "stock" if row.part == 0 else "increment", row.classification, row.days,
            *map(yuan, amounts), _share(row.share), *map(yuan, own),
        )  # fmt: skip


def _yuan(amount: Number) -> Value:
    return yuan(exact(amount) * FEN)


def _share(millionths: int) -> Value:
    part = Fraction(millionths, MILLION)
    return share(part, own_places(part * 100, places=0))
