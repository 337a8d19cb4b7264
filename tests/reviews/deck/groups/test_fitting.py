"""What is true of every manager's slides is true of a branch's: these run on its decks too."""

from tests.reviews.deck.test_fitting import (
    test_every_table_cell_is_within_its_row,
    test_every_text_is_within_its_frame,
    test_figures_do_not_wrap_and_have_the_slack_that_a_wider_typeface_needs,
    test_nothing_stands_in_the_footer_or_beyond_the_slide,
)
from tests.reviews.deck.test_slides import (
    test_charts_and_their_slides_are_told_to_who_cannot_see_them,
    test_every_slide_has_a_title_of_its_own,
    test_tables_are_told_to_who_cannot_see_them,
    test_the_speaker_reads_the_title_what_it_shows_and_where_its_numbers_come_from,
    test_the_title_is_read_out_first_and_source_and_number_last,
)

__all__ = [
    "test_charts_and_their_slides_are_told_to_who_cannot_see_them",
    "test_every_slide_has_a_title_of_its_own",
    "test_every_table_cell_is_within_its_row",
    "test_every_text_is_within_its_frame",
    "test_figures_do_not_wrap_and_have_the_slack_that_a_wider_typeface_needs",
    "test_nothing_stands_in_the_footer_or_beyond_the_slide",
    "test_tables_are_told_to_who_cannot_see_them",
    "test_the_speaker_reads_the_title_what_it_shows_and_where_its_numbers_come_from",
    "test_the_title_is_read_out_first_and_source_and_number_last",
]
