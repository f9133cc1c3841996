import pytest

from configurator.domain.actors import MAX_ACTOR_LENGTH, named_actor
from configurator.domain.errors import Refused


@pytest.mark.parametrize("actor", ["clinic-7", "berlin:op2", "Küng", "x" * MAX_ACTOR_LENGTH])
def test_an_actor_is_taken_without_spaces_around(actor):
    assert named_actor(f" {actor}\n").id == actor


@pytest.mark.parametrize("actor", ["", " \n", "x" * (MAX_ACTOR_LENGTH + 1), "a\nb", "a\0", "a\u202eb", "\ud800"])
def test_what_is_no_name_of_an_actor_is_refused(actor):
    with pytest.raises(Refused) as error:
        named_actor(actor)
    assert error.value.problems[0].fields == ("actor",) and "clinic-7" in error.value.problems[0].hint
