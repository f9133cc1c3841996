"""Organisations: clinics, and whoever runs the network; factories are organisations by themselves."""

from __future__ import annotations

import click

from configurator.cli.commands import options
from configurator.domain.accounts.organisations import OrganisationKind


@click.group()
def organisation() -> None:
    """Organisations, whose members accounts are: add them, see them."""


@organisation.command()
@click.argument("organisation")
@click.option("--kind", required=True, type=click.Choice([each.value for each in OrganisationKind]), help="What it is.")
@click.option("--title", required=True, help="How it is called: 'Foot clinic Bern'.")
@options.actor
@options.as_json
def add(organisation: str, kind: str, title: str, actor: str, as_json: bool) -> None:
    """Add ORGANISATION, by an id such as clinic-bern, or give a known one another title."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_organisation
    from configurator.services.accounts.organisations import add_organisation

    with write_context(actor, as_json) as (context, acting):
        show_organisation(add_organisation(context, acting, organisation, kind, title), as_json)


@organisation.command()
@click.argument("organisation")
@click.option("--take/--no-take", default=True, help="Whether anybody may ask it for a part for a person.")
@options.actor
@options.as_json
def requests(organisation: str, take: bool, actor: str, as_json: bool) -> None:
    """Have the clinic ORGANISATION take requests from people who are not its members, or take none any more."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_taking_requests
    from configurator.services.accounts.clinic_requests import set_taking_requests

    with write_context(actor, as_json) as (context, acting):
        set_taking_requests(context, acting, organisation, takes=take)
        show_taking_requests(organisation, take, as_json)


@organisation.command()
@click.argument("organisation")
@click.option("--orders", default="", metavar="NUMBER", help="So many orders in a day; bounds nothing unless told.")
@click.option("--uploads", default="", metavar="NUMBER", help="So many drawings and tables.")
@click.option("--previews", default="", metavar="NUMBER", help="So many looks at designs.")
@options.actor
@options.as_json
def quotas(organisation: str, orders: str, uploads: str, previews: str, actor: str, as_json: bool) -> None:
    """Bound what ORGANISATION does in a day, all its members and tokens together; what is left out is not bounded."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.accounts import show_quotas
    from configurator.services.accounts.quotas import set_quotas

    with write_context(actor, as_json) as (context, acting):
        texts = {"orders": orders, "uploads": uploads, "previews": previews}
        show_quotas(organisation, set_quotas(context, acting, organisation, texts), as_json)


@organisation.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """List the organisations; of the factories those that have members."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.accounts import show_organisations
    from configurator.services.accounts.organisations import list_organisations

    with read_context(as_json) as context:
        show_organisations(list_organisations(context), as_json)
