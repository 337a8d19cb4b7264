"""What the self-reviews of a cycle ask: templates, HR's changes, what nobody may lose."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse

from perfcenter.base.refusals import Refused
from reviews.deciding.write import approve, return_report
from reviews.deck.collect import texts_by_topic
from reviews.models import AnnualReport, Comment, Section
from reviews.publishing.write import publish
from reviews.report.content import GoalLine, ReportContent
from reviews.report.write import Incomplete, save_draft, submit
from reviews.sections.read import heading, sections_of
from reviews.sections.templates import Asked, templates
from reviews.sections.write import CODE, MOST, TAKEN, asked_now, set_sections
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

PROBATION = templates()["probation"].sections


@pytest.fixture
def cycle(cast):
    return make.make_cycle(managers=[cast.manager.manager, cast.colleague.manager])


@pytest.fixture
def probation(cast, cycle):
    set_sections(cycle=cycle, sections=PROBATION, actor=cast.hr)
    return cycle


def save(cast, cycle, texts, version=0, verb=save_draft):
    return verb(
        cycle=cycle, manager=cast.manager.manager, content=ReportContent(texts),
        version=version, actor=cast.manager,
    )  # fmt: skip


@pytest.mark.parametrize("template", templates().values(), ids=lambda one: one.code)
def test_every_template_can_be_asked(cast, cycle, template):
    set_sections(cycle=cycle, sections=template.sections, actor=cast.hr)
    assert asked_now(sections_of(cycle)) == list(template.sections)
    assert all(CODE.fullmatch(one.code) and not TAKEN.match(one.code) for one in template.sections)


def test_a_new_cycle_asks_the_four_usual_ones_and_its_log_answers_for_them(cast, cycle, capsys):
    codes = ["achievements", "problems", "improvements", "goals"]
    assert [one.code for one in sections_of(cycle)] == codes
    call_command("seal", reason="who they are came from no service")
    assert "reviews_section" not in capsys.readouterr().out
    call_command("verify")
    Section.objects.filter(cycle=cycle, code="goals").update(guidance_zh="别的")
    with pytest.raises(CommandError):
        call_command("verify")
    assert f"reviews_section cycle_id={cycle.pk}" in capsys.readouterr().err


def test_what_is_required_has_to_be_written_and_the_rest_may_stay_empty(cast, probation):
    texts = {one.code: "写了。" for one in PROBATION if one.is_required}
    with pytest.raises(Incomplete) as missing:
        save(cast, probation, {**texts, "learning": " "}, verb=submit)
    assert missing.value.sections == ["learning"]
    report = save(cast, probation, texts, verb=submit)
    assert report.texts["qualifications"] == ""
    assert report.texts.keys() == {one.code for one in PROBATION}


def test_a_text_is_as_long_as_its_section_takes_and_no_longer(cast, probation):
    limit = 2_000
    save(cast, probation, {"qualifications": "字" * limit})
    with pytest.raises(Refused, match=r"2,?001"):
        save(cast, probation, {"qualifications": "字" * (limit + 1)}, version=1)


def test_a_section_that_nobody_asks_is_refused(cast, probation):
    with pytest.raises(Refused, match="achievements"):
        save(cast, probation, {"achievements": "超额完成。"})


@pytest.mark.parametrize(
    "sections",
    [
        (),
        [Asked(f"part_{n}", "", f"第{n}") for n in range(MOST + 1)],
        [Asked("one", "", "一"), Asked("one", "", "二")],
        [Asked("one", "", " ")],
        [Asked("version", "", "版本")],
        [Asked("goal_lines", "", "目标")],
        [Asked("target_DEP", "", "目标")],
        [Asked("Übung", "", "练习")],
        [Asked("one", "", "一", limit=0)],
        [Asked("one", "", "一", limit=5_001)],
        [Asked("one", "", "一", topic="goals"), Asked("two", "", "二", topic="goals")],
    ],
)
def test_what_no_page_could_show_is_refused_and_nothing_changes(cast, cycle, sections):
    before = asked_now(sections_of(cycle))
    with pytest.raises(Refused):
        set_sections(cycle=cycle, sections=sections, actor=cast.hr)
    assert asked_now(sections_of(cycle)) == before


def test_a_section_with_words_in_it_stays(cast, cycle):
    save(cast, cycle, {"problems": "有一条。"})
    fewer = [one for one in asked_now(sections_of(cycle)) if one.code != "problems"]
    with pytest.raises(Refused, match=r"存在的问题|Problems"):
        set_sections(cycle=cycle, sections=fewer, actor=cast.hr)
    set_sections(cycle=cycle, sections=[*fewer[:1], *_asked(cycle, "problems")], actor=cast.hr)
    assert [one.code for one in sections_of(cycle)] == ["achievements", "problems"]


def _asked(cycle, *codes):
    return [one for one in asked_now(sections_of(cycle)) if one.code in codes]


def test_once_one_is_handed_in_all_are_asked_the_same(cast, cycle):
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    return_report(report=report, comments={"goals": "写数。"}, actor=cast.supervisor)
    now = asked_now(sections_of(cycle))
    retitled = [replace(one, title_zh=f"{one.title_zh}（含数据）") for one in now]
    set_sections(cycle=cycle, sections=retitled, actor=cast.hr)
    for other in (now[:3], now[::-1], [replace(now[0], limit=4_999), *now[1:]],
                  [*now, Asked("more", "", "更多")]):  # fmt: skip
        with pytest.raises(Refused):
            set_sections(cycle=cycle, sections=other, actor=cast.hr)
    assert asked_now(sections_of(cycle)) == retitled


def test_after_publication_not_even_the_database_changes_what_was_asked(cast):
    cycle = make.make_cycle(managers=[cast.manager.manager])
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    approve(report=report, actor=cast.supervisor)
    score(cycle=cycle)
    publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    with pytest.raises(Refused):
        set_sections(cycle=cycle, sections=PROBATION, actor=cast.hr)
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        Section.objects.filter(cycle=cycle).update(title_zh="别的")


@pytest.mark.parametrize("who", ["manager", "supervisor", "auditor", "administrator"])
def test_only_hr_sets_sections(cast, cycle, who):
    with pytest.raises(Refused):
        set_sections(cycle=cycle, sections=PROBATION, actor=getattr(cast, who))


def sent(page, **changes):
    """What a browser would send of the form on the page, with these changes."""
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)', page))
    selects = re.findall(r'<select name="([^"]+)".*?</select>', page, re.S)
    for name in selects:
        body = page[page.index(f'<select name="{name}"') :]
        chosen = re.search(r'value="([^"]*)" selected', body[: body.index("</select>")])
        fields[name] = chosen[1] if chosen else ""
    fields |= dict.fromkeys(re.findall(r'name="(s\d+-is_required)"[^>]*checked', page), "on")
    return {name: unescape(value) for name, value in fields.items()} | changes


def test_hr_adds_moves_and_takes_out_on_the_page_and_saves_once(login, cast, cycle):
    client, url = login(cast.hr), reverse("reviews:sections", args=[cycle.code])
    before = asked_now(sections_of(cycle))
    page = client.get(url).content.decode()
    page = client.post(url, sent(page, action="out-2")).content.decode()
    page = client.post(url, sent(page, action="add")).content.decode()
    page = client.post(
        url, sent(page, **{"s3-title_zh": "合规情况", "action": "up-3"})
    ).content.decode()
    assert "尚未保存" in page
    assert asked_now(sections_of(cycle)) == before
    assert client.post(url, sent(page, action="save")).status_code == 302
    found = sections_of(cycle)
    assert [one.code for one in found] == ["achievements", "problems", "part_1", "goals"]
    assert heading(found[2], found) == "三、合规情况"
    assert found[0].guidance == before[0].guidance


def test_a_page_older_than_the_sections_keeps_what_was_typed_and_saves_nothing(login, cast, cycle):
    client, url = login(cast.hr), reverse("reviews:sections", args=[cycle.code])
    page = client.get(url).content.decode()
    set_sections(cycle=cycle, sections=PROBATION, actor=cast.second_hr)
    late = client.post(url, sent(page, **{"s0-title_zh": "迟到的标题", "action": "save"}))
    assert late.status_code == 409
    assert "迟到的标题" in late.content.decode()
    assert asked_now(sections_of(cycle)) == list(PROBATION)


def test_a_template_is_looked_at_before_it_is_taken(login, cast, cycle):
    client, url = login(cast.hr), reverse("reviews:sections", args=[cycle.code])
    page = client.get(url).content.decode()
    page = client.post(url, sent(page, action="use", template="team_leader")).content.decode()
    assert "团队管理与带教" in page
    assert len(sections_of(cycle)) == 4
    client.post(url, sent(page, action="save"))
    assert asked_now(sections_of(cycle)) == list(templates()["team_leader"].sections)


def test_reviewers_comment_on_the_sections_of_the_cycle(login, cast, probation):
    texts = {one.code: f"{one.title_zh}：写了。" for one in PROBATION}
    save(cast, probation, texts, verb=submit)
    url = reverse("reviews:review", args=[probation.code, "M1"])
    page = login(cast.supervisor).get(url).content.decode()
    assert [text for text in texts.values() if text not in page] == []
    assert re.findall(r'name="comment_(\w+)"', page) == [one.code for one in PROBATION]
    decide = reverse("reviews:review_decide", args=[probation.code, "M1"])
    login(cast.supervisor).post(decide, {"comment_learning": "继续学。", "action": "return"})
    assert Comment.objects.get().section == "learning"
    assert AnnualReport.objects.get().state == "returned"


def test_the_deck_takes_texts_by_what_they_are_about(cast, probation):
    said = ReportContent({one.code: one.code for one in PROBATION}, (GoalLine("DEP"),))
    found = texts_by_topic(said, sections_of(probation))
    assert found["achievements"] == "work"
    assert found["problems"] == "shortcomings"
    assert found["improvements"] == "next_steps"
    assert [text for _title, text in found["others"]] == ["learning", "qualifications"]


def test_titles_are_still_saved_on_the_page_once_one_is_handed_in(login, cast, probation):
    texts = {one.code: "写了。" for one in PROBATION}
    save(cast, probation, texts, verb=submit)
    client, url = login(cast.hr), reverse("reviews:sections", args=[probation.code])
    page = client.get(url).content.decode()
    assert 'value="add"' not in page
    client.post(url, sent(page, **{"s0-title_zh": "学习与培训", "action": "save"}))
    found = asked_now(sections_of(probation))
    assert found == [replace(PROBATION[0], title_zh="学习与培训"), *PROBATION[1:]]
