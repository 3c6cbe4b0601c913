"""A real nginx on a free port of 127.0.0.1, with all that it writes in a temporary folder: a peer, and a front."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server import find_free_port, send

CONFIGURATION = """
daemon off;
pid nginx.pid;
worker_processes {workers};
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    default_type application/octet-stream;
    types {{ image/jpeg jpg; video/mp4 mp4; }}
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{port};
        location = /healthz {{ default_type application/json; return 200 '{{"status": "ok"}}'; }}
        location /media/ {{ alias {folder}/; }}
        {front}
    }}
}}
"""
FRONT = """
        location / {{ proxy_pass {behind}; proxy_http_version 1.1; proxy_set_header Connection ""; }}
        location /protected/ {{ internal; alias {folder}/; add_header X-Content-Type-Options nosniff; }}
"""


@contextmanager
def open_nginx(folder: Path, *, behind: str = "", workers: str = "auto") -> Iterator[str]:
    """Run an nginx that serves `folder` at /media/, and all else from a server behind it; gives its address.

    To that server the folder is known as `/protected/`, for X-Accel-Redirect.
    """
    port = find_free_port()
    front = FRONT.format(behind=behind, folder=folder) if behind else ""
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    with tempfile.TemporaryDirectory(prefix="zhanting-nginx-") as prefix:
        text = CONFIGURATION.format(workers=workers, user=user, port=port, folder=folder, front=front)
        (Path(prefix) / "nginx.conf").write_text(text)
        words = ["nginx", "-p", prefix, "-e", "error.log", "-c", "nginx.conf"]
        process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        try:
            await_answer(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def await_answer(url: str) -> None:
    """Wait until a server that was just started answers; raises OSError if it does not."""
    deadline = time.monotonic() + 20
    while True:
        try:
            send("GET", url, None, {})
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
