"""Lists of the site: one table for all, sorted, narrowed, with chosen columns, on pages, as a file.

A room says its columns once (`Listing`); page, workbook and CSV come of them and say the same.
"""

from perfcenter.ui.lists.columns import Column, in_code_points
from perfcenter.ui.lists.listing import Listing
from perfcenter.ui.lists.shown import Shown

__all__ = ["Column", "Listing", "Shown", "in_code_points"]
