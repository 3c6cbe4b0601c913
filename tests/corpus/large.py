"""Large pictures for zooming into: mosaics of real photographs, and the chart that the IIIF validator asks about."""

from itertools import cycle
from pathlib import Path

from PIL import Image, ImageOps

from tests.corpus.pictures import PHOTOGRAPHS

CELL_PX = 2048
MEGAPIXELS_100 = (12_288, 8_192)
MEGAPIXELS_200 = (16_384, 12_288)
CHART_SQUARE_PX = 100
DRAWN = {"analogpattern", "umang"}
"""What lies among the photographs and is none."""

Colours = list[list[tuple[int, int, int]]]


def make_mosaic(path: Path, size: tuple[int, int] = MEGAPIXELS_100, **options: object) -> None:
    """Write a JPEG of this size from squares cut out of all photographs that are large enough, none of them enlarged.

    Every second round they are mirrored. A camera's own file of 100 MP is of the same kind: detail of single pixels.
    """
    mosaic = Image.new("RGB", size)
    places = [(x, y) for y in range(0, size[1], CELL_PX) for x in range(0, size[0], CELL_PX)]
    names = _list_large()
    for number, (place, name) in enumerate(zip(places, cycle(names), strict=False)):
        cell = _cut_square(name)
        mosaic.paste(ImageOps.mirror(cell) if number // len(names) % 2 else cell, place)
    mosaic.save(path, "JPEG", quality=92, **options)


def draw_chart(colours: Colours) -> Image.Image:
    """Draw squares of known colours, `colours[column][row]`, each 100 px wide."""
    side = CHART_SQUARE_PX
    chart = Image.new("RGB", (len(colours) * side, len(colours[0]) * side))
    for column, rows in enumerate(colours):
        for row, colour in enumerate(rows):
            chart.paste(colour, (column * side, row * side, (column + 1) * side, (row + 1) * side))
    return chart


def _list_large() -> list[Path]:
    found = []
    for path in sorted(PHOTOGRAPHS.glob("*_by_*.jpg")):
        with Image.open(path) as photograph:
            if min(photograph.size) >= CELL_PX and path.name.partition("_")[0] not in DRAWN:
                found.append(path)
    return found


def _cut_square(path: Path) -> Image.Image:
    with Image.open(path) as photograph:
        left, top = (photograph.width - CELL_PX) // 2, (photograph.height - CELL_PX) // 2
        return photograph.crop((left, top, left + CELL_PX, top + CELL_PX)).convert("RGB")
