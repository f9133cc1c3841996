import pytest
from support.databases import KINDS


@pytest.fixture(params=KINDS)
def databases(request):
    """Makes databases: once of each kind."""
    return request.getfixturevalue(request.param)
