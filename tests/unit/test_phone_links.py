"""A phone that was invited: one phone, a quarter of an hour, and what it has begun it may finish."""

from pathlib import Path

import pytest

from exhibits.core.bus import Bus
from exhibits.core.documents import Documents
from exhibits.core.errors import Conflict, NotFound, TooMany
from exhibits.core.model import Identity, Role
from exhibits.core.settings import Settings
from exhibits.media.model import LinkKey, NewLink
from exhibits.media.store import AssetStore
from exhibits.media.uploads.links import OVER, LinkService
from tests.clock import SetClock

CURATOR = Identity(role=Role.CURATOR, id="jia")
HERE = "127.0.0.1"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def links(tmp_path: Path, clock: SetClock) -> LinkService:
    return LinkService(AssetStore(Documents(tmp_path / "documents")), Bus(), clock, Settings(data=tmp_path))


def open_link(links: LinkService) -> str:
    return links.open(LinkKey(key=links.create(NewLink(), CURATOR).secret), HERE).token


def test_the_first_phone_has_the_link_by_its_secret_or_its_digits(links: LinkService) -> None:
    made = links.create(NewLink(), CURATOR)
    token = links.open(LinkKey(key=made.link.code), HERE).token
    found = links.identify(token)
    assert found is not None
    assert (found.role, found.id, found.name, found.session) == (Role.PHONE, made.link.id, "jia", "")
    with pytest.raises(Conflict, match="link_taken"):
        links.open(LinkKey(key=made.secret), HERE)


def test_nothing_that_opens_a_link_is_kept_as_it_is(links: LinkService, tmp_path: Path) -> None:
    made = links.create(NewLink(), CURATOR)
    token = links.open(LinkKey(key=made.secret), HERE).token
    kept = (tmp_path / "documents" / "upload_links.json").read_text()
    assert made.secret not in kept
    assert token not in kept


def test_a_link_is_over_after_a_quarter_of_an_hour(links: LinkService, clock: SetClock) -> None:
    made = links.create(NewLink(), CURATOR)
    clock.pass_by(901)
    with pytest.raises(NotFound, match="link_unknown"):
        links.open(LinkKey(key=made.secret), HERE)


def test_a_phone_in_the_middle_of_a_film_may_finish_it_and_begin_nothing(links: LinkService, clock: SetClock) -> None:
    token = open_link(links)
    clock.pass_by(880)
    assert links.identify(token)
    clock.pass_by(30)
    found = links.identify(token)
    assert found is not None
    assert found.session == OVER
    clock.pass_by(61)
    assert links.identify(token) is None, "it has paused"


def test_nobody_goes_on_for_ever(links: LinkService, clock: SetClock) -> None:
    token = open_link(links)
    steps = 0
    while links.identify(token) is not None:
        clock.pass_by(50)
        steps += 1
    assert 60 < steps * 50 / 60 < 80, "minutes"


def test_guessing_ends_after_ten_and_a_right_key_costs_nothing(links: LinkService) -> None:
    for _ in range(12):
        open_link(links)
    for _ in range(10):
        with pytest.raises(NotFound):
            links.open(LinkKey(key="000000000"), HERE)
    with pytest.raises(TooMany):
        links.open(LinkKey(key="000000000"), HERE)
