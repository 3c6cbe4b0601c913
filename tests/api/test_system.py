"""What machines ask of the hall: health, figures, logs, the description of the interface; and a start that tells."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.server import ROOT, RunningHall, Staff, find_free_port


@pytest.fixture(scope="module")
def plain_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Run a hall without samples that logs JSON."""
    data = Path(tmp_path_factory.mktemp("plain")) / "var"
    with RunningHall(data, sample="false", log_json="true", log_level="debug") as hall:
        yield hall


def test_health_is_told(plain_hall: RunningHall) -> None:
    assert plain_hall.call("GET", "/healthz").json["status"] == "ok"


def test_the_figures_are_prometheus_text(plain_hall: RunningHall) -> None:
    plain_hall.call("GET", "/api/v1/catalogue")
    text = plain_hall.call("GET", "/metrics").content.decode()
    names = {family.name for family in text_string_to_metric_families(text)}
    assert {"zhanting_request_seconds", "zhanting_interactions_recorded", "zhanting_displays_offline"} <= names
    assert 'endpoint="catalogue.show_catalogue"' in text


def test_a_hall_without_samples_asks_for_the_first_account(plain_hall: RunningHall) -> None:
    assert plain_hall.call("GET", "/api/v1/session").json["setup_needed"] is True
    assert plain_hall.call("GET", "/api/v1/catalogue").json["exhibits"] == []
    code = re.search(r"set-up code: (\d{8})", plain_hall.tail())
    assert code is not None
    setup = {"code": code[1], "name": "zhang", "display_name": "张", "password": "correct horse"}
    answer = plain_hall.call("POST", "/api/v1/setup", setup)
    assert answer.status == 201
    assert answer.json["account"]["role"] == "administrator"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_the_first_administrator_finds_the_place_and_begins_at_once(plain_hall: RunningHall) -> None:
    staff = Staff(plain_hall.base, "zhang", "correct horse")
    place = plain_hall.call("GET", "/api/v1/catalogue").json
    assert (len(place["halls"]), len(place["zones"]), len(place["boards"])) == (2, 8, 8)
    assert len(place["venue"]["landscape"]["rooms"]) == 8
    new = {"zone_id": "pioneers", "content": {"kind": "article", "title": {"zh": "第一件", "en": "The first"}}}
    made = staff.call("POST", "/api/v1/exhibits", new)
    assert made.status == 201, made.content
    published = staff.call("POST", f"/api/v1/exhibits/{made.json['id']}/publish", {"revision": 1})
    assert published.status == 200, published.content
    screen = {"width_px": 1080, "height_px": 1920}
    code = plain_hall.call("POST", "/api/v1/pairings", {"token": "a" * 64, "screen": screen}).json["code"]
    display = {"zone_id": "pioneers", "number": 1, "name": {"zh": "入口屏", "en": "Entrance"}}
    display |= {"profile": screen | {"width_mm": 535, "height_mm": 952}}
    assert staff.call("POST", "/api/v1/pairings/claim", {"code": code, "new": display}).status == 200
    assert [one["id"] for one in plain_hall.call("GET", "/api/v1/catalogue").json["exhibits"]] == [made.json["id"]]


def test_the_log_is_json_and_holds_no_secret(plain_hall: RunningHall) -> None:
    plain_hall.call("POST", "/api/v1/session", {"name": "zhang", "password": "correct horse battery"})
    lines = [line for line in plain_hall.tail(500).splitlines() if line.startswith("{")]
    assert all({"at", "level", "log", "message"} <= set(json.loads(line)) for line in lines)
    assert "correct horse" not in plain_hall.tail(500)


def test_the_documentation_page_needs_no_other_server(plain_hall: RunningHall) -> None:
    page = plain_hall.call("GET", "/api/docs/").content.decode()
    assert '<script type="module"' in page
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)


def run_app(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *words],
        env={"PATH": "/usr/bin:/bin", "HOME": "/tmp"} | environ,  # noqa: S108 - npm wants some home
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_wrong_setting_stops_the_start_in_both_languages(tmp_path: Path) -> None:
    done = run_app(HALL_DATA=str(tmp_path), HALL_PROT="1")
    assert done.returncode == 1
    assert "设置有误" in done.stderr
    assert "did you mean “port”" in done.stderr


