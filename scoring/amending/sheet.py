"""The score sheet of an amendment: her own numbers as corrected, peers as published."""

from __future__ import annotations

from typing import Any

from perfcenter.models import User
from scoring.amending.plain import instances, key_of
from scoring.models import Amendment
from scoring.sheet.model import Sheet
from scoring.sheet.read import score_sheet
from scoring.sheet.stored import Rows


def amended_sheet(amendment: Amendment, *, viewer: User | None) -> Sheet:
    """Return the sheet that stands in the place of the published one."""
    staff_no = amendment.manager_id

    def instead(rows: Rows) -> Rows:
        """Return the run's rows with hers as the amendment has them."""
        result = rows.results[staff_no]
        published: dict[str, dict[str, Any]] = {
            "result": {"": result},
            "dimensions": {key_of(one): one for one in rows.dimensions[staff_no].values()},
            "measures": {key_of(one): one for one in rows.measures[staff_no].values()},
        }
        made = {
            word: instances(word, amendment.after, before) for word, before in published.items()
        }
        (own,) = made["result"]
        own.run, own.manager_id = amendment.run, staff_no
        own.grade, own.is_amended = amendment.grade, True
        rows.results[staff_no] = own
        rows.dimensions[staff_no] = {one.dimension: one for one in made["dimensions"]}
        rows.measures[staff_no] = {one.measure_code: one for one in made["measures"]}
        for one in instances("overridden", amendment.after, {}):
            rows.overridden[staff_no, one.measure_code] = one
        if "cells" in amendment.after:
            rows.cells[staff_no] = instances("cells", amendment.after, {})
        return rows

    return score_sheet(amendment.run, amendment.manager, viewer=viewer, instead=instead)
