"""Accounts: who may sign in at the pages."""

from __future__ import annotations

import click

from configurator.cli.commands import options, passwords

_email = click.argument("email")
_ROLE_HELP = "What somebody is there: clinician, prescriber, operator, inspector, administrator."


@click.group()
def account() -> None:
    """Accounts: add them, see them, disable them, invite to organisations."""


@account.command()
@_email
@click.option("--name", required=True, help="As others are to see it: 'Dr Anna Meier'.")
@click.option("--organisation", default="", help="Of what it is a member; of nothing unless told.")
@click.option("--role", default="", help=_ROLE_HELP)
@passwords.from_stdin
@options.actor
@options.as_json
def add(email: str, name: str, organisation: str, role: str, password_stdin: bool, actor: str, as_json: bool) -> None:
    """Add an account for EMAIL; the password is asked for.

    The first administrator: account add EMAIL --name NAME --role administrator. It adds the network as an
    organisation if there is none.
    """
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_account_added
    from configurator.services.accounts.accounts import add_account
    from configurator.services.accounts.organisations import organisation_for

    with write_context(actor, as_json) as (context, acting):
        password = passwords.read_password(password_stdin)
        own = organisation_for(context, acting, organisation, role)
        show_account_added(add_account(context, acting, email, name, password, own, role), as_json)


@account.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """List the accounts, with what they are members of."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.accounts import show_accounts
    from configurator.services.accounts.accounts import list_accounts

    with read_context(as_json) as context:
        show_accounts(list_accounts(context), as_json)


@account.command()
@_email
@options.actor
@options.as_json
def disable(email: str, actor: str, as_json: bool) -> None:
    """Let EMAIL sign in no more; its sessions end, and its tokens are of no use."""
    _set_disabled(email, actor, as_json, disabled=True)


@account.command()
@_email
@options.actor
@options.as_json
def enable(email: str, actor: str, as_json: bool) -> None:
    """Let EMAIL sign in again."""
    _set_disabled(email, actor, as_json, disabled=False)


@account.command()
@_email
@options.actor
@options.as_json
def reset(email: str, actor: str, as_json: bool) -> None:
    """Print a link by which EMAIL chooses another password: it is shown this once, and can be used once, for a day."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_password_link
    from configurator.services.accounts.password_links import make_password_link, password_url

    with write_context(actor, as_json) as (context, acting):
        public_url = _public_url()
        secret, account = make_password_link(context, acting, email)
        show_password_link(password_url(public_url, secret), account, as_json)


@account.command("remove-factors")
@_email
@options.actor
@options.as_json
def remove_factors(email: str, actor: str, as_json: bool) -> None:
    """Have EMAIL sign in without codes of an app and passkeys: the device is lost. Its sessions end."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_factors_removed
    from configurator.services.accounts.second_factor import remove_factors_of

    with write_context(actor, as_json) as (context, acting):
        show_factors_removed(remove_factors_of(context, acting, email), as_json)


@account.command()
@_email
@click.option("--organisation", required=True, help="To what.")
@click.option("--role", required=True, help=_ROLE_HELP)
@options.actor
@options.as_json
def invite(email: str, organisation: str, role: str, actor: str, as_json: bool) -> None:
    """Invite EMAIL to an organisation. Prints the link to hand over: it is shown this once, and can be used once."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_invitation
    from configurator.services.accounts.invitations import invite as invite_member

    with write_context(actor, as_json) as (context, acting):
        public_url = _public_url()
        secret, invitation = invite_member(context, acting, email, organisation, role)
        show_invitation(f"{public_url}/invitations/{secret}", invitation, as_json)


def _public_url() -> str:
    """Under which links lead here. Raises Refused without one."""
    import os

    from configurator.domain.errors import refused
    from configurator.settings import PUBLIC_URL_HINT, read_settings

    public_url = read_settings(os.environ).public_url
    if not public_url:
        raise refused("There are no accounts as long as PUBLIC_URL is empty.", "PUBLIC_URL", hint=PUBLIC_URL_HINT)
    return public_url


def _set_disabled(email: str, actor: str, as_json: bool, *, disabled: bool) -> None:
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_account_state
    from configurator.services.accounts.accounts import set_account_disabled

    with write_context(actor, as_json) as (context, acting):
        show_account_state(set_account_disabled(context, acting, email, disabled=disabled), as_json)
