import pytest
from click.testing import CliRunner
from pyotp import TOTP
from support.ordering import BERLIN, CLINIC, add_factories, event_kinds, read_events
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD
from support.people import cheap_passwords as cheap_passwords

from configurator.cli.main import main
from configurator.services.accounts.codes import new_code_secret
from configurator.services.accounts.invitations import accept_as_new
from configurator.services.accounts.password_links import replace_password
from configurator.services.accounts.second_factor import set_up_code
from configurator.services.accounts.sessions import find_session, sign_in

ANNA = "anna@example.org"
ADD = ("account", "add", ANNA, "--name", "Dr Anna Meier")
SITE = "https://parts.example.org"


@pytest.fixture
def typed(call):
    """The command, with what somebody types for it."""

    def run(*words, text):
        return CliRunner().invoke(main, [*words], input=text, prog_name="configurator")

    return run


@pytest.fixture
def added(typed, context):
    """The first administrator."""
    done = typed(*ADD, "--role", "administrator", "--password-stdin", text=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.stderr
    return done


def test_the_first_administrator_brings_the_network_with_it(added, told, context):
    assert added.stderr == f"Account {ANNA} (Dr Anna Meier) is added: administrator of network.\n"
    assert told("organisation", "list")["organisations"] == [
        {"id": "network", "kind": "network", "title": "The network"}
    ]
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)[1].actor.role == "administrator"
    events = [(each.kind, each.actor) for each in read_events(context)]
    assert events[:2] == [("organisation_added", CLINIC.id), ("account_added", CLINIC.id)]


def test_a_second_administrator_joins_the_network_that_there_is(typed, call, told, context):
    call("organisation", "add", "swiss-parts", "--kind", "network", "--title", "Swiss Parts")
    assert typed(*ADD, "--role", "administrator", "--password-stdin", text=f"{PASSWORD}\n").exit_code == 0
    assert [each["id"] for each in told("organisation", "list")["organisations"]] == ["swiss-parts"]


def test_a_password_is_typed_twice_and_not_shown(typed, context):
    done = typed(*ADD, text=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0 and PASSWORD not in done.output
    assert done.stdout == "" and "is added: customer." in done.stderr
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)


def test_what_is_typed_differently_is_asked_for_again(typed, context):
    done = typed(*ADD, text=f"{PASSWORD}\n{OTHER_PASSWORD}\n{OTHER_PASSWORD}\n{OTHER_PASSWORD}\n")
    assert done.exit_code == 0 and "do not match" in done.stderr
    assert sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS)


@pytest.mark.parametrize("end", ["\n", "\r\n", "", "\nsecond line\n"])
def test_a_password_from_stdin_ends_with_its_line(typed, context, end):
    typed(*ADD, "--password-stdin", text=PASSWORD + end)
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)


