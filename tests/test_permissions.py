"""Every URL, asked by every role: what it answers. A new URL missing here fails the suite."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from perfcenter.base.claims import Claim
from perfcenter.jobs.write import start
from perfcenter.models import Job, Notice, User
from portfolio.models import Import, ReopenRequest
from reviews.contracts.write import call, write_wording
from reviews.models import CalibrationSession, Objection, Recognition, Setup, SurveyRater
from reviews.report.write import submit
from reviews.surveys.closing import close_survey
from reviews.surveys.write import begin, open_survey
from reviews.teams.write import add_item
from scoring.cycles.rounds import begin_round
from scoring.models import SchemeDraft
from scoring.runs.write import score
from tests.cast import make_cast
from tests.elsewhere import claimed_elsewhere
from tests.factories import COMPLETE, make_client, make_cycle, make_round
from tests.reviews.masters.files import make_master

ROLES = [
    "manager",
    "colleague",
    "supervisor",
    "director",
    "supervisor_elsewhere",
    "outsider",
    "hr",
    "auditor",
    "administrator",
]
# M1's report is submitted, M2's is not started; S2 takes no part in the cycle.

EVERYBODY = dict.fromkeys(ROLES, 200)
TREE = {  # who sees M1: herself, the line above, HR and auditors
    "manager": 200, "colleague": 404, "supervisor": 200, "director": 200,
    "supervisor_elsewhere": 404, "outsider": 404, "hr": 200, "auditor": 200, "administrator": 404,
}  # fmt: skip
IN_CYCLE = {**EVERYBODY, "administrator": 404}
WHOLE = {
    "manager": 403, "colleague": 403, "supervisor": 403, "director": 403,
    "supervisor_elsewhere": 403, "outsider": 403, "hr": 200, "auditor": 200, "administrator": 404,
}  # fmt: skip
ROUND = {
    **dict.fromkeys(ROLES, 404),
    "hr": 200,
    "auditor": 200,
    "colleague": 403,
    "supervisor": 403,
    "director": 403,
}  # M2 alone takes part
NOT_SEALED = {**WHOLE, "hr": 404, "auditor": 404}
HR_ONLY = {**WHOLE, "auditor": 403}
SEEING = {**dict.fromkeys(ROLES, 403), "hr": 200, "auditor": 200}
CHANGING = {**SEEING, "auditor": 403}
NOT_THERE = {role: 404 if status == 200 else status for role, status in SEEING.items()}
LOGINS = {**dict.fromkeys(ROLES, 403), "administrator": 200}
JOB = {**dict.fromkeys(ROLES, 404), "hr": 200, "auditor": 200, "administrator": 200}
JOB_CHANGED = {**JOB, "hr": 302, "auditor": 403, "administrator": 302}
PARTICIPANTS = {
    "manager": 200, "colleague": 200, "supervisor": 200, "director": 200,
    "supervisor_elsewhere": 404, "outsider": 200, "hr": 404, "auditor": 404, "administrator": 404,
}  # fmt: skip
GROUP = {  # S1's: her people, she herself, whoever stands above, HR and auditors
    **dict.fromkeys(ROLES, 404), "manager": 200, "colleague": 200, "supervisor": 200,
    "director": 200, "hr": 200, "auditor": 200,
}  # fmt: skip
PLANNING = {**dict.fromkeys(ROLES, 200), "hr": 404, "auditor": 404, "administrator": 404}
REVIEWING = {  # whoever has anybody to review; HR has the director
    **dict.fromkeys(ROLES, 404), "supervisor": 200, "director": 200, "supervisor_elsewhere": 200,
    "hr": 200,
}  # fmt: skip
DECK = {**TREE, "director": 403}  # from handing in: herself and her reviewer
CHOOSING = {**TREE, "director": 403}  # whom a survey asks about M1: she, her reviewer, HR
SURVEYING = {  # who reviews anybody in the cycle, HR and auditors
    **dict.fromkeys(ROLES, 404), "supervisor": 200, "director": 200, "supervisor_elsewhere": 200,
    "hr": 200, "auditor": 200,
}  # fmt: skip
SURVEYED = {**TREE, "manager": 403, "director": 403}  # until the publication
OWN_SURVEYS = {**EVERYBODY, **dict.fromkeys(("hr", "auditor", "administrator"), 404)}
NOT_HANDED_IN = {  # M2's: who sees her, but HR and auditors, waits for the handing-in
    **dict.fromkeys(ROLES, 404), "colleague": 403, "supervisor": 403, "director": 403, "hr": 200,
    "auditor": 200,
}  # fmt: skip
ASKED = {**dict.fromkeys(ROLES, 404), "manager": 200, "hr": 200, "auditor": 200}
OWN = {
    role: 200 if role == "manager" else 403 if status == 200 else 404
    for role, status in TREE.items()
}

NOT_THERE_BUT_HR = {**dict.fromkeys(ROLES, 404), "hr": 200, "auditor": 200}
SITTING = {**NOT_THERE_BUT_HR, "supervisor_elsewhere": 200}
TEAM = {  # who decides on anybody; HR on the director
    **dict.fromkeys(ROLES, 404), "supervisor": 200, "director": 200, "supervisor_elsewhere": 200,
    "hr": 200,
}  # fmt: skip
PROPOSED = {**NOT_THERE_BUT_HR, "supervisor": 200}
DEPUTIES = {
    **dict.fromkeys(ROLES, 404), "supervisor": 200, "director": 200, "supervisor_elsewhere": 200
}  # fmt: skip

OTHER = 1_000_000
"""The key of a login that nobody of the cast has."""

Row = tuple[str, str, dict[str, Any], dict[str, int]]
"""method, URL name, arguments, status by role"""

FORM = "application/x-www-form-urlencoded"
OPEN = {"perfcenter:login", "language", "perfcenter:theme", "reviews:survey_client"}

TABLE: list[Row] = [
    ("GET", "perfcenter:home", {}, {**dict.fromkeys(ROLES, 302), "supervisor_elsewhere": 200}),
    ("GET", "perfcenter:login", {}, dict.fromkeys(ROLES, 302)),
    ("GET", "perfcenter:logout", {}, dict.fromkeys(ROLES, 405)),
    ("GET", "perfcenter:password_change", {}, EVERYBODY),
    ("GET", "perfcenter:theme", {}, dict.fromkeys(ROLES, 405)),
    ("GET", "perfcenter:user_list", {}, {**dict.fromkeys(ROLES, 403), "administrator": 200}),
    ("GET", "perfcenter:user_list_xlsx", {}, LOGINS),
    ("GET", "perfcenter:search", {}, EVERYBODY),
    ("GET", "perfcenter:list_columns", {"name": "users"}, dict.fromkeys(ROLES, 405)),
    ("POST", "perfcenter:list_columns", {"name": "users"}, dict.fromkeys(ROLES, 302)),
    ("GET", "perfcenter:user_unlock", {}, dict.fromkeys(ROLES, 405)),
    ("POST", "perfcenter:user_unlock", {}, {**dict.fromkeys(ROLES, 403), "administrator": 302}),
    ("GET", "perfcenter:user_new", {}, LOGINS),
    ("POST", "perfcenter:user_new", {}, {**LOGINS, "administrator": 422}),
    ("GET", "perfcenter:user_reset_many", {}, LOGINS),
    ("GET", "perfcenter:user_staff_file", {}, LOGINS),
    ("GET", "perfcenter:user_without_login_xlsx", {}, LOGINS),
    ("GET", "perfcenter:user_leavers_xlsx", {}, LOGINS),
    ("GET", "perfcenter:user_make_missing", {}, {**LOGINS, "administrator": 302}),
    ("POST", "perfcenter:user_make_missing", {}, {**LOGINS, "administrator": 302}),
    ("POST", "perfcenter:user_close_leavers", {}, {**LOGINS, "administrator": 302}),
    ("GET", "perfcenter:user", {"number": 0}, {**LOGINS, "administrator": 404}),
    *(
        ("GET", "perfcenter:user_change", {"number": OTHER, "what": what},
            {**LOGINS, "administrator": status})
        for what, status in (
            ("reset", 200), ("close", 200), ("open", 200), ("role", 200), ("else", 404),
        )
    ),
    ("GET", "perfcenter:user", {"number": OTHER}, LOGINS),
    ("POST", "perfcenter:user_change", {"number": OTHER, "what": "role"},
        {**LOGINS, "administrator": 422}),
    ("GET", "perfcenter:audit_list", {}, {**dict.fromkeys(ROLES, 403), "hr": 200, "auditor": 200}),
    ("GET", "perfcenter:audit_list_xlsx", {}, SEEING),
    ("GET", "perfcenter:audit_list_csv", {}, SEEING),
    ("GET", "perfcenter:components", {}, {**dict.fromkeys(ROLES, 403), "administrator": 200}),
    ("GET", "perfcenter:printed", {}, dict.fromkeys(ROLES, 405)),
    ("POST", "perfcenter:printed", {}, dict.fromkeys(ROLES, 204)),
    ("GET", "perfcenter:unsent", {}, EVERYBODY),
    ("POST", "perfcenter:unsent", {}, dict.fromkeys(ROLES, 302)),
    ("GET", "language", {}, dict.fromkeys(ROLES, 405)),
    ("GET", "reviews:cycle_list", {}, IN_CYCLE),
    ("GET", "scoring:sheet", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "scoring:sheet_workbook", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "scoring:owners", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "scoring:owners_workbook", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "scoring:why", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "scoring:why_workbook", {"code": "2026", "staff_no": "M1"}, TREE),
    ("POST", "scoring:why_compare", {"code": "2026", "staff_no": "M1"},
        {role: 302 if status == 200 else status for role, status in TREE.items()}),
    ("GET", "scoring:card", {"code": "2026", "staff_no": "M1", "part": "composite"}, TREE),
    ("GET", "scoring:card_json", {"code": "2026", "staff_no": "M1", "part": "composite"}, TREE),
    ("GET", "scoring:card_workbook",
        {"code": "2026", "staff_no": "M1", "part": "composite"}, TREE),
    ("GET", "scoring:explanation", {"code": "2026", "staff_no": "M1", "measure": "RORAC"}, TREE),
    ("GET", "scoring:explanation_json",
        {"code": "2026", "staff_no": "M1", "measure": "RORAC"}, TREE),
    ("GET", "scoring:explanation_workbook",
        {"code": "2026", "staff_no": "M1", "measure": "RORAC"}, TREE),
    ("GET", "portfolio:month_list", {}, SEEING),
    ("GET", "portfolio:month_list_xlsx", {}, SEEING),
    ("GET", "portfolio:months_close", {}, CHANGING),
    ("POST", "portfolio:months_close", {}, {**CHANGING, "hr": 422}),
    ("GET", "portfolio:month", {"month": 202601}, SEEING),
    ("GET", "portfolio:month", {"month": 209901},
        {role: 404 if status == 200 else status for role, status in SEEING.items()}),
    ("GET", "portfolio:month_xlsx", {"month": 202601}, SEEING),
    ("GET", "portfolio:month_close", {"month": 202601}, CHANGING),
    ("POST", "portfolio:month_close", {"month": 202601}, {**CHANGING, "hr": 422}),
    ("GET", "portfolio:month_reopen", {"month": 202601}, CHANGING),
    ("POST", "portfolio:month_reopen", {"month": 202601}, {**CHANGING, "hr": 422}),
    ("GET", "portfolio:month_reopen_answer", {"month": 202601, "number": 1}, CHANGING),
    ("GET", "portfolio:month_reopen_answer", {"month": 202602, "number": 1},
        {**CHANGING, "hr": 404}),
    ("POST", "portfolio:month_reopen_answer", {"month": 202601, "number": 1},
        {**CHANGING, "hr": 422}),
    ("GET", "jobs:job_list", {}, EVERYBODY),
    ("GET", "jobs:job_list_xlsx", {}, EVERYBODY),
    ("GET", "jobs:job_progress", {"number": "1"}, JOB),
    ("GET", "jobs:job_cancel", {"number": "1"}, dict.fromkeys(ROLES, 405)),
    ("POST", "jobs:job_cancel", {"number": "1"}, JOB_CHANGED),
    ("POST", "jobs:job_retry", {"number": "1"}, JOB_CHANGED),
    ("GET", "jobs:job_file", {"number": "1"},
        {**JOB, "hr": 404, "auditor": 403, "administrator": 403}),
    ("GET", "notices:notice_list", {}, EVERYBODY),
    ("POST", "notices:all_read", {}, dict.fromkeys(ROLES, 302)),
    ("GET", "notices:all_read", {}, dict.fromkeys(ROLES, 405)),
    ("GET", "notices:choices", {}, EVERYBODY),
    ("POST", "notices:choices", {}, dict.fromkeys(ROLES, 422)),
    ("GET", "notices:told", {}, SEEING),
    ("GET", "notices:told_xlsx", {}, SEEING),
    ("GET", "notices:channels", {}, LOGINS),
    ("GET", "notices:test", {"channel": "email"}, dict.fromkeys(ROLES, 405)),
    ("POST", "notices:test", {"channel": "email"}, {**LOGINS, "administrator": 422}),
    ("POST", "notices:test", {"channel": "else"}, {**LOGINS, "administrator": 404}),
    ("GET", "notices:notice", {"number": OTHER}, dict.fromkeys(ROLES, 405)),
    ("POST", "notices:notice", {"number": OTHER},
        {**dict.fromkeys(ROLES, 404), "supervisor": 302}),
    ("GET", "portfolio:client_list", {}, IN_CYCLE),
    ("GET", "portfolio:client_list_xlsx", {}, IN_CYCLE),
    ("GET", "portfolio:client_list_csv", {}, IN_CYCLE),
    ("GET", "portfolio:book", {"staff_no": "M1"}, TREE),
    ("GET", "portfolio:book_xlsx", {"staff_no": "M1"}, TREE),
    ("GET", "scoring:person_list", {}, IN_CYCLE),
    ("GET", "scoring:person_list_xlsx", {}, IN_CYCLE),
    ("GET", "scoring:person", {"staff_no": "M1"}, TREE),
    ("GET", "scoring:run_list", {"code": "2026"}, WHOLE),
    ("GET", "scoring:run_list_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "scoring:run", {"code": "2026", "number": 1}, WHOLE),
    ("GET", "scoring:run", {"code": "2026", "number": 9}, {**WHOLE, "hr": 404, "auditor": 404}),
    ("GET", "scoring:run_xlsx", {"code": "2026", "number": 1}, WHOLE),
    ("GET", "scoring:run_files", {"code": "2026", "number": 1}, WHOLE),
    ("GET", "scoring:run_sheet", {"code": "2026", "number": 1, "staff_no": "M1"}, WHOLE),
    ("GET", "portfolio:import_list", {}, SEEING),
    ("GET", "portfolio:import_list_xlsx", {}, SEEING),
    ("POST", "portfolio:import_list", {}, {**dict.fromkeys(ROLES, 403), "hr": 422}),
    ("GET", "portfolio:import_files", {}, SEEING),
    ("GET", "portfolio:import_files_xlsx", {}, SEEING),
    ("GET", "portfolio:import", {"number": "1"}, SEEING),
    ("GET", "portfolio:import_check", {"number": "1"}, dict.fromkeys(ROLES, 405)),
    *(
        ("POST", f"portfolio:import_{what}", {"number": "1"},
            {**dict.fromkeys(ROLES, 403), "hr": 302})
        for what in ("confirm", "drop")
    ),
    ("POST", "portfolio:import_check", {"number": "1"},
        {**dict.fromkeys(ROLES, 403), "hr": 422}),
    ("GET", "portfolio:import_undo", {"number": "1"}, {**dict.fromkeys(ROLES, 403), "hr": 200}),
    ("POST", "portfolio:import_undo", {"number": "1"}, {**dict.fromkeys(ROLES, 403), "hr": 422}),
    ("GET", "portfolio:import_errors_xlsx", {"number": "1"},
        {**dict.fromkeys(ROLES, 403), "hr": 404, "auditor": 404}),
    ("GET", "scoring:scheme_list", {}, {**dict.fromkeys(ROLES, 403), "hr": 200, "auditor": 200}),
    ("GET", "scoring:scheme_detail", {"name": "balanced", "version": 1}, IN_CYCLE),
    ("GET", "scoring:scheme_file", {"name": "balanced", "version": 1}, IN_CYCLE),
    ("GET", "reviews:overview", {}, {**dict.fromkeys(ROLES, 404), "supervisor": 200,
        "director": 200, "supervisor_elsewhere": 200, "hr": 200, "auditor": 200}),
    ("GET", "reviews:round", {"code": "R26"}, ROUND),
    ("GET", "reviews:round", {"code": "else"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:round_xlsx", {"code": "R26"}, ROUND),
    *(
        (method, "reviews:round_act", {"code": "R26", "what": "end"},
            {**ROUND, "auditor": 403, "hr": 302})
        for method in ("GET", "POST")
    ),
    ("GET", "reviews:board_act", {"code": "2026", "what": "end"}, {**HR_ONLY, "hr": 302}),
    ("GET", "reviews:board_act", {"code": "2026", "what": "else"}, {**HR_ONLY, "hr": 404}),
    *(
        ("POST", "reviews:board_act", {"code": "2026", "what": what}, {**HR_ONLY, "hr": 302})
        for what in ("remind", "due", "end", "close", "decks", "sheets")
    ),
    ("POST", "reviews:board_sheets", {"code": "2026"}, {**HR_ONLY, "hr": 302}),
    ("GET", "scoring:scheme_compare", {}, SEEING),
    ("GET", "scoring:scheme_compare_xlsx", {}, NOT_THERE),
    ("GET", "scoring:draft_begin", {}, CHANGING),
    ("POST", "scoring:draft_begin", {}, {**CHANGING, "hr": 422}),
    *(
        ("GET", f"scoring:draft_{what}", {"number": 1}, SEEING)
        for what in ("file", "text", "check", "try", "effect", "add")
    ),
    ("GET", "scoring:draft_try_xlsx", {"number": 1}, NOT_THERE),
    ("GET", "scoring:draft_at", {"number": 1}, {
        role: 302 if status == 200 else status for role, status in SEEING.items()}),
    ("GET", "scoring:scheme_try", {}, dict.fromkeys(ROLES, 405)),
    ("POST", "scoring:scheme_try", {}, {**CHANGING, "hr": 404}),
    ("GET", "scoring:draft_file", {"number": OTHER}, NOT_THERE),
    *(
        ("GET", "scoring:draft", {"number": 1, "section": section}, SEEING)
        for section in ("general", "weights", "points", "grades", "pools")
    ),
    *(
        ("GET", name, {"number": 1, **arguments}, SEEING)
        for name, arguments in (
            ("scoring:draft_measure", {"items": "measures", "index": 0}),
            ("scoring:draft_judgments", {"of": 0, "expert": 0}),
        )
    ),
    *(
        ("POST", name, {"number": 1, **arguments}, {**CHANGING, "hr": 409})
        for name, arguments in (
            ("scoring:draft", {"section": "general"}),
            ("scoring:draft_text", {}),
            ("scoring:draft_check", {}),
            ("scoring:draft_measure", {"items": "measures", "index": 0}),
            ("scoring:draft_judgments", {"of": 0, "expert": 0}),
        )
    ),
    ("GET", "scoring:draft_do", {"number": 1, "what": "up"}, dict.fromkeys(ROLES, 405)),
    ("POST", "scoring:draft_do", {"number": 1, "what": "up"}, {**CHANGING, "hr": 302}),
    ("GET", "scoring:draft_delete", {"number": 1}, CHANGING),
    ("POST", "scoring:draft_delete", {"number": 1}, {**CHANGING, "hr": 302}),
    ("GET", "reviews:board", {"code": "2026"}, WHOLE),
    ("GET", "reviews:board_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "reviews:board_result_files", {"code": "2026"}, WHOLE),
    ("GET", "reviews:weights", {"code": "2026"}, WHOLE),
    ("GET", "reviews:weights_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "reviews:board_unscored_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "reviews:objection_list", {}, IN_CYCLE),
    ("GET", "reviews:objection_list_xlsx", {}, IN_CYCLE),
    ("GET", "reviews:objection", {"number": 1}, ASKED),
    ("GET", "reviews:objection", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("POST", "reviews:objection", {"number": 1}, {
        role: 422 if status == 200 else status for role, status in ASKED.items()}),
    ("GET", "reviews:ask", {"code": "2026", "staff_no": "M1", "measure": "SAT"}, OWN),
    ("GET", "reviews:ask", {"code": "2026", "staff_no": "M1", "measure": "NONE"}, {
        role: 404 if status == 403 else status for role, status in {**OWN, "manager": 404}.items()
    }),
    ("POST", "reviews:ask", {"code": "2026", "staff_no": "M1", "measure": "SAT"},
        {**OWN, "manager": 422}),
    *(
        (method, "reviews:objection_put_right", {"number": 1, "kind": "amount"}, {
            role: 403 if status == 200 else 404 for role, status in ASKED.items()})
        for method in ("GET", "POST")
    ),
    ("GET", "reviews:objection_file", {"number": 1, "digest": "none"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:objection_stuck_list", {}, LOGINS),
    ("GET", "reviews:objection_name", {"number": OTHER}, {**LOGINS, "administrator": 404}),
    ("GET", "reviews:objection_name", {"number": 1}, LOGINS),
    ("POST", "reviews:objection_name", {"number": 1}, {**LOGINS, "administrator": 422}),
    ("GET", "reviews:appeal", {"code": "2026"}, PARTICIPANTS),
    ("POST", "reviews:appeal", {"code": "2026"}, {
        role: 422 if status == 200 else status for role, status in PARTICIPANTS.items()}),
    ("GET", "reviews:acknowledge", {"code": "2026"}, dict.fromkeys(ROLES, 404)),
    ("POST", "reviews:acknowledge", {"code": "2026"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:answer_list", {"code": "2026"}, {**WHOLE, "hr": 404, "auditor": 404}),
    ("GET", "reviews:answer_list_xlsx", {"code": "2026"}, {**WHOLE, "hr": 404, "auditor": 404}),
    ("GET", "reviews:answer_remind", {"code": "2026"}, dict.fromkeys(ROLES, 405)),
    ("POST", "reviews:answer_remind", {"code": "2026"}, {**WHOLE, "hr": 404, "auditor": 404}),
    ("GET", "reviews:amendment", {"code": "2026", "staff_no": "M1", "number": 1},
        dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:board_publish", {"code": "2026"}, HR_ONLY),
    ("POST", "reviews:board_publish", {"code": "2026"}, {**HR_ONLY, "hr": 409}),
    ("POST", "reviews:board_score", {"code": "2026"}, {**HR_ONLY, "hr": 302}),
    ("POST", "reviews:board_decks", {"code": "2026"}, {**HR_ONLY, "hr": 302}),
    ("GET", "reviews:board_score", {"code": "2026"}, dict.fromkeys(ROLES, 405)),
    ("GET", "reviews:changes", {"code": "2026"}, WHOLE),
    ("GET", "reviews:sections", {"code": "2026"}, WHOLE),
    ("POST", "reviews:sections", {"code": "2026"}, {**HR_ONLY, "hr": 409}),
    ("GET", "reviews:surveys", {"code": "2026"}, WHOLE),
    ("POST", "reviews:surveys", {"code": "2026"}, {**HR_ONLY, "hr": 404}),
    ("GET", "reviews:survey", {"code": "2026", "kind": "review"}, WHOLE),
    ("GET", "reviews:survey", {"code": "2026", "kind": "client"}, WHOLE),
    ("GET", "reviews:survey", {"code": "2026", "kind": "else"}, {**WHOLE, "hr": 404,
        "auditor": 404}),
    ("POST", "reviews:survey", {"code": "2026", "kind": "review"}, {**HR_ONLY, "hr": 422}),
    ("GET", "reviews:survey_links", {"code": "2026", "kind": "review"}, dict.fromkeys(ROLES, 405)),
    ("POST", "reviews:survey_links", {"code": "2026", "kind": "review"}, HR_ONLY),
    ("GET", "reviews:survey_results_xlsx", {"code": "2026", "kind": "client"}, WHOLE),
    ("GET", "reviews:survey_raters", {"code": "2026", "kind": "review", "staff_no": "M1"},
        CHOOSING),
    ("POST", "reviews:survey_raters", {"code": "2026", "kind": "review", "staff_no": "M1"},
        {**CHOOSING, "manager": 422, "supervisor": 422, "hr": 422, "auditor": 403}),
    ("GET", "reviews:survey_questions", {"code": "2026", "kind": "review"}, WHOLE),
    ("POST", "reviews:survey_questions", {"code": "2026", "kind": "review"},
        {**HR_ONLY, "hr": 409}),
    *(
        ("GET", "reviews:survey_preview", {"code": "2026", "kind": "review", "side": side},
            {**WHOLE, "hr": status, "auditor": status})
        for side, status in (("peer", 200), ("client", 200), ("nobody", 404))
    ),
    *(
        ("GET", name, {"code": "2026", "kind": "review"}, SURVEYING)
        for name in ("reviews:survey_people", "reviews:survey_people_xlsx")
    ),
    ("GET", "reviews:survey_result", {"code": "2026", "kind": "review", "staff_no": "M1"},
        dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:survey_result", {"code": "2026", "kind": "client", "staff_no": "M1"},
        SURVEYED),
    ("GET", "reviews:survey_result_xlsx", {"code": "2026", "kind": "client", "staff_no": "M1"},
        SURVEYED),
    ("GET", "reviews:survey_own", {}, OWN_SURVEYS),
    *(
        (method, "reviews:survey_answer", {"number": OTHER},
            {**dict.fromkeys(ROLES, 404), "manager": status})
        for method, status in (("GET", 200), ("POST", 302))
    ),
    ("GET", "reviews:survey_client", {"secret": "guessed"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:goals_take", {"code": "2026"}, WHOLE),
    ("POST", "reviews:goals_take", {"code": "2026"}, {**HR_ONLY, "hr": 422}),
    ("GET", "reviews:setup_goals", {"number": 1}, CHANGING),
    ("POST", "reviews:setup_goals", {"number": 1}, {**CHANGING, "hr": 422}),
    ("GET", "reviews:setup_goals", {"number": OTHER}, {**CHANGING, "hr": 404}),
    ("GET", "reviews:target_sheet", {"code": "2026"}, WHOLE),
    ("POST", "reviews:target_sheet", {"code": "2026"}, {**HR_ONLY, "hr": 422}),
    ("GET", "reviews:target_sheet_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "reviews:proposals", {"code": "2026"}, REVIEWING),
    ("POST", "reviews:proposals", {"code": "2026"}, {
        role: 422 if status == 200 else status for role, status in REVIEWING.items()}),
    ("GET", "reviews:proposals_xlsx", {"code": "2026"}, REVIEWING),
    ("POST", "reviews:proposals_take", {"code": "2026"}, {
        role: 302 if status == 200 else status for role, status in PARTICIPANTS.items()}),
    ("GET", "reviews:talk_list", {"code": "2026"}, {**REVIEWING, "auditor": 200}),
    ("POST", "reviews:talk_list", {"code": "2026"}, {
        **{role: 403 if status == 200 else status for role, status in REVIEWING.items()},
        "auditor": 403, "hr": 302}),
    ("GET", "reviews:talk_list_xlsx", {"code": "2026"}, {**REVIEWING, "auditor": 200}),
    ("GET", "reviews:talks_with", {"code": "2026", "staff_no": "M1"}, {**TREE, "director": 403}),
    ("POST", "reviews:talks_with", {"code": "2026", "staff_no": "M1"}, {
        **TREE, "director": 403, "hr": 403, "auditor": 403, "manager": 422, "supervisor": 422}),
    *(
        (method, f"reviews:{name}", {"code": "2026", **given}, dict.fromkeys(ROLES, status))
        for name, given, methods in (
            ("feedback_list", {}, ("GET", "POST")),
            ("feedback_list_xlsx", {}, ("GET",)),
            ("feedback", {"staff_no": "M1"}, ("GET", "POST")),
            ("improvement", {"staff_no": "M1"}, ("GET", "POST")),
            ("recognise", {"staff_no": "M1"}, ("GET", "POST")),
            ("growth", {"staff_no": "M1"}, ("GET", "POST")),
            ("need_list", {}, ("GET",)),
            ("need_list_xlsx", {}, ("GET",)),
            ("recognition_list", {}, ("GET",)),
            ("recognition_list_xlsx", {}, ("GET",)),
        )
        for method, status in ((one, 404) for one in methods)
    ),  # not published; tests/reviews/feedback/test_pages.py asks once it is
    ("GET", "reviews:recognition", {"number": 1}, PROPOSED),
    ("POST", "reviews:recognition", {"number": 1},
        {**PROPOSED, "supervisor": 403, "auditor": 403, "hr": 422}),
    ("GET", "reviews:recognition", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:week_list", {}, IN_CYCLE),
    ("GET", "reviews:week_list_xlsx", {}, IN_CYCLE),
    ("GET", "reviews:week", {"staff_no": "S1"}, GROUP),
    ("POST", "reviews:week", {"staff_no": "S1"}, {
        **{role: 403 if status == 200 else status for role, status in GROUP.items()},
        "supervisor": 422}),
    ("GET", "reviews:plan", {}, PLANNING),
    ("POST", "reviews:plan", {}, {
        role: 422 if status == 200 else status for role, status in PLANNING.items()}),
    ("GET", "reviews:plan_item", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("POST", "reviews:plan_tick", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:contract_wordings", {}, SEEING),
    ("POST", "reviews:contract_wordings", {}, {**CHANGING, "hr": 422}),
    ("GET", "reviews:contract_list", {"code": "2026"}, WHOLE),
    ("POST", "reviews:contract_list", {"code": "2026"}, {**HR_ONLY, "hr": 422}),
    ("GET", "reviews:contract_list_xlsx", {"code": "2026"}, WHOLE),
    ("GET", "reviews:contract", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "reviews:contract_at", {"code": "2026", "staff_no": "M1", "number": 9},
        dict.fromkeys(ROLES, 404)),
    ("POST", "reviews:contract_answer", {"code": "2026", "staff_no": "M1"}, {
        **{role: 403 if status == 200 else status for role, status in TREE.items()},
        "manager": 409}),
    ("POST", "reviews:contract_countersign", {"code": "2026", "staff_no": "M1"}, {
        **{role: 403 if status == 200 else status for role, status in TREE.items()},
        "supervisor": 422}),
    ("GET", "reviews:change", {"code": "2026", "what": "due"}, {**HR_ONLY, "hr": 302}),
    ("GET", "reviews:change", {"code": "2026", "what": "else"}, {**HR_ONLY, "hr": 404}),
    ("GET", "reviews:round_changes", {"code": "R2026"}, SEEING),
    ("GET", "reviews:round_changes", {"code": "none"}, {
        role: 404 if status == 200 else status for role, status in SEEING.items()}),
    ("GET", "reviews:round_change", {"code": "R2026", "what": "due"}, {**CHANGING, "hr": 302}),
    ("GET", "reviews:round_change", {"code": "R2026", "what": "else"}, {**CHANGING, "hr": 404}),
    *(
        ("POST", "reviews:round_change", {"code": "R2026", "what": what},
            {**CHANGING, "hr": status})
        for what, status in (
            ("due", 422), ("add", 422), ("end", 422), ("exclude", 422), ("reviewer", 422),
            ("take-over", 200), ("second", 422),
        )
    ),
    ("GET", "reviews:setup_new", {}, CHANGING),
    ("POST", "reviews:setup_new", {}, {**CHANGING, "hr": 422}),
    *(
        ("GET", "reviews:setup_step", {"number": 1, "name": name}, CHANGING)
        for name in ("span", "lines", "people", "due", "targets", "confirm")
    ),
    ("GET", "reviews:setup_step", {"number": 1, "name": "else"}, {**CHANGING, "hr": 404}),
    ("GET", "reviews:setup_step", {"number": OTHER, "name": "due"}, {**CHANGING, "hr": 404}),
    *(
        ("POST", "reviews:setup_step", {"number": 1, "name": name}, {**CHANGING, "hr": 422})
        for name in ("span", "lines", "people", "due", "targets", "confirm")
    ),
    ("GET", "reviews:setup_drop", {"number": 1}, dict.fromkeys(ROLES, 405)),
    ("POST", "reviews:setup_drop", {"number": OTHER}, {**CHANGING, "hr": 404}),
    *(
        ("POST", "reviews:change", {"code": "2026", "what": what}, {**HR_ONLY, "hr": status})
        for what, status in (
            ("due", 422), ("add", 422), ("end", 422), ("exclude", 422), ("close", 422),
            ("wait", 422), ("reviewer", 422), ("take-over", 200), ("second", 422),
        )
    ),
    ("GET", "reviews:queue", {}, {**dict.fromkeys(ROLES, 302), "administrator": 404}),
    ("GET", "reviews:queue_cycle", {"code": "2026"}, IN_CYCLE),
    ("GET", "reviews:queue_xlsx", {"code": "2026"}, IN_CYCLE),
    ("GET", "reviews:report_edit", {"code": "2026"}, PARTICIPANTS),
    ("POST", "reviews:report_edit", {"code": "2026"}, {
        role: 422 if status == 200 else status for role, status in PARTICIPANTS.items()}),
    ("GET", "reviews:report_take_back", {"code": "2026"}, dict.fromkeys(ROLES, 405)),
    *(
        ("POST", name, {"code": "2026", **arguments}, {
            role: 302 if status == 200 else status for role, status in PARTICIPANTS.items()})
        for name, arguments in (
            ("reviews:report_take_back", {}), ("reviews:evidence_drop", {"number": OTHER}),
        )
    ),
    ("GET", "reviews:evidence", {"code": "2026"}, PARTICIPANTS),
    ("POST", "reviews:evidence", {"code": "2026"}, {
        role: 422 if status == 200 else status for role, status in PARTICIPANTS.items()}),
    ("GET", "reviews:evidence_file",
        {"code": "2026", "staff_no": "M1", "digest": "0" * 64}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:versions", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "reviews:report_docx", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "reviews:report_docx", {"code": "2026", "staff_no": "M2"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:versions", {"code": "2026", "staff_no": "M2"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:review", {"code": "2026", "staff_no": "M1"}, TREE),
    ("GET", "reviews:review", {"code": "2026", "staff_no": "M2"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:review_decide", {"code": "2026", "staff_no": "M1"},
        {role: 302 if status == 200 else status for role, status in TREE.items()}),
    ("POST", "reviews:review_decide", {"code": "2026", "staff_no": "M1"}, {
        "manager": 403, "colleague": 404, "supervisor": 302, "director": 403,
        "supervisor_elsewhere": 404, "outsider": 404, "hr": 403, "auditor": 403,
        "administrator": 404}),
    *(
        ("GET", name, {"code": "2026", "staff_no": "M1"},
            {role: 302 if status == 200 else status for role, status in TREE.items()})
        for name in ("reviews:review_undo", "reviews:review_second")
    ),
    ("POST", "reviews:review_second", {"code": "2026", "staff_no": "M1"},
        {**{role: 403 if s == 200 else s for role, s in TREE.items()}, "director": 409}),
    ("POST", "reviews:review_undo", {"code": "2026", "staff_no": "M1"},
        {role: 409 if status == 200 else status for role, status in TREE.items()}),
    *(
        ("GET", name, {"code": "2026"}, TEAM)
        for name in ("reviews:team", "reviews:team_xlsx", "reviews:team_approve")
    ),
    ("POST", "reviews:team", {"code": "2026"},
        {role: 302 if status == 200 else status for role, status in TEAM.items()}),
    ("POST", "reviews:team_approve", {"code": "2026"},
        {role: 409 if status == 200 else status for role, status in TEAM.items()}),
    ("GET", "reviews:calibration_list", {}, SITTING),
    ("GET", "reviews:calibration", {"code": "2026"}, WHOLE),
    ("POST", "reviews:calibration", {"code": "2026"}, {**HR_ONLY, "hr": 422}),
    *(
        ("GET", name, {"number": 1}, SITTING)
        for name in (
            "reviews:calibration_session",
            "reviews:calibration_xlsx",
            "reviews:calibration_docx",
        )
    ),
    *(
        ("GET", f"reviews:calibration_{what}", {"number": 1},
            {role: 302 if status == 200 else status for role, status in SITTING.items()})
        for what in ("move", "minutes", "close", "drop")
    ),
    *(
        ("POST", f"reviews:calibration_{what}", {"number": 1},
            {**SITTING, "hr": 422, "auditor": 403, "supervisor_elsewhere": 422})
        for what in ("move", "minutes")
    ),
    ("POST", "reviews:calibration_close", {"number": 1},
        {**SITTING, "hr": 403, "auditor": 403, "supervisor_elsewhere": 409}),
    ("POST", "reviews:calibration_drop", {"number": 1},
        {**SITTING, "hr": 422, "auditor": 403, "supervisor_elsewhere": 403}),
    ("GET", "reviews:deputies", {}, DEPUTIES),
    ("POST", "reviews:deputies", {},
        {role: 422 if status == 200 else status for role, status in DEPUTIES.items()}),
    ("GET", "reviews:deputy_withdraw", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("POST", "reviews:deputy_withdraw", {"number": OTHER}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:deck", {"code": "2026", "staff_no": "M1"}, DECK),
    ("GET", "reviews:amended_deck", {"code": "2026", "staff_no": "M1", "number": 1},
        {role: 404 if status == 200 else status for role, status in DECK.items()}),
    ("GET", "scoring:amended_sheet", {"code": "2026", "staff_no": "M1", "number": 1},
        dict.fromkeys(ROLES, 404)),
    ("GET", "scoring:amended_sheet_workbook", {"code": "2026", "staff_no": "M1", "number": 1},
        dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:deck", {"code": "2026", "staff_no": "S2"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:deck", {"code": "2026", "staff_no": "M2"}, NOT_HANDED_IN),
    ("GET", "reviews:preview", {"code": "2026", "staff_no": "M1"}, DECK),
    ("GET", "reviews:preview", {"code": "2026", "staff_no": "M2"}, NOT_HANDED_IN),
    ("GET", "reviews:preview_draw", {"code": "2026", "staff_no": "M1"},
        dict.fromkeys(ROLES, 405)),
    ("POST", "reviews:preview_draw", {"code": "2026", "staff_no": "M1"},
        {role: 302 if status == 200 else status for role, status in DECK.items()}),
    ("GET", "reviews:preview_picture",
        {"code": "2026", "staff_no": "M1", "digest": "0" * 64, "number": 1},
        {role: 404 if status == 200 else status for role, status in DECK.items()}),
    ("GET", "reviews:master_list", {}, SEEING),
    ("POST", "reviews:master_list", {}, {**CHANGING, "hr": 422}),
    ("GET", "reviews:master", {"number": 1}, SEEING),
    ("GET", "reviews:master", {"number": OTHER}, NOT_THERE),
    ("GET", "reviews:master_sample", {"number": 1}, SEEING),
    ("GET", "reviews:master_use", {"number": 1}, dict.fromkeys(ROLES, 405)),
    *(
        ("POST", f"reviews:master_{what}", {"number": 1}, {**CHANGING, "hr": 302})
        for what in ("draw", "use")
    ),
    ("POST", "reviews:master_ours", {}, {**CHANGING, "hr": 302}),
    ("GET", "reviews:master_picture", {"number": 1, "digest": "0" * 64, "place": 1}, NOT_THERE),
    ("GET", "reviews:master_media", {"digest": "0" * 64, "name": "image1.png"},
        dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:seal", {"code": "2026"}, WHOLE),
    ("POST", "reviews:seal", {"code": "2026"}, {**HR_ONLY, "hr": 409}),
    ("GET", "reviews:seal_xlsx", {"code": "2026", "number": 1}, NOT_SEALED),
    ("GET", "reviews:evidence_bundle", {"code": "2026", "number": 1, "staff_no": "M1"},
        NOT_SEALED),
    ("GET", "reviews:slides", {"code": "2026"}, WHOLE),
    ("POST", "reviews:slides", {"code": "2026"}, {**HR_ONLY, "hr": 422}),
    ("GET", "reviews:round_slides", {"code": "R2026"}, SEEING),
    ("POST", "reviews:round_slides", {"code": "R2026"}, {**CHANGING, "hr": 422}),
    ("GET", "reviews:group_decks", {"code": "2026"}, WHOLE),
    ("GET", "reviews:bank_deck", {"code": "2026"}, dict.fromkeys(ROLES, 404)),
    ("GET", "reviews:branch_deck", {"code": "2026", "branch": "B1"}, dict.fromkeys(ROLES, 404)),
]  # fmt: skip


EXPORTS = {
    name: arguments
    for _method, name, arguments, _statuses in TABLE
    if name.endswith(("workbook", "xlsx", "deck", "docx"))
}


@pytest.fixture(scope="module")
def kept(keeping):
    """A scored cycle in which M1 has submitted."""
    with keeping():
        cast = make_cast()
        cycle = make_cycle(managers=cast.participants, in_round=make_round("R2026"))
        Setup.objects.create(
            id=1, kind="year", first_month=202701, last_month=202712, code="2027",
            title="Year 2027", begun_by=cast.hr, changed_by=cast.hr,
        )  # fmt: skip
        submit(
            cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0,
            actor=cast.manager,
        )  # fmt: skip
        score(cycle=cycle)
        Notice.objects.create(
            id=OTHER, to=cast.supervisor, kind="else", said="", telling="0", made_at=timezone.now()
        )
        make_client("C9", manager=cast.manager.manager)
        survey = begin(cycle=cycle, kind="review", actor=cast.hr)
        SurveyRater.objects.create(
            id=OTHER, survey=survey, manager=cast.director.manager, side="peer",
            rater=cast.manager.manager,
        )  # fmt: skip
        open_survey(survey=survey, actor=cast.hr)
        verified = begin(cycle=cycle, kind="client", actor=cast.hr)
        close_survey(survey=open_survey(survey=verified, actor=cast.hr), actor=cast.hr)
        together = begin_round(code="R26", title="Probation 2026")
        make_cycle("R26-P", managers=[cast.colleague.manager], last_month=202606, in_round=together)
        ReopenRequest.objects.create(
            id=1, month=202601, reason="a mistake", asked_by=cast.hr, asked_at=timezone.now()
        )
        User.objects.create_user(
            "other", password="secret", name="Another one", role=User.Role.HR, id=OTHER
        )
        SchemeDraft.objects.create(
            id=1, base=cycle.scheme, text=cycle.scheme.source, name="balanced",
            made_by=cast.hr, made_at=timezone.now(), changed_by=cast.hr, changed_at=timezone.now(),
        )  # fmt: skip
        Import.objects.create(
            id=1, brought_by=cast.hr, brought_at=timezone.now(), state="dropped",
            files=[{"name": "ledger.csv", "size": 1, "digest": "0"}],
        )  # fmt: skip
        make_master(cast.hr)
        Objection.objects.create(
            id=1, cycle=cycle, manager=cast.manager.manager, sort="query", kind="amount",
            measure_code="SAT", expected="90", text="漏了一份", asked_at=timezone.now(),
            asked_by=cast.manager, due_on=date(2026, 12, 10),
        )  # fmt: skip
        Recognition.objects.create(
            id=1, cycle=cycle, manager=cast.manager.manager, title="标兵", reason="超额完成",
            proposed_by=cast.supervisor, proposed_at=timezone.now(),
        )  # fmt: skip
        wording = write_wording(text_zh="{name}承诺完成任务。", read=0, actor=cast.hr)
        call(cycle=cycle, wording=wording, due=None, read=0, actor=cast.hr)
        add_item(
            manager=cast.manager.manager, text="Visit", is_urgent=True, is_important=True,
            actor=cast.manager,
        )  # fmt: skip
        CalibrationSession.objects.create(
            id=1, cycle=cycle, run=cycle.runs.get(), owner=cast.supervisor_elsewhere,
            facilitator=cast.hr, opened_by=cast.hr, opened_at=timezone.now(),
        )  # fmt: skip
        job = start(kind="decks", parameters={"cycle": cycle.code}, actor=cast.hr)
        over = {"state": "done", "ended_at": job.asked_at, "result": {"decks": 5}}
        Job.objects.filter(pk=job.pk).update(id=1, **over)
        yield cast


@pytest.fixture
def world(kept, db):
    """The scored cycle, as if it were this test's own."""
    return kept


