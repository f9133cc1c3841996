"""A template's page while its author is at work on it."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.command import COMMAND
from support.strangers import install

from web.frontend import build

pytestmark = pytest.mark.slow
CLIP = (Path(__file__).parents[3] / "templates_cad" / "_template.py").read_text(encoding="utf-8")


@contextmanager
def previewing(folder):
    """The address of the page of the template that a package in the folder brings."""
    install(folder, "acme_parts", {"__init__": "", "clip": CLIP}, "[configurator.templates]\nacme = acme_parts\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}
    command = [COMMAND, "preview", "cable_clip", "--no-browser"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def test_the_page_follows_the_file(chromium, tmp_path):
    build.main([])
    with previewing(tmp_path) as address:
        page = chromium.new_page()
        page.goto(f"{address}?cable_diameter=12")
        file, title, draft = (
            tmp_path / "acme_parts" / "clip.py",
            page.locator("h1"),
            page.locator("#dimensions td").nth(1),
        )
        expect(draft).to_have_text("12.30 mm")
        file.write_text(CLIP.replace('"Cable clip"', '"Wide clip"').replace("CLEARANCE = 0.3", "CLEARANCE = 1.3"))
        expect(title).to_have_text("Wide clip")
        # What was entered is there still, and the draft is made by the file as it is now.
        expect(page.locator("#field-cable_diameter")).to_have_value("12")
        expect(draft).to_have_text("13.30 mm")
        file.write_text(f"{CLIP}\n1 / 0\n")
        expect(page.locator("main")).to_contain_text("ZeroDivisionError: division by zero (line")
        file.write_text(CLIP)
        expect(title).to_have_text("Cable clip")
