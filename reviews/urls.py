"""A cycle's pages: HR's board, the self-review, the reviews, the decks."""

from django.urls import URLPattern, path

import perfcenter.ui.addresses  # noqa: F401 - registers <staff:...>
from reviews.board import views as board
from reviews.bulk import views as bulk
from reviews.calibration import views as calibration
from reviews.changes import views as changes
from reviews.cycles import views as cycles
from reviews.deciding import level_views as levels
from reviews.deciding import views as reviewing
from reviews.deck import views as decks
from reviews.deck.arranging import views as slides
from reviews.deck.groups import views as groups
from reviews.deputies import views as deputies
from reviews.masters import views as masters
from reviews.overview import views as overview
from reviews.previews import views as previews
from reviews.publishing import views as publishing
from reviews.report import views as writing
from reviews.rounds import views as rounds
from reviews.sections import views as sections
from reviews.setup import views as setups
from reviews.team import views as teams
from reviews.weights import views as weights

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("progress/", overview.show, name="overview"),
    path("cycles/", cycles.cycle_list, name="cycle_list"),
    path("setups/new/", setups.new, name="setup_new"),
    path("setups/<int:number>/drop/", setups.drop, name="setup_drop"),
    path("setups/<int:number>/<slug:name>/", setups.step, name="setup_step"),
    path("reviews/", reviewing.first_queue, name="queue"),
    path("cycles/<slug:code>/board/", board.show, name="board"),
    path("cycles/<slug:code>/board/score/", board.score_again, name="board_score"),
    path("cycles/<slug:code>/board/decks/", board.all_decks, name="board_decks"),
    path("cycles/<slug:code>/board/sheets/", board.all_sheets, name="board_sheets"),
    path("cycles/<slug:code>/board/publish/", publishing.publication, name="board_publish"),
    path("cycles/<slug:code>/board/results.xlsx", board.results_xlsx, name="board_xlsx"),
    path("cycles/<slug:code>/board/unscored.xlsx", board.unscored_xlsx, name="board_unscored_xlsx"),
    path(
        "cycles/<slug:code>/board/result-files.xlsx",
        board.result_files_xlsx,
        name="board_result_files",
    ),
    path("cycles/<slug:code>/people/<slug:what>/", bulk.of_cycle, name="board_act"),
    path("rounds/<slug:code>/", rounds.show, name="round"),
    path("rounds/<slug:code>/people.xlsx", rounds.people_xlsx, name="round_xlsx"),
    path("rounds/<slug:code>/people/<slug:what>/", bulk.of_round, name="round_act"),
    path("cycles/<slug:code>/weights/", weights.show, name="weights"),
    path("cycles/<slug:code>/weights.xlsx", weights.xlsx, name="weights_xlsx"),
    path("cycles/<slug:code>/changes/", changes.show, name="changes"),
    path("cycles/<slug:code>/changes/<slug:what>/", changes.change, name="change"),
    path("cycles/<slug:code>/sections/", sections.edit, name="sections"),
    path("rounds/<slug:code>/changes/", changes.show_round, name="round_changes"),
    path("rounds/<slug:code>/changes/<slug:what>/", changes.change_round, name="round_change"),
    path("cycles/<slug:code>/report/", writing.edit, name="report_edit"),
    path("cycles/<slug:code>/reports/", reviewing.queue, name="queue_cycle"),
    path("cycles/<slug:code>/reports.xlsx", reviewing.queue_xlsx, name="queue_xlsx"),
    path("cycles/<slug:code>/reports/<staff:staff_no>/", reviewing.detail, name="review"),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/decide/",
        reviewing.decide,
        name="review_decide",
    ),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/take-back/",
        levels.take_back_decision,
        name="review_undo",
    ),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/second/", levels.second, name="review_second"
    ),
    path("cycles/<slug:code>/team/", teams.show, name="team"),
    path("cycles/<slug:code>/team.xlsx", teams.xlsx, name="team_xlsx"),
    path("cycles/<slug:code>/team/approve/", teams.approve_ready, name="team_approve"),
    path("calibration/", calibration.index, name="calibration_list"),
    path("cycles/<slug:code>/calibration/", calibration.of_cycle, name="calibration"),
    path("calibration/<int:number>/", calibration.show, name="calibration_session"),
    path("calibration/<int:number>/people.xlsx", calibration.xlsx, name="calibration_xlsx"),
    path("calibration/<int:number>/move/", calibration.move, name="calibration_move"),
    path("calibration/<int:number>/minutes/", calibration.minutes, name="calibration_minutes"),
    path("calibration/<int:number>/close/", calibration.close, name="calibration_close"),
    path("calibration/<int:number>/drop/", calibration.drop, name="calibration_drop"),
    path("deputies/", deputies.edit, name="deputies"),
    path("deputies/<int:number>/withdraw/", deputies.withdraw, name="deputy_withdraw"),
    path("cycles/<slug:code>/decks/<staff:staff_no>.pptx", decks.deck, name="deck"),
    path("cycles/<slug:code>/decks/<staff:staff_no>/", previews.show, name="preview"),
    path("cycles/<slug:code>/decks/<staff:staff_no>/draw/", previews.draw, name="preview_draw"),
    path(
        "cycles/<slug:code>/decks/<staff:staff_no>/<slug:digest>/<int:number>.png",
        previews.picture,
        name="preview_picture",
    ),
    path("decks/masters/", masters.master_list, name="master_list"),
    path("decks/masters/ours/", masters.use_ours, name="master_ours"),
    path("decks/masters/<int:number>/", masters.show, name="master"),
    path("decks/masters/<int:number>/use/", masters.use, name="master_use"),
    path("decks/masters/<int:number>/draw/", masters.draw, name="master_draw"),
    path("decks/masters/<int:number>/sample.pptx", masters.sample_deck, name="master_sample"),
    path(
        "decks/masters/<int:number>/<slug:digest>/<int:place>.png",
        masters.picture,
        name="master_picture",
    ),
    path("decks/masters/media/<slug:digest>/<str:name>", masters.media, name="master_media"),
    path("cycles/<slug:code>/slides/", slides.of_cycle, name="slides"),
    path("rounds/<slug:code>/slides/", slides.of_round, name="round_slides"),
    path("cycles/<slug:code>/branch-decks/", groups.group_list, name="group_decks"),
    path("cycles/<slug:code>/bank.pptx", groups.bank_deck, name="bank_deck"),
    path(
        "cycles/<slug:code>/branch-decks/<staff:branch>.pptx",
        groups.branch_deck,
        name="branch_deck",
    ),
]
