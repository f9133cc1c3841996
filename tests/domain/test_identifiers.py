from configurator.domain.designs import ALPHABET
from configurator.domain.identifiers import new_id


def test_an_id_is_ten_characters_that_can_be_read_aloud_and_none_comes_twice():
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert {len(each) for each in ids} == {10}
    assert set("".join(ids)) == set(ALPHABET)
