"""Which work waits for which: a lane for each sort, so that a person's wait is short and a film's may be long."""

from exhibits.core.jobs.model import Lane
from exhibits.core.settings import Settings
from exhibits.media.model import Step

CHECKS = 2
"""A film of eight gigabytes that is read through keeps no photograph waiting."""
PICTURES = frozenset({Step.FORMS, Step.CROPS, Step.TILES, Step.FACES, Step.POSTERS, Step.POSTER})
BOOKS = frozenset({Step.PAGES})
BOOK_S = 1800
"""Six hundred pages take long, and an Office file is printed first."""
FILMS = frozenset({Step.REMUX, Step.FILM_1080, Step.FILM_2160, Step.SOUND})


def make_lanes(settings: Settings) -> tuple[Lane, ...]:
    """Make the lanes of the media room's tasks."""
    memory_mb, timeout_s = settings.worker_memory_mb, settings.worker_timeout_s

    def lane(tasks: frozenset[str], workers: int) -> Lane:
        return Lane(tasks=tasks, workers=workers, memory_mb=memory_mb, timeout_s=timeout_s)

    return (
        lane(frozenset({"admit"}), CHECKS),
        lane(frozenset({"render"}), 1),
        lane(PICTURES, settings.workers),
        Lane(tasks=BOOKS, workers=1, memory_mb=memory_mb, timeout_s=max(timeout_s, BOOK_S)),
        Lane(tasks=FILMS, workers=1, memory_mb=settings.film_memory_mb, timeout_s=settings.film_timeout_min * 60),
    )
