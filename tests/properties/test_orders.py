"""Any sequence of calls leaves orders, items and jobs in states that the events alone reproduce, and loses nothing."""

import random
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.event import listen
from support.ordering import BERLIN, OSLO, WORKER, PicturePool, add_factories, dispatch_job, factory, order_request

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, Refused, blocked, crashed, failed
from configurator.domain.production.history import replay
from configurator.domain.production.states import JobState
from configurator.services.common.context import open_context
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.make_item import make_item
from configurator.services.orders.personal_data import erase_person, read_address
from configurator.services.orders.place_order import place_order
from configurator.services.production import dispatch, job_reports
from configurator.services.production.availability import set_factory_state
from configurator.services.production.dispatch import take_back_job
from configurator.services.production.remake import remake_job
from configurator.services.production.route import route_job
from configurator.settings import read_settings
from configurator.store import events, tables
from configurator.store.database import read_transaction


class Death(Exception):
    """A worker dies in the middle of its work."""


NETWORK = {each.id: each for each in (BERLIN, OSLO, factory("small", 52.4, 13.1, side=20))}
TABLES = (tables.orders, tables.items, tables.jobs, tables.factories)
ENDS = {state for state in JobState if state.is_final}
VERBS = {
    "claim": job_reports.report_claimed,
    "start": job_reports.report_started,
    "done": job_reports.report_done,
    "ship": job_reports.report_shipped,
    "fail": lambda context, actor, ticket: job_reports.report_failed(context, actor, ticket, "warped"),
    "address": read_address,
}
WAY = ["claim", "start", "done", "ship"]
DECISIONS = {"approve": approve_order, "cancel": cancel_order, "erase": erase_person}
TROUBLE = {
    "crash": crashed("Killed."),
    "verdict": failed("No solid."),
    "full disk": blocked("No space."),
    "death": Death(),
}
which = st.integers(0, 20)


