"""What the warnings about a scheme say, and where each is asked for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID: dict[str, Promise] = {
    "scale_at_a_date": _("a volume on one day; a daily average cannot be dressed up for it"),
    "only_ranks": _("scored by rank alone, without a target of its own"),
    "quotas_alone": _("grades by quota alone: no composite is good enough by itself"),
    "nothing_watched": _("no measure of compliance or risk"),
    "watched_less": _(
        "compliance and risk weigh %(share)s of the composite; they should weigh clearly more "
        "than the rest"
    ),
    "beside_the_composite": _("%(code)s is paid for and does not count in the composite"),
    "scored_beside": _("scored beside the composite, and read by nothing"),
    "parts_do_not_add_up": _("these add up to %(total)s; expected 1 or 100"),
    "band_out_of_reach": _("out of reach: the caps allow a composite of %(most)s at most"),
    "band_without_room": _("no composite of %(places)d places lies in this band"),
    "overridden_past_a_band": _(
        "reviewers may override scores by %(points)s points of the composite together; the "
        "narrowest band is %(band)s wide"
    ),
    "overlapping_tiers": _("a better value scores less here: two tiers claim it"),
    "formula_read_by_nobody": _("a formula that nothing reads"),
    "read_by_nobody": _("a measure that nothing reads"),
    "no_rows": _("the file %(file)s has no rows for it"),
    "no_targets": _("there are no targets for it"),
    "no_such_product": _("the bank has no product %(code)s"),
    "no_product_of_family": _("the bank has no product of the family %(code)s: %(name)s"),
}

_SUPERVISION = _("Guidelines on Performance Assessment of Banking Institutions, CBRC [2012] No. 34")
_DEPOSITS = _(
    "CBRC [2012] No. 34; Notice on the Deposit Deviation of Commercial Banks, "
    "CBIRC Office [2018] No. 48"
)
_INDICATORS = _("OECD and JRC, Handbook on Constructing Composite Indicators (2008)")
_STEPS = _(
    "Murphy, Performance standards in incentive contracts, Journal of Accounting and Economics 30 "
    "(2000)"
)
_SUBJECTIVE = _(
    "Gibbs, Merchant, Van der Stede and Vargus, Determinants and effects of subjectivity in "
    "incentives, The Accounting Review 79 (2004)"
)
_MODELS = _(
    "Powell, Baker and Lawson, A critical review of the literature on spreadsheet errors, "
    "Decision Support Systems 46 (2008)"
)

CITED: dict[str, Promise] = {
    "scale_at_a_date": _DEPOSITS,
    "only_ranks": _SUPERVISION,
    "quotas_alone": _SUPERVISION,
    "nothing_watched": _SUPERVISION,
    "watched_less": _SUPERVISION,
    "beside_the_composite": _SUPERVISION,
    "scored_beside": _SUPERVISION,
    "parts_do_not_add_up": _INDICATORS,
    "band_out_of_reach": _STEPS,
    "band_without_room": _STEPS,
    "overridden_past_a_band": _SUBJECTIVE,
    "overlapping_tiers": _STEPS,
    "formula_read_by_nobody": _MODELS,
    "read_by_nobody": _MODELS,
    "no_rows": _INDICATORS,
    "no_targets": _SUPERVISION,
    "no_such_product": _INDICATORS,
    "no_product_of_family": _INDICATORS,
}
