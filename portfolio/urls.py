"""The addresses of the bank's data."""

from django.urls import URLPattern, path

import perfcenter.ui.addresses  # noqa: F401 - registers <staff:...>
import portfolio.close.addresses  # noqa: F401 - registers <month:...>
from portfolio.clients import views as clients
from portfolio.close import views as closing
from portfolio.imports import views as imports

app_name = "portfolio"
urlpatterns: list[URLPattern] = [
    path("clients/", clients.client_list, name="client_list"),
    path("clients.xlsx", clients.client_list_xlsx, name="client_list_xlsx"),
    path("clients.csv", clients.client_list_csv, name="client_list_csv"),
    path("people/<staff:staff_no>/clients/", clients.book, name="book"),
    path("people/<staff:staff_no>/clients.xlsx", clients.book_xlsx, name="book_xlsx"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports.xlsx", imports.import_list_xlsx, name="import_list_xlsx"),
    path("imports/files/", imports.contract_files, name="import_files"),
    path("imports/files.xlsx", imports.contract_files_xlsx, name="import_files_xlsx"),
    path("imports/<int:number>/", imports.show, name="import"),
    path("imports/<int:number>/check/", imports.check, name="import_check"),
    path("imports/<int:number>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<int:number>/drop/", imports.drop, name="import_drop"),
    path("imports/<int:number>/undo/", imports.undo, name="import_undo"),
    path("imports/<int:number>/errors.xlsx", imports.marked_xlsx, name="import_errors_xlsx"),
    path("months/", closing.month_list, name="month_list"),
    path("months.xlsx", closing.months_xlsx, name="month_list_xlsx"),
    path("months/close/", closing.close_many, name="months_close"),
    path("months/<month:month>/", closing.show, name="month"),
    path("months/<month:month>/checks.xlsx", closing.month_xlsx, name="month_xlsx"),
    path("months/<month:month>/close/", closing.close, name="month_close"),
    path("months/<month:month>/reopen/", closing.reopen, name="month_reopen"),
    path("months/<month:month>/reopen/<int:number>/", closing.answer, name="month_reopen_answer"),
]
