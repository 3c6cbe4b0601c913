"""Turns a panorama of the whole sphere (equirectangular) into the six faces of the cube around the viewer (P-11).

A face is drawn in pieces that are bilinear in the panorama, each so small that it keeps to the exact projection
within a tenth of a pixel.
"""

import io
import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageStat

from exhibits.core.jobs.model import Progress
from exhibits.media.colour import make_scalable, make_srgb, scale
from exhibits.media.files import Arrival, FileStore
from exhibits.media.model import Panorama, Rendition, Work
from exhibits.media.notes import Sphere, read_notes
from exhibits.media.pictures import open_picture, read_orientation
from exhibits.media.renditions import Size, turn_upright

FACE_PX = 4096
"""Many phones draw no larger texture (P-11)."""

TOLERANCE_PX = 0.1

_QUALITY = 88
_STEP_PX = 64
_PIECE_PX = 32
_MARGIN_PX = 2
_BAND_PX = 256
_NO_PICTURE = (24, 24, 24)

Point = tuple[float, float]
Box = tuple[int, int, int, int]


class Direction(NamedTuple):
    """Where somebody looks: to the right of the panorama's middle, and up, in radians."""

    longitude: float
    latitude: float


Look = Callable[[float, float], Direction]
"""Gives the direction of a point of a face: across from -1 (left) to 1, down from -1 (top) to 1."""


class Canvas(NamedTuple):
    """A picture, upright and in any mode, and where it lies on the whole sphere, in its pixels.

    Above and below it the sphere goes on in two plain colours.
    """

    picture: Image.Image
    profile: bytes | None
    whole: Size
    left: int
    top: int
    above: tuple[int, ...]
    below: tuple[int, ...]


class Piece(NamedTuple):
    """A part of a face, and its upper left, lower left, lower right and upper right corner in the panorama (x, y)."""

    box: Box
    corners: tuple[float, ...]


def _look_ahead(turned: float) -> Look:
    return lambda across, down: Direction(turned + math.atan(across), math.atan2(-down, math.hypot(1.0, across)))


def _look_up(across: float, down: float) -> Direction:
    return Direction(math.atan2(across, down), math.atan2(1.0, math.hypot(across, down)))


def _look_down(across: float, down: float) -> Direction:
    return Direction(math.atan2(across, -down), -math.atan2(1.0, math.hypot(across, down)))


FACES: tuple[Look, ...] = (*(_look_ahead(math.radians(turn)) for turn in (0, 90, 180, -90)), _look_up, _look_down)
"""Front, right, back, left, up, down; the lower edge of up and the upper edge of down meet the front."""


