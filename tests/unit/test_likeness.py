"""Pictures that look the same have fingerprints that differ in few bits; other pictures, and empty ones, do not."""

import gzip
import io
import itertools
import random
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from exhibits.media.likeness import ALIKE, count_differences, find_alike, make_fingerprint
from tests.corpus.pictures import PHOTOGRAPHS

BOOK = Path("/usr/share/doc/debian/FAQ/debian-faq.en.pdf.gz")
Change = Callable[[Image.Image], Image.Image]
Fingerprints = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)


def send_by_messenger(image: Image.Image) -> Image.Image:
    """Make the copy that WeChat makes: 1280 px, and compressed until it is small."""
    small = image.copy()
    small.thumbnail((1280, 1280))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=40)
    return Image.open(buffer)


def crop(image: Image.Image, share: float = 0.02) -> Image.Image:
    """Cut the margins off, all four together `share` of each side."""
    across, down = int(image.width * share / 2), int(image.height * share / 2)
    return image.crop((across, down, image.width - across, image.height - down))


CHANGES: dict[str, Change] = {
    "sent by a messenger": send_by_messenger,
    "cropped": crop,
    "cropped at one side": lambda image: image.crop((image.width // 50, 0, image.width, image.height)),
    "a little lighter": lambda image: ImageEnhance.Brightness(image).enhance(1.1),
    "a little darker": lambda image: ImageEnhance.Brightness(image).enhance(0.9),
    "all of these": lambda image: send_by_messenger(ImageEnhance.Brightness(crop(image)).enhance(1.08)),
}


@pytest.fixture(scope="module")
def photographs() -> dict[str, Image.Image]:
    """Read the real photographs at a size at which the tests are quick."""
    found = {}
    for path in sorted(PHOTOGRAPHS.glob("*_by_*.jpg")):
        with Image.open(path) as image:
            image.draft("RGB", (1300, 1300))
            found[path.stem] = image.convert("RGB")
    assert len(found) >= 13
    return found


def test_a_changed_copy_is_alike_and_another_photograph_is_not(photographs: dict[str, Image.Image]) -> None:
    known = {name: make_fingerprint(image) for name, image in photographs.items()}
    assert all(known.values())
    print("\nbits in which they differ:")
    for what, change in CHANGES.items():
        distances = [
            count_differences(known[name], make_fingerprint(change(image))) for name, image in photographs.items()
        ]
        print(f"{what:>22}: {sorted(distances)}")
        assert max(distances) <= ALIKE, what
    others = sorted(count_differences(one, other) for one, other in itertools.combinations(known.values(), 2))
    print(f"{'other photographs':>22}: {others[:12]} … {others[-1]}")
    assert others[0] >= 2 * ALIKE


def test_a_full_photograph_and_its_draft_have_the_same_fingerprint(photographs: dict[str, Image.Image]) -> None:
    with Image.open(PHOTOGRAPHS / "greentock_by_Peter_Nerlich.jpg") as image:
        full = make_fingerprint(image.convert("RGB"))
    assert count_differences(full, make_fingerprint(photographs["greentock_by_Peter_Nerlich"])) <= 2


def test_an_empty_picture_is_like_no_other() -> None:
    noise = random.Random(7)
    flat = Image.new("RGB", (640, 480), (40, 90, 160))
    scan = Image.new("L", (640, 480))
    scan.putdata([250 + noise.randrange(-4, 5) for _ in range(640 * 480)])
    clear = Image.new("RGBA", (640, 480), (0, 0, 0, 0))
    assert {make_fingerprint(image) for image in (flat, scan.convert("RGB"), clear)} == {""}


def test_the_pages_of_a_book_are_not_taken_for_one_another() -> None:
    """From afar all pages are the same grey block on white."""
    book = pypdfium2.PdfDocument(gzip.decompress(BOOK.read_bytes()))
    pages = (book[number].render(scale=0.5).to_pil() for number in range(len(book)))
    known = [make_fingerprint(page.convert("RGB")) for page in pages]
    assert len(known) > 70
    others = [(str(number), fingerprint) for number, fingerprint in enumerate(known)]
    assert all(find_alike(one, others[:n] + others[n + 1 :]) is None for n, one in enumerate(known))


def test_what_is_seen_through_is_seen_on_white() -> None:
    shape = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(shape)
    pen.ellipse((40, 30, 260, 280), fill=(150, 20, 20, 255))
    pen.rectangle((270, 10, 390, 90), fill=(20, 20, 120, 255))
    on_white = Image.new("RGB", shape.size, "white")
    on_white.paste(shape, mask=shape.getchannel("A"))
    assert count_differences(make_fingerprint(shape), make_fingerprint(on_white)) <= 2


def test_the_nearest_is_found_among_ten_thousand() -> None:
    noise = random.Random(1)
    others = [(f"asset-{n}", f"{noise.getrandbits(64):016x}") for n in range(10_000)]
    wanted = int(others[7_777][1], 16)
    assert find_alike(f"{wanted ^ 0b101:016x}", others) == "asset-7777"
    assert find_alike(f"{wanted ^ (2**63 + 2**9 - 1):016x}", others) is None
    assert find_alike("", others) is None
    assert find_alike("0" * 16, [("without", ""), ("one", "0" * 15 + "3"), ("two", "0" * 15 + "1")]) == "two"


@settings(deadline=None)
@given(Fingerprints, Fingerprints)
def test_differences_are_a_distance(one: str, other: str) -> None:
    assert 0 <= count_differences(one, other) == count_differences(other, one) <= 64
    assert (count_differences(one, other) == 0) == (one == other)
    assert (find_alike(one, [("other", other)]) == "other") == (count_differences(one, other) <= ALIKE)
