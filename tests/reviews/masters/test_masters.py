"""The bank's own master: what is taken, what is refused and why, and from when on decks have it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from perfcenter.ui.packages import Hostile
from reviews.deck.build import build_deck, draw_deck
from reviews.deck.collect import deck_of
from reviews.deck.dressing import master_in_use, worn
from reviews.deck.fast import render
from reviews.deck.reference import render as reference
from reviews.deck.style import MARGIN, WIDTH
from reviews.masters import write
from reviews.masters.reading import read
from reviews.models import Master, MasterUse
from reviews.publishing.write import keep_master
from scoring.models import Cycle
from scoring.runs.write import score
from tests.reviews.deck.parity import differences
from tests.reviews.deck.samples import losing, strong
from tests.reviews.deck.structure import faults
from tests.reviews.masters.files import (
    BAND,
    EAST_ASIAN,
    HOSTILE,
    LATIN,
    OWN,
    PEER,
    TITLES,
    bank_file,
    bar,
    with_parts,
)

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("own_vault", "own_files")]


def taken(blob: bytes):
    return read(io.BytesIO(blob), len(blob))


def upload(blob: bytes, name: str = "本行.pptx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, blob)


def parts_of(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def dress():
    return taken(bank_file()).dress


def codes(found) -> set[str]:
    return {note["code"] for note in found.found}


def test_decks_in_it_are_valid_and_equal_those_of_the_reference(dress):
    for data in (strong(), losing()):
        drawing = draw_deck(replace(data, dress=dress))
        blob = render(drawing, dress)
        assert faults(blob) == []
        assert differences(reference(drawing, dress), blob) == []


def test_its_colours_typefaces_and_logo_are_in_the_deck(dress):
    blob = build_deck(replace(strong(), dress=dress))
    parts = parts_of(blob)
    theme = parts["ppt/theme/theme1.xml"].decode()
    colours = [f'<a:{slot}><a:srgbClr val="{value}"/>'
               for slot, value in (("accent1", OWN), ("accent3", BAND))]  # fmt: skip
    fonts = [f'typeface="{name}"' for name in (LATIN, TITLES, EAST_ASIAN)]
    for found in (*colours, *fonts):
        assert found in theme
    slides = [text.decode() for name, text in parts.items() if name.startswith("ppt/slides/slide")]
    assert all('typeface="+mn-lt"' in text and "Microsoft YaHei" not in text for text in slides)
    assert all('typeface="+mj-lt"' in text for text in slides)
    assert [name for name in parts if name.startswith("ppt/media/")] == ["ppt/media/image1.png"]
    deck = Presentation(io.BytesIO(blob))
    assert [s.shape_type for s in deck.slide_master.shapes].count(13) == 1  # a picture


def test_what_does_not_read_is_darkened_and_meaning_stays(dress):
    found, colours = taken(bank_file()), dict(dress.colours)
    assert {"darker", "meaning", "colours", "fonts", "wide_fonts", "page", "cover"} <= codes(found)
    assert colours["accent2"] != PEER
    assert (colours["accent5"], colours["accent6"]) == ("1B7052", "AB3322")


def test_the_title_and_the_draft_mark_stand_clear_of_the_logo(dress):
    logo = next(one.box for one in dress.page if one.picture)
    title = dress.title
    assert title.x == MARGIN
    assert title.y >= logo.bottom or title.right < logo.x
    assert dress.mark_right <= WIDTH
    assert not (dress.mark_right > logo.x and dress.mark_y < logo.bottom)


def test_a_dark_ground_is_left_out_and_a_dark_band_behind_titles_makes_them_light():
    def darken(deck):
        ground = deck.slide_layouts[0].background.fill
        ground.solid()
        ground.fore_color.rgb = RGBColor(0x10, 0x10, 0x30)
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        band = bar(slide, 200_000, 1_100_000, BAND)._element
        band.getparent().remove(band)
        deck.slide_layouts[5].shapes._spTree.insert(2, band)
        entry = deck.slides._sldIdLst[0]
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)

    found = taken(bank_file(darken))
    assert "dark" in codes(found)
    assert found.dress.is_dark
    data = replace(strong(), dress=found.dress)
    slides = Presentation(io.BytesIO(build_deck(data))).slides
    colours = [slide.shapes.title._element.findall(".//{*}rPr/{*}solidFill/*")[0].get("val")
               for slide in slides]  # fmt: skip
    assert colours[0] == "tx1"
    assert set(colours[1:]) == {"bg1"}
    assert faults(build_deck(data)) == []


def test_what_is_no_plain_drawing_does_not_get_in():
    blob = bank_file()
    part = "ppt/slideMasters/slideMaster1.xml"
    tree = etree.fromstring(parts_of(blob)[part])
    shape = next(one for one in tree.iter("{*}pic"))
    properties = shape.find(".//{*}cNvPr")
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    link = etree.SubElement(properties, f"{a}hlinkClick")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId1")
    link.set("action", "ppaction://program")
    etree.SubElement(shape, "{urn:strange}script").text = "run"
    found = taken(with_parts({part: etree.tostring(tree)}, base=blob))
    master = parts_of(found.dress.template)[part]
    assert b"hlinkClick" not in master
    assert b"strange" not in master
    assert b"ppaction" not in master


def test_layouts_that_are_missing_are_named():
    def without(*kept):
        def change(deck):
            for layout in list(deck.slide_layouts):
                if layout.name not in kept:
                    deck.slide_layouts.remove(layout)

        return change

    found = taken(bank_file(without("Title Only")))
    assert "no_cover" in codes(found)
    assert found.dress is not None
    assert taken(bank_file(without("Blank"))).dress is None


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_nothing_of_it_is_kept(cast, kind):
    make, said = HOSTILE[kind]
    with pytest.raises(Hostile) as refused:
        write.bring(upload=upload(make()), actor=cast.hr)
    assert said in str(refused.value)
    assert refused.value.reasons
    assert not Master.objects.exists()
    entry = AuditEntry.objects.filter(action__startswith="master.").last()
    assert (entry.action, entry.actor) == ("master.refuse", cast.hr)
    assert entry.detail["errors"] == refused.value.reasons


def test_every_reason_is_said_at_once(cast):
    blob = with_parts({"ppt/vbaProject.bin": b"x", "ppt/activeX/a.xml": b"<!DOCTYPE a><a/>"})
    with pytest.raises(Hostile) as refused:
        write.bring(upload=upload(blob), actor=cast.hr)
    assert len(refused.value.reasons) == 3


@pytest.fixture
def scored(cast, cycle, submitted):
    score(cycle=cycle)
    return cycle


def decks(cast, cycle) -> bytes:
    cycle.refresh_from_db()
    return deck_of(cycle, cast.manager.manager, "zh-hans", viewer=None)


def is_red(blob: bytes) -> bool:
    return f'<a:accent1><a:srgbClr val="{OWN}"/>'.encode() in parts_of(blob)["ppt/theme/theme1.xml"]


def test_it_is_used_once_somebody_says_so_and_an_earlier_one_comes_back(cast, scored):
    ours = decks(cast, scored)
    one = write.bring(upload=upload(bank_file()), actor=cast.hr)
    assert decks(cast, scored) == ours
    write.use(master=one, actor=cast.hr)
    assert is_red(decks(cast, scored))
    with pytest.raises(Refused):
        write.use(master=one, actor=cast.hr)
    write.use(master=None, actor=cast.hr)
    assert decks(cast, scored) == ours
    actions = AuditEntry.objects.filter(action__startswith="master.").order_by("pk")
    expected = ["master.bring", "master.use", "master.use"]
    assert list(actions.values_list("action", flat=True)) == expected
    assert MasterUse.objects.count() == 2


def test_a_published_deck_keeps_its_master_and_its_bytes(cast, scored):
    one = write.bring(upload=upload(bank_file()), actor=cast.hr)
    write.use(master=one, actor=cast.hr)
    run = scored.runs.get()
    keep_master(scored, cast.hr)
    Cycle.objects.filter(pk=scored.pk).update(published_at=run.made_at, published_run=run)
    before = decks(cast, scored)
    assert is_red(before)
    write.use(master=None, actor=cast.hr)
    assert master_in_use() is None
    assert decks(cast, scored) == before


def test_what_was_published_before_there_were_masters_has_ours(cast, scored):
    run = scored.runs.get()
    Cycle.objects.filter(pk=scored.pk).update(published_at=run.made_at, published_run=run)
    before = decks(cast, scored)
    write.use(master=write.bring(upload=upload(bank_file()), actor=cast.hr), actor=cast.hr)
    assert decks(cast, scored) == before


def test_only_hr_brings_and_uses_one(cast):
    with pytest.raises(NotAllowed):
        write.bring(upload=upload(bank_file()), actor=cast.auditor)
    with pytest.raises(NotAllowed):
        write.use(master=None, actor=cast.manager)


def test_the_pages_go_from_a_file_to_its_use(login, cast):
    client, page = login(cast.hr), reverse("reviews:master_list")
    refused = client.post(page, {"file": upload(HOSTILE["macros"][0]())})
    assert refused.status_code == 422
    assert "含有宏" in refused.content.decode()
    answer = client.post(page, {"file": upload(bank_file())})
    one = Master.objects.get()
    assert answer.url == reverse("reviews:master", args=[one.pk])
    said = client.get(answer.url).content.decode()
    assert "检查结果" in said
    assert f"#{PEER}改为#" in said
    assert said.count("<svg xmlns") == said.count('<section class="slide"') > 3
    logo = worn(one).page[0].picture or worn(one).page[1].picture
    address = reverse("reviews:master_media", args=[one.digest, logo])
    assert address in said
    assert login(cast.manager).get(address)["Content-Type"] == "image/png"
    client = login(cast.hr)
    assert (
        client.get(reverse("reviews:master_media", args=[one.digest, "x.png"])).status_code == 404
    )
    sample = client.get(reverse("reviews:master_sample", args=[one.pk]))
    assert faults(sample.content) == []
    assert client.post(reverse("reviews:master_use", args=[one.pk])).status_code == 302
    assert master_in_use() == one
    assert client.post(reverse("reviews:master_ours")).status_code == 302
    assert master_in_use() is None


def test_a_layout_moved_by_a_shape_of_nonsense_is_no_fault():
    """Numbers far outside of any slide are read as none."""

    def far(deck):
        shape = deck.slide_master.shapes[-1]
        shape.left = Emu(2_000_000_000)

    assert taken(bank_file(far)).dress is not None
