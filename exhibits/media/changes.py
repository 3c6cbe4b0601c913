"""What a curator's change does to an asset, as rules without a clock or a disk."""

from exhibits.core.errors import Invalid
from exhibits.media.films.judge import FILM_CODES, judge_film
from exhibits.media.model import Asset, AssetChange, AssetKind, Film, Step

FILE_FIELDS = (
    *("name", "kind", "state", "progress", "original", "renditions", "placeholder", "focus", "crops", "zoom", "film"),
    *("sound", "book", "panorama", "taken_at", "fingerprint", "similar_to", "notices", "problem"),
)
"""What belongs to the file and not to the words about it."""
FILM_FIELDS: tuple[str, ...] = ("poster", "chapters")
FLAT = frozenset({AssetKind.PHOTOGRAPH, AssetKind.PANORAMA, AssetKind.DRAWING})
_ROUND = frozenset({AssetKind.PHOTOGRAPH, AssetKind.PANORAMA})
_PLANS: dict[AssetKind, tuple[Step, ...]] = {
    AssetKind.PHOTOGRAPH: (Step.TILES, Step.FORMS, Step.CROPS),
    AssetKind.PANORAMA: (Step.FORMS, Step.FACES, Step.TILES, Step.CROPS),
    AssetKind.DRAWING: (),
    AssetKind.FILM: (Step.POSTERS, Step.REMUX, Step.FILM_1080, Step.FILM_2160),
    AssetKind.SOUND: (Step.SOUND,),
    AssetKind.DOCUMENT: (Step.PAGES,),
}


def plan_steps(kind: AssetKind) -> tuple[Step, ...]:
    """List all that can be made of an asset of this kind; a film needs only some (see `films`).

    A photograph's tiles come first: they are made in a third of the time of its forms, and can be looked at closely.
    """
    return _PLANS[kind]


def apply_change(asset: Asset, change: AssetChange) -> Asset:
    """Change an asset; raises Invalid where the change does not fit what it is."""
    sent: dict[str, object] = {name: getattr(change, name) for name in change.model_fields_set}
    if "kind" in sent and not {asset.kind, change.kind} <= _ROUND:
        raise Invalid(
            "kind_fixed", "只有照片和全景图可以互换。", "Only photographs and panoramas can change into one another."
        )
    film = {name: sent.pop(name) for name in FILM_FIELDS if name in sent}
    if film:
        sent["film"] = _change_film(asset, film)
    return judge_again(asset.model_copy(update=sent)) if film else asset.model_copy(update=sent)


def judge_again(asset: Asset) -> Asset:
    """Judge a film again after its captions or chapters have changed (C-19)."""
    if asset.film is None:
        return asset
    others = tuple(one for one in asset.notices if one.code not in FILM_CODES)
    judged = judge_film(asset.film, asset.original.width, asset.original.height)
    return asset.model_copy(update={"notices": (*others, *judged)})


def choose_steps(before: Asset | None, after: Asset) -> tuple[Step, ...]:
    """Choose what must be made anew after a change; everything when there is nothing from before."""
    if before is None:
        return plan_steps(after.kind)
    steps = []
    if before.focus != after.focus and after.kind in _ROUND:
        steps.append(Step.CROPS)
    if before.kind != after.kind and after.kind is AssetKind.PANORAMA and after.panorama is None:
        steps.append(Step.FACES)
    if before.film and after.film and before.film.poster != after.film.poster:
        steps.append(Step.POSTER)
    return tuple(steps)


def swap_files(asset: Asset, other: Asset) -> tuple[Asset, Asset]:
    """Exchange the files of two assets, while each keeps the words about it; raises Invalid when their kinds differ."""
    if asset.kind is not other.kind and not {asset.kind, other.kind} <= FLAT:
        raise Invalid("kind_differs", "新文件和原来的不是一类，换不了。", "The new file is of another kind.")
    here, there = ({name: getattr(one, name) for name in FILE_FIELDS} for one in (asset, other))
    return asset.model_copy(update=there), other.model_copy(update=here)


def _change_film(asset: Asset, change: dict[str, object]) -> Film:
    if asset.film is None:
        raise Invalid("not_a_film", "只有影片才有封面和章节。", "Only a film has a poster and chapters.")
    film = asset.film.model_copy(update=change)
    if film.poster and film.poster >= len(film.posters):
        raise Invalid("poster_unknown", "没有这张封面，请重新选。", "There is no such poster. Choose again.")
    return film
