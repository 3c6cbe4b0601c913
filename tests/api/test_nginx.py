"""The site of deploy/nginx in front of a real hall: nginx sends the files, and everything else goes through."""

import os
import pwd
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.nginx import await_answer
from tests.corpus.pictures import read_photograph
from tests.load.hall import Key, pair_displays
from tests.load.line import Line
from tests.server import ROOT, RunningHall, Staff, find_free_port, send
from tests.tus import Sender, ask_as

SITE = ROOT / "deploy" / "nginx" / "zhanting.conf"
AROUND = "daemon off; pid nginx.pid; {user}\nevents {{ }}\nhttp {{ access_log off; {places}\n{site} }}\n"


class Front:
    """A hall behind an nginx; `base` is the nginx's address."""

    def __init__(self, hall: RunningHall, base: str, keys: list[Key]) -> None:
        self.hall, self.base, self.keys = hall, base, keys
        name, password = hall.passwords()["curator"]
        self.staff = Staff(base, name, password)
        self.sender = Sender(ask_as(self.staff))


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    keys = pair_displays(folder / "hall", 1)
    with RunningHall(folder / "hall", accel_prefix="/protected/", trusted_proxies=1) as hall:
        port = find_free_port()
        (folder / "nginx.conf").write_text(write_configuration(hall, port))
        words = ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"]
        process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        try:
            await_answer(f"http://127.0.0.1:{port}/healthz")
            yield Front(hall, f"http://127.0.0.1:{port}", keys)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def write_configuration(hall: RunningHall, port: int) -> str:
    """Put the site as it is delivered between what a machine has around it, with the addresses of this test."""
    site = SITE.read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = site.replace("127.0.0.1:8000", f"127.0.0.1:{hall.port}")
    site = site.replace("/var/lib/zhanting/files/", f"{hall.data.resolve()}/files/")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {kind};" for kind in kinds)
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    return AROUND.format(user=user, places=places, site=site)


def test_an_upload_comes_through_and_nginx_sends_its_forms(front: Front) -> None:
    upload = front.sender.deliver(read_photograph(), "front.jpg")
    assert upload["state"] == "done", upload
    asset = front.staff.call("GET", f"/api/v1/assets/{upload['asset_ids'][0]}").json
    while asset["todo"]:
        asset = front.staff.call("GET", f"/api/v1/assets/{asset['id']}").json
    form = asset["renditions"][-1]
    whole = send("GET", f"{front.base}/media/{form['name']}", None, {})
    assert (whole.status, len(whole.content)) == (200, form["bytes"])
    assert whole.headers["Server"].startswith("nginx")
    assert whole.headers["Content-Type"] == "image/webp"
    assert "immutable" in whole.headers["Cache-Control"]
    part = send("GET", f"{front.base}/media/{form['name']}", None, {"Range": "bytes=10-19"})
    assert (part.status, part.content) == (206, whole.content[10:20])
    past = send("GET", f"{front.base}/media/{form['name']}", None, {"Range": f"bytes={form['bytes']}-"})
    assert past.status == 416
    direct = front.hall.call("GET", f"/media/{form['name']}")
    assert direct.headers["X-Accel-Redirect"] == f"/protected/{form['name'][:2]}/{form['name']}"
    assert direct.content == b""


def test_originals_are_for_the_staff_and_no_way_leads_around_the_hall(front: Front) -> None:
    upload = front.sender.deliver(read_photograph("sunset_by_Aitzol_Berasategi"), "private.jpg")
    asset = front.staff.call("GET", f"/api/v1/assets/{upload['asset_ids'][0]}").json
    name = asset["original"]["name"]
    assert front.staff.call("GET", f"/media/{name}").content == read_photograph("sunset_by_Aitzol_Berasategi")
    for path in (f"/media/{name}", f"/protected/originals/{name[:2]}/{name}", f"/media/../protected/{name}"):
        assert send("GET", front.base + path, None, {}).status == 404


def test_live_traffic_goes_through(front: Front) -> None:
    line = Line(front.base, "/kiosk", {"token": front.keys[0].token})
    line.close()


def test_the_configuration_names_the_folder_of_the_service(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "systemd" / "zhanting.service").read_text()
    assert "/var/lib/zhanting" in unit
    assert "alias /var/lib/zhanting/files/;" in SITE.read_text()
