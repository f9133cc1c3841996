"""Orders and a small network of factories, brought to the state in which a test begins."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from unittest.mock import patch

from PIL import Image

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.measures.sheets import Sheet
from configurator.domain.orders.orders import Person
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.parts.designs import Configured
from configurator.domain.places import Place
from configurator.domain.production.factory_files import read_factory
from configurator.domain.production.jobs import Job
from configurator.services.designs.configure import build_design
from configurator.services.factories.factories import add_factory
from configurator.services.orders.approve import approve_order
from configurator.services.orders.make_item import make_item
from configurator.services.orders.place_order import place_order
from configurator.services.production import dispatch, job_reports
from configurator.services.production.route import route_job
from configurator.store import events, jobs, orders
from configurator.store.database import read_transaction
from support.fake_pool import FakePool

WORKER, CLINIC = Actor("worker:1", "worker"), Actor("clinic-7", "clinician")
OPERATOR = Actor("berlin:op2", "operator")
NETWORK = Actor("network")
GROMMET = catalogue.find("grommet")
ANNA = Person("K-2041", "RX-77", {"name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam"})
POTSDAM = Place(52.41, 13.07)
NO_SHEET = Sheet({})


def design(preset="firewall"):
    return build_design(GROMMET, GROMMET.presets[preset])


def item_request(design, offer="mjf-tpu", quantity=1, sheet=NO_SHEET):
    """The request of a design, as whoever has configured it hands it on."""
    return ItemRequest(design.template, sheet, Configured(design, ()), offer, quantity)


def order_request(*presets, key="1", quantity=1, person=ANNA, place=POTSDAM, pick_up=""):
    items = tuple(item_request(design(preset), quantity=quantity) for preset in presets or ["firewall"])
    return OrderRequest(key, items, person, place, pick_up)


def row(hole, cable=8):
    """One grommet in a table."""
    return {"hole_diameter": str(hole), "panel_thickness": "1.5", "cable_diameter": str(cable)}


def factory(name, latitude, longitude, materials=("PA12", "TPU"), side=380):
    machine = {"id": "jet", "process": "mjf", "build_mm": [side, side, side], "materials": list(materials)}
    place = {"latitude": latitude, "longitude": longitude}
    return read_factory({"id": name, "title": name.title(), "place": place, "machines": [machine]})


BERLIN, OSLO, LYON = factory("berlin", 52.5, 13.4), factory("oslo", 59.9, 10.8), factory("lyon", 45.8, 4.8)


class PicturePool(FakePool):
    """A fake pool whose pictures are valid, so that a traveller can be made of them."""

    def submit(self, function, request, limits=None):
        answer = super().submit(function, request, limits)
        if answer.exception() is None:
            files = answer.result()["files"]
            if "png" in files:
                Image.new("RGB", (4, 3)).save(Path(request["directory"], files["png"]), "png")
        return answer


class WorkerKilled(Exception):
    """Stands for a worker that is killed."""


def failing_pool(error):
    """A pool in which every part ends with this error."""

    def on_request(request):
        raise error

    return PicturePool(on_request)


def pool_failing_first(number, error):
    """A pool in which the first so many parts end with this error."""
    remaining = iter(range(number))

    def on_request(request):
        if next(remaining, None) is not None:
            raise error

    return PicturePool(on_request)


def add_factories(context, *factories):
    for each in factories:
        add_factory(context, NETWORK, each)


def placed_order(context, key="1", request=None):
    return place_order(context, CLINIC, replace(request or order_request(), key=key)).order


def make_items(context, order, pool=None, attempt=1):
    """The files of every item of an order; whether each must be done again."""
    scratch = context.folders.parent
    return [
        make_item(context.with_pool(pool or PicturePool(), scratch), WORKER, item.id, attempt) for item in order.items
    ]


def made_order(context, key="1", request=None):
    order = placed_order(context, key, request)
    make_items(context, order)
    return load_order(context, order.id)


def approved_order(context, key="1", request=None):
    return approve_order(context, CLINIC, made_order(context, key, request).id)


def dispatch_job(context, actor, job):
    """As a worker does it, with a scratch folder; no kernel is needed for it."""
    dispatch.dispatch_job(context.with_pool(None, context.folders.parent), actor, job)


def _hand_over(context, job):
    """With a blank traveller: drawing a real one takes longer than everything else."""
    with patch("configurator.production.traveller.make_traveller", return_value=b""):
        dispatch_job(context, WORKER, job.id)


STEPS = {
    "routed": lambda context, job: route_job(context, WORKER, job.id),
    "handed_over": _hand_over,
    "claimed": lambda context, job: job_reports.report_claimed(context, OPERATOR, job.ticket),
    "started": lambda context, job: job_reports.report_started(context, OPERATOR, job.ticket),
    "done": lambda context, job: job_reports.report_done(context, OPERATOR, job.ticket),
    "shipped": lambda context, job: job_reports.report_shipped(context, OPERATOR, job.ticket),
}


def advance(context, job: Job, state):
    """Take a job on from wherever it is to a state further along."""
    names = list(STEPS)
    begin = names.index(job.state) + 1 if job.state in names else 0
    for step in names[begin : names.index(state) + 1]:
        STEPS[step](context, job)
        job = load_job(context, job.id)
    assert job.state == state
    return job


def job_in_state(context, state, key="1", request=None):
    """The first job of a new order, in this state."""
    order = approved_order(context, key, request)
    (first, *_) = jobs_of(context, order.id)
    return first if state == "waiting" else advance(context, first, state)


def load_order(context, order):
    with read_transaction(context.engine) as connection:
        return orders.get_order(connection, order)


def load_job(context, job):
    with read_transaction(context.engine) as connection:
        return jobs.get_job(connection, job)


def jobs_of(context, order):
    with read_transaction(context.engine) as connection:
        return jobs.jobs_of_order(connection, order)


def routes_of(context, job):
    with read_transaction(context.engine) as connection:
        return events.routes_of(connection, job)


def read_events(context, **subject):
    with read_transaction(context.engine) as connection:
        return events.select_events(connection, limit=100_000, **subject)


def event_kinds(context, **subject):
    return [event.kind for event in read_events(context, **subject)]


def queued_works(context):
    """The enqueued works as (name, arguments), the oldest first."""
    from dbos import DBOSClient

    workflows = DBOSClient(system_database_engine=context.engine).list_workflows()
    return [(each.name, tuple(each.input["args"])) for each in workflows]


def run_concurrently(*calls):
    """Call each in a thread of its own, all at the same moment; what each returned, or the error it raised."""
    ready = Barrier(len(calls))

    def call(function):
        ready.wait()
        try:
            return function()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(call, calls))
