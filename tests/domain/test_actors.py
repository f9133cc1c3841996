import pytest

from configurator.domain.actors import named_actor
from configurator.domain.errors import Refused
from configurator.domain.text_bounds import ACTOR


@pytest.mark.parametrize("actor", ["clinic-7", "berlin:op2", "Küng", "x" * ACTOR.max_length])
def test_an_actor_is_taken_without_spaces_around(actor):
    assert named_actor(f" {actor}\n").id == actor


@pytest.mark.parametrize("actor", ["", " \n", "x" * (ACTOR.max_length + 1), "a\nb", "a\0", "a\u202eb", "\ud800"])
def test_what_is_no_name_of_an_actor_is_refused(actor):
    with pytest.raises(Refused) as error:
        named_actor(actor)
    assert error.value.problems[0].fields == ("actor",) and "clinic-7" in error.value.problems[0].hint
