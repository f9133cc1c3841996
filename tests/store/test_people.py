from support.ordering import ANNA

from configurator.domain.orders.orders import Person
from configurator.store import people
from configurator.store.database import write_transaction


def test_a_person_is_kept_under_a_code_until_erased(context):
    with write_transaction(context.engine) as connection:
        code, other = (people.add_person(connection, ANNA, "digest") for _ in range(2))
        assert code != other and code.startswith("P-")
        assert people.get_person(connection, code) == ANNA
        assert people.order_request_digest(connection, code) == "digest"
        assert people.delete_person(connection, code)
        assert not people.delete_person(connection, code)
        assert people.get_person(connection, code) == Person()
        assert people.order_request_digest(connection, code) == ""
        assert people.get_person(connection, other) == ANNA
