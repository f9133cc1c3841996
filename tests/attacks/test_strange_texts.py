"""Texts that steer a terminal, forge a line, or turn the direction of writing."""

from dataclasses import replace

import pytest
from pypdf import PdfReader
from support import ordering
from support.command import configurator
from support.ordering import ANNA, BERLIN

from configurator.cli.commands.context import open_command_context
from configurator.domain.texts import CONTROLS
from configurator.paper.contact_sheet import Tile, contact_sheet
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.views import list_orders
from configurator.services.production import job_reports
from configurator.settings import read_settings
from web.app import create_app
from web.context import serve_previews

# Clears the screen, sets the window's title, goes back to the line's start, turns the writing, opens a line.
ATTACK = "\x1b[2J\x1b]0;owned\x07\x9b31mfine\r\u202eelif\u2066\nerror: none"
ESCAPED = "\\x1b[2J"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with such texts wherever the services take any."""
    folder = tmp_path_factory.mktemp("data")
    person = replace(ANNA, prescription=ATTACK, address={**ANNA.address, "street": ATTACK.partition("\r")[0]})
    with open_command_context(read_settings({"CONFIGURATOR_DATA": str(folder)})) as context:
        ordering.add_factories(context, replace(BERLIN, title=ATTACK))
        cancelled = ordering.placed_order(context, "cancelled", ordering.order_request(person=person))
        cancel_order(context, ordering.CLINIC, cancelled.id, ATTACK)
        job = ordering.job_in_state(context, "started", "failed")
        job_reports.report_failed(context, ordering.OPERATOR, job.ticket, ATTACK)
    return folder


@pytest.fixture(scope="module")
def context(data):
    """The context over that data folder."""
    with open_command_context(read_settings({"CONFIGURATOR_DATA": str(data)})) as context:
        yield context


def lines_that_steer(text):
    """Lines with a control character other than the tab, and those that a text has forged."""
    lines = text.split("\n")
    return [line for line in lines if CONTROLS.search(line.replace("\t", "")) or line.startswith("error: none")]


@pytest.mark.slow
@pytest.mark.parametrize("words", [("job", "list"), ("events",)], ids=" ".join)
def test_no_list_steers_the_terminal(data, words):
    done = configurator(*words, cwd=data, environment={"CONFIGURATOR_DATA": str(data)})
    assert done.returncode == 0, done.stderr
    assert lines_that_steer(done.stdout + done.stderr) == []
    assert ESCAPED in done.stdout


@pytest.mark.slow
def test_a_person_s_texts_stay_in_their_field(data, context):
    (order,) = [each for each in list_orders(context) if each.state == "cancelled"]
    words = ("order", "show", order.id, "--person")
    done = configurator(*words, cwd=data, environment={"CONFIGURATOR_DATA": str(data)})
    assert done.returncode == 0, done.stderr
    assert lines_that_steer(done.stdout) == []


@pytest.mark.slow
def test_no_file_s_name_steers_the_terminal(data):
    for name in (b"\x1b[2J.csv", b"\xff\xfe.csv"):
        words = ("batch", name.decode(errors="surrogateescape"), "--template", "grommet", "--out", "made")
        done = configurator(*words, cwd=data)
        assert done.returncode == 1
        assert lines_that_steer(done.stderr) == []
        assert done.stderr.startswith("error: ")


def test_no_page_turns_the_writing(context, tmp_path):
    app = create_app(serve_previews(context.with_pool(ordering.PicturePool(), tmp_path), 8))
    orders = [f"/orders/{each.token}" for each in list_orders(context)]
    for page in (*orders, "/factories/", "/factories/berlin", "/clinic/orders"):
        response = app.test_client().get(page, headers={"Cookie": "clinician=clinic-7"})
        assert response.status_code == 200, page
        # A browser shows a line break as a space.
        assert not CONTROLS.search(response.text.translate(dict.fromkeys(map(ord, "\n\r\t")))), page


def test_no_sheet_turns_the_writing(tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(contact_sheet(ATTACK, [Tile(1, reason=ATTACK)]))
    reader = PdfReader(tmp_path / "sheet.pdf")
    text = reader.pages[0].extract_text()
    assert lines_that_steer(text.replace("error: none", "")) == []
    assert "\\u202e" in text
    assert not CONTROLS.search(reader.metadata.title)
