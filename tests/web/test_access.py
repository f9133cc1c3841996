"""Who may do what: every page and operation, asked by each role for its own things, another's, and such as are not."""

import re
from dataclasses import dataclass, field

import pytest
from support.authenticator import Authenticator
from support.front_end import Manifest
from support.ordering import read_events
from support.people import CHEAP, PASSWORD
from support.people import cheap_passwords as cheap_passwords
from support.rights_world import ACTORS, PROXY, PUBLIC_URL, TOKENS, Sender, build_world
from support.studio import Studio

from configurator.services.accounts import passwords
from configurator.services.accounts.rate_limits import HOUR_S, REFUSALS, RateLimit, refill
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from web import assets
from web.access import ACCESS
from web.app import create_app
from web.context import serve_previews
from web.request_limits import LIMITS
from web.signing_in import TOKEN_PATHS

ALLOWED, FORBIDDEN, HIDDEN = "allowed", "forbidden", "hidden"
SESSIONS = tuple(each for each in ACTORS if each not in TOKENS)
CLINIC = ("clinician", "prescriber")
CLINICS = (*CLINIC, "clinician of another clinic", "prescriber of another clinic")
FACTORY = ("operator", "inspector")
NETWORK = ("administrator",)
HEADS = ("prescriber", *NETWORK)
READ_TOKEN, ORDER_TOKEN, JOB_TOKEN, WATCH_TOKEN = ((each,) for each in TOKENS)
CLINIC_TOKENS = READ_TOKEN + ORDER_TOKEN
WATCHERS = FACTORY + NETWORK + JOB_TOKEN + WATCH_TOKEN + ("operator of another factory",)
NO_SUCH, NO_SECRET = "A" * 32, "A" * 43
ABSENT = re.compile("There is no (such )?(order|job|factory|batch|organisation|session|token|passkey)")


@dataclass(frozen=True)
class Rule:
    """One request: to whom it is allowed, to whom forbidden; all others are told that there is no such thing."""

    endpoint: str
    method: str
    path: str
    allowed: tuple = ()
    forbidden: tuple = ()
    content: dict = field(default_factory=dict)

    def verdict(self, name):
        return ALLOWED if name in self.allowed else FORBIDDEN if name in self.forbidden else HIDDEN

    def senders(self):
        """Pages take no tokens."""
        return ACTORS if self.path.startswith(TOKEN_PATHS) else SESSIONS

    def __str__(self):
        return f"{self.method} {self.path}"


def by_link(endpoint, method, path, scope, **content):
    """What is done with an order or a batch by its link: of a clinic by its members, of nobody's by whoever has it."""
    tokens = tuple(each for each in TOKENS if scope in TOKENS[each][1])
    others = tuple(each for each in TOKENS if each not in tokens)
    own = tuple(each for each in CLINIC_TOKENS if each in tokens)
    kind = "batch" if "batches" in path else "order"
    yield Rule(
        endpoint, method, path.format(f"{{clinic_{kind}}}"), CLINIC + own, tuple({*others} & {*CLINIC_TOKENS}), content
    )
    yield Rule(endpoint, method, path.format(f"{{customer_{kind}}}"), SESSIONS + tokens, others, content)
    yield Rule(endpoint, method, path.format(NO_SUCH), (), (), content)


def for_all(endpoint, method, path, **content):
    return Rule(endpoint, method, path, ACTORS, (), content)


def of_factory(endpoint, method, path, tokens=(), more=(), **content):
    return Rule(endpoint, method, path, FACTORY + tokens + more, (), content)


