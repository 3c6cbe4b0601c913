"""The sample hall says only what its sources say, in both languages, and every drawing is there."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml import ElementTree

from exhibits.catalogue.kinds.article import ArticleContent
from exhibits.catalogue.model import Room, Sheet
from exhibits.core.model import Identity, LocalText, Model, Role
from exhibits.core.settings import Settings
from exhibits.sample.loader import load_hall
from exhibits.sample.reader import ART, SampleExhibit, asset_id, list_place_assets, read_drawings, read_hall
from exhibits.wiring import build_hall

HALL = read_hall()
EXHIBITS = {one.id: one for one in HALL.exhibits}

# All the figures of the hall's one source, and the numbers of its zones and levels. Anything else is invented.
FIGURES = {
    *("2002", "2017", "2018", "12", "13", "14"),  # dates
    *("2000", "300", "8"),  # square metres, delegates, boards
    *("800", "131", "37", "18", "15", "5", "4"),  # the industry in 2018
    *("10", "1", "100"),  # 10 亿元 and 1 亿元: 1 billion and 100 million yuan
    *("2122", "6", "2", "3", "7"),  # the models, the levels and the zones
}


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, LocalText]]:
    """Walk a value and give each text in it with where it stands."""
    if isinstance(value, LocalText):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from texts_of(one, f"{path}[{index}]")


def every_text() -> list[tuple[str, LocalText]]:
    parts = [("venue", HALL.venue), ("halls", HALL.halls), ("zones", HALL.zones), ("boards", HALL.boards)]
    parts += [(one.id, one.content) for one in HALL.exhibits]
    return [found for name, part in parts for found in texts_of(part, name)]


def used_assets() -> list[str | None]:
    cards = [one.placement.drawing for one in HALL.exhibits]
    pictures = [picture.asset_id for one in HALL.exhibits for picture in one.content.pictures]
    return [*list_place_assets(HALL), *cards, *pictures]


def test_every_text_has_chinese_and_english() -> None:
    optional = re.compile(r"\.body$|\.rows\[")
    missing = [
        where
        for where, text in every_text()
        if bool(text.zh) != bool(text.en) or (not text.zh and not optional.search(where))
    ]
    assert missing == []


def figures_in(words: str) -> list[str]:
    """Find the figures; 2,000 is 2000."""
    return re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", words))


def test_every_figure_comes_from_the_source() -> None:
    articles = [(one.id, one.content) for one in HALL.exhibits if isinstance(one.content, ArticleContent)]
    written = [(name, row.mark) for name, content in articles for row in content.rows]
    written += [(where, words) for where, text in every_text() for words in (text.zh, text.en)]
    found = [(where, figure) for where, words in written for figure in figures_in(words)]
    assert [(where, figure) for where, figure in found if figure not in FIGURES] == []
    assert {"2122", "131", "300"} <= {figure for _, figure in found}


@pytest.mark.parametrize("exhibit", HALL.exhibits, ids=lambda one: one.id)
def test_an_exhibit_is_short_enough_to_be_read_standing(exhibit: SampleExhibit) -> None:
    """V-22: title 14, key 40, body 50 to 120 in paragraphs of three lines, or at most six rows."""
    content = exhibit.content
    body = content.body.zh
    assert 0 < len(content.title.zh) <= 14
    assert 0 < len(content.key.zh) <= 40
    assert all(len(paragraph) <= 60 for paragraph in body.split("\n\n"))
    if isinstance(content, ArticleContent):
        assert bool(body) != bool(content.rows)
        assert not body or 50 <= len(re.sub(r"\s", "", body)) <= 120
    else:
        assert 20 <= len(body) <= 60
        assert len(content.pictures) >= 3


def test_zone_leads_are_one_line_long() -> None:
    assert [zone.id for zone in HALL.zones if not 0 < len(zone.lead.zh) <= 40] == []


def test_the_hall_is_full_and_every_board_leads_somewhere() -> None:
    per_zone = Counter(one.placement.zone_id for one in HALL.exhibits)
    assert len(EXHIBITS) == len(HALL.exhibits) >= 28
    assert {zone.id for zone in HALL.zones} == set(per_zone)
    assert min(per_zone.values()) >= 3
    assert {one.placement.board for one in HALL.exhibits} >= set(range(1, 9))
    assert [board.number for board in HALL.boards] == list(range(1, 9))
    assert 1 <= sum(one.placement.must_see for one in HALL.exhibits) <= 5


def test_what_stands_for_real_people_and_pictures_is_marked() -> None:
    """A reader must not take a sample for a person, a film or a photograph."""
    assert {one.id for one in HALL.exhibits if one.placement.sample} >= {"people", "films", "photo-album", "two-belts"}
    for one in HALL.exhibits:
        captions = [picture.caption for picture in one.content.pictures]
        if one.placement.sample:
            assert all("示例" in caption.zh and "ample" in caption.en for caption in captions), one.id


def test_what_the_source_does_not_explain_is_left_to_the_zone() -> None:
    for name in ("three-grasps", "six-plus-x"):
        exhibit = EXHIBITS[name]
        assert "园区提供原文后" in exhibit.content.body.zh, name
        assert "待园区提供" in exhibit.content.source.zh, name


def test_figures_carry_their_date() -> None:
    for name in ("eight-hundred", "figures-2018", "founded-2002", "biomedicine", "smart-manufacturing"):
        assert EXHIBITS[name].content.source.zh == "数据截至 2018 年", name


def test_every_drawing_is_there_and_every_file_is_used() -> None:
    assert set(used_assets()) == {asset_id(name) for name, _ in read_drawings()}


def test_no_two_exhibits_open_with_the_same_picture() -> None:
    leads = Counter(one.content.pictures[0].asset_id for one in HALL.exhibits)
    cards = Counter(one.placement.drawing for one in HALL.exhibits)
    files = Counter(svg for _, svg in read_drawings())
    assert [name for name, times in (leads + cards).items() if times > 1] == []
    assert max(files.values()) == 1


@pytest.mark.parametrize("path", sorted(ART.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_small_and_reaches_nothing_outside(path: Path) -> None:
    assert path.stat().st_size < 350_000
    root = ElementTree.fromstring(path.read_bytes())
    assert root.get("viewBox")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"script", "foreignObject", "image", "use", "a", "style", "text", "animate", "set"}
    attributes = [(name.rpartition("}")[2], value) for element in root.iter() for name, value in element.attrib.items()]
    assert [name for name, _ in attributes if name.startswith("on") or name == "href"] == []
    assert [value for _, value in attributes if "url(" in value and not value.startswith("url(#")] == []


def test_drawings_of_the_belts_name_them_and_stand_on_the_pages_own_ground() -> None:
    labels = (ART / "belts-landscape.svg").read_text().count('<g class="label">')
    assert labels == 3, "the north belt, the south belt, the centre"
    for name in ("pic-belts", "pic-belt-north", "pic-belt-south"):
        assert 'width="1200" height="1000" fill=' not in (ART / f"{name}.svg").read_text(), name


def read_revision(data: Path, name: str) -> int:
    """Read how often a collection was written."""
    return int(json.loads((data / "documents" / f"{name}.json").read_text())["revision"])


def test_the_sample_is_laid_out_once_and_then_left_to_its_curators(tmp_path: Path) -> None:
    hall = build_hall(Settings(data=tmp_path))
    hall.start()
    try:
        first = hall.catalogue.get_catalogue()
        assert len(first.exhibits) == len(HALL.exhibits)
        assert {asset.id for asset in first.assets} == set(used_assets())
        written = {name: read_revision(tmp_path, name) for name in ("assets", "exhibits", "zones")}
        assert set(written.values()) == {1}, "each file is written once: a first start does not wait for 155 writes"

        curator = Identity(role=Role.CURATOR, id="curator")
        seen = hall.catalogue.get_exhibit("model-2122")
        hall.catalogue.withdraw(seen.id, seen.revision, curator)
        load_hall(hall.catalogue, hall.media, with_exhibits=True)
        assert "model-2122" not in {one.id for one in hall.catalogue.get_catalogue().exhibits}
    finally:
        hall.stop()


def test_a_hall_without_the_sample_is_the_same_place_with_nothing_in_it_yet(tmp_path: Path) -> None:
    hall = build_hall(Settings(data=tmp_path, sample=False))
    hall.start()
    try:
        seen = hall.catalogue.get_catalogue()
        assert hall.accounts.is_empty
        assert seen.exhibits == ()
        assert (seen.halls, seen.zones, seen.boards) == (HALL.halls, HALL.zones, HALL.boards)
        assert (seen.venue.landscape, seen.venue.portrait) == (HALL.venue.landscape, HALL.venue.portrait)
        assert {asset.id for asset in seen.assets} == list_place_assets(HALL)
    finally:
        hall.stop()


@pytest.mark.parametrize("sheet", [HALL.venue.landscape, HALL.venue.portrait], ids=["landscape", "portrait"])
def test_the_plan_shows_each_zone_in_its_hall_with_a_way_in(sheet: Sheet) -> None:
    halls = {room.zone_id: room for room in sheet.halls}
    rooms = {room.zone_id: room for room in sheet.rooms}
    assert set(halls) == {hall.id for hall in HALL.halls}
    assert set(rooms) == {zone.id for zone in HALL.zones}
    for zone in HALL.zones:
        room, hall = rooms[zone.id], halls[zone.hall_id]
        assert room.doors, zone.id
        assert hall.x <= room.x < room.x + room.width <= hall.x + hall.width, zone.id
        assert hall.y <= room.y < room.y + room.height <= hall.y + hall.height, zone.id
        assert any(is_in(room, point) for point in on_the_way(sheet)), zone.id


def is_in(room: Room, point: tuple[float, float]) -> bool:
    x, y = point
    return room.x <= x <= room.x + room.width and room.y <= y <= room.y + room.height


def on_the_way(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """Give points along the dotted way, close together."""
    for (x1, y1), (x2, y2) in zip(sheet.route, sheet.route[1:], strict=False):
        for step in range(41):
            yield x1 + (x2 - x1) * step / 40, y1 + (y2 - y1) * step / 40
