"""A cycle's pages: HR's board, the self-review, the reviews, the decks."""

from django.urls import URLPattern, path

import perfcenter.ui.addresses  # noqa: F401 - registers <staff:...>
from reviews.acknowledging import views as acknowledging
from reviews.appeals import one as objections
from reviews.appeals import putting
from reviews.appeals import views as appeals
from reviews.board import views as board
from reviews.bulk import views as bulk
from reviews.calibration import views as calibration
from reviews.changes import views as changes
from reviews.contracts import views as contracts
from reviews.cycles import views as cycles
from reviews.deciding import level_views as levels
from reviews.deciding import views as reviewing
from reviews.deck import views as decks
from reviews.deck.arranging import views as slides
from reviews.deck.groups import views as groups
from reviews.deputies import views as deputies
from reviews.evidence import views as evidence
from reviews.feedback import growth_views as growing
from reviews.feedback import plan_views as improving
from reviews.feedback import recognition_views as recognising
from reviews.feedback import views as feedback
from reviews.goals import sheet_views as sheets
from reviews.goals import views as goals
from reviews.masters import views as masters
from reviews.meetings import views as meetings
from reviews.overview import views as overview
from reviews.paper import views as paper
from reviews.previews import views as previews
from reviews.publishing import views as publishing
from reviews.report import views as writing
from reviews.rounds import views as rounds
from reviews.sealing import views as sealing
from reviews.sections import views as sections
from reviews.setup import goals_views as setup_goals
from reviews.setup import views as setups
from reviews.surveys import client as survey_client
from reviews.surveys import question_views as survey_questions
from reviews.surveys import rater_views as survey_raters
from reviews.surveys import rating, showing
from reviews.surveys import views as surveys
from reviews.team import views as side_by_side
from reviews.teams import plan_views as plans
from reviews.teams import views as teams
from reviews.versions import views as versions
from reviews.weights import views as weights

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("progress/", overview.show, name="overview"),
    path("cycles/", cycles.cycle_list, name="cycle_list"),
    path("setups/new/", setups.new, name="setup_new"),
    path("setups/<int:number>/from-goals/", setup_goals.take, name="setup_goals"),
    path("setups/<int:number>/drop/", setups.drop, name="setup_drop"),
    path("setups/<int:number>/<slug:name>/", setups.step, name="setup_step"),
    path("teams/", teams.team_list, name="week_list"),
    path("teams.xlsx", teams.team_list_xlsx, name="week_list_xlsx"),
    path("teams/<staff:staff_no>/", teams.team_week, name="week"),
    path("plan/", plans.plan, name="plan"),
    path("plan/<int:number>/", plans.plan_item, name="plan_item"),
    path("plan/<int:number>/tick/", plans.plan_tick, name="plan_tick"),
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
    path("queries/", appeals.objection_list, name="objection_list"),
    path("queries.xlsx", appeals.objection_list_xlsx, name="objection_list_xlsx"),
    path("queries/<int:number>/", objections.show, name="objection"),
    path("queries/<int:number>/put-right/<slug:kind>/", putting.fact, name="objection_put_right"),
    path("queries/<int:number>/files/<slug:digest>", putting.file, name="objection_file"),
    path("queries/without-decider/", putting.stuck_list, name="objection_stuck_list"),
    path("queries/without-decider/<int:number>/", putting.name, name="objection_name"),
    path("cycles/<slug:code>/appeal/", appeals.appeal_against, name="appeal"),
    path(
        "cycles/<slug:code>/queries/<staff:staff_no>/<slug:measure>/",
        appeals.ask_about,
        name="ask",
    ),
    path(
        "cycles/<slug:code>/amendments/<staff:staff_no>/<int:number>/",
        appeals.amendment,
        name="amendment",
    ),
    path("cycles/<slug:code>/acknowledge/", acknowledging.answer, name="acknowledge"),
    path("cycles/<slug:code>/acknowledgments/", acknowledging.answer_list, name="answer_list"),
    path(
        "cycles/<slug:code>/acknowledgments.xlsx",
        acknowledging.answer_list_xlsx,
        name="answer_list_xlsx",
    ),
    path("cycles/<slug:code>/acknowledgments/remind/", acknowledging.remind, name="answer_remind"),
    path("cycles/<slug:code>/weights/", weights.show, name="weights"),
    path("cycles/<slug:code>/weights.xlsx", weights.xlsx, name="weights_xlsx"),
    path("cycles/<slug:code>/changes/", changes.show, name="changes"),
    path("cycles/<slug:code>/changes/<slug:what>/", changes.change, name="change"),
    path("cycles/<slug:code>/seal/", sealing.show, name="seal"),
    path("cycles/<slug:code>/seals/<int:number>.xlsx", sealing.people_xlsx, name="seal_xlsx"),
    path(
        "cycles/<slug:code>/seals/<int:number>/<staff:staff_no>.zip",
        sealing.evidence,
        name="evidence_bundle",
    ),
    path("cycles/<slug:code>/targets/from-goals/", goals.take, name="goals_take"),
    path("cycles/<slug:code>/targets/", sheets.targets, name="target_sheet"),
    path("cycles/<slug:code>/targets.xlsx", sheets.targets_xlsx, name="target_sheet_xlsx"),
    path("cycles/<slug:code>/proposals/", sheets.proposals, name="proposals"),
    path("cycles/<slug:code>/proposals.xlsx", sheets.proposals_xlsx, name="proposals_xlsx"),
    path("cycles/<slug:code>/proposals/take/", sheets.proposals_take, name="proposals_take"),
    path("cycles/<slug:code>/sections/", sections.edit, name="sections"),
    path("cycles/<slug:code>/surveys/", surveys.surveys, name="surveys"),
    path("cycles/<slug:code>/surveys/<slug:kind>/", surveys.survey, name="survey"),
    path("cycles/<slug:code>/surveys/<slug:kind>/links.csv", surveys.links, name="survey_links"),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/results.xlsx",
        surveys.results_xlsx,
        name="survey_results_xlsx",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/questions/",
        survey_questions.questions,
        name="survey_questions",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/preview/<slug:side>/",
        survey_questions.preview,
        name="survey_preview",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/raters/",
        survey_raters.people,
        name="survey_people",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/raters.xlsx",
        survey_raters.people_xlsx,
        name="survey_people_xlsx",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/raters/<staff:staff_no>/",
        survey_raters.raters,
        name="survey_raters",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/results/<staff:staff_no>/",
        showing.result,
        name="survey_result",
    ),
    path(
        "cycles/<slug:code>/surveys/<slug:kind>/results/<staff:staff_no>.xlsx",
        showing.result_xlsx,
        name="survey_result_xlsx",
    ),
    path("surveys/", rating.own, name="survey_own"),
    path("surveys/<int:number>/", rating.answer, name="survey_answer"),
    path("s/<str:secret>/", survey_client.client, name="survey_client"),
    path("rounds/<slug:code>/changes/", changes.show_round, name="round_changes"),
    path("rounds/<slug:code>/changes/<slug:what>/", changes.change_round, name="round_change"),
    path("contracts/wording/", contracts.wordings, name="contract_wordings"),
    path("cycles/<slug:code>/contracts/", contracts.contract_list, name="contract_list"),
    path(
        "cycles/<slug:code>/contracts.xlsx", contracts.contract_list_xlsx, name="contract_list_xlsx"
    ),
    path("cycles/<slug:code>/contracts/<staff:staff_no>/", contracts.contract, name="contract"),
    path(
        "cycles/<slug:code>/contracts/<staff:staff_no>/answer/",
        contracts.contract_answer,
        name="contract_answer",
    ),
    path(
        "cycles/<slug:code>/contracts/<staff:staff_no>/<int:number>/",
        contracts.contract_at,
        name="contract_at",
    ),
    path(
        "cycles/<slug:code>/contracts/<staff:staff_no>/countersign/",
        contracts.contract_countersign,
        name="contract_countersign",
    ),
    path("cycles/<slug:code>/talks/", meetings.talk_list, name="talk_list"),
    path("cycles/<slug:code>/talks.xlsx", meetings.talk_list_xlsx, name="talk_list_xlsx"),
    path("cycles/<slug:code>/talks/<staff:staff_no>/", meetings.talks_with, name="talks_with"),
    path("cycles/<slug:code>/feedback/", feedback.feedback_list, name="feedback_list"),
    path(
        "cycles/<slug:code>/feedback.xlsx", feedback.feedback_list_xlsx, name="feedback_list_xlsx"
    ),
    path("cycles/<slug:code>/feedback/<staff:staff_no>/", feedback.feedback, name="feedback"),
    path(
        "cycles/<slug:code>/feedback/<staff:staff_no>/plan/",
        improving.improvement,
        name="improvement",
    ),
    path(
        "cycles/<slug:code>/feedback/<staff:staff_no>/recognition/",
        recognising.recognise,
        name="recognise",
    ),
    path("cycles/<slug:code>/feedback/<staff:staff_no>/growth/", growing.growth, name="growth"),
    path("cycles/<slug:code>/training/", growing.need_list, name="need_list"),
    path("cycles/<slug:code>/training.xlsx", growing.need_list_xlsx, name="need_list_xlsx"),
    path("cycles/<slug:code>/recognition/", recognising.recognition_list, name="recognition_list"),
    path(
        "cycles/<slug:code>/recognition.xlsx",
        recognising.recognition_list_xlsx,
        name="recognition_list_xlsx",
    ),
    path("recognition/<int:number>/", recognising.recognition, name="recognition"),
    path("cycles/<slug:code>/report/", writing.edit, name="report_edit"),
    path("cycles/<slug:code>/report/take-back/", writing.take_back, name="report_take_back"),
    path("cycles/<slug:code>/report/files/", evidence.files, name="evidence"),
    path("cycles/<slug:code>/report/files/<int:number>/drop/", evidence.drop, name="evidence_drop"),
    path("cycles/<slug:code>/reports/", reviewing.queue, name="queue_cycle"),
    path("cycles/<slug:code>/reports.xlsx", reviewing.queue_xlsx, name="queue_xlsx"),
    path("cycles/<slug:code>/reports/<staff:staff_no>/", reviewing.detail, name="review"),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/decide/",
        reviewing.decide,
        name="review_decide",
    ),
    path("cycles/<slug:code>/reports/<staff:staff_no>/versions/", versions.show, name="versions"),
    path("cycles/<slug:code>/reports/<staff:staff_no>/report.docx", paper.word, name="report_docx"),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/files/<slug:digest>/",
        evidence.file,
        name="evidence_file",
    ),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/take-back/",
        levels.take_back_decision,
        name="review_undo",
    ),
    path(
        "cycles/<slug:code>/reports/<staff:staff_no>/second/", levels.second, name="review_second"
    ),
    path("cycles/<slug:code>/team/", side_by_side.show, name="team"),
    path("cycles/<slug:code>/team.xlsx", side_by_side.xlsx, name="team_xlsx"),
    path("cycles/<slug:code>/team/approve/", side_by_side.approve_ready, name="team_approve"),
    path("calibration/", calibration.index, name="calibration_list"),
    path("cycles/<slug:code>/calibration/", calibration.of_cycle, name="calibration"),
    path("calibration/<int:number>/", calibration.show, name="calibration_session"),
    path("calibration/<int:number>/people.xlsx", calibration.xlsx, name="calibration_xlsx"),
    path("calibration/<int:number>/minutes.docx", paper.minutes, name="calibration_docx"),
    path("calibration/<int:number>/move/", calibration.move, name="calibration_move"),
    path("calibration/<int:number>/minutes/", calibration.minutes, name="calibration_minutes"),
    path("calibration/<int:number>/close/", calibration.close, name="calibration_close"),
    path("calibration/<int:number>/drop/", calibration.drop, name="calibration_drop"),
    path("deputies/", deputies.edit, name="deputies"),
    path("deputies/<int:number>/withdraw/", deputies.withdraw, name="deputy_withdraw"),
    path("cycles/<slug:code>/decks/<staff:staff_no>.pptx", decks.deck, name="deck"),
    path(
        "cycles/<slug:code>/decks/<staff:staff_no>/amended/<int:number>.pptx",
        decks.amended_deck,
        name="amended_deck",
    ),
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
