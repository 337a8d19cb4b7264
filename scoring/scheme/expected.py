"""What a scheme file should have said, in words. One entry a kind of problem."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXPECTED: dict[str, Promise] = {
    # The file
    "utf8": _("the file is not UTF-8; save it as UTF-8"),
    "not_empty": _("the file is empty"),
    "not_too_large": _("the file is larger than %(kilobytes)d kB; a scheme is much smaller"),
    "toml": _("not TOML: %(reason)s"),
    "not_too_deep": _("tables and lists are nested too deeply"),
    # Words
    "required": _("is missing"),
    "known_word": _("not a word of schemes here; allowed: %(allowed)s"),
    "one_of": _("expected one of %(allowed)s"),
    "not_yet": _("not available yet in this version; available: %(allowed)s"),
    "tag": _("is missing; expected one of %(allowed)s"),
    # Values
    "a_table": _("expected a table"),
    "a_list": _("expected a list"),
    "a_list_of_tables": _("expected a list of tables, each under [[%(key)s]]"),
    "yes_or_no": _("expected true or false"),
    "a_whole_number": _("expected a whole number from %(low)d to %(high)d"),
    "at_least_one": _("expected at least one"),
    "at_most": _("expected at most %(most)d"),
    "a_number": _("expected a number without quotes, e.g. 0.085"),
    "a_finite_number": _("expected a finite number"),
    "a_moderate_number": _(
        "expected a number with at most %(digits)d digits before the point and %(places)d after"
    ),
    "above_zero": _("expected a number above 0"),
    "zero_or_more": _("expected a number that is not below 0"),
    "zero_or_less": _("expected a number that is not above 0"),
    "from_zero_to_one": _("expected a number from 0 to 1, e.g. 0.3 for 30%%"),
    "a_name": _("expected a name of at most 40 small letters, digits, - and _"),
    "a_code": _("expected a code of at most 40 letters, digits, - and _, beginning with a letter"),
    "a_product_code": _("expected a product's code of at most 40 characters"),
    "a_title": _("expected one line of at most 100 characters"),
    "a_sentence": _("expected one line of at most 400 characters"),
    "a_missing_target": _('expected "out", "zero" or a number, the default target'),
    "a_missing_value": _(
        'expected "out", "zero", "zero_once_anybody_has" or a number, the value in its place'
    ),
    "a_judgment": _('expected a number from 1/9 to 9: 3, 1.5, or "1/3" in quotes'),
    # Rules
    "cap_above_floor": _("the cap must be above the floor"),
    "anchors_differ": _("best and worst must differ"),
    "best_scores_more": _("best_score must be above worst_score"),
    "from_or_up_to": _("expected either from or up_to"),
    "steps_from": _("higher is better here: expected from"),
    "steps_up_to": _("lower is better here: expected up_to"),
    "ascending_steps": _("the steps must ascend, each bound above the one before"),
    "start_above_floor": _("the floor must be below the start"),
    "floor_in_dimension": _("in a dimension, give a floor instead: the least score"),
    "cap_in_deduction": _("for a deduction, give a cap instead: the most points it takes off"),
    "best_below_worst": _("lower is better here: best must be below worst"),
    "best_above_worst": _("higher is better here: best must be above worst"),
    "capped_where_lower": _(
        "completion needs a cap where lower is better: a value of 0 would score without limit"
    ),
    "rule_for_judgment": _("a judgment is a score already; its rule is value"),
    "rule_for_bonus": _("expected one of %(allowed)s for a bonus"),
    "rule_for_deduction": _("expected one of %(allowed)s for a deduction"),
    "rule_for_helper": _("gives money, not points; for a measure outside the dimensions"),
    "score_or_rate": _("expected a score in every step, or a rate in every step"),
    "judged_in_dimension": _("a judgment belongs to a dimension, not to bonus or deductions"),
    # Sources and targets
    "source_or_formula": _("expected either a source or a formula"),
    "period_of_metric": _("%(metric)s is known over %(allowed)s"),
    "gives": _('say what the periods give the cycle: "sum", "mean", "last" or "best"'),
    "gives_nothing": _("only a measure with a period gives the cycle something"),
    "target_of_periods": _("only a measure with a period has it"),
    "weight_of_helper": _("a measure outside the dimensions has no weight"),
    "override_of_helper": _("a measure outside the dimensions has no score that counts"),
    "override_of_judgment": _("a judgment is the reviewer's own score already"),
    "override_of_ranks": _("a score by rank alone is not overridden"),
    "unit_of_metric": _("%(metric)s is counted in %(units)s"),
    "families_or_products": _("expected either families or products"),
    "coefficient_of_products": _("not among the products of this measure: %(allowed)s"),
    "once": _("stands there twice"),
    "target_rule": _("completion needs it: say what happens, %(allowed)s"),
    "no_target": _("only completion has a target; the rule here is %(rule)s"),
    # Formulas
    "not_a_formula": _("at character %(at)d: this cannot be read as a formula"),
    "formula_too_long": _("a formula has at most %(most)d characters"),
    "formula_too_deep": _("at character %(at)d: the formula is nested too deeply"),
    "not_in_formulas": _("at character %(at)d: “%(found)s” has no place in a formula"),
    "a_plain_number": _(
        "at character %(at)d: expected a plain number such as 0.085, with at most %(digits)d "
        "digits before the point and %(places)d after"
    ),
    "a_function": _("at character %(at)d: no such function; there are %(allowed)s"),
    "arguments": _("at character %(at)d: %(function)s takes %(least)d to %(most)d values"),
    "whole_places": _("at character %(at)d: expected a whole number from 0 to %(most)d"),
    "a_measure_inside": _("at character %(at)d: %(function)s takes the code of a measure"),
    "a_measure": _("at character %(at)d: no such measure; this file has %(allowed)s"),
    "no_such_part": _("at character %(at)d: %(code)s has no %(part)s"),
    "a_pool": _("at character %(at)d: no such pool"),
    "units_differ": _("at character %(at)d: %(left)s and %(right)s cannot be taken together"),
    "periods_differ": _(
        "at character %(at)d: %(left)s and %(right)s are of different periods; put them "
        "together first"
    ),
    "period_of_formula": _("the formula is of each %(period)s; say so under period"),
    "circle": _("these measures need each other in a circle: %(codes)s"),
    # The whole
    "unique_code": _("the code is already used on line %(line)s"),
    "a_dimension": _("no such dimension; this file has %(allowed)s"),
    "has_measures": _("no measure belongs to this dimension"),
    "measures_add_up": _("the weights in %(dimension)s add up to %(total)s; expected 100"),
    "dimensions_add_up": _("the weights of the dimensions add up to %(total)s; expected 100"),
    "weight_or_ahp": _("the weight is missing, and there are no AHP judgments"),
    "weight_and_ahp": _("the AHP judgments give the weights; leave this one out"),
    "triangle": _("expected the upper triangle over %(size)d lines: rows of %(rows)s judgments"),
    "no_pairs": _("one line has nothing to compare; leave the AHP judgments out"),
    "unconnected": _("the judgments given do not connect all lines; judge more pairs"),
    "consistent": _(
        "CR %(ratio)s is not below 0.1; look again at (in brackets what the weights imply): "
        "%(blame)s"
    ),
    "consistent_together": _("taken together, CR %(ratio)s is not below 0.1"),
    "bands_descend": _("the bands must descend; this one is not below %(above)s"),
    "no_grades": _("expected [[bands]] or [[grading.quotas]]"),
    "quotas_add_up": _("the shares add up to %(total)s; expected 100"),
    "a_grade": _("no such grade; this file has %(allowed)s"),
    "a_gate": _("expected incidents or severities, or a certificate"),
    "a_tie_break": _("expected deductions, service, staff_no or a measure's code"),
    "parts_measure": _("no such measure; this file has %(allowed)s"),
    "lowest_band": _("the last band takes all the rest; leave its from out"),
}