BY = {"json": {"actor": "somebody else"}}
ENTERED = {"hole_diameter": 35, "panel_thickness": 1.5, "cable_diameter": 8}
SHEET = {"measurements": ENTERED}
ADDRESS = {
    "name": "Workshop", "street": "1 Lane", "city": "Bristol", "country": "UK", "latitude": 51.4, "longitude": -2.5,
}  # fmt: skip
ORDER = {"items": [{"template": "grommet", "sheet": SHEET}], "deliver_to": ADDRESS, "key": "matrix", "actor": "x"}
FOR_A_PERSON = ORDER | {
    "items": [{"template": "heel_lift", "sheet": {"measurements": {"foot_length": 250, "heel_breadth": 60}}}],
    "patient": "K-1", "prescription": "lift 6 mm", "key": "matrix-2",
}  # fmt: skip
BATCH = {"template": "grommet", "rows": [ENTERED], "formats": ["stl"], "key": "matrix", "actor": "x"}
API = "/api/v1"
REPORT = f"{API}/jobs/{{shipped}}"
CARD = "/factories/berlin/jobs/{handed_over}"
PEOPLE_AT_JOBS = ("operator", "operator of another factory", "administrator")
NOT_NETWORK = tuple(each for each in ACTORS if each not in NETWORK)
NOT_CLINICS = tuple(each for each in SESSIONS if each not in CLINICS)
RULES = (
    for_all("static", "GET", "/static/none.css"),
    for_all("operations.live", "GET", "/health/live"),
    for_all("operations.ready", "GET", "/health/ready"),
    Rule("operations.metrics", "GET", "/metrics", NETWORK + WATCH_TOKEN, NOT_NETWORK),
    Rule("operations.status", "GET", "/status", NETWORK, NOT_NETWORK),
    for_all("sign_in.ask", "GET", "/sign-in"),
    for_all("sign_in.sign_in", "POST", "/sign-in"),
    for_all("sign_in.sign_in_by_passkey", "POST", "/sign-in/passkey"),
    for_all("passkeys.ask_to_sign_in", "POST", "/account/passkeys/sign-in"),
    for_all("provider.begin", "GET", "/sign-in/provider"),
    for_all("provider.accept", "GET", f"/invitations/{NO_SECRET}/provider"),
    for_all("provider.back", "GET", "/sign-in/provider/back"),
    # Without a provider there is no such page.
    Rule("provider.link", "POST", "/account/provider", (), ("visitor",)),
    Rule("provider.remove", "POST", "/account/provider/remove", (), ("visitor",)),
    for_all("invitations.show", "GET", f"/invitations/{NO_SECRET}"),
    for_all("invitations.accept", "POST", f"/invitations/{NO_SECRET}"),
    for_all("passwords.ask", "GET", "/passwords/"),
    for_all("passwords.send", "POST", "/passwords/"),
    for_all("passwords.show", "GET", f"/passwords/{NO_SECRET}"),
    for_all("passwords.choose", "POST", f"/passwords/{NO_SECRET}"),
    *(Rule(f"account.{name}", method, f"/account/{path}", SESSIONS[1:], ("visitor",), {"data": data})
      for name, method, path, data in (
        ("show", "GET", "", {}), ("choose_organisation", "POST", "organisation", {"organisation": "nowhere"}),
        ("choose_password", "POST", "password", {}), ("end_others", "POST", "sessions/end", {}),
        ("add_token", "POST", "tokens", {}),
    )),
    *(Rule(f"second_factor.{name}", method, "/account/second-factor/", SESSIONS[1:], ("visitor",))
      for name, method in (("show", "GET"), ("use", "POST"))),
    Rule("codes.show", "GET", "/account/code/", SESSIONS[1:], ("visitor",)),
    Rule("codes.change", "POST", "/account/code/", SESSIONS[1:], ("visitor",)),
    *(Rule(f"passkeys.{name}", method, f"/account/passkeys/{path}", SESSIONS[1:], ("visitor",))
      for name, method, path in (("show", "GET", ""), ("add", "POST", ""), ("ask_to_add", "POST", "options"))),
    *(Rule(f"passkeys.{name}", method, f"/account/passkeys/{path}", (), ("visitor",)) for name, method, path in (
        ("show_one", "GET", "none"), ("remove", "POST", "none"), ("ask_to_confirm", "POST", "confirmation"),
    )),
    Rule("account.end_one", "POST", "/account/sessions/none/end", (), ("visitor",), {"data": {"password": PASSWORD}}),
    Rule("account.end_token", "POST", "/account/tokens/none/revoke", (), ("visitor",)),
    *(Rule(f"{name}", method, path, NETWORK, NOT_NETWORK) for name, method, path in (
        ("accounts.show", "GET", "/accounts/"), ("accounts.disable", "POST", "/accounts/disable"),
        ("accounts.enable", "POST", "/accounts/enable"),
        ("accounts.make_link", "POST", "/accounts/password-link"),
        ("accounts.end_factors", "POST", "/accounts/factors/remove"),
        ("organisations.show_all", "GET", "/organisations/"),
        ("organisations.add_clinic", "POST", "/organisations/"),
        ("organisations.bound", "POST", "/organisations/clinic-thun/quotas"),
    )),
    *(Rule(f"organisations.{name}", method, f"/organisations/clinic-bern{path}", HEADS, ("clinician",))
      for name, method, path in (
        ("show", "GET", ""), ("invite_member", "POST", "/invitations"), ("remove", "POST", "/members/none/remove"),
        ("withdraw", "POST", "/invitations/none/withdraw"),
    )),
    for_all("catalogue.browse", "GET", "/"),
    for_all("threads.identify", "GET", "/threads"),
    for_all("part.configure", "GET", "/parts/grommet"),
    for_all("part.judge", "POST", "/parts/grommet/judge"),
    for_all("part.quote", "GET", "/parts/grommet/quote?hole_diameter=-1"),
    for_all("drawing.send", "POST", "/parts/flat_gasket/drawing/outline"),
    for_all("made.show", "GET", "/parts/grommet/made?hole_diameter=35"),
    for_all("made.make", "POST", "/parts/grommet/made"),
    for_all("made.make_file", "POST", "/parts/grommet/made/stl"),
    for_all("order.ask", "GET", "/parts/grommet/order"),
    for_all("order.place", "POST", "/parts/grommet/order"),
    for_all("basket.show", "GET", "/basket/"),
    for_all("basket.send", "POST", "/basket/"),
    *by_link("follow.show", "GET", "/orders/{}", "read"),
    *by_link("follow.progress", "GET", "/orders/{}/progress", "read"),
    *by_link("follow.approve", "POST", "/orders/{}/approve", "orders"),
    Rule("follow.approve", "POST", "/orders/{prescribed_order}/approve", ("prescriber",), ("clinician",)),
    for_all("follow.show", "GET", "/orders/{requested_order}"),
    Rule("follow.gather", "POST", "/orders/{clinic_order}/gather", (), CLINIC),
    Rule("follow.gather", "POST", "/orders/{visitor_order}/gather", SESSIONS[1:], ("visitor",)),
    Rule("own_orders.show", "GET", "/account/orders/", SESSIONS[1:], ("visitor",)),
    Rule("own_orders.gather", "POST", "/account/orders/", (), ("visitor",), {"data": {"link": "https://x"}}),
    Rule("follow.approve", "POST", "/orders/{requested_order}/approve", ("prescriber",),
         (*{*SESSIONS} - {"prescriber"},)),
    Rule("organisations.take_requests", "POST", "/organisations/clinic-bern/requests", HEADS, ("clinician",),
         {"data": {"take": "yes"}}),
    *(Rule(f"clinic.{name}", method, path, CLINICS, NOT_CLINICS) for name, method, path in (
        ("sheet", "GET", "/clinic/"), ("judge", "POST", "/clinic/judge"), ("send", "POST", "/clinic/"),
        ("orders", "GET", "/clinic/orders"), ("say_clinician", "POST", "/clinic/orders"),
    )),
    for_all("factory.network", "GET", "/factories/"),
    of_factory("factory.board", "GET", "/factories/berlin"),
    of_factory("factory.jobs", "GET", "/factories/berlin/jobs"),
    of_factory("factory.operator", "POST", "/factories/berlin/operator"),
    of_factory("factory.tell", "POST", f"{CARD}/ship"),
    of_factory("factory.address", "POST", f"{CARD}/address"),
    of_factory("factory.files", "GET", f"{CARD}/files.zip"),
    of_factory("factory.traveller", "GET", f"{CARD}/traveller.pdf"),
    for_all("api.read_document", "GET", f"{API}/openapi.json"),
    for_all("api.list_templates", "GET", f"{API}/templates"),
    for_all("api.show_template", "GET", f"{API}/templates/grommet"),
    for_all("api.read_measuring_sheet", "GET", f"{API}/templates/grommet/measuring-sheet"),
    for_all("api.find_threads", "GET", f"{API}/threads?diameter=9.5&tpi=16"),
    for_all("api.read_drawing", "POST", f"{API}/outlines", data=b"x"),
    for_all("api.judge_design", "POST", f"{API}/designs", json={"template": "grommet", "sheet": SHEET}),
    for_all("api.quote_part", "POST", f"{API}/quotes", json={}),
    *by_link("api.show_quotes", "GET", f"{API}/orders/{{}}/quotes", "read"),
    for_all("api.show_preview", "GET", f"{API}/previews/none"),
    for_all("api.show_picture", "GET", f"{API}/pictures/none"),
    for_all("api.make_design_files", "POST", f"{API}/files", json={}),
    for_all("api.read_artefact_bytes", "GET", f"{API}/artefacts/none"),
    for_all("api.list_factories", "GET", f"{API}/factories"),
    Rule("api.place_order", "POST", f"{API}/orders", SESSIONS[1:] + ORDER_TOKEN,
         ("visitor", *READ_TOKEN, *JOB_TOKEN, *WATCH_TOKEN), {"json": ORDER}),
    Rule("api.place_order", "POST", f"{API}/orders", CLINICS + ORDER_TOKEN,
         tuple(each for each in ACTORS if each not in CLINICS + ORDER_TOKEN), {"json": FOR_A_PERSON}),
    Rule("api.place_order", "POST", f"{API}/orders", SESSIONS[1:] + ORDER_TOKEN,
         ("visitor", *READ_TOKEN, *JOB_TOKEN, *WATCH_TOKEN), {"json": FOR_A_PERSON | {"clinic": "clinic-bern"}}),
    Rule("api.place_batch", "POST", f"{API}/batches", SESSIONS[1:] + ORDER_TOKEN,
         ("visitor", *READ_TOKEN, *JOB_TOKEN, *WATCH_TOKEN), {"json": BATCH}),
    Rule("api.expect_parcels", "POST", f"{API}/parcels", SESSIONS[1:] + tuple(TOKENS), ("visitor",),
         {"json": ORDER}),
    *by_link("api.show_batch", "GET", f"{API}/batches/{{}}", "read"),
    *by_link("api.show_results", "GET", f"{API}/batches/{{}}/results.csv", "read"),
    *by_link("api.show_order", "GET", f"{API}/orders/{{}}", "read"),
    *by_link("api.approve_order", "POST", f"{API}/orders/{{}}/approve", "orders", **BY),
    Rule("api.approve_order", "POST", f"{API}/orders/{{prescribed_order}}/approve", ("prescriber",),
         ("clinician", *CLINIC_TOKENS), BY),
    Rule("api.list_jobs", "GET", f"{API}/jobs", WATCHERS,
         tuple(each for each in ACTORS if each not in WATCHERS)),
    of_factory("api.show_job", "GET", f"{API}/jobs/{{shipped}}", JOB_TOKEN, NETWORK + WATCH_TOKEN),
    of_factory("api.claim_job", "POST", f"{REPORT}/claim", JOB_TOKEN, **BY),
    of_factory("api.start_job", "POST", f"{REPORT}/start", JOB_TOKEN, **BY),
    of_factory("api.finish_job", "POST", f"{REPORT}/done", JOB_TOKEN, **BY),
    of_factory("api.ship_job", "POST", f"{REPORT}/ship", JOB_TOKEN, **BY),
    of_factory("api.fail_job", "POST", f"{REPORT}/fail", JOB_TOKEN, json={"actor": "x", "reason": "warped"}),
    *by_link("api.cancel_order", "POST", f"{API}/orders/{{}}/cancel", "orders", **BY),
    *by_link("follow.cancel", "POST", "/orders/{}/cancel", "orders"),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights")
    with pytest.MonkeyPatch.context() as patch, sqlite.prepared() as url:
        patch.setattr(assets, "read_manifest", lambda *_: Manifest())
        patch.setattr(passwords, "hasher", lambda: CHEAP)
        context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": url}))
        served = serve_previews(context.with_pool(Studio(), folder))
        yield build_world(context, create_app(served, PUBLIC_URL, frozenset({PROXY})))
        context.engine.dispose()


def verdict_of(response):
    """What somebody was told."""
    # Nobody works here, so the service is not ready.
    assert response.status_code < 500 or response.status_code == 503, response.text
    to_sign_in = response.status_code == 303 and response.headers["Location"].startswith("/sign-in")
    if to_sign_in or response.status_code in (401, 403):
        return FORBIDDEN
    absent = response.status_code == 404 or (response.status_code == 422 and ABSENT.search(response.text))
    return HIDDEN if absent else ALLOWED


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_each_role_is_told_what_the_table_says(world, rule):
    path = rule.path.format(**vars(world))
    told = {name: world.senders[name].send(rule.method, path, **rule.content) for name in rule.senders()}
    assert {response.headers["Cache-Control"] for response in told.values()} == {"no-store"}
    if ACCESS[rule.endpoint] == "anybody":
        assert FORBIDDEN not in {verdict_of(response) for response in told.values()}
    else:
        expected = {name: rule.verdict(name) for name in told}
        assert {name: verdict_of(response) for name, response in told.items()} == expected


def test_every_endpoint_has_its_row_and_is_asked_for(world):
    app = world.senders["visitor"].client.application
    asked = {rule.endpoint for rule in RULES} | {"sign_in.sign_out"}
    assert {each.endpoint for each in app.url_map.iter_rules()} == set(ACCESS) == asked


def test_an_endpoint_without_a_row_is_closed(world, monkeypatch):
    monkeypatch.delitem(ACCESS, "catalogue.browse")
    assert world.senders["administrator"].send("GET", "/").status_code == 403


def test_what_is_hidden_reads_as_what_does_not_exist(world):
    sender = world.senders["clinician of another clinic"]
    other, none = (sender.send("GET", f"/orders/{token}") for token in (world.clinic_order, NO_SUCH))
    assert (other.status_code, other.data.replace(world.clinic_order.encode(), b"")) == (
        none.status_code, none.data.replace(NO_SUCH.encode(), b"")
    )  # fmt: skip


def test_looks_at_a_patient_and_refusals_of_rights_are_in_the_record(world):
    # Of the many refusals before, the last ones were not recorded.
    refill(world.context, REFUSALS, world.actors["operator"].account)
    before = len(read_events(world.context))
    world.senders["clinician"].send("GET", f"/orders/{world.prescribed_order}")
    world.senders["operator"].send("GET", "/clinic/")
    world.senders["visitor"].send("GET", f"/orders/{world.visitor_order}")
    seen, refused = read_events(world.context)[before:]
    assert (seen.kind, seen.role, seen.organisation) == ("patient_seen", "clinician", "clinic-bern")
    assert (refused.kind, refused.role, refused.data) == ("right_refused", "operator", {"what": "GET clinic.sheet"})


def test_whoever_asks_too_much_is_told_when_to_come_again_and_nobody_else_is(world, monkeypatch):
    monkeypatch.setitem(LIMITS, "drawing.send", RateLimit("few", 2, HOUR_S, "sending drawings"))
    path, customer, other = (
        "/parts/flat_gasket/drawing/outline",
        *map(world.senders.get, ("customer", "another customer")),
    )
    told = [customer.send("POST", path) for _ in range(3)]
    assert [each.status_code == 429 for each in told] == [False, False, True]
    assert 0 < int(told[2].headers["Retry-After"]) <= HOUR_S / 2 and "Try again in" in told[2].text
    assert other.send("POST", path).status_code != 429


def test_a_prescriber_approves_with_the_password_and_not_without(world):
    prescriber, path = world.senders["prescriber"], f"/orders/{world.made_order}/approve"
    for password in ("", "not the password of anybody"):
        refused = prescriber.send("POST", path, data={"password": password})
        assert refused.status_code == 422 and "not your password" in refused.text
    assert world.senders["clinician"].send("POST", path, data={"password": PASSWORD}).status_code == 403
    assert prescriber.send("POST", path, data={"password": PASSWORD}).status_code == 303
    approved = read_events(world.context)[-2]
    assert (approved.kind, approved.role, approved.organisation) == ("order_approved", "prescriber", "clinic-bern")
    page = prescriber.send("GET", f"/orders/{world.made_order}").text
    assert "By <strong>prescriber</strong>" in page


def test_a_prescriber_approves_with_a_passkey_and_not_with_one_that_was_not_asked(world):
    device, prescriber = Authenticator(PUBLIC_URL), world.senders["prescriber"]
    path = f"/orders/{world.second_order}/approve"
    form = {"name": "my phone", "password": PASSWORD}
    made = device.make(prescriber.send("POST", "/account/passkeys/options", data=form).text)
    assert prescriber.send("POST", "/account/passkeys/", data={"name": "my phone", "passkey": made}).status_code == 303
    assert "Approve with a passkey" in prescriber.send("GET", f"/orders/{world.second_order}").text
    for_signing_in = device.use(prescriber.send("POST", "/account/passkeys/sign-in").text)
    refused = prescriber.send("POST", path, data={"passkey": for_signing_in})
    assert refused.status_code == 422 and "not accepted" in refused.text
    answer = device.use(prescriber.send("POST", "/account/passkeys/confirmation").text)
    assert prescriber.send("POST", path, data={"passkey": answer}).status_code == 303
    assert "order_approved" in [each.kind for each in read_events(world.context)[-3:]]


def test_whoever_sends_a_token_stands_in_the_record_by_it_whatever_name_is_sent(world):
    sender = world.senders[ORDER_TOKEN[0]]
    assert (
        sender.send("POST", f"{API}/orders", json=ORDER | {"key": "named", "actor": "somebody else"}).status_code == 201
    )
    placed = [event for event in read_events(world.context) if event.kind == "order_placed"][-1]
    assert placed.actor.startswith("T-") and (placed.role, placed.organisation) == ("prescriber", "clinic-bern")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer mtmt_0000000000_" + "A" * 43, "Basic YTpi"])
def test_a_token_that_is_none_is_told_wherever_it_is_sent(world, token):
    sender = Sender("", world.senders["visitor"].client, {"Authorization": token})
    told = [sender.send("GET", f"{API}/{path}").status_code for path in ("templates", "jobs")]
    assert told == ([401, 401] if token else [200, 401])


def test_lists_have_what_is_ones_own_and_nothing_else(world):
    own, others = (world.senders[name].send("GET", "/clinic/orders").text for name in ("clinician", CLINICS[2]))
    assert world.prescribed_order in own and world.clinic_order in own and world.customer_order not in own
    assert not any(token in others for token in (world.prescribed_order, world.clinic_order, world.customer_order))
    jobs = {
        name: world.senders[name].send("GET", "/api/v1/jobs?factory=berlin").json["jobs"] for name in PEOPLE_AT_JOBS
    }
    assert jobs["operator of another factory"] == [] and jobs["operator"] == jobs["administrator"] != []


@pytest.mark.parametrize(
    ("name", "path", "boards"),
    [
        ("visitor", "/factories/", set()),
        ("administrator", "/factories/", set()),
        ("administrator", "/status", set()),
        ("operator", "/factories/", {"/factories/berlin"}),
    ],
)
def test_no_page_leads_to_a_board_that_is_hidden(world, name, path, boards):
    text = world.senders[name].send("GET", path).text
    assert "Berlin" in text or "berlin" in text
    assert set(re.findall(r'href="(/factories/\w+)', text.partition("<main")[2])) == boards


def test_whoever_signs_out_is_a_visitor_again(world):
    """The last one: nobody is signed in after it."""
    for name in SESSIONS:
        assert world.senders[name].send("POST", "/sign-out").status_code == 303
        assert verdict_of(world.senders[name].send("GET", "/account/")) == FORBIDDEN
