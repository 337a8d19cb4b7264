"""The map of the site."""

from django.urls import include, path

from perfcenter.people import views as people
from perfcenter.site import gallery, home, preferences, prints
from perfcenter.trail import views as auditing

handler400 = "perfcenter.site.errors.bad_request"
handler403 = "perfcenter.site.errors.permission_denied"
handler404 = "perfcenter.site.errors.not_found"
handler500 = "perfcenter.site.errors.server_error"

site = [
    path("", home.home, name="home"),
    path("login/", people.Login.as_view(), name="login"),
    path("logout/", people.Logout.as_view(), name="logout"),
    path("password/", people.ChangePassword.as_view(), name="password_change"),
    path("theme/", preferences.set_theme, name="theme"),
    path("users/", people.user_list, name="user_list"),
    path("users/unlock/", people.unlock, name="user_unlock"),
    path("audit/", auditing.audit_list, name="audit_list"),
    path("printed/", prints.printed, name="printed"),
    path("components/", gallery.components, name="components"),
]

urlpatterns = [
    path("", include((site, "perfcenter"))),
    path("language/", preferences.language, name="language"),
    path("jobs/", include("perfcenter.jobs.urls")),
    path("data/", include("portfolio.urls")),
    path("", include("scoring.urls")),
    path("", include("reviews.urls")),
]
