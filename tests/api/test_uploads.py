"""Uploads over HTTP, with the real checks in real worker processes: what is good is served, the rest leaves nothing."""

import io
import os
import resource
import signal
import time
import zipfile
from pathlib import Path

import gevent
import pytest

from exhibits.core.model import Role
from exhibits.media.model import AssetState, Step
from tests.api.desk import Desk, wait_for
from tests.corpus.hostile import FILES, Hostile, draw
from tests.corpus.pictures import PHOTOGRAPHS, make_flat_png, make_heic, make_located_jpeg, read_photograph
from tests.hall import TestHall
from tests.tus import write_metadata


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bad_file_is_refused_in_both_languages_and_leaves_nothing(shared_desk: Desk, file: Hostile) -> None:
    before, listed = shared_desk.list_files(), shared_desk.hall.hall.media.list_assets()
    upload = shared_desk.sender.deliver(file.make(), file.name)
    assert (upload["state"], upload["code"]) == ("refused", file.code)
    assert any("一" <= sign <= "鿿" for sign in upload["problem"]["zh"])
    assert not any("一" <= sign <= "鿿" for sign in upload["problem"]["en"])
    wait_for(lambda: shared_desk.list_files() == before)
    assert shared_desk.hall.hall.media.list_assets() == listed


def test_a_good_picture_is_taken_right_after_all_the_bad_ones(shared_desk: Desk) -> None:
    assert shared_desk.wait(shared_desk.accept(make_located_jpeg(), "好.jpg"))["name"] == "好.jpg"


def test_every_real_photograph_arrives_and_is_served_in_its_widths(desk: Desk) -> None:
    sources = sorted(PHOTOGRAPHS.glob("*.jpg"))
    assert len(sources) >= 13
    assets = [desk.accept(path.read_bytes(), path.name) for path in sources]
    for asset in assets:
        ready = desk.wait(asset)
        assert ready["progress"] == 1
        for form in ready["renditions"]:
            served = desk.fetch(form["name"])
            assert (served.status_code, served.mimetype, len(served.data)) == (200, "image/webp", form["bytes"])
        assert max(form["width"] for form in ready["renditions"]) <= asset["original"]["width"]


def test_a_heic_of_a_telephone_is_taken(shared_desk: Desk) -> None:
    ready = shared_desk.wait(shared_desk.accept(make_heic(), "IMG_0001.HEIC"))
    assert (ready["original"]["mime"], ready["renditions"][0]["mime"]) == ("image/heic", "image/webp")


def test_a_folder_becomes_an_album_and_a_name_keeps_its_signs(shared_desk: Desk) -> None:
    asset = shared_desk.accept(read_photograph("sunset_by_Aitzol_Berasategi"), "C:\\照片\\第一天 ①.jpg", "活动/红马甲")
    assert (asset["name"], asset["album"]) == ("第一天 ①.jpg", "红马甲")


def test_a_file_over_the_size_limit_is_refused_before_it_comes(tmp_path: Path) -> None:
    desk = Desk(TestHall(tmp_path / "data", upload_max_mb=1), tmp_path / "data")
    reply = desk.sender.create(2**20 + 1)
    assert (reply.status, reply.json["code"]) == (413, "upload_too_large")
    place = desk.sender.create(None).headers["location"]
    desk.sender.append(place, 0, bytes(2**20))
    assert desk.sender.append(place, 2**20, b"x").status == 413
    assert desk.sender.measure(place).headers["upload-offset"] == str(2**20)
    longer = desk.sender.append(place, 2**20, b"", Upload_Length=str(2**20 + 5))
    assert (longer.status, longer.json["code"]) == (413, "upload_too_large")
    desk.hall.stop()


def test_what_one_person_and_the_hall_may_have_is_limited(tmp_path: Path) -> None:
    desk = Desk(TestHall(tmp_path / "data", account_quota_gb=2, storage_quota_gb=3), tmp_path / "data")
    other = desk.act_as(Role.ADMINISTRATOR)
    assert desk.sender.create(2 * 2**30).status == 201
    reply = desk.sender.create(1)
    assert (reply.status, reply.json["code"]) == (413, "quota_exceeded")
    assert "2 GB" in reply.json["message"]["zh"]
    assert other.create(2**30 + 1).json["code"] == "quota_exceeded"
    assert other.create(2**30).status == 201
    desk.hall.stop()


def test_a_check_that_takes_too_long_is_given_up_and_the_next_file_is_taken(tmp_path: Path) -> None:
    desk = Desk(TestHall(tmp_path / "data", worker_timeout_s=5), tmp_path / "data")
    place = desk.sender.send(make_flat_png(12_000, 10_000))
    jobs = desk.hall.hall._jobs
    wait_for(lambda: jobs.list_pids() != [])
    deadline = time.monotonic() + 60
    while desk.sender.show(place)["state"] == "checking":
        assert time.monotonic() < deadline
        for pid in jobs.list_pids():
            os.kill(pid, signal.SIGSTOP)  # a decoder that hangs
        gevent.sleep(0.5)
    assert desk.sender.show(place)["code"] == "job_too_slow"
    wait_for(lambda: desk.list_files() == set())
    desk.wait(desk.accept(read_photograph()))
    desk.hall.stop()


