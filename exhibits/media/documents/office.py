"""Office files: told from other archives, and printed to PDF by LibreOffice, where it is installed."""

import ctypes
import mmap
import os
import resource
import shutil
import signal
import struct
import subprocess
import time
from pathlib import Path

from exhibits.core.errors import HallError, Invalid, TooLarge, Unavailable, refuse_full_disk
from exhibits.media.documents.pdf import inspect_pdf
from exhibits.media.sniff import DOCX, OLE, PPTX, XLSX, ZIP, Format
from exhibits.media.zipped import open_zip

CONVERT_S = 240
"""How long LibreOffice may take for one file."""

_WRITTEN_BYTES = 2 * 2**30
_COMPUTED_S = 600
_MAIN_PARTS = {"word/": DOCX, "ppt/": PPTX, "xl/": XLSX}
_TYPES_PART = "[Content_Types].xml"

_LOCKED_STREAM = "EncryptedPackage"
_STREAMS = {"PowerPoint Document": "ppt", "WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
"""What an old Office file is by its streams; one inside another comes last, so a sheet in a letter is a letter."""

_AGAIN = 81
"""LibreOffice's way to say that it made its folder and wants to be started again."""

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""

_CHOICES = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Common/Misc": {"UseDocumentOOoLockFile": "false"},
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}
"""No macros, nothing fetched from elsewhere: what a document links to is asked of a port where nobody answers."""


def find_soffice() -> str | None:
    """Find LibreOffice, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def refine_zip(path: Path) -> Format:
    """Tell what a zip really is: DOCX, PPTX, XLSX by the parts that these have (ECMA-376, part 2), else ZIP."""
    try:
        with open_zip(path) as archive:
            names = archive.namelist()
    except HallError:
        return ZIP
    if _TYPES_PART not in names:
        return ZIP
    return next((form for part, form in _MAIN_PARTS.items() if any(name.startswith(part) for name in names)), ZIP)


def check_office(path: Path, form: Format) -> None:
    """Check that an Office file can be made into pages here.

    Raises Unavailable (`office_missing`), Invalid (`document_locked`, `office_unknown`).
    """
    if form is OLE:
        _check_streams(path)
    if find_soffice() is None:
        raise _refuse_missing()


def convert_to_pdf(path: Path, folder: Path, timeout_s: float = CONVERT_S) -> Path:
    """Print an Office file to a PDF in a folder that is for nothing else, and check the PDF.

    LibreOffice dies with this process, whatever this dies of. Raises Unavailable (`office_missing`, `disk_full`),
    Invalid (`office_failed`), TooLarge (`office_too_slow`), and what `inspect_pdf` raises.
    """
    soffice = find_soffice()
    if soffice is None:
        raise _refuse_missing()
    source = folder / f"document.{_choose_extension(path)}"
    try:
        shutil.copyfile(path, source)  # it writes beside what it reads
        _write_choices(folder / "profile")
    except OSError:
        raise refuse_full_disk() from None
    _run(soffice, source, folder, timeout_s)
    printed = source.with_suffix(".pdf")
    if not printed.is_file():
        raise _refuse_failed()
    inspect_pdf(printed)
    return printed


def _choose_extension(path: Path) -> str:
    form = refine_zip(path)
    return _check_streams(path) if form is ZIP else form.extension


def _check_streams(path: Path) -> str:
    """Tell an old Office file's extension by the streams that it has ([MS-CFB], 2.6.1)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if _has_stream(content, _LOCKED_STREAM):
            raise Invalid(
                "document_locked",
                "这个 Office 文件有密码，打不开。请去掉密码另存后再传。",
                "This Office file is locked by a password. Save it without one, then upload it.",
            )
        for name, extension in _STREAMS.items():
            if _has_stream(content, name):
                return extension
    raise Invalid(
        "office_unknown",
        "这不是 Word、PowerPoint 或 Excel 文件。请在 Office 或 WPS 里另存为 PDF 再传。",
        "This is no Word, PowerPoint or Excel file. Save it as PDF in Office or WPS, then upload it.",
    )


def _has_stream(content: mmap.mmap, name: str) -> bool:
    """Look for a directory entry: the name, its length and the sort of a stream in 128 bytes."""
    words = name.encode("utf-16-le") + b"\0\0"
    at = content.find(words)
    while at >= 0:
        if at % 128 == 0 and content[at + 64 : at + 67] == struct.pack("<HB", len(words), 2):
            return True
        at = content.find(words, at + 1)
    return False


def _run(soffice: str, source: Path, folder: Path, timeout_s: float) -> None:
    command = [
        *(_find_program(soffice), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nologo", "--nolockcheck"),
        *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
    ]
    ends_at = time.monotonic() + timeout_s
    try:
        while _start(command, folder, ends_at - time.monotonic()) == _AGAIN:
            pass
    except subprocess.TimeoutExpired:
        raise _refuse_slow(timeout_s) from None


def _start(command: list[str], folder: Path, timeout_s: float) -> int:
    parent = os.getpid()
    place = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    return subprocess.run(  # noqa: S603 - the program is the one that was found, the words are the hall's own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), **place},
        timeout=timeout_s,
        preexec_fn=lambda: _prepare(parent),
        check=False,
    ).returncode


def _find_program(soffice: str) -> str:
    """Find the program behind the script `soffice`: one process, which ends when it is told to."""
    program = Path(soffice).resolve().with_name("soffice.bin")
    return str(program) if program.is_file() else soffice


def _prepare(parent: int) -> None:
    """Be killed with the worker, which may have gone already, and at the latest after so much work."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN_BYTES, _WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_COMPUTED_S, _COMPUTED_S))
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _write_choices(profile: Path) -> None:
    """Write LibreOffice's settings before it makes its own."""
    chosen = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, names in _CHOICES.items()
        for name, value in names.items()
    )
    folder = profile / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{chosen}</oor:items>',
        encoding="utf-8",
    )


def _refuse_missing() -> Unavailable:
    return Unavailable(
        "office_missing",
        "这台服务器没有 LibreOffice，请先在 WPS 里另存为 PDF 再传，或请管理员安装 LibreOffice。",
        "This server has no LibreOffice. Save the file as PDF in Office or WPS, then upload it, "
        "or ask the administrator to install LibreOffice.",
    )


def _refuse_failed() -> Invalid:
    return Invalid(
        "office_failed",
        "这个 Office 文件转换不了：可能已损坏或有密码。请在 Office 或 WPS 里另存为 PDF 再传。",
        "This Office file cannot be converted: it may be damaged or locked by a password. "
        "Save it as PDF in Office or WPS, then upload it.",
    )


def _refuse_slow(timeout_s: float) -> TooLarge:
    return TooLarge(
        "office_too_slow",
        f"这个 Office 文件 {timeout_s:g} 秒也没有转换完，已停止。请在 Office 或 WPS 里另存为 PDF 再传。",
        f"Converting this Office file took longer than {timeout_s:g} s and was stopped. "
        "Save it as PDF in Office or WPS, then upload it.",
        timeout_s=timeout_s,
    )