def test_every_url_is_in_the_table():
    listed = {name for _method, name, _arguments, _statuses in TABLE}
    assert set(names(get_resolver())) - listed == set()


ON_BOTH = {"manager", "supervisor", "hr"}
"""Who reaches most pages; what others are refused is refused before the database is asked much."""


@pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=[pytest.mark.alike] * (role not in ON_BOTH)) for role in ROLES],
)
def test_each_role_gets_the_answer_of_the_table(world, client, subtests, role):
    client.force_login(getattr(world, role))
    for method, name, arguments, statuses in TABLE:
        with subtests.test(f"{method} {name} {arguments}"):
            url = reverse(name, kwargs=arguments)
            answer = client.generic(method, url, content_type=FORM)
            assert answer.status_code == statuses[role]
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                assert misnamed(answer.content.decode(), same=name not in HEADLINED) == []


def test_who_is_not_logged_in_is_sent_to_the_login_page(world, client):
    for method, name, arguments, _statuses in TABLE:
        if name in OPEN:
            continue
        answer = client.generic(method, reverse(name, kwargs=arguments))
        if method == "POST":
            assert answer.status_code == 403
            assert "logged_out.html" in {t.name.split("/")[-1] for t in answer.templates}
        else:
            assert answer.status_code == 302
            assert answer.url.split("?")[0] == reverse("perfcenter:login")


