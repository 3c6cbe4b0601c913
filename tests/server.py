"""A real server process for tests: started, killed and started again on one data folder."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent


class Answer:
    """What the server said: its status, headers and body."""

    def __init__(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.content = content

    @property
    def json(self) -> Any:
        """Read the body as JSON."""
        return json.loads(self.content)


class RunningHall:
    """A hall in a process of its own: on a free port of 127.0.0.1, with `data` as its folder."""

    def __init__(self, data: Path, *, port: int = 0, start_timeout_s: float = 60, **settings: object) -> None:
        self.data = data
        self.port = port or find_free_port()
        self.log = data.parent / f"{data.name}.log"
        self._timeout_s = start_timeout_s
        self._settings = {f"HALL_{name.upper()}": str(value) for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        """Tell the address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Tell the process id; the server must run."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> "RunningHall":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it is healthy; raises with the end of its log if that fails."""
        assert self._process is None, "the server runs already"
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = self._spawn(log)
        deadline = time.monotonic() + self._timeout_s
        while not self._is_healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.tail()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it with SIGKILL, and the processes that it started, so that nothing can be put in order."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop; kill it if it does not within ten seconds."""
        self._end(signal.SIGTERM)

    def tail(self, lines: int = 60) -> str:
        """Show the end of the server's log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def passwords(self) -> dict[str, tuple[str, str]]:
        """Read the sample staff's sign-in: role → (name, password)."""
        lines = (self.data / "staff-passwords.txt").read_text().splitlines()
        accounts = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        return {role: (name, password) for name, password, role in accounts}

    def sign_in_as(self, name: str, password: str) -> "Staff":
        """Sign in with a name and a password."""
        return Staff(self.base, name, password)

    def sign_in(self, role: str = "administrator") -> "Staff":
        """Sign in as the sample member of staff who has this role."""
        name, password = self.passwords()[role]
        return Staff(self.base, name, password)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask as a visitor, or with the headers given (`Authorization` of a display)."""
        return send(method, self.base + path, body, headers)

    def _spawn(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("HALL_")}
        own = {"HALL_DATA": str(self.data), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        return subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "serve"],
            cwd=ROOT,
            env=inherited | own | self._settings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def _is_healthy(self) -> bool:
        try:
            return self.call("GET", "/healthz").status == 200
        except (URLError, OSError):
            return False

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            _signal_group(process.pid, how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _signal_group(process.pid, signal.SIGKILL)
            process.wait(timeout=10)


class Staff:
    """A signed-in member of staff: cookie and CSRF token are sent along."""

    def __init__(self, base: str, name: str, password: str) -> None:
        self._base = base
        answer = send("POST", f"{base}/api/v1/session", {"name": name, "password": password}, {})
        assert answer.status == 200, answer.content
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.csrf = str(answer.json["csrf"])

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask as this member of staff."""
        own = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
        return send(method, self._base + path, body, own | headers)


def send(method: str, url: str, body: Any, headers: dict[str, str]) -> Answer:
    """Send one request: `body` as JSON, bytes as they are; an error status is an answer like any other."""
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = Request(url, data=content, method=method, headers=headers)  # noqa: S310 - http://127.0.0.1 only
    if content is not None and "Content-Type" not in headers:
        kind = "octet-stream" if isinstance(body, bytes) else "json"
        request.add_header("Content-Type", f"application/{kind}")
    try:
        with urlopen(request, timeout=30) as response:  # noqa: S310 - see above
            return Answer(response.status, dict(response.headers), response.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read())


def find_free_port() -> int:
    """Find a port of 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _signal_group(pid: int, how: signal.Signals) -> None:
    try:
        os.killpg(pid, how)
    except ProcessLookupError:
        return
