"""Every setting is explained, with its default, and nothing else is."""

import re
import tomllib
from pathlib import Path

import pytest

from exhibits.core.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "deploy" / "hall.example.toml"


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(tomllib.loads(EXAMPLE.read_text())) == set(Settings.model_fields)


def test_the_example_is_what_the_hall_does_without_it() -> None:
    assert load_settings(EXAMPLE, {}) == Settings(data=EXAMPLE.parent / "var")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_setting_is_explained_in_both_languages(name: str) -> None:
    """The comment right above the setting says in Chinese and in English what it does."""
    explained = re.search(rf"((?:^#.*\n)+){name} = ", EXAMPLE.read_text(), re.MULTILINE)
    assert explained is not None
    assert re.search(r"[一-鿿]{4}", explained[1])
    assert re.search(r"([A-Za-z]+[ ,.;]+){4}", explained[1])


@pytest.mark.parametrize("page", ["zh/installer.md", "en/installer.md"])
def test_the_installers_handbook_names_every_setting(page: str) -> None:
    text = (ROOT / "deploy" / "handbook" / page).read_text()
    named = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert named == set(Settings.model_fields)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_front_page_leads_to_the_settings(page: str) -> None:
    assert "deploy/hall.example.toml" in (ROOT / page).read_text()
