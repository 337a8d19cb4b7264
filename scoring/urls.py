"""Cycles, score sheets with what is behind them, schemes."""

from django.urls import URLPattern, path

import perfcenter.ui.addresses  # noqa: F401 - registers <staff:...>
from scoring.amending import views as amended
from scoring.card import views as card
from scoring.comparing import views as comparing
from scoring.editor.views import comparing as versions
from scoring.editor.views import drafts, forms, items, judging, trying
from scoring.explanation import views as explanation
from scoring.past import views as past
from scoring.people import views as people
from scoring.scheme import views as schemes
from scoring.sheet import views as sheet

app_name = "scoring"
draft = "scheme-drafts/<int:number>/"
scores = "cycles/<slug:code>/scores/<staff:staff_no>/"

urlpatterns: list[URLPattern] = [
    path(scores, sheet.sheet, name="sheet"),
    path(f"{scores}sheet.xlsx", sheet.workbook, name="sheet_workbook"),
    path(f"{scores}amended/<int:number>/", amended.sheet, name="amended_sheet"),
    path(
        f"{scores}amended/<int:number>/sheet.xlsx", amended.workbook, name="amended_sheet_workbook"
    ),
    path(f"{scores}owners/", sheet.owners, name="owners"),
    path(f"{scores}owners/clients.xlsx", sheet.owners_workbook, name="owners_workbook"),
    path(f"{scores}why/", comparing.why, name="why"),
    path(f"{scores}why/compare", comparing.compare, name="why_compare"),
    path(f"{scores}why/parts.xlsx", comparing.workbook, name="why_workbook"),
    path(f"{scores}card/<slug:part>/", card.card, name="card"),
    path(f"{scores}card/<slug:part>/rows.json", card.rows_json, name="card_json"),
    path(f"{scores}card/<slug:part>/rows.xlsx", card.workbook, name="card_workbook"),
    path(f"{scores}<slug:measure>/", explanation.explanation, name="explanation"),
    path(f"{scores}<slug:measure>/rows.json", explanation.rows_json, name="explanation_json"),
    path(f"{scores}<slug:measure>/rows.xlsx", explanation.workbook, name="explanation_workbook"),
    path("cycles/<slug:code>/runs/", past.run_list, name="run_list"),
    path("cycles/<slug:code>/runs.xlsx", past.run_list_xlsx, name="run_list_xlsx"),
    path("cycles/<slug:code>/runs/<int:number>/", past.run, name="run"),
    path("cycles/<slug:code>/runs/<int:number>/results.xlsx", past.run_xlsx, name="run_xlsx"),
    path("cycles/<slug:code>/runs/<int:number>/files.xlsx", past.run_files_xlsx, name="run_files"),
    path(
        "cycles/<slug:code>/runs/<int:number>/<staff:staff_no>/",
        past.run_sheet,
        name="run_sheet",
    ),
    path("people/", people.person_list, name="person_list"),
    path("people.xlsx", people.person_list_xlsx, name="person_list_xlsx"),
    path("people/<staff:staff_no>/", people.person, name="person"),
    path("scheme-drafts/new/", drafts.begin, name="draft_begin"),
    path(f"{draft}file.toml", drafts.file, name="draft_file"),
    path(f"{draft}delete/", drafts.delete, name="draft_delete"),
    path(f"{draft}text/", drafts.text, name="draft_text"),
    path(f"{draft}check/", drafts.check, name="draft_check"),
    path(f"{draft}try/", trying.try_draft, name="draft_try"),
    path(f"{draft}try/people.xlsx", trying.workbook, name="draft_try_xlsx"),
    path(f"{draft}effect/", trying.rail, name="draft_effect"),
    path(f"{draft}at/", forms.at, name="draft_at"),
    path(f"{draft}add/", forms.add, name="draft_add"),
    path(f"{draft}do/<slug:what>/", items.change, name="draft_do"),
    path(f"{draft}judgments/<int:of>/<int:expert>/", judging.judgments, name="draft_judgments"),
    path(f"{draft}measures/<slug:items>/<int:index>/", forms.measure, name="draft_measure"),
    path(f"{draft}<slug:section>/", forms.section, name="draft"),
    path("schemes/try/", trying.start_trial, name="scheme_try"),
    path("schemes/compare/", versions.compare, name="scheme_compare"),
    path("schemes/compare/people.xlsx", versions.workbook, name="scheme_compare_xlsx"),
    path("schemes/", schemes.scheme_list, name="scheme_list"),
    path("schemes/<slug:name>/<int:version>/", schemes.scheme_detail, name="scheme_detail"),
    path("schemes/<slug:name>/<int:version>.toml", schemes.scheme_file, name="scheme_file"),
]
