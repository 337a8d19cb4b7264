"""decks: a deck for each participant, in the language that is asked for."""

from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from pptx import Presentation

from reviews.management.commands.decks import file_names
from scoring.runs.write import score
from tests import factories as make


@pytest.fixture
def scored(cast):
    cycle = make.make_cycle("Y", managers=[cast.manager.manager, cast.supervisor.manager])
    score(cycle=cycle)
    return cycle


def cover(path) -> str:
    slide = Presentation(str(path)).slides[0]
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_each_participant_gets_a_file_named_by_the_staff_number(scored, tmp_path):
    call_command("decks", "Y", out=tmp_path / "new" / "out")
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == ["M1.pptx", "S1.pptx"]


def test_the_language_is_the_sites_unless_another_is_asked_for(scored, tmp_path, settings):
    call_command("decks", "Y", out=tmp_path / "zh")
    assert "年度述职" in cover(tmp_path / "zh" / "M1.pptx")
    call_command("decks", "Y", out=tmp_path / "en", language="en")
    assert "review of" in cover(tmp_path / "en" / "M1.pptx")
    settings.LANGUAGE_CODE = "en"
    call_command("decks", "Y", out=tmp_path / "site")
    assert "review of" in cover(tmp_path / "site" / "M1.pptx")


def test_a_cycle_that_is_not_there_or_not_scored_is_named(scored, tmp_path, cast):
    make.make_cycle("LATER", managers=[cast.manager.manager])
    for code, said in (("NOWHERE", "LATER, Y"), ("LATER", "manage.py score LATER")):
        with pytest.raises(CommandError, match=said):
            call_command("decks", code, out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_named(scored, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(CommandError, match="taken"):
        call_command("decks", "Y", out=tmp_path / "taken" / "out")


def test_no_two_staff_numbers_share_a_file_name():
    """A folder on Windows or a Mac tells no capitals apart."""
    numbers = ["A/7", "A7", "A%2f7", "A-7", "a/7", "a7", "CON", "con", "É", "E\u0301"]
    names = file_names(numbers)
    assert list(names) == numbers
    assert len({normalize("NFKC", name).casefold() for name in names.values()}) == len(numbers)
