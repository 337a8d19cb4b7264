"""The addresses of the bank's data."""

from django.urls import URLPattern, path

import portfolio.close.addresses  # noqa: F401 - registers <month:...>
from portfolio.close import views as closing

app_name = "portfolio"
urlpatterns: list[URLPattern] = [
    path("months/", closing.month_list, name="month_list"),
    path("months.xlsx", closing.months_xlsx, name="month_list_xlsx"),
    path("months/<month:month>/", closing.show, name="month"),
    path("months/<month:month>/checks.xlsx", closing.month_xlsx, name="month_xlsx"),
    path("months/<month:month>/close/", closing.close, name="month_close"),
    path("months/<month:month>/reopen/", closing.reopen, name="month_reopen"),
    path("months/<month:month>/reopen/<int:number>/", closing.answer, name="month_reopen_answer"),
]
