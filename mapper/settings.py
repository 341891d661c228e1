"""The settings of the atlas: ``MAPPER_*`` variables and a TOML file, in one frozen object."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from mapper.errors import SettingsError

_ALIKE = 0.7
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.ASCII | re.IGNORECASE)
_ANCESTOR = re.compile(
    r"\*|'self'|'none'|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:([0-9]{1,5}|\*))?|https?:", re.ASCII
)
_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder ``geodata``, ``static`` or ``templates``, in a checkout or in a wheel.

    Raises
    ------
    SettingsError
        The installation is incomplete.
    """
    for root in (_PACKAGE / "_bundled", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise SettingsError(
        f"{name}/: expected beside the package or inside it, found neither; reinstall the atlas"
    )


@dataclass(frozen=True)
class Settings:
    """What a user may set. A field ``port`` is read from ``MAPPER_PORT`` or from ``port = …``.

    Attributes
    ----------
    data : str
        The atlas folder; empty for the bundled one.
    host, port : str, int
        Where the server listens.
    public_url : str
        The address that readers use, for permalinks and citations; empty for the request's own.
    trusted_hosts : tuple of str
        Host names that the server answers to; see ``answered_hosts`` for what empty means.
    proxies : int
        How many trusted proxies stand before the server.
    names : str
        The name set for disputed places: ``neutral`` or a state's code, as ``JPN``.
    view : str
        Whose claims the zones are shown by at first: ``neutral`` or a state's code.
    embed_ancestors : tuple of str
        The sites whose pages may frame ``/embed``: ``*`` for any, or origins.
    tiles_url, tiles_attribution : str
        An online tile layer under the map; off while empty.
    """

    data: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    names: str = "neutral"
    view: str = "neutral"
    embed_ancestors: tuple[str, ...] = ("*",)
    tiles_url: str = ""
    tiles_attribution: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise SettingsError(f"port: expected 0 to 65535, got {self.port}")
        if not 0 <= self.proxies <= 10:
            raise SettingsError(f"proxies: expected 0 to 10, got {self.proxies}")
        if not re.fullmatch(r"neutral|[A-Z]{3}", self.view):
            raise SettingsError(f"view: expected neutral or a code as JPN, got {self.view!r}")
        for origin in self.embed_ancestors:
            if not _ANCESTOR.fullmatch(origin):
                raise SettingsError(
                    f"embed_ancestors: expected *, 'self', 'none' or an origin as "
                    f"https://example.org, got {origin!r}"
                )
        if self.tiles_url and not self.tiles_url.startswith(("https://", "http://")):
            raise SettingsError(f"tiles_url: expected http(s)://…, got {self.tiles_url!r}")
        if not re.fullmatch(r"neutral|[A-Z]{3}", self.names):
            raise SettingsError(f"names: expected neutral or a code as JPN, got {self.names!r}")
        for name in ("tiles_url", "tiles_attribution"):
            # They stand in a script of the page, which takes no character of markup or template.
            if re.search(r"[<>&\\`\x00-\x1f]|\{\{|\{%|\{#|\$\{", getattr(self, name)):
                raise SettingsError(f"{name}: expected plain text, got {getattr(self, name)!r}")
        if self.tiles_url and not self.tiles_attribution:
            raise SettingsError("tiles_attribution: expected the tiles' attribution, got nothing")

    @property
    def folder(self) -> Path:
        """The atlas folder."""
        return Path(self.data).expanduser() if self.data else resource_folder("geodata")

    @property
    def answered_hosts(self) -> tuple[str, ...]:
        """The host names that the server answers to; empty for any.

        Who listens to this machine alone, with neither an address nor a proxy named, answers to
        this machine's names: no other host may put its name into a citation.
        """
        named = self.trusted_hosts or self.public_url or self.proxies
        if named or not _LOOPBACK.fullmatch(self.host):
            return self.trusted_hosts
        own = f"[{self.host}]" if ":" in self.host else self.host
        return tuple(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", own)))

    def with_changes(self, **changes: object) -> Settings:
        """Give the same settings with some changed; ``None`` leaves a setting as it is."""
        given = {key: value for key, value in changes.items() if value is not None}
        return replace(self, **given)  # type: ignore[arg-type]


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: the file named by ``MAPPER_SETTINGS`` first, variables over it.

    Raises
    ------
    SettingsError
        A name is unknown or a value cannot be read; says which.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {}
    path = environ.get("MAPPER_SETTINGS")
    if path:
        values.update(_from_file(Path(path)))
    _check_names(environ)
    for field in fields(Settings):
        variable = f"MAPPER_{field.name.upper()}"
        if variable in environ:
            values[field.name] = _convert(variable, environ[variable], field.default)
    return Settings(**values)  # type: ignore[arg-type]


def _check_names(environ: Mapping[str, str]) -> None:
    """Refuse a variable that is nearly one of ours; other programs may have names of their own."""
    known = ["SETTINGS", *(field.name.upper() for field in fields(Settings))]
    for variable in sorted(environ):
        prefix, _, name = variable.partition("_")
        if prefix != "MAPPER" or name in known:
            continue
        near = difflib.get_close_matches(name, known, 1, _ALIKE)
        if near:
            raise SettingsError(f"{variable} is no setting; did you mean MAPPER_{near[0]}?")


def _from_file(path: Path) -> dict[str, object]:
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML; {error}") from None
    defaults = {field.name: field.default for field in fields(Settings)}
    for name in table:
        if name not in defaults:
            raise SettingsError(
                f"{path}: {name!r} is no setting; expected one of {', '.join(defaults)}"
            )
    return {
        name: _convert(f"{path}: {name}", value, defaults[name]) for name, value in table.items()
    }


def _convert(where: str, value: object, default: object) -> object:
    if isinstance(default, tuple):
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list):
            raise SettingsError(f"{where}: expected a list, got {value!r}")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if isinstance(default, int):
        try:
            return int(str(value))
        except ValueError:
            raise SettingsError(f"{where}: expected a whole number, got {value!r}") from None
    return str(value)
