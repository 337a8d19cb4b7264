"""The addresses of notices."""

from django.urls import URLPattern, path

from perfcenter.notices import views

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("", views.notice_list, name="notice_list"),
    path("read/", views.all_read, name="all_read"),
    path("choices/", views.choices, name="choices"),
    path("told/", views.told, name="told"),
    path("told.xlsx", views.told_xlsx, name="told_xlsx"),
    path("channels/", views.channels, name="channels"),
    path("channels/<slug:channel>/test/", views.test, name="test"),
    path("<int:number>/", views.notice, name="notice"),
]
