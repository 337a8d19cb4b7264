"""The map of the site."""

from django.urls import include, path

from perfcenter.people import views as people
from perfcenter.people.logins import views as logins
from perfcenter.site import gallery, home, preferences, prints, search
from perfcenter.site.unsent import views as unsent
from perfcenter.trail import views as auditing
from perfcenter.ui.lists import views as lists

handler400 = "perfcenter.site.errors.bad_request"
handler403 = "perfcenter.site.errors.permission_denied"
handler404 = "perfcenter.site.errors.not_found"
handler500 = "perfcenter.site.errors.server_error"

site = [
    path("", home.home, name="home"),
    path("login/", people.Login.as_view(), name="login"),
    path("logout/", people.Logout.as_view(), name="logout"),
    path("password/", people.ChangePassword.as_view(), name="password_change"),
    path("search/", search.search, name="search"),
    path("theme/", preferences.set_theme, name="theme"),
    path("users/", people.user_list, name="user_list"),
    path("users.xlsx", people.user_list_xlsx, name="user_list_xlsx"),
    path("users/unlock/", people.unlock, name="user_unlock"),
    path("users/new/", logins.new, name="user_new"),
    path("users/reset/", logins.reset_many, name="user_reset_many"),
    path("users/staff-file/", logins.staff_file, name="user_staff_file"),
    path(
        "users/staff-file/without-login.xlsx",
        logins.without_login_xlsx,
        name="user_without_login_xlsx",
    ),
    path("users/staff-file/left.xlsx", logins.leavers_xlsx, name="user_leavers_xlsx"),
    path("users/staff-file/make/", logins.make_missing, name="user_make_missing"),
    path("users/staff-file/close/", logins.close_leavers, name="user_close_leavers"),
    path("users/<int:number>/", logins.show, name="user"),
    path("users/<int:number>/<slug:what>/", logins.change, name="user_change"),
    path("audit/", auditing.audit_list, name="audit_list"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("audit.xlsx", auditing.audit_xlsx, name="audit_list_xlsx"),
    path("audit.csv", auditing.audit_csv, name="audit_list_csv"),
    path("lists/<slug:name>/", lists.choose_columns, name="list_columns"),
    path("printed/", prints.printed, name="printed"),
    path("components/", gallery.components, name="components"),
]

urlpatterns = [
    path("", include((site, "perfcenter"))),
    path("language/", preferences.language, name="language"),
    path("jobs/", include("perfcenter.jobs.urls")),
    path("notices/", include("perfcenter.notices.urls")),
    path("data/", include("portfolio.urls")),
    path("", include("scoring.urls")),
    path("", include("reviews.urls")),
]
