"""Make the contact sheets of decks: python -m tests.contact_sheets [--data DIR] [NAME ...]

A demo bank is made in a folder that goes afterwards, unless --data names one that holds it; decks
of very different people, of a branch and of the bank are rendered by LibreOffice and set side by
side, slide by slide, into docs/images.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
django.setup()

from reviews.deck import DeckData, build_deck  # noqa: E402 - Django must be set up first
from tests.browser.conftest import ROOT, environment  # noqa: E402
from tests.palettes import as_png, from_ppm, tiled  # noqa: E402
from tests.reviews.deck.building import dimension, measure, sheet  # noqa: E402
from tests.reviews.deck.samples import losing, newcomer  # noqa: E402
from tests.reviews.deck.strong import strong  # noqa: E402

IMAGES = ROOT / "docs" / "images"
COLUMNS, RESOLUTION = 3, 36
OF_THE_DEMO = ("star", "average", "troubled", "branch", "bank")
WRITE = """
import sys
from pathlib import Path
from portfolio.models import Manager
from reviews.deck.collect import data_of
from reviews.deck.build import build_deck
from reviews.deck.groups.read import group_deck
from reviews.deck.groups.whose import groups_of
from scoring.models import Cycle, Result
folder = Path({folder!r})
cycle = Cycle.objects.filter(published_run__isnull=False).order_by('-last_month').first()
ranked = list(Result.objects.filter(run=cycle.published_run, is_leaver=False)
    .exclude(composite=None).order_by('rank', 'manager_id').values_list('manager_id', flat=True))
def hers(staff_no):
    return data_of(cycle, Manager.objects.get(pk=staff_no), 'zh-hans', viewer=None)
chosen = {{'star': ranked[0], 'average': ranked[len(ranked) // 2], 'troubled': ranked[-1]}}
for name, staff_no in chosen.items():
    (folder / f'{{name}}.pptx').write_bytes(build_deck(hers(staff_no)))
groups = groups_of(cycle)
for name, group in (('bank', groups[0]), ('branch', groups[1])):
    (folder / f'{{name}}.pptx').write_bytes(group_deck(cycle, group, 'zh-hans'))
"""


def many_measures() -> DeckData:
    """A scheme of forty measures in five dimensions."""
    units = ("yuan", "count", "hours", "points", "ratio")
    dimensions = [
        dimension(
            f"d{d}",
            ("财务", "客户", "内部流程", "学习与成长", "风险合规")[d],
            0.2,
            *(
                measure(
                    f"M{d}{i}",
                    f"第{d + 1}维指标{i + 1}",
                    units[i % 5],
                    10 ** (6 if i % 5 == 0 else 2 - 4 * (i % 5 == 4)) * (60 + 7 * i + d) // 1,
                    10 ** (6 if i % 5 == 0 else 2 - 4 * (i % 5 == 4)) * 80,
                    within=5 + i,
                    median=90.0 + i,
                )
                for i in range(8)
            ),
        )
        for d in range(5)
    ]
    base = strong()
    made = sheet(*dimensions, staff_no="30040", name="孟伟", waterfall=base.sheet.waterfall)
    return replace(base, sheet=made, goal_lines=())


def without_data() -> DeckData:
    """A joiner of whom nothing is known yet."""
    lines = (
        measure("RORAC", "RORAC", target=100_000, status="no_data"),
        measure("DEP", "存款日均", target=0, status="zero_target"),
        measure("SAT", "客户满意度", "points", status="no_data"),
    )
    made = sheet(dimension("finance", "财务", 0.0, *lines), staff_no="20992", name="吴双")
    made = replace(made, composite=None, weight_with_data=0.0)
    return replace(newcomer(), sheet=made)


SAMPLES: dict[str, Callable[[], DeckData]] = {
    "without-loans": losing,
    "forty-measures": many_measures,
    "without-data": without_data,
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.contact_sheets")
    parser.add_argument("names", nargs="*", choices=[*OF_THE_DEMO, *SAMPLES, []])
    parser.add_argument("--data", type=Path, help="a data folder that holds the demo bank")
    asked = parser.parse_args(arguments)
    chosen = asked.names or [*OF_THE_DEMO, *SAMPLES]
    with TemporaryDirectory() as name:
        folder = Path(name)
        if set(chosen) & set(OF_THE_DEMO):
            write_decks(asked.data or demo_in(folder / "data"), folder)
        for one in set(chosen) & SAMPLES.keys():
            (folder / f"{one}.pptx").write_bytes(build_deck(SAMPLES[one]()))
        rendered(folder, [folder / f"{one}.pptx" for one in chosen])
        for one in chosen:
            picture = contact_sheet(folder / f"{one}.pdf")
            (IMAGES / f"deck-{one}.png").write_bytes(picture)
            sys.stdout.write(f"deck-{one}.png {len(picture) // 1000} kB\n")


def demo_in(folder: Path) -> Path:
    """Make the demo bank in a folder."""
    folder.mkdir()
    for command in (["migrate"], ["demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    return folder


def write_decks(data: Path, folder: Path) -> None:
    """Write the decks of chosen people, a branch and the bank of the newest published cycle."""
    code = WRITE.format(folder=str(folder))
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        cwd=ROOT, env={**environment(data.resolve()), "BANK_NAME": "临江银行"}, check=True,
    )  # fmt: skip


def rendered(folder: Path, decks: list[Path]) -> None:
    """Let LibreOffice make a PDF beside each deck."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("needed: soffice (LibreOffice)")
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, decks)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def contact_sheet(made: Path) -> bytes:
    """Set the slides of a rendered deck side by side."""
    pages = shutil.which("pdftoppm")
    if pages is None:
        sys.exit("needed: pdftoppm (poppler-utils)")
    start = made.with_suffix("")
    subprocess.run([pages, "-r", str(RESOLUTION), str(made), f"{start}-slide"], check=True)
    slides = sorted(made.parent.glob(f"{start.name}-slide-*.ppm"))
    return as_png(tiled([from_ppm(slide) for slide in slides], COLUMNS))


if __name__ == "__main__":
    main(sys.argv[1:])
