"""What accounts cost: fifty people who are signed in beside fifty at a server without, and what signing in takes.

Each signs in by the form, as a browser does, and configures parts. Then all sign in at once, while one goes on
configuring: nobody else should wait for their passwords.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import perf_counter

from crowd import SECONDS, THOUGHT, Told, configure, configure_at_once, crowd, show
from footprint import shared_memory
from served import Person, milliseconds, server, server_with_accounts

from configurator.domain.actors import LOCAL
from configurator.services.accounts.accounts import add_account
from configurator.services.common.context import Context

PEOPLE = 50
PASSWORD = "harbour lane walnut seventeen"
PAGES = 200
# How long one person configures alone, in s, with a rest between two changes.
ALONE_S, REST_S = 10.0, (0.2, 0.2)


def main(people: int) -> None:
    """Print what so many wait with accounts and without, and what it takes to sign in."""
    with server() as (port, process):
        warm(port)
        plain = crowd(port, people, SECONDS, THOUGHT)
        show(f"{people} people without accounts", plain, plain)
        pages = time_pages(Person(port, "reader"), "/")
        print(f"  memory of the server and its processes: {shared_memory(process) / 1e6:.0f} MB")
    with server_with_accounts() as (port, process, context):
        warm(port)
        alone, members = sign_in_one_by_one(context, port, people)
        show(f"{people} people, signed in", configure_at_once(members, SECONDS, THOUGHT), plain)
        signed_in_pages = time_pages(members[0], "/")
        print(f"  a page: {signed_in_pages / pages:.2f} times as long ({signed_in_pages:.2f} ms, {pages:.2f} without)")
        sign_in_at_once(port, people, alone, members[0])
        print(f"  memory of the server and its processes: {shared_memory(process) / 1e6:.0f} MB")


def warm(port: int) -> None:
    """Have the kernel's processes started."""
    configure(visitor(port, 250), Random(0), 12.0, (0.0, 0.0), Told())


def visitor(port: int, number: int, cookie: str = "") -> Person:
    """Somebody with an address of their own, as the proxy tells it."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": f"192.0.2.{number}"}
    return Person(port, f"person-{number}", headers | ({"Cookie": cookie} if cookie else {}))


def sign_in_one_by_one(context: Context, port: int, people: int) -> tuple[float, Sequence[Person]]:
    """The median time of a sign-in in ms, and everybody, signed in."""
    times, members = [], []
    for number in range(people):
        add_account(context, LOCAL, email(number), f"Person {number}", PASSWORD, "", "")
        start = perf_counter()
        cookie = sign_in(visitor(port, number), number)
        times.append(milliseconds(start))
        members.append(visitor(port, number, cookie))
    median = statistics.median(times)
    print(f"signing in, one after the other: {median:.0f} ms; the slowest {max(times):.0f}")
    return median, members


def sign_in_at_once(port: int, people: int, alone_ms: float, other: Person) -> None:
    """All together, once more, while another configures."""
    before, meanwhile, statuses = Told(), Told(), Counter[str]()
    configure(other, Random(1), ALONE_S, REST_S, before)

    def enter(number: int) -> float:
        start = perf_counter()
        statuses["in" if sign_in(visitor(port, number), number) else "told to come again"] += 1
        return milliseconds(start)

    with ThreadPoolExecutor(people + 1) as threads:
        busy = threads.submit(configure, other, Random(1), ALONE_S, REST_S, meanwhile)
        times = sorted(threads.map(enter, range(people)))
        busy.result()
    print(
        f"{people} at once: median {statistics.median(times) / alone_ms:.1f} times as long as alone; {dict(statuses)}"
    )
    print(f"  all within {times[-1]:.0f} ms")
    show("  who configures meanwhile", meanwhile, before)


def sign_in(person: Person, number: int) -> str:
    """The cookie of a new session; empty where there was no turn."""
    status, headers, answer = person.send_form("/sign-in", {"email": email(number), "password": PASSWORD})
    assert status in (303, 503), answer
    return headers["Set-Cookie"].partition(";")[0] if status == 303 else ""


def time_pages(person: Person, path: str) -> float:
    """The median of what a page takes, in ms."""
    times = []
    for _ in range(PAGES):
        start = perf_counter()
        status, _, answer = person.get(path)
        assert status == 200, answer
        times.append(milliseconds(start))
    return statistics.median(times)


def email(number: int) -> str:
    """Of a person by number."""
    return f"person-{number}@example.org"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
