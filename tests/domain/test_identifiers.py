from configurator.domain.identifiers import is_token, new_id, new_token
from configurator.domain.parts.designs import ALPHABET


def test_an_id_is_ten_characters_that_can_be_read_aloud_and_none_comes_twice():
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert {len(each) for each in ids} == {10}
    assert set("".join(ids)) == set(ALPHABET)


def test_a_token_cannot_be_guessed_and_none_comes_twice():
    tokens = {new_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert all(map(is_token, tokens))
    # 32 characters of 64: 192 bits.
    assert {len(each) for each in tokens} == {32}
    assert len(set("".join(tokens))) == 64


def test_what_could_be_no_token_is_told_from_one():
    token = new_token()
    others = "", token[1:], f"{token}a", f"{token[1:]}\0", f"{token[1:]}é", f"{token}\n"
    assert [each for each in others if is_token(each)] == []
