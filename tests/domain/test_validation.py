from pydantic import ValidationError

from configurator.domain.orders.order_files import OrderFile
from configurator.domain.validation import MAX_PROBLEMS, validation_problems


def test_of_very_many_faults_the_first_are_told_and_the_others_counted():
    try:
        OrderFile.model_validate({"items": [], **{f"x{number}": 1 for number in range(5 * MAX_PROBLEMS)}})
    except ValidationError as error:
        problems = [*validation_problems(OrderFile, error, "order")]
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].message == f"There are {4 * MAX_PROBLEMS + 1} faults more."
    assert (problems[-1].fields, bool(problems[-1].hint)) == (("order",), True)
