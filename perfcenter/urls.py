"""The map of the site."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from perfcenter.views import account, auditing, gallery, home, preferences, users

handler400 = "perfcenter.views.errors.bad_request"
handler403 = "perfcenter.views.errors.permission_denied"
handler404 = "perfcenter.views.errors.not_found"
handler500 = "perfcenter.views.errors.server_error"

site = [
    path("", home.home, name="home"),
    path("login/", account.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", account.ChangePassword.as_view(), name="password_change"),
    path("theme/", preferences.set_theme, name="theme"),
    path("users/", users.user_list, name="user_list"),
    path("audit/", auditing.audit_list, name="audit_list"),
    path("components/", gallery.components, name="components"),
]

urlpatterns = [
    path("", include((site, "perfcenter"))),
    path("language/", preferences.language, name="language"),
    path("", include("scoring.urls")),
    path("", include("reviews.urls")),
]