def test_the_same_content_again_is_the_same_asset(desk: Desk) -> None:
    first = desk.accept(read_photograph(), "one.jpg")
    again = desk.sender.deliver(read_photograph(), "two.jpg")
    assert (again["asset_ids"], again["known"]) == ([first["id"]], True)
    waiting = [gevent.spawn(desk.accept, read_photograph(), f"{number}.jpg") for number in range(3)]
    assert {job.get()["id"] for job in waiting} == {first["id"]}
    assert len(desk.hall.hall.media.list_assets()) == 1


def test_the_same_content_twice_at_once_is_one_asset(desk: Desk) -> None:
    desk.hall.headers_of(Role.CURATOR)
    waiting = [gevent.spawn(desk.accept, read_photograph(), f"{number}.jpg") for number in range(3)]
    assert len({job.get()["id"] for job in waiting}) == 1


def test_where_a_photograph_was_taken_is_for_the_staff_only(shared_desk: Desk) -> None:
    asset = shared_desk.wait(shared_desk.accept(make_located_jpeg()))
    name = asset["original"]["name"]
    assert shared_desk.fetch(name).status_code == 404
    assert shared_desk.fetch(name, Role.DISPLAY).status_code == 404
    original = shared_desk.fetch(name, Role.CURATOR)
    assert original.data == make_located_jpeg()
    assert "private" in original.headers["Cache-Control"]


