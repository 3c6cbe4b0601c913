"""What stands in the project: the files that git keeps, or would keep."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


@cache
def list_files() -> tuple[Path, ...]:
    """List the files that git keeps or would keep, relative to the project's top."""
    command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    names = (name for name in answer.stdout.split("\0") if name)
    return tuple(sorted(path for name in names if (ROOT / (path := Path(name))).is_file()))


def list_source(*suffixes: str) -> list[Path]:
    """List the files with these endings, but for what is generated from others."""
    generated = Path("kiosk_ui/contract/types.ts")
    return [path for path in list_files() if path.suffix in suffixes and path != generated]


def read(path: Path) -> str:
    """Read a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")
