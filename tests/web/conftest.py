import pytest
from support.front_end import Manifest
from support.studio import Studio

from configurator.services.common.context import open_context
from configurator.settings import read_settings
from web import assets
from web.app import create_app
from web.context import serve_previews


@pytest.fixture(autouse=True)
def _front_end(monkeypatch):
    monkeypatch.setattr(assets, "read_manifest", lambda *_: Manifest())


@pytest.fixture
def context(sqlite, tmp_path):
    """A context on SQLite; nobody works on what it enqueues."""
    with sqlite.prepared() as url:
        opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
        yield opened
        opened.engine.dispose()


@pytest.fixture
def paper():
    """A pool whose parts are small and made at once."""
    return Studio()


@pytest.fixture
def app(context, paper, tmp_path):
    """The application over that context and that pool."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made = create_app(serve_previews(context.with_pool(paper, scratch)))
    made.testing = True
    return made


@pytest.fixture
def client(app):
    """Speaks with the application as a program does."""
    return app.test_client()
