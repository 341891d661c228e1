"""Settings come from variables and one file; a wrong one is named."""

from pathlib import Path

import pytest

from mapper.errors import SettingsError
from mapper.settings import Settings, load_settings, resource_folder


def test_defaults_hold_when_nothing_is_set():
    assert load_settings({}) == Settings()


def test_variables_are_read_by_their_type():
    found = load_settings({"MAPPER_PORT": "81", "MAPPER_TRUSTED_HOSTS": "a.org, b.org"})
    assert (found.port, found.trusted_hosts) == (81, ("a.org", "b.org"))


def test_a_variable_goes_over_the_file(tmp_path: Path):
    path = tmp_path / "atlas.toml"
    path.write_text('port = 81\nhost = "::1"\ntrusted_hosts = ["a.org"]\n')
    found = load_settings({"MAPPER_SETTINGS": str(path), "MAPPER_PORT": "82"})
    assert (found.port, found.host, found.trusted_hosts) == (82, "::1", ("a.org",))


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"MAPPER_PORT": "many"}, "MAPPER_PORT: expected a whole number, got 'many'"),
        ({"MAPPER_PORT": "70000"}, "port: expected 0 to 65535, got 70000"),
        ({"MAPPER_TILES_URL": "ftp://x"}, "tiles_url: expected http"),
        ({"MAPPER_TILES_URL": "https://x/{z}"}, "tiles_attribution: expected"),
        ({"MAPPER_TILES_URL": "https://x/`{z}`"}, "tiles_url: expected plain text"),
        ({"MAPPER_TILES_ATTRIBUTION": "<b>"}, "tiles_attribution: expected plain text"),
        ({"MAPPER_NAMES": "Japan"}, "names: expected neutral or a code as JPN, got 'Japan'"),
        ({"MAPPER_SETTINGS": "/nowhere.toml"}, "cannot be read as TOML"),
    ],
)
def test_a_wrong_value_is_named(variables: dict[str, str], message: str):
    with pytest.raises(SettingsError, match=message):
        load_settings(variables)


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path):
    path = tmp_path / "atlas.toml"
    path.write_text("prot = 81\n")
    with pytest.raises(SettingsError, match="'prot' is no setting; expected one of data, host"):
        load_settings({"MAPPER_SETTINGS": str(path)})


def test_the_folders_of_the_checkout_are_found():
    assert (resource_folder("geodata")).is_dir()
    with pytest.raises(SettingsError, match="nonsense/: expected beside the package"):
        resource_folder("nonsense")
