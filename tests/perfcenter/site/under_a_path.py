"""A site under /perf, asked through its WSGI application; prints what every page leads to.

    python -m tests.perfcenter.site.under_a_path (environment|server|left on)

Run by test_under_a_path.py: the path comes from SCRIPT_NAME in the environment, from the server
alone, or is left on the path by a server that knows nothing of it.
"""

import io
import json
import os
import re
import sys
from typing import Any
from urllib.parse import urlencode

PATH = "/perf"
LINK = re.compile(r'(?:href|action|src|hx-get)="([^"#?][^"]*)"')
NEXT = re.compile(r'name="next" value="([^"]*)"')


class Browser:
    """Cookies, and requests as the server of this `way` hands them over."""

    def __init__(self, application: Any, way: str) -> None:
        self.application = application
        self.way = way
        self.cookies: dict[str, str] = {}
        self.paths: set[str] = set()

    def ask(self, address: str, **fields: str) -> tuple[int, dict[str, str], str]:
        path, _mark, query = address.partition("?")
        assert path.startswith(PATH), address
        body = urlencode(fields).encode()
        environ = {
            "REQUEST_METHOD": "POST" if fields else "GET",
            "SCRIPT_NAME": "" if self.way == "left on" else PATH,
            "PATH_INFO": path if self.way == "left on" else path.removeprefix(PATH),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            answer["status"] = int(status.split()[0])
            answer["headers"] = {name.lower(): value for name, value in headers}
            for name, value in headers:
                if name.lower() == "set-cookie":
                    self._keep(value)

        pieces = self.application(environ, start)
        page = b"".join(pieces).decode()
        pieces.close()
        return answer["status"], answer["headers"], page

    def _keep(self, cookie: str) -> None:
        pair, *attributes = cookie.strip().split("; ")
        name, value = pair.split("=", 1)
        self.cookies[name] = value
        self.paths |= {a.split("=")[1] for a in attributes if a.lower().startswith("path=")}


def people() -> tuple[str, str]:
    """Make a scored manager and HR, once; return their user names."""
    from perfcenter.models import User
    from scoring.runs.write import score
    from tests import factories as make

    if not User.objects.exists():
        manager = make.make_manager()
        make.make_user(manager)
        make.make_user(role=User.Role.HR)
        score(cycle=make.make_cycle(managers=[manager]))
    return User.objects.get(role="manager").username, User.objects.get(role="hr").username


def main(way: str) -> None:
    from perfcenter.models import AuditEntry
    from perfcenter.wsgi import application

    manager, hr = people()
    browser, links, nexts = Browser(application, way), set(), set()

    def visit(address: str) -> tuple[int, dict[str, str], str]:
        answer = browser.ask(address)
        links.update(LINK.findall(answer[2]))
        nexts.update(NEXT.findall(answer[2]))
        return answer

    def send(address: str, **fields: str) -> tuple[int, dict[str, str], str]:
        return browser.ask(address, csrfmiddlewaretoken=browser.cookies["csrftoken"], **fields)

    found: dict[str, Any] = {"top": visit(PATH)[1]["location"]}
    found["asked to log in"] = visit(f"{PATH}/cycles/?x=1")[1]["location"]
    visit(f"{PATH}/login/?next={PATH}/cycles/")
    login = {"username": manager, "password": "secret", "next": f"{PATH}/cycles/"}
    found["logged in"] = send(f"{PATH}/login/", **login)[1]["location"]
    found["slash"] = visit(f"{PATH}/cycles")[1].get("location")
    found["home"] = visit(f"{PATH}/")[1]["location"]
    sheet = f"{PATH}/cycles/2026/scores/M1/"
    for address in (sheet, f"{sheet}DEP/", f"{PATH}/cycles/", f"{PATH}/cycles/2026/report/"):
        assert visit(address)[0] == 200, address
    for way_back in ("theme", "language"):
        there = {way_back: "dark", "next": f"{PATH}/cycles/"} if way_back == "theme" else {
            way_back: "en", "next": f"{PATH}/cycles/"}  # fmt: skip
        found[way_back] = send(f"{PATH}/{way_back}/", **there)[1]["location"]
        nowhere = {**there, "next": "https://elsewhere.example/"}
        found[f"{way_back}, nowhere"] = send(f"{PATH}/{way_back}/", **nowhere)[1]["location"]
    found["saved"] = send(f"{PATH}/cycles/2026/report/", version="0", action="save",
                          achievements="x")[1]["location"]  # fmt: skip
    send(f"{PATH}/printed/", page=sheet)
    prints = AuditEntry.objects.filter(action="page.print")
    found["printed"] = sorted(set(prints.values_list("object_key", flat=True)))
    found["missing"] = visit(f"{PATH}/nowhere/")[0]
    found["logged out"] = send(f"{PATH}/logout/", go="1")[1]["location"]
    visit(f"{PATH}/login/")
    send(f"{PATH}/login/", username=hr, password="secret", next="")
    for address in (
        "cycles/",
        "cycles/2026/board/",
        "schemes/",
        "audit/",
        "reviews/",
        "components/",
    ):
        visit(f"{PATH}/{address}")
    files = sorted(link for link in links if "/static/" in link)
    found |= {
        "links": sorted(link for link in links if not link.startswith(f"{PATH}/")),
        "nexts": sorted(there for there in nexts if there and not there.startswith(PATH)),
        "files": files,
        "served": sorted({browser.ask(file)[0] for file in files}),
        "cookies": sorted(browser.paths),
        "followed": len(links),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    import django

    django.setup()
    main(sys.argv[1])
