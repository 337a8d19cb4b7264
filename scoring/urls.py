"""Cycles, score sheets with what is behind them, schemes."""

from django.urls import URLPattern, path

from scoring.views import cycles, explanation, schemes, sheet

app_name = "scoring"
scores = "cycles/<str:code>/scores/<str:staff_no>/"

urlpatterns: list[URLPattern] = [
    path("cycles/", cycles.cycle_list, name="cycle_list"),
    path(scores, sheet.sheet, name="sheet"),
    path(f"{scores}sheet.xlsx", sheet.workbook, name="sheet_workbook"),
    path(f"{scores}<str:measure>/", explanation.explanation, name="explanation"),
    path(f"{scores}<str:measure>/rows.xlsx", explanation.workbook, name="explanation_workbook"),
    path("schemes/", schemes.scheme_list, name="scheme_list"),
    path("schemes/<str:name>/<int:version>/", schemes.scheme_detail, name="scheme_detail"),
    path("schemes/<str:name>/<int:version>.toml", schemes.scheme_file, name="scheme_file"),
]
