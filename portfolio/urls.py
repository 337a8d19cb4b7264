"""The addresses of the bank's data."""

from django.urls import URLPattern, path

from portfolio.imports import views as imports

app_name = "portfolio"
urlpatterns: list[URLPattern] = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<int:number>/", imports.show, name="import"),
    path("imports/<int:number>/check/", imports.check, name="import_check"),
    path("imports/<int:number>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<int:number>/drop/", imports.drop, name="import_drop"),
    path("imports/<int:number>/errors.xlsx", imports.marked_xlsx, name="import_errors_xlsx"),
]
