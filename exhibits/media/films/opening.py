"""Opens recordings that strangers send: by the reader that fits their content, from this one file, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from exhibits.core.errors import HallError, Invalid
from exhibits.media.sniff import Format

_READERS = {
    "MP4": "mov",
    "MOV": "mov",
    "M4A": "mov",
    "MATROSKA": "matroska",
    "AVI": "avi",
    "ASF": "asf",
    "MPEG": "mpeg,mpegts,mpegvideo",
    "FLV": "flv",
    "MP3": "mp3,aac,flac",
    "WAV": "wav",
    "OGG": "ogg",
    "FLAC": "flac",
}
"""The demuxers for each form: a playlist dressed as a film could name other files and other machines."""

THREADS = 2
"""Of one decoder or encoder: a worker has a limit of memory, and the server needs a processor too."""

_BOX_HEAD = 8
_MOST_BOXES = 10_000


def get_readers(container: str) -> str:
    """Get the demuxers, by libavformat's names, that may read a form of file."""
    return _READERS[container]


@contextmanager
def open_recording(path: Path, container: str) -> Iterator[InputContainer]:
    """Open a recording; what the library raises in the block becomes an error of ours.

    Raises Invalid (`film_broken`, `film_index_missing`).
    """
    options = {"protocol_whitelist": "file", "format_whitelist": get_readers(container)}
    try:
        with av.open(f"file:{path}", "r", container_options=options, metadata_errors="ignore") as opened:
            for stream in opened.streams:
                if stream.codec_context is not None:
                    stream.codec_context.thread_count = THREADS  # each has a stack and frames of its own
            yield opened
    except MemoryError:
        raise
    except av.BlockingIOError as error:  # there was no room for another thread's stack
        raise MemoryError from error
    except (av.FFmpegError, ValueError, LookupError) as error:
        raise _explain(path, container, error) from error


def refuse_broken(reason: str) -> Invalid:
    """Say that a recording cannot be read to its end."""
    return Invalid(
        "film_broken",
        "这个影片或声音文件已损坏或不完整。请从原处重新复制或导出后再传。",
        "This film or sound file is damaged or not complete. Copy or export it again from where it came, "
        "then upload it.",
        reason=reason[:200],
    )


def is_video(form: Format) -> bool:
    """Tell whether a form of file is meant for films; the others may hold a cover picture."""
    return form.mime.startswith("video/")


def _explain(path: Path, container: str, error: BaseException) -> HallError:
    if container in ("MP4", "MOV", "M4A") and b"moov" not in _list_boxes(path):
        return Invalid(
            "film_index_missing",
            "这个影片或声音缺少索引，里面的内容找不到：多半是录制或复制时中断了。请从相机或手机重新复制；仍不行就用剪辑软件修复后再传。",
            "This film or sound lacks its index, without which nothing in it can be found: recording or copying it "
            "was cut off. Copy it again from the camera or telephone, or repair it in an editing program.",
        )
    return refuse_broken(str(error))


def _list_boxes(path: Path) -> set[bytes]:
    """List the names of an MP4's outermost boxes (ISO/IEC 14496-12, 4.2) that lie wholly within the file."""
    size, start, names = path.stat().st_size, 0, set[bytes]()
    with path.open("rb") as file:
        while start + _BOX_HEAD <= size and len(names) < _MOST_BOXES:
            file.seek(start)
            head = file.read(_BOX_HEAD * 2)
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            end = start + length if length else size
            if 0 < length < _BOX_HEAD or end > size:
                break
            names.add(head[4:8])
            start = end
    return names
