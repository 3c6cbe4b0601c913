"""Settings come from the file, then from the environment; a wrong one stops the start and says which."""

from pathlib import Path

import pytest

from exhibits.core.errors import Invalid
from exhibits.core.settings import load_settings


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text("port = 9000\nsample = false\n")
    settings = load_settings(file, {"HALL_PORT": "9001", "HALL_DATA": "/somewhere", "HOME": "/root"})
    assert (settings.port, settings.sample, settings.data) == (9001, False, Path("/somewhere"))


def test_a_platforms_port_counts_like_ours(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml", {"PORT": "8123"}).port == 8123


def test_what_is_empty_counts_as_not_set(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text('port = 9000\ndata = "/somewhere"\nhost = ""\n')
    settings = load_settings(file, {"HALL_PORT": "", "PORT": "", "HALL_DATA": ""})
    assert (settings.port, settings.data, settings.host) == (9000, Path("/somewhere"), "127.0.0.1")
    assert load_settings(file, {"HALL_PORT": "", "PORT": "8123"}).port == 8123


def test_a_relative_data_folder_lies_beside_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_settings(tmp_path / "hall.toml", {}).data == tmp_path / "var"
    assert load_settings(Path("../hall.toml"), {"HALL_DATA": "hall"}).data.resolve() == tmp_path / "hall"


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="settings_invalid"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", "did you mean “port”"),
        ("port = 70000", "port: "),
        ("port = ", "hall.toml: "),
        ('timezone = "Asia/Nowhere"', "no such time zone"),
        ('log_level = "loud"', "log_level: "),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "hall.toml"
    file.write_text(text)
    with pytest.raises(Invalid) as raised:
        load_settings(file, {})
    assert says in raised.value.message.en
    assert "设置有误" in raised.value.message.zh
