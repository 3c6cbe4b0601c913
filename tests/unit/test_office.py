"""Office files become pages by LibreOffice, where it is installed; without it, one is told what to do instead."""

import os
import resource
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import psutil
import pytest
from PIL import Image

from exhibits.core.errors import HallError
from exhibits.media.documents.office import check_office, convert_to_pdf, find_soffice, refine_zip
from exhibits.media.documents.pages import inspect_document, make_pages
from exhibits.media.documents.pdf import DrawnPage, open_pdf
from exhibits.media.model import Asset, AssetKind, AssetState, BookPages, Rendition, Step, Work
from exhibits.media.sniff import DOCX, OLE, PPTX, XLSX, ZIP, Format, sniff
from tests.corpus.archives import make_overlap, make_zip
from tests.corpus.office import FILES, make_docx, make_ole, make_package
from tests.tree import ROOT


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (make_docx(), DOCX),
        (make_package("ppt"), PPTX),
        (make_package("xl"), XLSX),
        (make_package("photographs"), ZIP),
        (make_zip(["word/a.jpg", "ppt/b.jpg"]), ZIP),
        (make_overlap(), ZIP),
        (b"PK\3\4 and nothing more", ZIP),
    ],
)
def test_an_office_file_is_told_from_other_archives(tmp_path: Path, content: bytes, form: Format) -> None:
    (tmp_path / "file").write_bytes(content)
    assert refine_zip(tmp_path / "file") is form


@pytest.mark.parametrize(("make", "code"), [pytest.param(make, code, id=name) for name, make, code in FILES])
def test_what_libreoffice_could_not_open_is_refused_at_the_door(
    tmp_path: Path, make: Callable[[], bytes], code: str
) -> None:
    (tmp_path / "file").write_bytes(make())
    assert sniff(make()) is OLE
    with pytest.raises(HallError) as refused:
        inspect_document(tmp_path / "file", OLE)
    assert refused.value.code == code
    assert "PDF" in refused.value.message.zh or "密码" in refused.value.message.zh


@pytest.mark.parametrize("stream", ["WordDocument", "PowerPoint Document", "Workbook", "Book"])
def test_old_office_files_are_taken_where_libreoffice_is(tmp_path: Path, stream: str, fake: "Fake") -> None:
    (tmp_path / "file").write_bytes(make_ole(stream))
    fake.install("exit 0")
    facts = inspect_document(tmp_path / "file", OLE)
    assert (facts.kind, facts.todo) == (AssetKind.DOCUMENT, (Step.PAGES,))


def convert(folder: Path, content: bytes) -> DrawnPage:
    """Convert a file and draw its first page."""
    (folder / "file").write_bytes(content)
    work = folder / "work"
    work.mkdir()
    with open_pdf(convert_to_pdf(folder / "file", work)) as drawing:
        return next(iter(drawing))


def is_missing() -> bool:
    """Tell whether LibreOffice is not there; then each test sees the message that says so instead."""
    return find_soffice() is None


@contextmanager
def saying_missing(missing: bool) -> Iterator[None]:
    """Expect that one is told to install LibreOffice, if it is missing."""
    if not missing:
        yield
        return
    with pytest.raises(HallError) as refused:
        yield
    assert refused.value.code == "office_missing"
    assert "WPS" in refused.value.message.zh
    assert "Save the file as PDF" in refused.value.message.en


def test_a_letter_becomes_a_page(tmp_path: Path) -> None:
    with saying_missing(is_missing()):
        page = convert(tmp_path, make_docx("红色展厅 opens at nine"))
        assert page.words == "红色展厅 opens at nine"
        assert max(page.picture.size) == 2160


