"""Reads the sample hall's content: TOML for the words, SVG for the drawings."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from exhibits.catalogue.kinds import Content
from exhibits.catalogue.model import Board, Hall, Placement, Venue, Zone

HERE = Path(__file__).parent
ART = HERE / "art"
CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


class SampleExhibit(NamedTuple):
    """An exhibit before it is planted."""

    id: str
    placement: Placement
    content: Content


class SampleHall(NamedTuple):
    """All that the sample lays out."""

    venue: Venue
    halls: tuple[Hall, ...]
    zones: tuple[Zone, ...]
    boards: tuple[Board, ...]
    exhibits: tuple[SampleExhibit, ...]


def asset_id(drawing: str) -> str:
    """Name the asset that keeps a drawing: `belts-landscape` is `art-belts-landscape`."""
    return f"art-{drawing}"


def read_drawings() -> Iterator[tuple[str, bytes]]:
    """Read each drawing with its name, in the order of the names."""
    for path in sorted(ART.glob("*.svg")):
        yield path.stem, path.read_bytes()


def read_hall() -> SampleHall:
    """Read the whole hall; a mistake in a text file is a validation error that names it."""
    raw = _read("venue")
    halls = [Hall(number=number, **one) for number, one in enumerate(raw.pop("halls"), start=1)]
    zones = [_make_zone(number, one) for number, one in enumerate(raw.pop("zones"), start=1)]
    boards = [_make_board(number, one) for number, one in enumerate(raw.pop("boards"), start=1)]
    exhibits = [one for zone in zones for one in _read_exhibits(zone.number)]
    return SampleHall(_make_venue(raw), tuple(halls), tuple(zones), tuple(boards), tuple(exhibits))


def list_place_assets(hall: SampleHall) -> frozenset[str]:
    """List the drawings of the place itself: those that no exhibit brings."""
    slides = [side for slide in hall.venue.slides for side in (slide.portrait, slide.landscape)]
    signs = [one.drawing for one in hall.zones] + [one.drawing for one in hall.boards]
    return frozenset(name for name in (hall.venue.platform_drawing, *slides, *signs) if name)


def _read(name: str) -> dict[str, Any]:
    with (HERE / "content" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _make_venue(raw: dict[str, Any]) -> Venue:
    for slide in raw["slides"]:
        slide |= {side: asset_id(slide[side]) for side in ("portrait", "landscape")}
    raw["platform_drawing"] = asset_id(raw["platform_drawing"])
    return Venue(**raw, **_read("plan"))


def _make_zone(number: int, raw: dict[str, Any]) -> Zone:
    return Zone(number=number, **raw | {"drawing": asset_id(raw["drawing"])})


def _make_board(number: int, raw: dict[str, Any]) -> Board:
    return Board(number=number, drawing=asset_id(f"board-{number}"), **raw)


def _read_exhibits(zone_number: int) -> Iterator[SampleExhibit]:
    raw = _read(f"zone-{zone_number}")
    for order, one in enumerate(raw["exhibit"], start=1):
        yield _make_exhibit(raw["zone"], order, one)


def _make_exhibit(zone_id: str, order: int, raw: dict[str, Any]) -> SampleExhibit:
    placement = Placement(
        zone_id=zone_id,
        order=order,
        board=raw.pop("board", None),
        must_see=raw.pop("must_see", False),
        sample=raw.pop("sample", False),
        drawing=asset_id(raw.pop("card")),
    )
    exhibit_id = raw.pop("id")
    raw.setdefault("kind", "article")
    if "body" in raw:
        raw["body"] = {language: text.strip() for language, text in raw["body"].items()}
    for picture in raw["pictures"]:
        picture["asset_id"] = asset_id(picture["asset_id"])
    return SampleExhibit(exhibit_id, placement, CONTENT.validate_python(raw))
