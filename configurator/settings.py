"""The settings, read from the environment: folders, database, artefact store, public address; checked, with hints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from configurator.domain.errors import refused

DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")
DATABASE_URL_HINT = "Like sqlite:////data/orders.db (four slashes) or postgresql://user:password@host:5432/orders."
PUBLIC_URL_HINT = "The address that people type, with TLS in front, like https://parts.example.org."
SMTP_PORTS = {"smtp": 587, "smtps": 465}
SMTP_HINT = "Like smtp://user:password@mail.example.org:587, or smtps://... for TLS from the first byte."
LOOPBACK_NAMES = ("localhost", "127.0.0.1")
ARTEFACT_SCHEMES = ("s3", "gs", "az", "file")


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over, and from whom it is; `has_tls` from the first byte on, else by STARTTLS.

    Only a server on this machine is spoken to without TLS.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    has_tls: bool = False


@dataclass(frozen=True)
class IdentityProvider:
    """Who else says who somebody is (OpenID Connect), and as whom it knows this service.

    `is_only` closes passwords; `has_second_factor` says that it always asks for one, whether or not it says so.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    is_only: bool = False
    has_second_factor: bool = False


@dataclass(frozen=True)
class Settings:
    """The data folder, the database's URL, and the artefacts' folder or URL.

    `public_url` is the address that people type, without a slash at its end; with it there are accounts. Empty for
    none. What `trusted_proxies` say of where a request came from is believed. Without a `mail` server none is sent, and
    without a `provider` nobody signs in by one.
    """

    data: Path
    database: str
    artefacts: str
    public_url: str = ""
    trusted_proxies: frozenset[str] = frozenset()
    mail: MailServer | None = None
    provider: IdentityProvider | None = None

    @property
    def folders(self) -> Path:
        """Where factories without a folder of their own have their hot folders."""
        return self.data / "factories"

    @property
    def cache(self) -> Path:
        """The disk cache of previews and shapes; every file in it may be deleted."""
        return self.data / "cache"

    @property
    def scratch(self) -> Path:
        """The scratch folder, for the files of parts that are being made."""
        return self.data / "scratch"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """From CONFIGURATOR_DATA, DATABASE_URL, ARTEFACTS, PUBLIC_URL, TRUSTED_PROXIES, SMTP_URL, MAIL_FROM and OIDC_...

    All may be left out. Raises Refused.
    """
    data = Path(environment.get("CONFIGURATOR_DATA") or _default_data_folder(environment)).expanduser().absolute()
    database = environment.get("DATABASE_URL") or f"sqlite:///{data / 'configurator.db'}"
    artefacts = environment.get("ARTEFACTS") or str(data / "artefacts")
    _check_scheme("DATABASE_URL", database, DATABASE_SCHEMES)
    _check_database(database)
    if "://" in artefacts:
        _check_scheme("ARTEFACTS", artefacts, ARTEFACT_SCHEMES)
    else:
        artefacts = str(Path(artefacts).expanduser().absolute())
    public_url = _read_public_url(environment.get("PUBLIC_URL", ""))
    proxies = _read_proxies(environment.get("TRUSTED_PROXIES", ""))
    _check_tls(public_url, proxies)
    mail = _read_mail(environment.get("SMTP_URL", ""), environment.get("MAIL_FROM", ""))
    return Settings(data, database, artefacts, public_url, proxies, mail, _read_provider(environment))


def _read_public_url(text: str) -> str:
    """The scheme and host of an address, without a slash at its end; empty for none."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise refused("PUBLIC_URL is no address of a site.", "PUBLIC_URL", hint=PUBLIC_URL_HINT)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK_NAMES:
        raise refused("PUBLIC_URL is without TLS: passwords could be read.", "PUBLIC_URL", hint=PUBLIC_URL_HINT)
    return f"{parts.scheme}://{parts.netloc}"


def _read_mail(url: str, sender: str) -> MailServer | None:
    """The server that an address such as smtp://user:password@mail.example.org:587 names; None for none."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise refused("SMTP_URL is no address of a mail server.", "SMTP_URL", hint=SMTP_HINT)
    if not sender.strip():
        raise refused("From whom e-mail is, is not said.", "MAIL_FROM", hint="Like parts@example.org.")
    port = parts.port or SMTP_PORTS[parts.scheme]
    user, password = (unquote(each or "") for each in (parts.username, parts.password))
    return MailServer(parts.hostname, port, sender.strip(), user, password, parts.scheme == "smtps")


def _read_provider(environment: Mapping[str, str]) -> IdentityProvider | None:
    """The provider that OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET name; None for none."""
    issuer = environment.get("OIDC_ISSUER", "")
    is_only, has_factor = (_is_yes(environment, name) for name in ("OIDC_ONLY", "OIDC_SECOND_FACTOR"))
    if not issuer and not is_only:
        return None
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK_NAMES)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise refused("OIDC_ISSUER is no address of a provider.", "OIDC_ISSUER", hint="Like https://login.example.org.")
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if not environment.get(name):
            raise refused(f"{name} is not said.", name, hint="The provider gives it when this service is registered.")
    client = environment["OIDC_CLIENT_ID"], environment["OIDC_CLIENT_SECRET"]
    return IdentityProvider(issuer, *client, is_only, has_factor)


def _is_yes(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name) or "no"
    if text not in ("yes", "no"):
        raise refused(f"{name} is yes or no.", name, hint="It is no where it is not set.")
    return text == "yes"


def _read_proxies(text: str) -> frozenset[str]:
    """IP addresses, with commas between."""
    proxies = [each.strip() for each in text.split(",") if each.strip()]
    for each in proxies:
        try:
            ip_address(each)
        except ValueError:
            raise refused(
                f"TRUSTED_PROXIES has {each!r}, which is no IP address.", "TRUSTED_PROXIES", hint="Like 127.0.0.1, ::1."
            ) from None
    return frozenset(proxies)


def _check_tls(public_url: str, proxies: frozenset[str]) -> None:
    if public_url.startswith("https:") and not proxies:
        raise refused(
            "Who has TLS for PUBLIC_URL is not said: without it nobody may come.",
            "TRUSTED_PROXIES",
            hint="Put Caddy or nginx in front, and name its address here: TRUSTED_PROXIES=127.0.0.1.",
        )


def _default_data_folder(environment: Mapping[str, str]) -> str:
    base = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return f"{base}/made-to-measure"


def _check_database(url: str) -> None:
    try:
        parsed = make_url(url)
    # SQLAlchemy's message may quote the password.
    except (ArgumentError, ValueError):
        raise refused("DATABASE_URL cannot be read.", "DATABASE_URL", hint=DATABASE_URL_HINT) from None
    if parsed.get_backend_name() != "sqlite":
        return
    if parsed.host:
        raise refused(
            f"DATABASE_URL names a host, {parsed.host}, but SQLite is a file.", "DATABASE_URL", hint=DATABASE_URL_HINT
        )
    if not parsed.database or ":memory:" in url or "mode=memory" in url:
        raise refused("A database in memory is lost with the program.", "DATABASE_URL", hint="Name a file or a server.")


def _check_scheme(name: str, url: str, known: tuple[str, ...]) -> None:
    scheme = url.partition(":")[0].partition("+")[0]
    if scheme not in known or "://" not in url:
        raise refused(f"{name} begins with {scheme!r}.", name, hint=f"It must begin with one of: {', '.join(known)}.")
