"""The settings, read from the environment: folders, database and artefact store; checked, with hints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from configurator.domain.errors import refused

DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")
DATABASE_URL_HINT = "Like sqlite:////data/orders.db (four slashes) or postgresql://user:password@host:5432/orders."
ARTEFACT_SCHEMES = ("s3", "gs", "az", "file")


@dataclass(frozen=True)
class Settings:
    """The data folder, the database's URL, and the artefacts' folder or URL."""

    data: Path
    database: str
    artefacts: str

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
    """From CONFIGURATOR_DATA, DATABASE_URL and ARTEFACTS; all may be left out. Raises Refused."""
    data = Path(environment.get("CONFIGURATOR_DATA") or _default_data_folder(environment)).expanduser().absolute()
    database = environment.get("DATABASE_URL") or f"sqlite:///{data / 'configurator.db'}"
    artefacts = environment.get("ARTEFACTS") or str(data / "artefacts")
    _check_scheme("DATABASE_URL", database, DATABASE_SCHEMES)
    _check_database(database)
    if "://" in artefacts:
        _check_scheme("ARTEFACTS", artefacts, ARTEFACT_SCHEMES)
    else:
        artefacts = str(Path(artefacts).expanduser().absolute())
    return Settings(data, database, artefacts)


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
