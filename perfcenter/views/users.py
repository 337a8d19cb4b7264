"""The administrator's list of logins."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.access import for_administrators
from perfcenter.forms import UserSearch
from perfcenter.selectors import users_found

PAGE = 50


@require_safe
@for_administrators
def user_list(request: HttpRequest) -> HttpResponse:
    form = UserSearch(request.GET)
    users = users_found(form.cleaned_data if form.is_valid() else {})
    page = Paginator(users, PAGE).get_page(request.GET.get("page"))
    return render(request, "perfcenter/user_list.html", {"form": form, "page": page})
