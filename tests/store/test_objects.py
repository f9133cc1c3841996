import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore

from configurator.domain.errors import Blocked, Failed
from configurator.store import objects

DATA = b"solid part"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "artefacts"


@pytest.fixture(params=["folder", "elsewhere"])
def store(request, folder):
    """A local folder, or something that is none: what S3 does with the same calls."""
    return objects.open_objects(str(folder)) if request.param == "folder" else MemoryStore()


def path(folder):
    return folder / "sha256" / DIGEST[:2] / DIGEST


def test_bytes_come_back_under_their_digest(store):
    assert not objects.has_object(store, DIGEST)
    assert objects.put_object(store, DATA) == DIGEST
    assert objects.has_object(store, DIGEST)
    assert objects.get_object(store, DIGEST) == DATA


def test_the_same_bytes_are_kept_once(folder):
    store = objects.open_objects(str(folder))
    objects.put_object(store, DATA)
    first = path(folder).stat()
    assert objects.put_object(store, DATA) == DIGEST
    assert (path(folder).stat().st_ino, path(folder).stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert [each.name for each in path(folder).parent.iterdir()] == [DIGEST]


def test_many_may_keep_the_same_bytes_at_once(store):
    big = os.urandom(1_000_000)
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(lambda _: objects.put_object(store, big), range(16)))
    assert digests == {hashlib.sha256(big).hexdigest()}
    assert objects.get_object(store, digests.pop()) == big


def test_changed_bytes_are_noticed(store):
    objects.put_object(store, DATA)
    obstore.put(store, f"sha256/{DIGEST[:2]}/{DIGEST}", b"solid patr")
    with pytest.raises(Failed, match=f"{DIGEST[:12]} was changed") as error:
        objects.get_object(store, DIGEST)
    assert not isinstance(error.value, Blocked)
    assert error.value.problems[0].fields == ("ARTEFACTS",)
    assert "backup" in error.value.problems[0].hint


@pytest.mark.parametrize("torn", [b"", b"solid"])
def test_what_a_power_cut_has_torn_is_kept_anew(store, torn):
    obstore.put(store, f"sha256/{DIGEST[:2]}/{DIGEST}", torn)
    objects.put_object(store, DATA)
    assert objects.get_object(store, DIGEST) == DATA


def test_missing_bytes_are_told_from_a_way_that_is_blocked(store):
    with pytest.raises(Failed, match="is missing") as error:
        objects.get_object(store, DIGEST)
    assert not isinstance(error.value, Blocked)


@pytest.mark.parametrize(
    "call", [lambda store: objects.put_object(store, DATA), lambda store: objects.get_object(store, DIGEST)]
)
def test_a_folder_that_is_in_the_way_blocks_until_it_is_not(folder, call):
    store = objects.open_objects(str(folder))
    path(folder).parent.parent.mkdir(parents=True)
    path(folder).parent.write_text("a file where a folder should be")
    with pytest.raises(Blocked, match="cannot be kept or read") as error:
        call(store)
    assert error.value.problems[0].fields == ("ARTEFACTS",) and "goes on by itself" in error.value.problems[0].hint
    path(folder).parent.unlink()
    objects.put_object(store, DATA)
    assert call(store) in (DIGEST, DATA)


@pytest.mark.parametrize("place", ["s3:///nothing", "nowhere://bucket", "az://container"])
def test_a_url_that_leads_nowhere_is_told(place):
    with pytest.raises(Blocked, match="cannot be reached") as error:
        objects.open_objects(place)
    assert "\n" not in str(error.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Blocked, match="cannot be reached"):
        objects.open_objects(str(tmp_path / "file" / "artefacts"))


def test_bytes_are_on_the_disk_before_the_record_says_so(folder, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(Path(f"/proc/self/fd/{descriptor}").readlink()))
    objects.put_object(objects.open_objects(str(folder)), DATA)
    assert synced == [path(folder), path(folder).parent, path(folder).parent.parent]
