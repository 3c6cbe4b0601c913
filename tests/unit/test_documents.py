"""A collection is either old or new, whatever happens while it is written."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits.core.documents import Collection, Documents
from exhibits.core.errors import Unavailable
from exhibits.core.model import Model


class Card(Model):
    """A small document."""

    id: str
    words: str = ""


def test_what_was_put_is_there_after_reopening(tmp_path: Path) -> None:
    cards = Documents(tmp_path).collection("cards", Card)
    cards.put(Card(id="a", words="当涂"), Card(id="b"))
    cards.put(Card(id="a", words="改了"))
    cards.delete("b", "never there")
    again = Documents(tmp_path).collection("cards", Card)
    assert again.all() == [Card(id="a", words="改了")]
    assert again.revision == 3


def put_ten(cards: Collection[Card], number: int) -> None:
    for index in range(10):
        cards.put(Card(id=f"{number}-{index}"))


def test_many_threads_lose_no_write(tmp_path: Path) -> None:
    cards = Documents(tmp_path).collection("cards", Card)
    threads = [threading.Thread(target=put_ten, args=(cards, number)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Documents(tmp_path).collection("cards", Card).all()) == 80


def test_a_failed_write_changes_neither_file_nor_memory(tmp_path: Path) -> None:
    cards = Documents(tmp_path).collection("cards", Card)
    cards.put(Card(id="a", words="old"))
    (tmp_path / "cards.json.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        cards.put(Card(id="a", words="new"))
    assert cards.find("a") == Card(id="a", words="old")
    (tmp_path / "cards.json.new").rmdir()
    assert Documents(tmp_path).collection("cards", Card).find("a") == Card(id="a", words="old")


@given(cut=st.integers(min_value=0, max_value=400))
def test_a_torn_file_gives_way_to_the_last_good_generation(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("torn")
    cards = Documents(folder).collection("cards", Card)
    cards.put(Card(id="a", words="first"))
    cards.put(Card(id="a", words="second"))
    path = folder / "cards.json"
    whole = path.read_bytes()
    torn = whole[: min(cut, len(whole) - 2)]
    path.unlink()  # the kept generation is a link to the old file, so this one is replaced, not overwritten
    path.write_bytes(torn)
    assert Documents(folder).collection("cards", Card).find("a") == Card(id="a", words="first")


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    cards = Documents(tmp_path).collection("cards", Card)
    cards.put(Card(id="a", words="true"))
    path = tmp_path / "cards.json"
    path.write_bytes(path.read_bytes().replace(b"true", b"fake"))
    for _ in range(2):  # a service that starts again by itself must not find an empty hall the second time
        with pytest.raises(Unavailable, match="documents_damaged"):
            Documents(tmp_path).collection("cards", Card)
    assert path.exists()


def test_taking_an_older_generation_is_told_and_keeps_the_damaged_file(tmp_path: Path) -> None:
    cards = Documents(tmp_path).collection("cards", Card)
    cards.put(Card(id="a", words="first"))
    cards.put(Card(id="a", words="second"))
    path = tmp_path / "cards.json"
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b"second", b"sec0nd"))
    documents = Documents(tmp_path)
    assert documents.collection("cards", Card).find("a") == Card(id="a", words="first")
    assert documents.list_damaged() == ["cards"]
    assert [one for one in tmp_path.iterdir() if "damaged" in one.name]
    again = Documents(tmp_path)
    assert again.collection("cards", Card).find("a") == Card(id="a", words="first")
    assert again.list_damaged() == []


def test_a_file_that_vanished_after_damage_is_not_taken_for_a_new_hall(tmp_path: Path) -> None:
    (tmp_path / "cards.damaged-1").write_bytes(b"{")
    with pytest.raises(Unavailable, match="documents_damaged"):
        Documents(tmp_path).collection("cards", Card)


def test_a_kill_while_writing_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from exhibits.core.documents import Documents\nfrom tests.unit.test_documents import Card\n"
        "cards = Documents(Path(sys.argv[1])).collection('cards', Card)\n"
        "n = len(cards.all())\n"
        "while True:\n    cards.put(Card(id=str(n), words='字' * 5000))\n    n += 1\n    print(n, flush=True)\n"
    )
    acknowledged = 0
    for lines in range(2, 8):
        child = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(lines):
            acknowledged = int(child.stdout.readline())
        child.kill()
        child.stdout.close()
        child.wait()
        kept = len(Documents(tmp_path).collection("cards", Card).all())
        assert kept >= acknowledged
    assert json.loads((tmp_path / "cards.json").read_text())["schema"] == 1
    assert os.access(tmp_path / "cards.json", os.R_OK)
