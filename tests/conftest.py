import signal

import pytest
from hypothesis import settings

from configurator.pool import open_pool

# A shell without job control starts what runs in its background with Ctrl-C ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says nothing on a busy machine.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def pool():
    """One real child process, for all tests that need parts. It loads the kernel with its first job.

    The first pool of a program decides what its fork server preloads, and tests of the pool itself
    want that light.
    """
    with open_pool(workers=1, preload="configurator.domain.errors") as opened:
        yield opened
