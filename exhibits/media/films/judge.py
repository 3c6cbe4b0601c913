"""What a curator should know about a film that can be shown all the same (C-19, V-34, A-07, A-14)."""

from collections.abc import Iterator

from exhibits.core.model import LocalText
from exhibits.media.films.facts import is_fast
from exhibits.media.films.flashes import Flashes
from exhibits.media.model import Film, Notice

LONG_S = 180
LOUD_LUFS = -14.0
FLASHES_S = 3
"""WCAG 2.3.1: no more than three flashes in any one second."""

_SLACK_S = 3.0
_SLACK_PART = 0.05

FILM_CODES = frozenset({"film_long", "film_without_captions", "film_silent", "film_upright", "film_fast", "film_hevc"})
"""What `judge_film` may say: its new answer takes the place of all of these."""


def judge_film(film: Film, width: int, height: int) -> tuple[Notice, ...]:
    """Judge a film by what is known of it; ask again when its captions or chapters change.

    The size is as a person sees it.
    """
    return tuple(_judge(film, width, height))


def judge_loudness(loudness_lufs: float | None) -> tuple[Notice, ...]:
    """Judge a film's sound by its integrated loudness before it was changed; None is silence."""
    return (_say_silent(),) if loudness_lufs is None else _judge_level(loudness_lufs)


def judge_sound(loudness_lufs: float | None) -> tuple[Notice, ...]:
    """Judge a recording by its integrated loudness before it was changed; None is silence."""
    if loudness_lufs is not None:
        return _judge_level(loudness_lufs)
    return (
        _say(
            "sound_silent",
            "这段录音里没有声音。请确认选对了文件。",
            "There is no sound in this recording. Make sure that it is the right file.",
        ),
    )


def _judge_level(loudness_lufs: float) -> tuple[Notice, ...]:
    if loudness_lufs <= LOUD_LUFS:
        return ()
    shown = f"{loudness_lufs:.0f} LUFS".replace("-", "−")
    return (
        _say(
            "sound_loud",
            f"原声很响（{shown}），已调到 −23 LUFS。请现场听一遍。",
            f"The original is loud ({shown}); it was brought down to −23 LUFS. Listen to it in the hall once.",
        ),
    )


def judge_length(duration_s: float, made_s: float) -> tuple[Notice, ...]:
    """Judge what was made of a film by its length: what could not be read is missing from it."""
    missing_s = duration_s - made_s
    if missing_s <= max(_SLACK_S, duration_s * _SLACK_PART):
        return ()
    return (
        _say(
            "film_shorter",
            f"转换后的影片比原片短 {missing_s:.0f} 秒，有一部分读不出来。请看一遍；有缺失就重新导出后再传。",
            f"The converted film is {missing_s:.0f} s shorter than the original: a part of it could not be read. "
            "Watch it; if something is missing, export it again and upload it.",
        ),
    )


def judge_flashes(flashes: Flashes) -> tuple[Notice, ...]:
    """Judge a film by the most flashes that it has in any one second."""
    if flashes.most <= FLASHES_S:
        return ()
    minutes, seconds = divmod(int(flashes.at_s), 60)
    return (
        _say(
            "film_flashes",
            f"影片在 {minutes}:{seconds:02} 处一秒内闪烁 {flashes.most} 次，可能诱发光敏性癫痫。请剪去或调慢这一段。",
            f"At {minutes}:{seconds:02} the film flashes {flashes.most} times within one second, "
            "which can cause seizures. Cut that part or slow it down.",
        ),
    )


def _judge(film: Film, width: int, height: int) -> Iterator[Notice]:
    if film.duration_s > LONG_S and not film.chapters:
        minutes, seconds = divmod(round(film.duration_s), 60)
        yield _say(
            "film_long",
            f"影片长 {minutes} 分 {seconds} 秒，超过 3 分钟。请分章节，每章 60–90 秒，或剪短。",
            f"The film is {minutes} min {seconds} s long, more than 3 minutes. "
            "Divide it into chapters of 60 to 90 s, or cut it.",
        )
    if not film.has_sound:
        yield _say_silent()
    elif not film.tracks:
        yield _say(
            "film_without_captions",
            "影片没有字幕。展厅里多数人靠字幕看片，听障观众完全靠它。请添加中文和英文字幕。",
            "The film has no captions. Most visitors in a hall read them, and deaf visitors have nothing else. "
            "Add captions in Chinese and English.",
        )
    yield from _judge_picture(film, width, height)


def _judge_picture(film: Film, width: int, height: int) -> Iterator[Notice]:
    if height > width:
        yield _say(
            "film_upright",
            "这是竖版影片，在横屏上两边会留黑。请放到竖屏，或换横版。",
            "This film is upright: on a wide display both sides stay black. Use an upright display or a wide version.",
        )
    if is_fast(film.fps):
        yield _say(
            "film_fast",
            f"影片每秒 {film.fps:.0f} 帧，屏幕用不到；转换后为 60 帧。",
            f"The film has {film.fps:.0f} pictures a second, more than displays show; it is converted to 60.",
        )
    if film.codec == "hevc" and not film.forms:
        yield _say(
            "film_hevc",
            "影片是 HEVC（H.265）编码，浏览器放不出画面；转换完成前只显示封面。",
            "The film is coded as HEVC (H.265), which browsers play without picture; "
            "until it is converted only its poster is shown.",
        )


def _say_silent() -> Notice:
    return _say(
        "film_silent",
        "影片没有声音，屏幕上会写明“本片无声音”。",
        "The film has no sound; the display says so to visitors.",
    )


def _say(code: str, zh: str, en: str) -> Notice:
    return Notice(code=code, message=LocalText(zh=zh, en=en))
