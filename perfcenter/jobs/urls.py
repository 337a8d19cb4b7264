"""The addresses of jobs."""

from django.urls import URLPattern, path

from perfcenter.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("", views.job_list, name="job_list"),
    path("jobs.xlsx", views.job_list_xlsx, name="job_list_xlsx"),
    path("<int:number>/", views.progress, name="job_progress"),
    path("<int:number>/cancel/", views.cancel, name="job_cancel"),
    path("<int:number>/retry/", views.retry, name="job_retry"),
    path("<int:number>/file/", views.download, name="job_file"),
]
