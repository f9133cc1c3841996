"""Two clinics, two factories, the network, customers and a visitor; what is whose, and how each sends requests."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

from configurator import catalogue
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import LOCAL, VISITOR
from configurator.services.accounts.api_tokens import make_token
from configurator.services.accounts.clinic_requests import set_taking_requests
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.sessions import begin_session
from configurator.services.batches.batches import place_batch
from configurator.services.designs.configure import build_design
from configurator.services.orders.place_order import place_order
from support import ordering
from support.ordering import BERLIN, LYON, item_request
from support.people import add_clinic, add_person

PUBLIC_URL, PROXY = "https://parts.example.org", "127.0.0.1"
# Whoever may come: for which organisation, as what.
PEOPLE = {
    "clinician": ("clinic-bern", "clinician"),
    "prescriber": ("clinic-bern", "prescriber"),
    "clinician of another clinic": ("clinic-thun", "clinician"),
    "prescriber of another clinic": ("clinic-thun", "prescriber"),
    "operator": ("berlin", "operator"),
    "inspector": ("berlin", "inspector"),
    "operator of another factory": ("lyon", "operator"),
    "administrator": ("network", "administrator"),
    "customer": ("", ""),
    "another customer": ("", ""),
}
TOKENS = {
    "token of a prescriber to read": ("prescriber", ("read",)),
    "token of a prescriber to order": ("prescriber", ("read", "orders")),
    "token of an operator": ("operator", ("read", "jobs")),
    "token of an administrator": ("administrator", ("read",)),
}
JOB_STATES = ("handed_over", "shipped")
VISITORS = ("visitor",)
ACTORS = (*VISITORS, *PEOPLE, *TOKENS)


@dataclass(frozen=True)
class Sender:
    """One of `ACTORS`, and the client by which it sends requests."""

    name: str
    client: object
    headers: dict

    def send(self, method, path, **content):
        """The response, as a trusted proxy in front would get it."""
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", **self.headers}
        environment = {"REMOTE_ADDR": PROXY}
        return self.client.open(
            path, method=method, base_url=PUBLIC_URL, headers=headers, environ_overrides=environment, **content
        )


def build_world(context, app):
    """The senders by name, and the things that requests are about, by what stands for them in a path."""
    ordering.add_factories(context, BERLIN, LYON)
    sessions = {name: _session(context, name, *of) for name, of in PEOPLE.items()}
    senders = {"visitor": Sender("visitor", app.test_client(), {})}
    for name, (key, _) in sessions.items():
        client = app.test_client()
        client.set_cookie("__Host-session", key, domain="parts.example.org", secure=True)
        senders[name] = Sender(name, client, {})
    for name, (owner, scopes) in TOKENS.items():
        text, _ = make_token(context, sessions[owner][1], name, scopes, 1)
        senders[name] = Sender(name, app.test_client(), {"Authorization": f"Bearer {text}"})
    actors = {name: session.actor for name, (_, session) in sessions.items()}
    return SimpleNamespace(context=context, senders=senders, actors=actors, **_things(context, actors))


def _session(context, name, organisation, role):
    if organisation.startswith("clinic"):
        add_clinic(context, organisation)
    if organisation == "network":
        add_organisation(context, LOCAL, "network", "network", "The network")
    account = add_person(context, f"{name.replace(' ', '-')}@example.org", organisation, role, name)
    return begin_session(context, account, factor=SecondFactor.CODE)


def _things(context, actors):
    prescribed = _order(context, actors["clinician"], "prescribed", "foot_orthosis")
    plain = _order(context, actors["clinician"], "plain", "grommet")
    made = _order(context, actors["clinician"], "made", "foot_orthosis")
    second = _order(context, actors["clinician"], "second", "foot_orthosis")
    for each in (made, second):
        ordering.make_items(context, each)
    customers = _order(context, actors["customer"], "customers", "grommet")
    visitors = _order(context, VISITOR, "visitors", "grommet")
    set_taking_requests(context, LOCAL, "clinic-bern", takes=True)
    asked = _request("foot_orthosis", "asked")
    requested = place_order(context.acting_as(VISITOR), VISITOR, replace(asked, clinic="clinic-bern")).order
    jobs = {state: ordering.job_in_state(context, state, state, _request("grommet", state)) for state in JOB_STATES}
    batches = {
        name: place_batch(context.acting_as(actor), actor, "1", "grommet", [ordering.row(35)], ["stl"]).batch
        for name, actor in (("clinic_batch", actors["prescriber"]), ("customer_batch", actors["customer"]))
    }
    return {
        "prescribed_order": prescribed.token,
        "made_order": made.token,
        "second_order": second.token,
        "clinic_order": plain.token,
        "customer_order": customers.token,
        "visitor_order": visitors.token,
        "requested_order": requested.token,
        **{state: job.ticket for state, job in jobs.items()},
        **{name: each.token for name, each in batches.items()},
    }


def _order(context, actor, key, template):
    return place_order(context.acting_as(actor), actor, _request(template, key)).order


def _request(template_id, key):
    template = catalogue.find(template_id)
    design = build_design(template, next(iter(template.presets.values())))
    offer = next(iter(template.offers))
    request = ordering.order_request(key=key)
    return replace(request, items=(replace(item_request(design), offer=offer),), key=key)