def test_who_has_a_one_time_password_changes_it_first(world, client):
    User.objects.filter(pk=world.hr.pk).update(must_change_password=True)
    client.force_login(world.hr)
    answer = client.get(reverse("reviews:board", args=["2026"]))
    assert answer.url == reverse("perfcenter:password_change")


def test_while_a_file_is_made_for_somebody_another_is_429_whatever_she_may_see(world, subtests):
    for role in ROLES:
        client, user = Client(), getattr(world, role)
        client.force_login(user)
        for name, arguments in EXPORTS.items():
            with subtests.test(f"{role} {name}"), claimed_elsewhere(Claim.EXPORT_OF_USER, user.pk):
                answer = client.get(reverse(name, kwargs=arguments))
                assert answer.status_code == 429


@pytest.mark.once  # it is refused before any database is asked for a row of the page
def test_a_form_too_large_is_413_at_every_address_and_for_every_role(world, settings, subtests):
    """It is answered before anybody asks who it is: each address is tried by one role in turn."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    addresses = sorted({reverse(name, kwargs=args) for _m, name, args, _s in TABLE})
    for place, role in enumerate(ROLES):
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(world, role))
        client.cookies["csrftoken"] = "a" * 32
        for url in addresses[place :: len(ROLES)]:
            with subtests.test(f"{role} {url}"):
                answer = client.post(url, "text=" + "x" * 1_000, content_type=FORM)
                assert answer.status_code == 413


NAV = re.compile(
    r'<nav class="nav".*?</nav>|<div class="popmenu" id="more-pages".*?</div>', re.DOTALL
)
MARKED = re.compile(r'<a href="[^"]*" aria-current="page">(.*?)</a>', re.DOTALL)
CRUMBS = re.compile(r'<nav class="crumbs".*?</nav>', re.DOTALL)
STEP = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
HEADLINED = {"perfcenter:home", "reviews:overview", "reviews:queue", "reviews:cycle_list"}
"""Pages of the bar whose title says what is so."""


def misnamed(page: str, *, same: bool) -> list[str]:
    """Return the names of a page's place in bar and breadcrumb, and its title, if they differ."""
    marked = {text_of(one) for part in NAV.findall(page) for one in MARKED.findall(part)}
    if not marked:
        return []
    steps = [text_of(one) for one in STEP.findall(CRUMBS.findall(page)[0])]
    found = {*marked, *steps[:1]}
    if same and len(steps) == 1:
        found |= {text_of(one) for one in TITLE.findall(page)}
    return sorted(found) if len(found) > 1 else []


def text_of(markup: str) -> str:
    """Return what is read of a piece of a page, without counts of the bar."""
    return re.sub(r"<span.*?</span>|<[^>]+>", "", markup, flags=re.DOTALL).strip()


def names(resolver: URLResolver, namespace: str = "") -> list[str]:
    """Return the full names of all URLs."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
    return found
