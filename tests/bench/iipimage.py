"""The peer for tiles: Debian's iipimage-server, a FastCGI process behind nginx, with a TIFF made by libvips."""

import os
import pwd
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyvips

from tests.bench.nginx import await_answer
from tests.server import find_free_port

SERVER = "/usr/lib/iipimage-server/iipsrv.fcgi"
PICTURE = "picture.tif"
CONFIGURATION = """
daemon off;
pid nginx.pid;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    tcp_nodelay on;
    keepalive_requests 1000000;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            fastcgi_pass 127.0.0.1:{behind};
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param REQUEST_URI $request_uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param HTTP_HOST $http_host;
        }}
    }}
}}
"""


@contextmanager
def open_iipimage(photograph: Path, tile_px: int) -> Iterator[str]:
    """Serve a photograph; gives the address below which its images are, as the IIIF Image API 2 names them."""
    with tempfile.TemporaryDirectory(prefix="zhanting-iipimage-") as folder:
        make_pyramid(photograph, Path(folder) / PICTURE, tile_px)
        port, behind = find_free_port(), find_free_port()
        user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
        (Path(folder) / "nginx.conf").write_text(CONFIGURATION.format(user=user, port=port, behind=behind))
        settings = {"FILESYSTEM_PREFIX": f"{folder}/", "URI_MAP": "iiif=>IIIF", "JPEG_QUALITY": "82"}
        words = ["nginx", "-p", folder, "-e", "error.log", "-c", "nginx.conf"]
        with run([SERVER, "--bind", f"127.0.0.1:{behind}"], **settings), run(words):
            address = f"http://127.0.0.1:{port}/iiif/{PICTURE}"
            await_answer(f"{address}/info.json")
            yield address


def make_pyramid(photograph: Path, target: Path, tile_px: int) -> None:
    """Make what the server reads tiles from: a TIFF of JPEG tiles on all levels."""
    source = pyvips.Image.new_from_file(str(photograph), access="sequential")
    tiles = {"tile": True, "tile_width": tile_px, "tile_height": tile_px}
    source.tiffsave(str(target), pyramid=True, compression="jpeg", Q=82, **tiles)


@contextmanager
def run(words: list[str], **settings: str) -> Iterator[None]:
    """Run a process as long as it is needed."""
    process = subprocess.Popen(words, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