@pytest.mark.parametrize(
    ("words", "password", "says"),
    [
        (ADD, "short", "It has 5 characters"),
        ((*ADD, "--role", "prescriber"), PASSWORD, "Where somebody is 'prescriber' is not said."),
        ((*ADD, "--role", "prescriber", "--organisation", "nowhere"), PASSWORD, "no organisation nowhere"),
        ((*ADD, "--role", "king", "--organisation", "clinic-bern"), PASSWORD, "A clinic has no 'king'."),
        (("account", "add", "anna", "--name", "Anna"), PASSWORD, "no address for e-mail"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_to_do(typed, call, told, context, words, password, says):
    call("organisation", "add", "clinic-bern", "--kind", "clinic", "--title", "Foot clinic Bern")
    done = typed(*words, "--password-stdin", text=f"{password}\n")
    assert done.exit_code == 1 and says in done.stderr and password not in done.output
    assert told("account", "list") == {"accounts": []}


def test_accounts_are_listed_disabled_and_enabled(added, call, told, refusal, context):
    lines = call("account", "list").stdout.splitlines()
    assert lines[1].split("  ") == [ANNA, "Dr Anna Meier", "administrator of network", "-"]
    key, _ = sign_in(context, ANNA, PASSWORD, ADDRESS)
    assert call("account", "disable", ANNA).stderr == f"Account {ANNA} is disabled.\n"
    assert find_session(context, key) is None
    (shown,) = told("account", "list")["accounts"]
    assert shown["disabled_at"] and shown["memberships"] == [{"organisation": "network", "role": "administrator"}]
    assert told("account", "enable", ANNA)["account"]["disabled_at"] == ""
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)
    assert refusal("account", "disable", "bea@example.org")["fields"] == ["email"]


def test_a_forgotten_password_is_replaced_by_a_link(added, call, told, context, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", f"{SITE}/")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    done = call("account", "reset", ANNA)
    link = done.stdout.strip()
    assert link.startswith(f"{SITE}/passwords/") and "within a day" in done.stderr
    replace_password(context, link.rpartition("/")[2], OTHER_PASSWORD)
    assert sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS)
    assert told("account", "reset", ANNA)["link"] != link


def test_whose_device_is_lost_signs_in_without_it_again(added, call, context):
    _, found = sign_in(context, ANNA, PASSWORD, ADDRESS)
    secret = new_code_secret()
    set_up_code(context, found, secret, TOTP(secret).now(), PASSWORD)
    assert call("account", "remove-factors", ANNA).stderr == (
        f"Account {ANNA} has no second factor any more, and its sessions have ended. A member sets one up"
        " after the password.\n"
    )
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)


def test_an_invitation_is_a_link_under_the_public_address(call, told, context, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", f"{SITE}/")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    add_factories(context, BERLIN)
    words = ("account", "invite", ANNA, "--organisation", "berlin", "--role", "operator")
    done = call(*words)
    link = done.stdout.strip()
    assert link.startswith(f"{SITE}/invitations/") and "operator of berlin" in done.stderr
    assert accept_as_new(context, link.rpartition("/")[2], "Otto", PASSWORD).email == ANNA
    invited = told(*words)
    assert invited["link"] != link and invited["invitation"]["role"] == "operator"
    assert event_kinds(context)[-3:] == ["member_invited", "invitation_accepted", "member_invited"]


def test_without_a_public_address_nobody_is_invited(call, refusal, context, monkeypatch):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    add_factories(context, BERLIN)
    problem = refusal("account", "invite", ANNA, "--organisation", "berlin", "--role", "operator")
    assert problem["fields"] == ["PUBLIC_URL"] and "member_invited" not in event_kinds(context)


def test_organisations_are_added_renamed_and_listed(call, told, refusal, context):
    add = ("organisation", "add", "clinic-bern", "--kind", "clinic", "--title")
    assert call(*add, "Foot clinic Bern").stderr == "Organisation clinic-bern (Foot clinic Bern) is a clinic.\n"
    assert told(*add, "Fussklinik")["organisation"]["title"] == "Fussklinik"
    assert call("organisation", "list").stdout.splitlines()[1].split() == ["clinic-bern", "clinic", "Fussklinik"]
    problem = refusal("organisation", "add", "clinic-bern", "--kind", "network", "--title", "x")
    assert problem["message"] == "clinic-bern is a clinic."
    assert call("organisation", "add", "x", "--kind", "guild", "--title", "x").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        (*ADD, "--password-stdin"),
        ("account", "disable", ANNA),
        ("account", "reset", ANNA),
        ("account", "remove-factors", ANNA),
        ("account", "invite", ANNA, "--organisation", "berlin", "--role", "operator"),
        ("organisation", "add", "clinic-bern", "--kind", "clinic", "--title", "x"),
    ],
)
def test_whoever_changes_accounts_says_who_they_are(refusal, monkeypatch, data, words):
    monkeypatch.delenv("CONFIGURATOR_ACTOR")
    assert refusal(*words)["fields"] == ["actor"]
