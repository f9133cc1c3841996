"""A store of artefacts that overwrites in silence what was written once."""

import pytest
from support.s3_server import rclone_server, s3_server

from configurator.domain.errors import Blocked, Failed
from configurator.store import objects

PLACE = "s3://parts/artefacts"


@pytest.fixture
def endpoint(monkeypatch):
    """Sets where S3 is."""
    for name, value in (("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "secret"), ("REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    return lambda address: monkeypatch.setenv("AWS_ENDPOINT", address)


def test_a_store_that_keeps_what_is_there_is_opened_again_and_again(endpoint):
    with s3_server(keeps=True) as address:
        endpoint(address)
        for _ in range(3):
            store = objects.open_objects(PLACE)
        digest = objects.put_object(store, b"part")
        assert objects.put_object(store, b"part") == digest
        assert objects.get_object(store, digest) == b"part"


def test_a_store_that_overwrites_is_refused(endpoint):
    with s3_server(keeps=False) as address:
        endpoint(address)
        for _ in range(2):
            with pytest.raises(Failed, match="overwrites what is there"):
                objects.open_objects(PLACE)


def test_rclone_is_refused(endpoint, tmp_path):
    with rclone_server(tmp_path) as address:
        endpoint(address)
        with pytest.raises(Failed, match="overwrites what is there"):
            objects.open_objects(PLACE)


def test_a_store_that_does_not_answer_is_told_of_soon(endpoint):
    endpoint("http://127.0.0.1:9")
    with pytest.raises(Blocked, match="cannot be reached"):
        objects.open_objects(PLACE)


def test_a_folder_named_by_its_url_is_opened(tmp_path):
    (tmp_path / "store").mkdir()
    for _ in range(2):
        objects.open_objects(f"file://{tmp_path}/store")
