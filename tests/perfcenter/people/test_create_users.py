"""create_users FILE: one-time passwords for managers, in a file that only its owner can read."""

import csv
import stat

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from perfcenter.models import User
from portfolio.models import Manager
from tests.factories import make_branch, make_manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_password_in_the_file_opens_its_login(tmp_path):
    for number in ("M1", "M2"):
        make_manager(number)
    call_command("create_users", tmp_path / "logins.csv")
    rows = rows_of(tmp_path / "logins.csv")
    assert [row["username"] for row in rows] == ["M1", "M2"]
    for row in rows:
        assert authenticate(username=row["username"], password=row["one_time_password"])


def test_only_its_owner_can_read_the_file(tmp_path):
    make_manager()
    call_command("create_users", tmp_path / "logins.csv")
    assert stat.S_IMODE((tmp_path / "logins.csv").stat().st_mode) == 0o600


def test_a_file_that_exists_is_refused_and_left_alone(tmp_path):
    make_manager()
    path = tmp_path / "logins.csv"
    path.write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        call_command("create_users", path)
    assert path.read_text() == "mine"
    assert not User.objects.exists()


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    make_manager()
    with pytest.raises(CommandError, match="No such file"):
        call_command("create_users", tmp_path / "nowhere" / "logins.csv")


def test_a_second_time_nothing_is_left_to_do(tmp_path, capsys):
    make_manager()
    call_command("create_users", tmp_path / "one.csv")
    call_command("create_users", tmp_path / "two.csv")
    assert not (tmp_path / "two.csv").exists()
    assert "nothing was written" in capsys.readouterr().out


def test_a_login_name_that_is_taken_stops_all_of_them(tmp_path):
    User.objects.create_user("M2", name="Somebody else", role=User.Role.HR)
    for number in ("M1", "M2"):
        make_manager(number)
    with pytest.raises(CommandError, match="No login was made"):
        call_command("create_users", tmp_path / "logins.csv")
    assert User.objects.count() == 1
    assert not (tmp_path / "logins.csv").exists()


def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text(tmp_path):
    Manager.objects.create(staff_no="M1", name="=1+1", branch=make_branch())
    call_command("create_users", tmp_path / "logins.csv")
    assert [row["name"] for row in rows_of(tmp_path / "logins.csv")] == ["'=1+1"]
