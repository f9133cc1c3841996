"""Takes the documentation's pictures of the pages, from a server of its own with orders on their way."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import FLAGS
from demo import COMMAND, SAMPLES
from pictures import small
from playwright.sync_api import Browser, Page, sync_playwright

GROMMET = "/parts/grommet{}?unit=mm&hole_diameter={}&panel_thickness=1.5&cable_diameter=5/16in"
ADDRESS = {"name": "A. Customer", "street": "Lindenweg 5", "postcode": "14467", "city": "Potsdam"}
FOOT = {"foot_length": "263; 264; 263.5", "foot_breadth": "98", "ball_of_foot_length": "193", "heel_breadth": "72"}
# The reports of the operator on each job, by their buttons; none on the last one yet.
TOLD = (("Claim", "It is on the machine", "Made and inspected"), ("Claim", "It is on the machine"), ("Claim",), ())
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


def take(folder: Path) -> None:
    """A picture of each kind of page, `web-*.png`. Needs Chromium: Debian's, or the one that CHROMIUM names."""
    with TemporaryDirectory() as data, served(Path(data)) as url, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, content in pages(browser, url):
            (folder / f"web-{name}.png").write_bytes(small(content))


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a server with the sample factories."""
    environment = {**os.environ, "CONFIGURATOR_DATA": str(data), "CONFIGURATOR_ACTOR": "network"}
    for name in ("DATABASE_URL", "ARTEFACTS"):
        environment.pop(name, None)
    for factory in sorted((SAMPLES / "factories").iterdir()):
        subprocess.run([COMMAND, "factory", "add", factory], env=environment, check=True, capture_output=True)
    words = [COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


def pages(browser: Browser, url: str) -> Iterator[tuple[str, bytes]]:
    """Name -> picture, as PNG."""
    page = browser.new_page(base_url=url, viewport=WIDE)
    orders = [order(page, 14 + number) for number in range(len(TOLD))]
    yield "order", page.screenshot(full_page=True)
    for each in orders:
        approve(page, each)
    yield "board", board(page)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    yield "catalogue", page.screenshot()
    page.goto(GROMMET.format("/order", 14))
    yield "order-form", page.screenshot()
    yield "clinic", sheet(page)
    yield "part", part(page)
    phone = browser.new_page(base_url=url, viewport=PHONE)
    yield "phone", part(phone)


def order(page: Page, hole: int) -> str:
    """Place an order and wait until it can be approved: its address."""
    page.goto(GROMMET.format("/order", hole))
    fill(page, ADDRESS)
    page.select_option("#country", "DE")
    page.get_by_role("button", name="Place the order").click()
    page.get_by_role("button", name="Approve and have it made").wait_for()
    return page.url


def approve(page: Page, address: str) -> None:
    """Have the order made, and wait until a factory has it."""
    page.goto(address)
    page.get_by_role("button", name="Approve and have it made").click()
    page.get_by_text("At the factory").first.wait_for()


def fill(page: Page, texts: dict[str, str]) -> None:
    """Type into fields, by their ids."""
    for name, text in texts.items():
        page.fill(f"#{name}", text)


def board(page: Page) -> bytes:
    """A factory's board with a job in every column."""
    page.goto("/factories/lyon")
    fill(page, {"operator": "lyon:jo"})
    page.get_by_role("button", name="Set").click()
    for words in TOLD:
        for word in words:
            page.locator(".job button", has_text=word).first.click()
            page.wait_for_load_state("networkidle")
    return page.screenshot()


def sheet(page: Page) -> bytes:
    """A clinician's sheet, filled in for the left foot."""
    page.goto("/clinic/")
    fill(page, {"patient": "K-2041", "clinician": "clinic-7"})
    for name, text in FOOT.items():
        page.fill(f"[name=left-{name}]", text)
    page.select_option("[name=source-foot_length]", "callipers")
    page.locator("#rank-left-heel_breadth span").first.wait_for()
    return page.screenshot()


def part(page: Page) -> bytes:
    """A part's page, with a field in use."""
    page.goto(GROMMET.format("", 14))
    page.locator("#dimensions button").first.wait_for()
    page.focus("#field-cable_diameter")
    page.locator(".viewer-label.is-strong").wait_for()
    return page.screenshot()
