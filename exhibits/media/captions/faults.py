"""What may be wrong in a file of captions, in words that say what to do."""

from exhibits.core.model import LocalText
from exhibits.media.captions.cues import MAX_FAULTS, Fault

MAX_WIDTH = 18
MAX_LINES = 2

ERRORS = {
    "captions_no_header": (
        "WebVTT 文件的第一行必须是 WEBVTT，下面空一行。",
        "The first line of a WebVTT file must be WEBVTT, with an empty line below it.",
    ),
    "captions_header_crowded": (
        "WEBVTT 这一行下面必须空一行。",
        "Below the line WEBVTT there must be an empty line.",
    ),
    "captions_encoding": (
        "这一行的编码不是 UTF-8。请用字幕软件另存为 UTF-8。",
        "This line is not UTF-8. Save the file as UTF-8 in the captioning program.",
    ),
    "captions_nul": (
        "这一行里有空字符（NUL），文件可能已损坏。请重新导出。",
        "There is a NUL in this line: the file may be damaged. Export it again.",
    ),
    "captions_bad_time": (
        "时间写错了。要像 00:01:02.500 --> 00:01:05.000 这样，箭头两边各有一个空格。",
        "The time is wrong. Write it as 00:01:02.500 --> 00:01:05.000, with a space on both sides of the arrow.",
    ),
    "captions_comma": (
        "WebVTT 的毫秒前面用点，不用逗号：00:01:02.500。",
        "In WebVTT a point stands before the milliseconds, not a comma: 00:01:02.500.",
    ),
    "captions_no_time": (
        "这里应当是时间，如 00:01:02.500 --> 00:01:05.000。如果这是上一条字幕的文字，请删去中间的空行。",
        "A time should stand here, such as 00:01:02.500 --> 00:01:05.000. If this is text of the caption above, "
        "delete the empty line between them.",
    ),
    "captions_arrow": (
        "字幕文字里出现了 -->。如果这是下一条字幕的时间，请在它前面空一行。",
        "There is --> within a caption's text. If it is the next caption's time, put an empty line before it.",
    ),
    "captions_end_before_start": (
        "结束时间必须晚于开始时间。",
        "The end must be later than the beginning.",
    ),
    "captions_order": (
        "这一条的开始早于上一条的开始。请按时间排序。",
        "This caption begins before the one above it begins. Put them in the order of time.",
    ),
    "captions_past_end": (
        "这一条在影片结束之后才开始。请检查时间，或字幕是否配错了影片。",
        "This caption begins after the film has ended. Check the time, and that the captions belong to this film.",
    ),
    "captions_empty_cue": (
        "这一条字幕没有文字。请补上文字，或删去这一条。",
        "This caption has no text. Write it, or delete the caption.",
    ),
    "captions_long_cue": (
        "这一条字幕超过 2000 字。请分成几条。",
        "This caption has more than 2000 characters. Divide it.",
    ),
    "captions_unknown_setting": (
        "时间后面的 {what} 不是 WebVTT 的设置。请删去。",
        "“{what}” after the time is no setting of WebVTT. Delete it.",
    ),
    "captions_unknown_tag": (
        "不认识标记 <{what}>。可用的是 <b>、<i>、<u>、<ruby>、<rt>；要显示尖括号请写 &lt;。",
        "The tag <{what}> is unknown. There are <b>, <i>, <u>, <ruby> and <rt>; to show a bracket write &lt;.",
    ),
    "captions_bracket": (
        "“<”没有配上“>”。要显示尖括号请写 &lt;。",
        "This < has no >. To show a bracket write &lt;.",
    ),
    "captions_tag_open": (
        "标记 <{what}> 没有结束，请在后面加 </{what}>。",
        "The tag <{what}> is not closed: add </{what}>.",
    ),
    "captions_tag_close": (
        "</{what}> 没有对应的开头，或标记交叉了。",
        "</{what}> closes nothing, or the tags cross each other.",
    ),
    "captions_rt": (
        "<rt> 只能写在 <ruby> 里面。",
        "<rt> may only stand within <ruby>.",
    ),
}
WARNINGS = {
    "captions_not_empty": (
        "这一行看上去是空的，其实有空格；已当作空行。",
        "This line looks empty but holds spaces; it was taken as an empty line.",
    ),
    "captions_overlap": (
        "这一条与上一条的时间重叠，会同时显示。",
        "This caption overlaps the one before it: both are shown at once.",
    ),
    "captions_late_end": (
        "这一条在影片结束之后才结束。",
        "This caption ends after the film has ended.",
    ),
    "captions_wide": (
        f"这一行超过 {MAX_WIDTH} 个汉字宽，站着的观众读不过来。请分行或缩短。",
        f"This line is wider than {MAX_WIDTH} Chinese characters ({MAX_WIDTH * 2} Latin ones), "
        "more than standing visitors can read. Break or shorten it.",
    ),
    "captions_many_lines": (
        f"这一条超过 {MAX_LINES} 行，会挡住画面。请分成几条。",
        f"This caption has more than {MAX_LINES} lines and covers the picture. Divide it.",
    ),
    "captions_settings": (
        "字幕的位置设置没有采用：展厅的字幕都在控制条上方。",
        "Settings of the captions' place are left out: the hall shows all captions above the controls.",
    ),
    "captions_styles": (
        "字幕的样式没有采用：展厅有统一的字幕样式。",
        "Styles of the captions are left out: the hall has its own.",
    ),
    "captions_ampersand": (
        "WebVTT 里“&”要写成 &amp;，已按原样保留。",
        "In WebVTT & is written &amp;; it was taken as it is.",
    ),
}


class Findings:
    """Gathers what is wrong and what could be better, of each the first fifty."""

    def __init__(self) -> None:
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []

    def fail(self, code: str, line: int, cue: int = 0, what: str = "") -> None:
        """Add an error."""
        _add(self.errors, ERRORS[code], code, line, cue, what)

    def warn(self, code: str, line: int, cue: int = 0) -> None:
        """Add a warning."""
        _add(self.warnings, WARNINGS[code], code, line, cue, "")


def _add(faults: list[Fault], texts: tuple[str, str], code: str, line: int, cue: int, what: str) -> None:
    if len(faults) >= MAX_FAULTS:
        return
    zh, en = (text.replace("{what}", what[:40]) for text in texts)
    faults.append(Fault(line=line, cue=cue, code=code, message=LocalText(zh=zh, en=en)))