def test_without_libreoffice_one_is_told_what_to_do(tmp_path: Path, fake: "Fake") -> None:
    (tmp_path / "file").write_bytes(make_docx())
    for attempt in (lambda: check_office(tmp_path / "file", DOCX), lambda: convert_to_pdf(tmp_path / "file", tmp_path)):
        with saying_missing(True):
            attempt()


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Serve an address, and note what is asked for."""
    paths: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names are the base class's

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/a.png", paths
        server.shutdown()


def test_a_document_fetches_nothing_from_the_network(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    with saying_missing(is_missing()):
        assert convert(tmp_path, make_docx("words", picture=address)).words == "words"
    assert paths == []


def test_a_document_shows_nothing_of_the_servers_files(tmp_path: Path) -> None:
    Image.new("RGB", (300, 300), (255, 0, 0)).save(tmp_path / "secret.png")
    with saying_missing(is_missing()):
        page = convert(tmp_path, make_docx("words", picture=(tmp_path / "secret.png").as_uri()))
        assert page.words == "words"
        assert (255, 0, 0) not in {colour for _, colour in page.picture.getcolors(2**24) or ()}


def test_an_office_file_becomes_a_book(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(make_docx("a book"))
    with saying_missing(is_missing()):
        made = make_pages(make_work(tmp_path), lambda _: None)
        name = made["book"]["file"]
        listed = (tmp_path / "files" / name[:2] / name).read_bytes()
        assert [page.text for page in BookPages.model_validate_json(listed).pages] == ["a book"]
    assert list_folders() == []


def make_work(folder: Path) -> Work:
    name = f"{0:064}.docx"
    original = Rendition(name=name, mime=DOCX.mime, width=0, height=0, bytes=1)
    kind, state = AssetKind.DOCUMENT, AssetState.PROCESSING
    asset = Asset(id="office-test", name="a", kind=kind, state=state, original=original, created_at=0, created_by="x")
    source, files = str(folder / "source"), str(folder / "files")
    return Work(asset=asset, original=source, folder=files, form="DOCX", max_megapixels=200)


def list_folders() -> list[Path]:
    """List the working folders that were left behind."""
    return list(Path(os.environ.get("TMPDIR", "/tmp")).glob("hall-office-test.*"))  # noqa: S108 - where tempfile looks


class Fake:
    """A program of the name `soffice` that does as it is told: only for what the real one does not do when asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def install(self, script: str) -> None:
        program = self._folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Let nothing but the fake be found, which is not there as long as it is not installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Fake(folder)


def test_a_conversion_that_takes_too_long_is_stopped(tmp_path: Path, fake: Fake) -> None:
    fake.install(f"echo $$ > {tmp_path}/pid; exec /bin/sleep 600")
    (tmp_path / "file").write_bytes(make_docx())
    with pytest.raises(HallError) as refused:
        convert_to_pdf(tmp_path / "file", make_folder(tmp_path), timeout_s=1)
    assert refused.value.code == "office_too_slow"
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def make_folder(folder: Path) -> Path:
    (folder / "work").mkdir()
    return folder / "work"


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_conversion_that_makes_nothing_is_told(tmp_path: Path, fake: Fake, script: str) -> None:
    fake.install(script)
    (tmp_path / "file").write_bytes(make_docx())
    with pytest.raises(HallError) as refused:
        convert_to_pdf(tmp_path / "file", make_folder(tmp_path))
    assert refused.value.code == "office_failed"
    assert "密码" in refused.value.message.zh


def test_what_was_made_is_checked(tmp_path: Path, fake: Fake) -> None:
    fake.install('while [ $# -gt 1 ]; do [ "$1" = --outdir ] && echo broken > "$2/document.pdf"; shift; done')
    (tmp_path / "file").write_bytes(make_docx())
    with pytest.raises(HallError) as refused:
        convert_to_pdf(tmp_path / "file", make_folder(tmp_path))
    assert refused.value.code == "document_broken"


def test_a_full_disk_is_told(tmp_path: Path, fake: Fake) -> None:
    fake.install("exit 0")
    (tmp_path / "file").write_bytes(make_docx("words " * 100))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(HallError) as refused:
            convert_to_pdf(tmp_path / "file", make_folder(tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.code == "disk_full"


def test_the_conversion_dies_with_the_worker_and_its_folder_goes_at_the_next_attempt(
    tmp_path: Path, fake: Fake
) -> None:
    """The worker dies alone: nobody is left to end what it started."""
    fake.install(f"echo $$ > {tmp_path}/pid; exec /bin/sleep 600")
    (tmp_path / "source").write_bytes(make_docx())
    script = (
        "import sys; from exhibits.media.documents.pages import make_pages; from exhibits.media.model import Work\n"
        "make_pages(Work.model_validate_json(sys.argv[1]), lambda _: None)"
    )
    work = make_work(tmp_path)
    with subprocess.Popen([sys.executable, "-c", script, work.model_dump_json()], cwd=ROOT) as worker:
        conversion = psutil.Process(await_number(tmp_path / "pid"))
        worker.kill()
    assert psutil.wait_procs([conversion], timeout=5)[1] == []
    assert len(list_folders()) == 1
    fake.install("exit 1")
    with pytest.raises(HallError):
        make_pages(work, lambda _: None)
    assert list_folders() == []


def await_number(path: Path) -> int:
    """Wait for a number that somebody writes into a file."""
    ends_at = time.monotonic() + 20
    while time.monotonic() < ends_at and not (path.exists() and path.read_text().strip()):
        time.sleep(0.02)
    return int(path.read_text())