def make_faces(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the six faces of a panorama, at most 4096 px each: `panorama`."""
    files = FileStore(Path(work.folder))
    with _open(work) as canvas, ExitStack() as stack:
        side = choose_side(canvas.whole[0])
        arrivals = [stack.enter_context(files.receive(work.asset.id)) for _ in FACES]
        for done, (arrival, look) in enumerate(zip(arrivals, FACES, strict=True)):
            arrival.write(_encode(draw_face(canvas, look, side)))
            progress((done + 1) / len(FACES))
        for arrival in arrivals:
            arrival.sync()
        faces = tuple(_keep(files, arrival, side) for arrival in arrivals)
    return {"panorama": Panorama(faces=faces).model_dump(mode="json")}


def choose_side(width: int) -> int:
    """Choose the side of a face for a whole sphere so many pixels wide: a quarter, in steps of 64, at most 4096."""
    return min(FACE_PX, max(_STEP_PX, round(width / 4 / _STEP_PX) * _STEP_PX))


def choose_size(size: Size, sphere: Sphere) -> Size:
    """Choose the size to read a panorama in: with no more pixels than the largest faces show."""
    factor = min(1.0, 4 * FACE_PX / (size[0] / sphere.width))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def lay_out(picture: Image.Image, sphere: Sphere, profile: bytes | None = None) -> Canvas:
    """Lay a picture onto the whole sphere; beyond it are the mean colours of its first and its last row."""
    whole = max(2, round(picture.width / sphere.width)), max(1, round(picture.height / sphere.height))
    rows = (_read(picture, profile, (0, y, picture.width, y + 1)) for y in (0, picture.height - 1))
    above, below = (tuple(round(value) for value in ImageStat.Stat(row).mean) for row in rows)
    return Canvas(picture, profile, whole, round(sphere.left * whole[0]), round(sphere.top * whole[1]), above, below)


def draw_face(canvas: Canvas, look: Look, side: int) -> Image.Image:
    """Draw a face of the cube; no more of the panorama is copied than the face shows."""
    pieces = list(split_face(look, side, canvas.whole))
    columns, rows = ([value for piece in pieces for value in piece.corners[axis::2]] for axis in (0, 1))
    left, right = math.floor(min(columns)) - _MARGIN_PX, math.ceil(max(columns)) + _MARGIN_PX
    top, bottom = max(0, math.floor(min(rows)) - _MARGIN_PX), min(canvas.whole[1], math.ceil(max(rows)) + _MARGIN_PX)
    part = _cut(canvas, left, top, right, bottom)
    mesh = [(box, tuple(value - (left, top)[n % 2] for n, value in enumerate(corners))) for box, corners in pieces]
    return part.transform((side, side), Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def split_face(look: Look, side: int, whole: Size) -> Iterator[Piece]:
    """Split a face into pieces that are true to the projection within `TOLERANCE_PX` of the panorama."""

    def look_at(x: float, y: float) -> Direction:
        return look(2 * x / side - 1, 2 * y / side - 1)

    def split(box: Box) -> Iterator[Piece]:
        left, top, right, bottom = box
        x, y = (left + right) / 2, (top + bottom) / 2
        near = look_at(x, y).longitude
        edges = (left, top), (left, bottom), (right, bottom), (right, top)
        corners = [_find_place(look_at(*at), whole, near) for at in edges]
        middles = (x, y), (left, y), (x, bottom), (right, y), (x, top)
        found = [_find_place(look_at(*at), whole, near) for at in middles]
        if right - left == 1 or _is_true(corners, found, whole):
            yield Piece(box, tuple(value for corner in corners for value in corner))
            return
        half = (right - left) // 2
        for start in ((left, top), (left + half, top), (left, top + half), (left + half, top + half)):
            yield from split((*start, start[0] + half, start[1] + half))

    for row in range(0, side, _PIECE_PX):
        for column in range(0, side, _PIECE_PX):
            yield from split((column, row, column + _PIECE_PX, row + _PIECE_PX))


def _find_place(direction: Direction, whole: Size, near: float) -> Point:
    """Find a direction in the panorama; of all that are one turn apart, that beside the longitude `near`.

    The poles have every longitude; pieces have them at their corners, never inside.
    """
    longitude, latitude = direction
    if abs(latitude) > math.pi / 2 - 1e-9:
        longitude = near
    turned = longitude + math.tau * round((near - longitude) / math.tau)
    return (turned / math.tau + 0.5) * whole[0], (0.5 - latitude / math.pi) * whole[1]


def _is_true(corners: list[Point], found: list[Point], whole: Size) -> bool:
    """Compare the bilinear middles of a piece and of its edges with what the projection says.

    Towards the poles a pixel of the panorama is less and less wide.
    """
    upper_left, lower_left, lower_right, upper_right = corners
    pairs = (upper_left, lower_left), (lower_left, lower_right), (lower_right, upper_right), (upper_right, upper_left)
    middles = [_find_middle(*corners), *(_find_middle(*pair) for pair in pairs)]
    for (x, y), (true_x, true_y) in zip(middles, found, strict=True):
        shrunk = math.sin(true_y / whole[1] * math.pi)
        if math.hypot((x - true_x) * shrunk, y - true_y) > TOLERANCE_PX:
            return False
    return True


def _find_middle(*points: Point) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _cut(canvas: Canvas, left: int, top: int, right: int, bottom: int) -> Image.Image:
    """Cut a part of the whole sphere, which begins again where it ends."""
    picture, part = canvas.picture, Image.new("RGB", (right - left, bottom - top), canvas.above)
    horizon = canvas.top + picture.height // 2 - top
    part.paste(canvas.below, (0, min(max(0, horizon), part.height), *part.size))
    for start in (canvas.left + turn * canvas.whole[0] for turn in (-1, 0, 1)):
        first, last = max(0, left - start), min(picture.width, right - start)
        upper, lower = max(0, top - canvas.top), min(picture.height, bottom - canvas.top)
        for row in range(upper, lower, _BAND_PX) if first < last else ():
            shown = _read(picture, canvas.profile, (first, row, last, min(row + _BAND_PX, lower)))
            part.paste(shown, (start + first - left, canvas.top + row - top))
    return part


def _read(picture: Image.Image, profile: bytes | None, box: Box) -> Image.Image:
    """Read a part of a picture in sRGB, which takes the memory of three: there is never a second whole one."""
    part = make_srgb(make_scalable(picture.crop(box)), profile)
    if part.mode == "RGB":
        return part
    plain = Image.new("RGB", part.size, _NO_PICTURE)
    plain.paste(part, mask=part.getchannel("A"))
    return plain


@contextmanager
def _open(work: Work) -> Iterator[Canvas]:
    with open_picture(Path(work.original), work.form, work.max_megapixels) as image:
        orientation, profile, sphere = read_orientation(image), image.info.get("icc_profile"), read_notes(image).sphere
        picture = turn_upright(image, orientation)
        known = sphere or _guess_sphere(*picture.size)
        size = choose_size(picture.size, known)
        if size != picture.size:
            picture, profile = make_srgb(scale(picture, size), profile), None
        yield lay_out(picture, known, profile)


def _guess_sphere(width: int, height: int) -> Sphere:
    """Take what says nothing of itself for the whole way round, or the whole way up, with the horizon in its middle."""
    if width >= 2 * height:
        share = 2 * height / width
        return Sphere(top=(1 - share) / 2, height=share)
    share = width / (2 * height)
    return Sphere(left=(1 - share) / 2, width=share)


def _encode(face: Image.Image) -> bytes:
    buffer = io.BytesIO()
    face.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _keep(files: FileStore, arrival: Arrival, side: int) -> Rendition:
    name = files.keep(arrival, "jpg")
    return Rendition(name=name, mime="image/jpeg", width=side, height=side, bytes=arrival.size)
