from pathlib import Path

import pytest

from configurator.domain.errors import Refused
from configurator.settings import MailServer, Settings, read_settings

PROVIDER = {"OIDC_ISSUER": "https://login.example.org", "OIDC_CLIENT_ID": "c", "OIDC_CLIENT_SECRET": "a secret"}


def test_people_may_sign_in_by_another_provider_and_by_it_alone():
    assert read_settings({}).provider is None
    read = read_settings(PROVIDER).provider
    assert (read.issuer, read.client_id, read.client_secret, read.is_only) == (*PROVIDER.values(), False)
    assert "a secret" not in repr(read) and read_settings(PROVIDER | {"OIDC_ONLY": "yes"}).provider.is_only


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "login.example.org"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "", "OIDC_ONLY": "yes"}, "OIDC_ISSUER"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_ONLY": "on"}, "OIDC_ONLY"),
        ({"OIDC_SECOND_FACTOR": "1"}, "OIDC_SECOND_FACTOR"),
    ],
)
def test_a_provider_that_cannot_be_is_refused(change, field):
    with pytest.raises(Refused) as error:
        read_settings(PROVIDER | change)
    assert error.value.problems[0].fields == (field,) and error.value.problems[0].hint


def test_without_a_word_everything_lies_in_ones_own_data_folder():
    settings = read_settings({"XDG_DATA_HOME": "/home/me/data"})
    data = Path("/home/me/data/made-to-measure")
    assert settings == Settings(data, f"sqlite:///{data}/configurator.db", f"{data}/artefacts")
    assert (settings.folders, settings.scratch) == (data / "factories", data / "scratch")


def test_without_a_home_for_data_the_usual_one_is_taken():
    assert read_settings({}).data == Path.home() / ".local" / "share" / "made-to-measure"
    assert read_settings({"CONFIGURATOR_DATA": "", "XDG_DATA_HOME": ""}) == read_settings({})


def test_the_data_folder_may_be_named_from_home_or_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({"CONFIGURATOR_DATA": "~/orders"}).data == Path.home() / "orders"
    assert read_settings({"CONFIGURATOR_DATA": "orders"}).data == tmp_path / "orders"
    assert read_settings({"ARTEFACTS": "~/parts"}).artefacts == str(Path.home() / "parts")
    assert read_settings({"ARTEFACTS": "parts"}).artefacts == str(tmp_path / "parts")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:secret@host:5432/orders",
        "postgres://host/orders",
        "postgresql+psycopg:///orders?host=/run/postgresql",
        "sqlite:////data/orders.db",
        "sqlite:////memory/of/orders.db",
        "sqlite:///orders.db",
    ],
)
def test_databases_are_taken_as_they_are_named(url):
    assert read_settings({"DATABASE_URL": url}).database == url


@pytest.mark.parametrize("url", ["s3://bucket/parts", "gs://bucket", "az://container", "file:///srv/parts"])
def test_artefacts_may_lie_elsewhere(url):
    assert read_settings({"ARTEFACTS": url}).artefacts == url


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("DATABASE_URL", "mysql://host/orders", "begins with 'mysql'", "sqlite, postgresql"),
        ("DATABASE_URL", "/data/orders.db", "begins with '/data/orders.db'", "sqlite, postgresql"),
        ("DATABASE_URL", "sqlite:/data/orders.db", "begins with 'sqlite'", "sqlite, postgresql"),
        ("DATABASE_URL", "sqlite://data/orders.db", "names a host, data, but SQLite is a file", "four slashes"),
        ("DATABASE_URL", "postgresql://user:secret@host:port/orders", "cannot be read", "host:5432"),
        ("DATABASE_URL", "sqlite://", "in memory", "Name a file"),
        ("DATABASE_URL", "sqlite:///", "in memory", "Name a file"),
        ("DATABASE_URL", "sqlite+pysqlite://", "in memory", "Name a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "in memory", "Name a file"),
        ("DATABASE_URL", "sqlite:///file:orders?mode=memory&uri=true", "in memory", "Name a file"),
        ("ARTEFACTS", "ftp://host/parts", "begins with 'ftp'", "s3, gs, az, file"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_remedy(name, value, message, hint):
    with pytest.raises(Refused) as error:
        read_settings({name: value})
    (problem,) = error.value.problems
    assert problem.fields == (name,)
    assert message in problem.message and hint in problem.hint
    assert "secret" not in str(error.value)


def test_a_mail_server_is_read_from_one_address():
    read = read_settings(
        {"SMTP_URL": "smtp://parts%40example.org:p%2Fw@mail.example.org", "MAIL_FROM": " parts@example.org"}
    )
    assert read.mail == MailServer("mail.example.org", 587, "parts@example.org", "parts@example.org", "p/w")
    secure = read_settings({"SMTP_URL": "smtps://mail.example.org:4650", "MAIL_FROM": "x@example.org"})
    assert secure.mail == MailServer("mail.example.org", 4650, "x@example.org", has_tls=True)
    assert read_settings({}).mail is None and "p/w" not in repr(read)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"SMTP_URL": "mail.example.org", "MAIL_FROM": "x@example.org"}, "SMTP_URL"),
        ({"SMTP_URL": "imap://mail.example.org", "MAIL_FROM": "x@example.org"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.org", "MAIL_FROM": " "}, "MAIL_FROM"),
        ({"PUBLIC_URL": "http://parts.example.org"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "parts.example.org"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://parts.example.org/below"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://parts.example.org"}, "TRUSTED_PROXIES"),
        ({"PUBLIC_URL": "https://parts.example.org", "TRUSTED_PROXIES": "proxy"}, "TRUSTED_PROXIES"),
    ],
)
def test_what_opens_the_service_to_the_world_must_be_whole(values, name):
    with pytest.raises(Refused) as error:
        read_settings(values)
    assert error.value.problems[0].fields == (name,) and error.value.problems[0].hint
