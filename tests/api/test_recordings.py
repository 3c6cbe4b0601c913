"""Films, sound and documents from the upload to the display, in real worker processes with the real programs."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from exhibits.core.model import Role
from exhibits.media.sniff import get_form
from tests.api.desk import Desk, wait_for
from tests.corpus import documents
from tests.corpus.films import Reels

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n一座桥\n\n00:01.000 --> 00:02.000\n一条河\n"
NO_CAPTIONS = {"film_without_captions"}
BOOK = Path("/usr/share/doc/debian/FAQ/debian-faq.en.pdf.gz")


def put_captions(desk: Desk, asset: dict[str, Any], text: str, language: str = "zh") -> Any:
    headers = desk.hall.headers_of(Role.CURATOR)
    path = f"/api/v1/assets/{asset['id']}/captions/{language}"
    return desk.hall.client.put(path, data=text.encode(), headers=headers)


def test_a_film_can_be_shown_before_it_is_converted_and_is_exchanged_silently(desk: Desk, tmp_path: Path) -> None:
    film = desk.accept(Reels(tmp_path / "reels").get("hevc.mov").read_bytes(), "现场会.mov")
    wait_for(lambda: desk.show(film)["state"] == "ready")
    early = desk.show(film)
    assert early["renditions"] != []
    ready = desk.wait(film)
    assert [form["mime"] for form in ready["film"]["forms"]] == ["video/mp4"]
    assert "film_hevc" in {notice["code"] for notice in early["notices"]}
    codes = {notice["code"] for notice in ready["notices"]}
    assert codes >= NO_CAPTIONS, "what the curator should know of it stays after the conversion"
    assert "film_hevc" not in codes
    put_captions(desk, film, VTT)
    assert {notice["code"] for notice in desk.show(film)["notices"]} == codes - NO_CAPTIONS
    served = desk.fetch(ready["film"]["forms"][0]["name"], Range="bytes=0-99")
    assert (served.status_code, served.mimetype, len(served.data)) == (206, "video/mp4", 100)
    assert b"ftyp" in served.data


def test_captions_are_kept_read_back_and_refused_by_line(desk: Desk, tmp_path: Path) -> None:
    film = desk.wait(desk.accept(Reels(tmp_path / "reels").get("plain.mp4").read_bytes(), "桥.mp4"))
    kept = put_captions(desk, film, VTT)
    assert kept.status_code == 200, kept.text
    track = (kept.json or {})["film"]["tracks"][0]
    assert track["language"] == "zh"
    served = desk.fetch(track["file"])
    assert (served.mimetype, served.text.startswith("WEBVTT")) == ("text/vtt", True)
    cues = (desk.call("GET", f"/assets/{film['id']}/captions/zh").json or {})["cues"]
    assert [cue["text"] for cue in cues] == ["一座桥", "一条河"]
    assert [(cue["start_ms"], cue["end_ms"]) for cue in cues] == [(0, 1000), (1000, 2000)]
    refused = put_captions(desk, film, VTT.replace("00:02.000", "00:00.500"))
    assert (refused.status_code, (refused.json or {})["code"]) == (422, "captions_broken")
    assert [fault["line"] for fault in (refused.json or {})["details"]["lines"]] == [6]
    assert desk.show(film)["film"]["tracks"] == [track], "what was there stays"
    assert desk.call("DELETE", f"/assets/{film['id']}/captions/zh").status_code == 200
    assert desk.call("GET", f"/assets/{film['id']}/captions/zh").status_code == 404
    assert put_captions(desk, film, VTT, "fr").status_code == 404


def test_the_poster_and_the_chapters_are_the_curators_choice(desk: Desk, tmp_path: Path) -> None:
    film = desk.wait(desk.accept(Reels(tmp_path / "reels").get("plain.mp4").read_bytes(), "桥.mp4"))
    chapters = [{"at_s": 1.0, "title": {"zh": "河", "en": "River"}}]
    change = {"poster": 2, "chapters": chapters}
    body = {"ids": [film["id"]], "change": change}
    assert desk.call("PATCH", "/assets", body).status_code == 200
    changed = desk.wait(film)
    assert (changed["film"]["poster"], changed["film"]["chapters"]) == (2, chapters)
    assert changed["renditions"] != film["renditions"]
    assert changed["film"]["forms"] == film["film"]["forms"]


def test_the_pages_of_a_document_can_become_photographs(desk: Desk) -> None:
    document = desk.wait(desk.accept(gzip.decompress(BOOK.read_bytes()), "问答.pdf"))
    assert document["book"]["pages"] == 73
    book = desk.fetch(document["book"]["file"]).json or {}
    assert len(book["pages"]) == 73
    assert "Debian" in book["pages"][0]["text"]
    made = desk.call("POST", f"/assets/{document['id']}/pages")
    assert made.status_code == 201, made.text
    first, *_ = uploads = made.json or []
    assert len(uploads) == 73
    upload = desk.sender.wait_for_end(f"/api/v1/uploads/{first['id']}")
    photograph = desk.show({"id": upload["asset_ids"][0]})
    assert (photograph["kind"], photograph["name"], photograph["album"]) == ("photograph", "问答 001.webp", "问答")


BAD = {
    "cut.mp4": "film_broken",
    "no_index.mp4": "film_index_missing",
    "noise.mp4": "film_index_missing",
    "blind.mp4": "film_without_picture",
    "locked.mp4": "film_encrypted",
    "cut.flac": "film_broken",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_recording_is_refused_in_words_and_leaves_nothing(shared_desk: Desk, reels: Reels, name: str) -> None:
    before = shared_desk.list_files()
    upload = shared_desk.sender.deliver(reels.get(name).read_bytes(), name)
    assert (upload["state"], upload["code"]) == ("refused", BAD[name])
    assert len(upload["problem"]["zh"]) > 10
    wait_for(lambda: shared_desk.list_files() == before)


def test_sound_is_offered_in_two_forms(shared_desk: Desk, reels: Reels) -> None:
    asset = shared_desk.wait(shared_desk.accept(reels.get("sound.wav").read_bytes(), "解说.wav"))
    assert asset["kind"] == "sound"
    assert asset["sound"]["duration_s"] == pytest.approx(3, abs=0.1)
    assert len(asset["sound"]["forms"]) == 2
    for form in asset["sound"]["forms"]:
        assert shared_desk.fetch(form["name"]).mimetype == form["mime"]


def test_files_that_are_two_things_at_once_are_taken_as_what_they_begin_as(shared_desk: Desk) -> None:
    for name, make, form in documents.HARMLESS:
        upload = shared_desk.sender.deliver(make(), name)
        assert upload["state"] == "done", (name, upload)
        asset = shared_desk.wait({"id": upload["asset_ids"][0]})
        assert asset["original"]["mime"] == get_form(form).mime


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Reels:
    return Reels(tmp_path_factory.mktemp("reels"))
