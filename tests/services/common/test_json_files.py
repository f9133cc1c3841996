import tracemalloc

import pytest

from configurator.domain.errors import Refused
from configurator.services.common.json_files import MAX_FILE_BYTES, read_object


def test_a_file_of_any_length_is_refused_after_as_much_as_may_be_read(tmp_path):
    path = tmp_path / "order.json"
    path.write_text('{"items": []' + 20 * MAX_FILE_BYTES * " " + "}")
    tracemalloc.start()
    with pytest.raises(Refused, match=r"is too long\. Its file has at most 4 MiB"):
        read_object(path, "Write it so.")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2.5 * MAX_FILE_BYTES


def test_a_file_of_the_most_bytes_is_read(tmp_path):
    path = tmp_path / "order.json"
    path.write_text('{"key": "K"' + (MAX_FILE_BYTES - 12) * " " + "}")
    assert read_object(path, "Write it so.") == {"key": "K"}