def test_two_servers_do_not_share_a_data_folder(plain_hall: RunningHall) -> None:
    done = run_app(HALL_DATA=str(plain_hall.data), PORT=str(find_free_port()))
    assert done.returncode == 1
    assert "in use by another server" in done.stderr


def test_a_port_that_is_taken_is_told_with_what_to_do(plain_hall: RunningHall, tmp_path: Path) -> None:
    done = run_app(HALL_DATA=str(tmp_path / "var"), HALL_SAMPLE="false", PORT=str(plain_hall.port))
    assert done.returncode == 1
    assert "Choose another port" in done.stderr


def test_a_forgotten_password_is_replaced_on_the_command_line(tmp_path: Path) -> None:
    data = str(tmp_path / "var")
    first = run_app("account", "li", "operator", HALL_DATA=data)
    second = run_app("account", "li", "operator", HALL_DATA=data)
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    with RunningHall(tmp_path / "var", sample="false") as hall:
        name, password, _ = second.stdout.split()
        assert hall.call("POST", "/api/v1/session", {"name": name, "password": password}).status == 200
        old = first.stdout.split()[1]
        assert hall.call("POST", "/api/v1/session", {"name": name, "password": old}).status == 401


def test_nobody_but_the_servers_user_reads_the_data(plain_hall: RunningHall) -> None:
    found = [plain_hall.data, *plain_hall.data.rglob("*")]
    assert [str(path) for path in found if path.stat().st_mode & 0o077] == []


def is_told(done: subprocess.CompletedProcess[str], zh: str, en: str) -> bool:
    """Tell whether a command failed with a text in both languages, and nothing for programmers."""
    return done.returncode == 1 and zh in done.stderr and en in done.stderr and "Traceback" not in done.stderr


def test_check_refuses_a_data_folder_that_is_not_there(tmp_path: Path) -> None:
    assert is_told(run_app("check", HALL_DATA=str(tmp_path / "vra")), "找不到数据文件夹", "There is no data folder")
    assert list(tmp_path.iterdir()) == []


def test_an_account_with_a_name_that_cannot_be_is_told(tmp_path: Path) -> None:
    done = run_app("account", "two words", "guide", HALL_DATA=str(tmp_path / "var"))
    assert is_told(done, "内容有误：name", "Wrong content: name")


@pytest.mark.parametrize("command", ["serve", "check"])
def test_damaged_records_are_told_with_what_to_do(tmp_path: Path, command: str) -> None:
    (tmp_path / "records.sqlite3").write_text("this is no database, whatever its name says")
    done = run_app(command, HALL_DATA=str(tmp_path), PORT="0")
    assert is_told(done, "记录数据库打不开", "restore a backup")


def test_a_database_whose_driver_is_missing_is_told_with_what_is_missing(tmp_path: Path) -> None:
    done = run_app(HALL_DATA=str(tmp_path / "var"), HALL_RECORDS_URL="postgresql://127.0.0.1/hall", PORT="0")
    assert is_told(done, "没有装 Python 部件“psycopg", "Leave records_url empty to use SQLite")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert is_told(run_app(HALL_DATA=str(tmp_path / "file" / "var"), PORT="0"), "读写文件失败", "Check the path")


def test_settings_that_are_a_folder_are_told(tmp_path: Path) -> None:
    assert is_told(run_app("--settings", str(tmp_path), "check"), "设置有误", "A setting is wrong")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write for somebody else")
def test_what_root_writes_belongs_to_the_owner_of_the_data_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 1234, 1234)
    assert run_app("account", "li", "operator", HALL_DATA=str(tmp_path)).returncode == 0
    assert run_app("account", "li", "guide", HALL_DATA=str(tmp_path)).returncode == 0
    assert (tmp_path / "documents" / "accounts.json").exists()
    assert {path.stat().st_uid for path in tmp_path.rglob("*")} == {1234}
