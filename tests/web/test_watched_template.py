"""What the author of a template is told who looks at its page."""

import pytest

from configurator import catalogue
from web.watched_template import watch_template


@pytest.fixture
def client(app):
    app.testing = False
    app.add_url_rule("/ours", "ours", view_func=lambda: {}["gone"])
    app.add_url_rule("/theirs", "theirs", view_func=lambda: str(catalogue.find("flat_gasket").wall(None)))
    watch_template(app, "flat_gasket")
    return app.test_client()


def test_what_a_template_raises_is_shown_with_its_line(client):
    answer = client.get("/theirs")
    assert answer.status_code == 500
    assert "AttributeError: &#39;NoneType&#39; object has no attribute" in answer.text
    assert "flat_gasket.py, line " in answer.text


def test_a_fault_of_this_program_stays_in_the_log(client):
    answer = client.get("/ours")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text and "KeyError" not in answer.text