def test_a_served_file_may_be_kept_for_ever_and_asked_for_in_parts(shared_desk: Desk) -> None:
    form = shared_desk.wait(shared_desk.accept(read_photograph()))["renditions"][0]
    whole = shared_desk.fetch(form["name"])
    assert "immutable" in whole.headers["Cache-Control"]
    assert whole.headers["ETag"] == f'"{form["name"][:64]}"'
    assert shared_desk.fetch(form["name"], If_None_Match=whole.headers["ETag"]).status_code == 304
    part = shared_desk.fetch(form["name"], Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert shared_desk.fetch(form["name"], Range=f"bytes={form['bytes']}-").status_code == 416


def test_a_drawing_is_ready_at_once_and_served_without_any_rights(shared_desk: Desk) -> None:
    asset = shared_desk.accept(draw("<circle r='3'/>"), "plan.svg")
    assert (asset["kind"], asset["state"], asset["renditions"]) == ("drawing", "ready", [asset["original"]])
    served = shared_desk.fetch(asset["original"]["name"])
    assert served.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.mimetype == "image/svg+xml"


def test_workers_killed_while_they_work_cost_only_time(desk: Desk) -> None:
    jobs = desk.hall.hall._jobs
    asset = desk.accept(read_photograph("seeding_by_Clements_Engelhardt"))
    wait_for(lambda: len(jobs.list_pids()) >= 2)
    time.sleep(0.3)
    for pid in jobs.list_pids():
        os.kill(pid, signal.SIGKILL)
    assert len(desk.wait(asset)["renditions"]) == 6
    desk.wait(desk.accept(read_photograph("free_by_Peter_Nerlich")))


def test_forms_that_a_stop_interrupted_are_made_after_the_next_start(desk: Desk) -> None:
    assets = [desk.accept(path.read_bytes(), path.name) for path in sorted(PHOTOGRAPHS.glob("[p-s]*.jpg"))]
    assert desk.show(assets[-1])["todo"] != []
    desk.hall.hall.stop()
    (desk.data / "files" / "arriving" / "upload.1").write_bytes(b"half of a form")
    desk.hall = TestHall(desk.data)
    for asset in assets:
        assert desk.wait(asset)["original"]["name"] == asset["original"]["name"]
    assert not any(path.parent.name in ("arriving", "uploads") for path in desk.list_files())


def test_an_asset_whose_job_was_never_kept_is_taken_up_at_the_next_start(desk: Desk) -> None:
    ready = desk.wait(desk.accept(read_photograph()))
    media = desk.hall.hall.media
    lose_forms(desk, ready["id"])
    media.recover()
    assert desk.wait(ready)["renditions"] == ready["renditions"]


def test_a_whole_file_whose_check_was_never_kept_is_looked_at_after_the_next_start(desk: Desk) -> None:
    content = make_located_jpeg()
    place = desk.sender.create(len(content)).headers["location"]
    desk.hall.hall.stop()
    (desk.data / "uploads" / f"{place.rpartition('/')[2]}.part").write_bytes(content)
    desk.hall = TestHall(desk.data)
    assert desk.sender.wait_for_end(place)["state"] == "done"


def test_a_full_disk_is_told_and_what_had_arrived_goes_on_from_there(desk: Desk) -> None:
    kept = desk.wait(desk.accept(make_located_jpeg()))
    content = read_photograph()
    place = desk.sender.create(len(content), "later.jpg").headers["location"]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        reply = desk.sender.append(place, 0, content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (reply.status, reply.json["code"]) == (507, "disk_full")
    assert desk.show(kept) == kept
    offset = int(desk.sender.measure(place).headers["upload-offset"])
    assert offset == 500_000
    assert desk.sender.append(place, offset, content[offset:]).status == 204
    assert desk.sender.wait_for_end(place)["state"] == "done"


def test_who_may_not_edit_may_not_upload_and_nobody_sees_anothers(shared_desk: Desk) -> None:
    for role, status in ((Role.VISITOR, 401), (Role.GUIDE, 403), (Role.DISPLAY, 403)):
        assert shared_desk.act_as(role).create(10).status == status
    place = shared_desk.sender.create(10).headers["location"]
    for other in (Role.ADMINISTRATOR, Role.PHONE):
        assert shared_desk.act_as(other).measure(place).status == 404
        assert shared_desk.act_as(other).append(place, 0, b"x").status == 404


def test_what_a_phone_sends_belongs_to_who_invited_it(shared_desk: Desk) -> None:
    phone = shared_desk.act_as(Role.PHONE)
    upload = phone.deliver(read_photograph("greentock_by_Peter_Nerlich"), "IMG_1.jpg")
    asset = shared_desk.show({"id": upload["asset_ids"][0]})
    assert asset["created_by"] == "curator"
    assert upload["id"] in [one["id"] for one in shared_desk.sender.ask("GET", "/api/v1/uploads", None, {}).json]
    assert shared_desk.call("GET", "/assets", role=Role.PHONE).status_code == 403
    assert shared_desk.call("PATCH", "/assets", {"ids": [asset["id"]], "change": {}}, Role.PHONE).status_code == 403


def test_a_photograph_whose_original_was_damaged_on_the_disk_says_why_it_failed(desk: Desk) -> None:
    ready = desk.wait(desk.accept(read_photograph()))
    name = ready["original"]["name"]
    original = next(path for path in desk.list_files() if path.name == name)
    content = original.read_bytes()
    original.write_bytes(content[:2000])
    lose_forms(desk, ready["id"])
    desk.hall.hall.media.recover()
    failed = desk.wait(ready, "failed")
    assert failed["problem"]["zh"]
    assert failed["problem"]["en"]
    again = desk.call("POST", f"/assets/{ready['id']}/retry").json or {}
    assert (again["state"], again["problem"]["zh"]) == ("processing", "")
    assert desk.wait(ready, "failed")["problem"] == failed["problem"], "a second time it says why, too"
    original.write_bytes(content)
    assert desk.call("POST", f"/assets/{ready['id']}/retry").status_code == 200
    assert desk.wait(ready)["renditions"] == ready["renditions"]


def test_a_name_of_another_form_is_no_metadata(shared_desk: Desk) -> None:
    assert shared_desk.sender.create(10, Upload_Metadata="filename ???").status == 400
    assert shared_desk.sender.create(10, Upload_Metadata=write_metadata(filename="好") + ",filename x").status == 400


def lose_forms(desk: Desk, asset_id: str) -> None:
    """Make an asset what it was before its forms were made, with no job for them."""
    media, jobs = desk.hall.hall.media, desk.hall.hall._jobs
    wait_for(lambda: jobs.list_unfinished() == [])
    lost = {"state": AssetState.PROCESSING, "renditions": (), "todo": (Step.FORMS,)}
    media._assets.put(media.get_asset(asset_id).model_copy(update=lost))


def test_an_archive_is_taken_apart_and_its_folders_become_albums(desk: Desk) -> None:
    names = {"活动/红马甲/一.jpg": "greentock_by_Peter_Nerlich", "二.jpg": "sunset_by_Aitzol_Berasategi"}
    content = make_archive({name: read_photograph(source) for name, source in names.items()} | {"x/program.jpg": b"MZ"})
    upload = desk.sender.deliver(content, "现场会.zip")
    assert (upload["state"], upload["members"], upload["ended"]) == ("done", 3, 3)
    assets = [desk.show({"id": one}) for one in upload["asset_ids"]]
    assert {(one["name"], one["album"]) for one in assets} == {("一.jpg", "红马甲"), ("二.jpg", "现场会")}
    assert [one["name"] for one in upload["skipped"]] == ["program.jpg"]
    assert "Windows" in upload["skipped"][0]["reason"]["zh"]
    for asset in assets:
        desk.wait(asset)
    wait_for(lambda: not any("uploads" in path.parts for path in desk.list_files()))


def make_archive(members: dict[str, bytes]) -> bytes:
    """Write a zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
