"""The tables. Their names carry a prefix, because the durable engine's own share the file on SQLite."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from configurator.store.json_columns import JSON_LIST, JSON_OBJECT

PREFIX = "mtm_"
metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_one_%(column_0_N_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s",
        "pk": "%(table_name)s_key",
    }
)


def _text_column(name: str, **options: object) -> Column[str]:
    return Column(name, Text, nullable=False, **options)  # type: ignore[arg-type]


def _optional_text_column(name: str) -> Column[str]:
    return _text_column(name, server_default="")


designs = Table(
    PREFIX + "designs",
    metadata,
    Column("digest", String(64), primary_key=True),
    _text_column("template"),
    _text_column("version"),
    _text_column("code", index=True),
    Column("parameters", JSON_OBJECT, nullable=False),
)

# The bytes are stored write-once under `sha256`; `key` is the digest of all they depend on.
artefacts = Table(
    PREFIX + "artefacts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("design", ForeignKey(designs.c.digest), nullable=False, index=True),
    _text_column("kind"),
    _text_column("sha256", index=True),
    Column("size", Integer, nullable=False),
)

# Personal data; the event log refers to it by `code` and is complete without it.
people = Table(
    PREFIX + "people",
    metadata,
    Column("code", Text, primary_key=True),
    _optional_text_column("patient"),
    _optional_text_column("prescription"),
    Column("address", JSON_OBJECT, nullable=False),
    # For whoever wants word of the order; empty for nobody.
    _optional_text_column("email"),
    # SHA-256 of the order request: another request with the same key is refused.
    _optional_text_column("asked"),
    _optional_text_column("erased_at"),
)

# Orders placed before there were tokens have none; the index leaves them out.
HAS_TOKEN = text("token != ''")
orders = Table(
    PREFIX + "orders",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("state"),
    _text_column("placed_at"),
    _text_column("placed_by"),
    _text_column("key"),
    _text_column("person"),
    Column("latitude", Float),
    Column("longitude", Float),
    _optional_text_column("pick_up"),
    _optional_text_column("reason"),
    # The secret in the link by which whoever placed the order opens it again.
    _optional_text_column("token"),
    # What a part for a person is in law; empty where nobody has said it.
    _optional_text_column("device_type"),
    # The clinic and the account to which it belongs; empty where it was ordered without them.
    _optional_text_column("organisation"),
    _optional_text_column("account"),
    # 1 where somebody outside asked the clinic for it: whoever has the link goes on seeing it.
    Column("requested", Integer, nullable=False, server_default="0"),
    # The order that a clinic has placed in its place.
    _optional_text_column("replaced_by"),
    # By what the factories that can make its parts are ranked.
    _text_column("wish", server_default="nearest"),
    UniqueConstraint("placed_by", "key"),
    # Each index has all sort columns of a list, so that no list needs a sort.
    Index(None, "state", "placed_at", "id"),
    Index(None, "placed_at", "id"),
    Index(None, "placed_by", "placed_at", "id"),
    Index(None, "placed_by", "state", "placed_at", "id"),
    Index(None, "organisation", "placed_at", "id"),
    Index(None, "account", "placed_at", "id"),
    Index(PREFIX + "orders_one_token", "token", unique=True, sqlite_where=HAS_TOKEN, postgresql_where=HAS_TOKEN),
    Index(None, "person"),
)

# Parts that a visitor puts together before ordering them; the browser alone has the token.
baskets = Table(
    PREFIX + "baskets",
    metadata,
    Column("token", Text, primary_key=True),
    _text_column("changed_at", index=True),
    Column("lines", JSON_LIST, nullable=False),
)

items = Table(
    PREFIX + "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("design", ForeignKey(designs.c.digest), nullable=False, index=True),
    Column("quantity", Integer, nullable=False),
    _text_column("offer"),
    Column("sheet", JSON_OBJECT, nullable=False),
    # Where it sits and what touches it; empty where nobody has said.
    Column("installation", JSON_OBJECT, nullable=False, server_default="{}"),
    _text_column("state"),
    _optional_text_column("reason"),
    # How often building it began, and how often the kernel's process crashed.
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0"),
    # Format -> SHA-256 of its bytes.
    Column("files", JSON_OBJECT, nullable=False),
    Column("size_mm", JSON_LIST, nullable=False),
    # Of one piece, as made; null before, and of items of an earlier version.
    Column("volume_mm3", Float),
)

# What each factory has quoted for an item, at one moment; the last of them holds.
quotes = Table(
    PREFIX + "quotes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False),
    Column("item_id", ForeignKey(items.c.id), nullable=False),
    _text_column("quoted_at"),
    Column("quotes", JSON_LIST, nullable=False),
    Index(None, "order_id", "quoted_at", "id"),
)

# Few jobs are flagged; a query must use this very condition to be served by the partial index.
IS_FLAGGED = text("flag != ''")
jobs = Table(
    PREFIX + "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("item_id", ForeignKey(items.c.id), nullable=False, index=True),
    _text_column("state"),
    Column("epoch", Integer, nullable=False, server_default="0"),
    _optional_text_column("factory"),
    _optional_text_column("machine"),
    _optional_text_column("operator"),
    _optional_text_column("flag"),
    _optional_text_column("reason"),
    _optional_text_column("remake_of"),
    _text_column("created_at"),
    # File name -> SHA-256 of all that was handed over last; empty before, and if that was by an older program.
    Column("files", JSON_OBJECT, nullable=False, server_default="{}"),
    # The factory at which it is placed together with others that lost theirs; a route takes it if it can.
    _optional_text_column("proposed"),
    Index(None, "state", "created_at", "id"),
    Index(None, "factory", "state", "created_at", "id"),
    Index(None, "factory", "created_at", "id"),
    Index(None, "created_at", "id"),
    Index(PREFIX + "jobs_flagged", "created_at", "id", sqlite_where=IS_FLAGGED, postgresql_where=IS_FLAGGED),
)

# By what a part was sent. The number leads to a name and an address at the carrier, so it is erased with the person.
shipments = Table(
    PREFIX + "shipments",
    metadata,
    Column("job", ForeignKey(jobs.c.id), primary_key=True),
    _text_column("carrier"),
    _text_column("tracking_number"),
)

# Word of what has become of an order, for the event of this number: each is sent once.
order_mails = Table(
    PREFIX + "order_mails",
    metadata,
    Column("order_id", ForeignKey(orders.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text_column("about"),
    _text_column("state"),
)

factories = Table(
    PREFIX + "factories",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("state"),
    Column("facts", JSON_OBJECT, nullable=False),
)

# The configs by which machines are sliced for, as factories' files brought them; a factory's facts have the SHA-256.
slicer_profiles = Table(
    PREFIX + "slicer_profiles", metadata, Column("sha256", String(64), primary_key=True), _text_column("text")
)

# What PrusaSlicer told of a file with a profile, both by their SHA-256; without hours why it told none.
sliced_hours = Table(
    PREFIX + "sliced_hours",
    metadata,
    Column("file", String(64), primary_key=True),
    Column("profile", String(64), primary_key=True),
    Column("hours", Float),
    _optional_text_column("reason"),
)

# An uploaded table, of which a part is made for each row.
batches = Table(
    PREFIX + "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    _text_column("template"),
    Column("formats", JSON_LIST, nullable=False),
    _text_column("placed_at"),
    _text_column("placed_by"),
    _text_column("key"),
    # SHA-256 of the request: another request with the same key is refused.
    _text_column("asked"),
    # The id of the request that placed it, empty if none did.
    _optional_text_column("request"),
    # As of an order.
    _optional_text_column("organisation"),
    _optional_text_column("account"),
    UniqueConstraint("placed_by", "key"),
)

batch_rows = Table(
    PREFIX + "batch_rows",
    metadata,
    Column("batch", ForeignKey(batches.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # As a spreadsheet counts; 0 where the rows were no table.
    Column("line", Integer, nullable=False, server_default="0"),
    _text_column("status"),
    Column("design", ForeignKey(designs.c.digest)),
    # As of an item.
    Column("installation", JSON_OBJECT, nullable=False, server_default="{}"),
    Column("problems", JSON_LIST, nullable=False),
    # As of an item: format -> SHA-256, and how often building it began and crashed.
    Column("files", JSON_OBJECT, nullable=False),
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0"),
    # Spent on making it.
    Column("seconds", Float, nullable=False, server_default="0"),
)

# Append-only: the database itself refuses to change or delete a row.
events = Table(
    PREFIX + "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _text_column("at"),
    _text_column("actor"),
    _text_column("kind"),
    _optional_text_column("order_id"),
    _optional_text_column("item_id"),
    _optional_text_column("job_id"),
    _optional_text_column("factory"),
    Column("data", JSON_OBJECT, nullable=False),
    # As what the actor did it; empty where nobody has said it.
    _optional_text_column("role"),
    _optional_text_column("organisation"),
    Index(None, "order_id", "number"),
    Index(None, "job_id", "number"),
    Index(None, "factory", "number"),
)

# What the workers spent on each step of their work, in s, and how often: added up, whichever worker it was.
work_times = Table(
    PREFIX + "work_times",
    metadata,
    Column("work", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
)

# A worker increments its row for as long as it runs.
heartbeats = Table(
    PREFIX + "heartbeats", metadata, Column("worker", Text, primary_key=True), Column("beat", Integer, nullable=False)
)

organisations = Table(
    PREFIX + "organisations",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("kind"),
    _text_column("title"),
    # 1 for a clinic that can be asked for parts by people who are not its members.
    Column("takes_requests", Integer, nullable=False, server_default="0"),
    # What -> how often in a day; what is not named is not bounded.
    Column("quotas", JSON_OBJECT, nullable=False, server_default="{}"),
)

accounts = Table(
    PREFIX + "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("email", unique=True),
    _text_column("name"),
    # By Argon2id, in its own text form; empty until one is chosen.
    _optional_text_column("password"),
    # What an app makes codes of, and the last step of time (30 s each) whose code was used; empty and 0 without.
    _optional_text_column("code_secret"),
    Column("code_step", Integer, nullable=False, server_default="0"),
    _text_column("created_at"),
    _optional_text_column("disabled_at"),
)

# One role in each organisation.
members = Table(
    PREFIX + "members",
    metadata,
    Column("account", ForeignKey(accounts.c.id), primary_key=True),
    Column("organisation", ForeignKey(organisations.c.id), primary_key=True, index=True),
    _text_column("role"),
)

# Of the key in a browser's cookie the hash.
sessions = Table(
    PREFIX + "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("hash", unique=True),
    Column("account", ForeignKey(accounts.c.id), nullable=False, index=True),
    _optional_text_column("organisation"),
    _text_column("created_at"),
    _text_column("seen_at"),
    _text_column("confirmed_at"),
    _optional_text_column("agent"),
    # What was shown beside the password, or in its place.
    _optional_text_column("factor"),
)

# By the id that its device gave each; both this and the public key in base64url.
passkeys = Table(
    PREFIX + "passkeys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", ForeignKey(accounts.c.id), nullable=False, index=True),
    _text_column("name"),
    _text_column("public_key"),
    # Devices count in 32 bits without a sign.
    Column("sign_count", BigInteger, nullable=False),
    _text_column("created_at"),
    _optional_text_column("last_used_at"),
)

# Persons at another provider who sign in to an account; of them issuer and subject alone are stored.
identities = Table(
    PREFIX + "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("account", ForeignKey(accounts.c.id), nullable=False, index=True),
    _text_column("created_at"),
    _optional_text_column("last_used_at"),
)

# Browsers that were sent to the provider, by the hash of what they come back with.
provider_visits = Table(
    PREFIX + "provider_visits",
    metadata,
    Column("hash", Text, primary_key=True),
    _text_column("errand"),
    _optional_text_column("session"),
    _optional_text_column("invitation"),
    _optional_text_column("next"),
    _text_column("nonce"),
    _text_column("verifier"),
    _text_column("ends_at", index=True),
)

# What devices are asked to sign, each once: of the challenge the hash, and in which session, empty to sign in.
passkey_challenges = Table(
    PREFIX + "passkey_challenges",
    metadata,
    Column("hash", Text, primary_key=True),
    _text_column("ceremony"),
    _optional_text_column("session"),
    _text_column("ends_at", index=True),
)

# Of the secret in the link the hash.
invitations = Table(
    PREFIX + "invitations",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("hash", unique=True),
    Column("organisation", ForeignKey(organisations.c.id), nullable=False, index=True),
    _text_column("role"),
    _text_column("email"),
    _text_column("invited_by"),
    _text_column("created_at"),
    _text_column("ends_at"),
    _optional_text_column("used_at"),
)

# Links by which a forgotten password is replaced; of the secret in each the hash.
password_links = Table(
    PREFIX + "password_links",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("account", ForeignKey(accounts.c.id), nullable=False, index=True),
    _text_column("ends_at"),
    _optional_text_column("used_at"),
)

# Of the secret the hash; the id is part of the token's text.
api_tokens = Table(
    PREFIX + "api_tokens",
    metadata,
    Column("id", Text, primary_key=True),
    _text_column("hash"),
    Column("account", ForeignKey(accounts.c.id), nullable=False, index=True),
    _optional_text_column("organisation"),
    _text_column("name"),
    Column("scopes", JSON_LIST, nullable=False),
    _text_column("created_at"),
    _text_column("ends_at"),
    _optional_text_column("last_used_at"),
    _optional_text_column("revoked_at"),
)

# How many uses of each key are left, and since when it has been refilled: seconds since 1970.
rate_buckets = Table(
    PREFIX + "rate_buckets",
    metadata,
    Column("key", Text, primary_key=True),
    Column("left", Float, nullable=False),
    Column("at", Float, nullable=False, index=True),
)