class Network(RuleBasedStateMachine):
    """Customers, clinicians, operators and workers, each doing anything at any time."""

    def __init__(self, databases):
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        url = self.stack.enter_context(databases.prepared())
        # Names that are the same in every run, so that what fails can be made smaller.
        self.stack.enter_context(patch("secrets.choice", random.Random(0).choice))
        self.stack.enter_context(patch("configurator.production.traveller.make_traveller", return_value=b""))
        # No power cut is played here, and waiting for the disk would take half the time.
        self.stack.enter_context(patch("os.fsync"))
        opened = open_context(read_settings({"CONFIGURATOR_DATA": folder, "DATABASE_URL": url}))
        opened.engine.dispose()
        listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        self.stack.callback(opened.engine.dispose)
        self.works = []
        self.context = replace(opened, enqueue=lambda connection, work: self.works.append(work))
        self.scratch = Path(folder)
        add_factories(self.context, BERLIN)
        self.begin(order_request("smallest", "firewall", key="begun"))
        self.begin(order_request("smallest", key="begun too", place=None, pick_up="berlin"))

    def teardown(self):
        try:
            self.everything_comes_to_its_end()
        finally:
            self.stack.close()

    @rule(key=st.sampled_from("12"), presets=st.sampled_from([["an931-16-22"], ["firewall", "an931-16-22"]]))
    def customer(self, key, presets):
        self.call(place_order, Actor("clinic"), order_request(*presets, key=key))

    @rule(number=which, decision=st.sampled_from(["remake", *DECISIONS]))
    def clinic(self, number, decision):
        if decision == "remake":
            self.call(remake_job, Actor("clinic"), self.pick("job_created", number).job_id, "it rubs")
        else:
            self.call(DECISIONS[decision], Actor("clinic"), self.pick("order_placed", number).order_id)

    @precondition(lambda self: self.works)
    @rule(number=which, trouble=st.sampled_from(["none", *TROUBLE]))
    def worker(self, number, trouble):
        """Does what is enqueued in any order; what one does not live to finish is done by another."""
        work = self.works.pop(number % len(self.works))
        try:
            self.do(work, TROUBLE.get(trouble))
        except Death:
            self.works.append(work)

    @precondition(lambda self: self.works)
    @rule()
    def diligent_worker(self):
        while self.works:
            self.do(self.works.pop(0))

    @rule(number=which, verb=st.sampled_from(sorted(VERBS)), name=st.sampled_from(["op1", "op2"]))
    def operator(self, number, verb, name):
        """Answers under any lease there ever was."""
        event = self.pick("job_routed", number)
        if event:
            self.call(VERBS[verb], Actor(name), f"{event.job_id}.{event.data['epoch']}")

    @rule(number=which, verbs=st.sampled_from([WAY[:2], WAY[:3], WAY, [*WAY[:2], "fail"]]))
    def diligent_operator(self, number, verbs):
        for verb in verbs:
            self.operator(number, verb, "op1")

    @rule(name=st.sampled_from(sorted(NETWORK)), turn=st.sampled_from(["add", "up", "down", "paused"]))
    def network(self, name, turn):
        if turn == "add":
            add_factories(self.context, NETWORK[name])
        else:
            self.call(set_factory_state, Actor("network"), name, turn)

    @invariant()
    def everything_fits_together(self):
        with read_transaction(self.context.engine) as connection:
            told = replay(events.select_events(connection, limit=100_000))
            orders, items, jobs, factories = (rows(connection, each) for each in TABLES)
            routes = {row["id"]: events.routes_of(connection, row["id"]) for row in jobs}
        states = {row["id"]: row["state"] for row in orders}
        self.the_events_alone_tell_every_state(told, states, items, jobs)
        for item in items:
            mine = [row for row in jobs if row["item_id"] == item["id"]]
            self.all_but_the_newest_job_are_over(states[item["order_id"]], mine)
        self.every_job_is_where_its_lease_says(jobs, routes, factories)

    def the_events_alone_tell_every_state(self, told, states, items, jobs):
        assert told.faults == []
        assert told.orders == states
        assert told.items == {row["id"]: row["state"] for row in items}
        assert told.jobs == {row["id"]: row["state"] for row in jobs}
        for row in jobs:
            assert (row["factory"], row["epoch"]) == told.leases.get(row["id"], ("", 0))
            assert row["flag"] == told.flags.get(row["id"], "")

    def all_but_the_newest_job_are_over(self, order, mine):
        remade = {row["remake_of"] for row in mine}
        newest = [row["state"] for row in mine if row["id"] not in remade]
        assert len(newest) == (order in ("approved", "shipped") or (order == "cancelled" and mine != []))
        assert all(row["state"] in ENDS for row in mine if row["id"] in remade)
        assert order != "shipped" or newest == ["shipped"]
        assert order != "cancelled" or set(newest) <= {"cancelled", "failed"}

    def every_job_is_where_its_lease_says(self, jobs, routes, factories):
        there = {row["id"] for row in factories if row["state"] != "down"}
        assert all(row["factory"] in there for row in jobs if JobState(row["state"]).is_movable)
        assert all((row["factory"] == "") == (row["state"] == "waiting") for row in jobs if row["state"] != "cancelled")
        assert all(list(routes[row["id"]]) == list(range(1, row["epoch"] + 1)) for row in jobs)

    def everything_comes_to_its_end(self):
        """With everything in order again, nothing hangs and no factory has what it must not make."""
        while self.works:
            self.do(self.works.pop(0))
        with read_transaction(self.context.engine) as connection:
            orders, items, jobs, *_ = (rows(connection, each) for each in TABLES)
        placed = {row["id"] for row in orders if row["state"] == "placed"}
        assert not any(row["state"] == "waiting" for row in items if row["order_id"] in placed)
        for row in jobs:
            assert row["state"] != "routed"
            if row["state"] == "waiting":
                # That none can take it is the truth, and not a moment that was missed.
                assert row["reason"] and route_job(self.context, WORKER, row["id"]).state == "waiting"
        there = [row for row in jobs if row["state"] not in ("waiting", "cancelled")]
        lying = {(path.parent.name, path.name) for path in self.context.folders.glob("*/*.*")}
        assert lying == {(row["factory"], f"{row['id']}.{row['epoch']}") for row in there}

    def begin(self, wanted):
        order = place_order(self.context, Actor("clinic"), wanted).order
        for item in order.items:
            make_item(self.context.with_pool(PicturePool(), self.scratch), WORKER, item.id, 1)
        approve_order(self.context, Actor("dr"), order.id)

    def call(self, function, *arguments):
        """What is wrong is Refused, and then no work is left of it; anything else raised fails the test."""
        before = len(self.works)
        try:
            function(self.context, *arguments)
        except Refused:
            assert len(self.works) == before

    def do(self, work, trouble=None):
        """As `configurator.worker.worker` does it."""
        match work.name:
            case "make_item":
                while make_item(
                    self.context.with_pool(PicturePool(befalls(trouble)), self.scratch), WORKER, *work.arguments
                ):
                    pass
            case "produce_job":
                route_job(self.context, WORKER, *work.arguments)
                with patch.object(dispatch, "call_target", handing_over(trouble)):
                    dispatch_job(self.context, WORKER, *work.arguments)
            case "withdraw_job":
                take_back_job(self.context, *work.arguments)

    def pick(self, kind, number):
        """One of all events of a kind, the last one first."""
        with read_transaction(self.context.engine) as connection:
            told = events.select_events(connection, kind=kind, limit=10_000)
        return told[-1 - number % len(told)] if told else None


def rows(connection, table):
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def befalls(trouble):
    def on_request(request):
        if trouble:
            raise trouble

    return on_request


def handing_over(trouble):
    """A full disk leaves nothing behind; a worker may die when all is there."""

    def call_target(*request, really=dispatch.call_target):
        if isinstance(trouble, Blocked):
            raise trouble
        answer = really(*request)
        if isinstance(trouble, Death):
            raise trouble
        return answer

    return call_target


def test_nothing_is_lost_or_doubled_whatever_happens_in_whatever_order(sqlite):
    many = settings(max_examples=30, stateful_step_count=40, deadline=None)
    run_state_machine_as_test(lambda: Network(sqlite), settings=many)
