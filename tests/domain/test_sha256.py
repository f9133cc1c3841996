import pytest

from configurator.domain.sha256 import sha256, sha256_of

# FIPS 180-2, appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_digest_is_that_of_the_standard():
    assert sha256(b"abc") == ABC


def test_a_file_has_the_digest_of_its_bytes(tmp_path):
    (tmp_path / "short").write_bytes(b"abc")
    (tmp_path / "long").write_bytes(b"\r\n\x00" * 200_000)
    assert sha256_of(tmp_path / "short") == ABC
    assert sha256_of(tmp_path / "long") == sha256(b"\r\n\x00" * 200_000)


def test_a_file_that_is_not_there_has_none(tmp_path):
    with pytest.raises(FileNotFoundError):
        sha256_of(tmp_path / "gone")
