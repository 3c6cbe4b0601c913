"""Checks that an SVG is only a drawing: an allow-list of elements, and no reference that leaves the file."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # only what builds: defusedxml parses

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import DefusedXMLParser

from exhibits.core.errors import Invalid

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    re.findall(
        r"\S+",
        """a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
        feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
        feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology
        feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient
        marker mask metadata mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol
        text textPath title tspan use view""",
    )
)
EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/",
    "http://ns.adobe.com/",
)
"""Namespaces in which drawing programs leave notes that browsers ignore."""

_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*[\"']?\s*(#|data:image/(?:png|jpeg|webp|gif);base64,)?", re.IGNORECASE)
_CSS_TRICKS = re.compile(r"@import|image-set\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding|\\", re.IGNORECASE)
_ACTIVE = re.compile(r"^\s*(?:javascript|vbscript)\s*:|^\s*data\s*:\s*text/", re.IGNORECASE)
_LENGTH = re.compile(r"((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(px|mm|cm|in|pt|pc)?", re.IGNORECASE)
_LENGTH_SIGNS = 32
_PX = {"": 1.0, "px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0}
_MAX_SIDE = 100_000
_MAX_DEPTH = 200
"""Elements inside one another, and inside what they refer to; browsers draw them by recursion."""

_MAX_DRAWN = 500_000
"""Elements to draw once every reference is followed: ten that use ten that use ten … soon take longer than a visit."""

_OWN = re.compile(r"url\(\s*[\"']?\s*#([^)\"']+)", re.IGNORECASE)
_FOLLOWED = frozenset({"use", "feImage", "pattern", "linearGradient", "radialGradient"})


class Size(NamedTuple):
    """A drawing's own size in CSS pixels."""

    width: int
    height: int


def check_drawing(content: bytes) -> Size:
    """Check a drawing and return its size.

    Raises Invalid (`drawing_unsafe`, `drawing_broken`, `drawing_unsized`, `drawing_too_deep`, `drawing_too_heavy`).
    """
    root, instructions = _parse(content)
    found = [f"<?{name}?>" for name in instructions if name.lower() == "xml-stylesheet"]
    for element in root.iter():
        found += _find_unsafe(element)
    if found:
        raise _refuse(list(dict.fromkeys(found)))
    named = {name: element for element in root.iter() if (name := element.get("id"))}
    if _weigh(root, named, {}, 1).drawn > _MAX_DRAWN:
        raise _refuse_weight()
    return _measure(root)


class _Weight(NamedTuple):
    drawn: int
    depth: int


def _weigh(element: Element, named: dict[str, Element], known: dict[Element, _Weight], depth: int) -> _Weight:
    """Count what is drawn for an element, and how deep it goes; each is counted once, however often it is used."""
    if element not in known:
        if depth > _MAX_DEPTH:
            raise _refuse_depth()
        parts = [_weigh(part, named, known, depth + 1) for part in (*element, *_find_used(element, named))]
        drawn, deepest = 1 + sum(part.drawn for part in parts), 1 + max((part.depth for part in parts), default=0)
        known[element] = _Weight(drawn, deepest)
    if depth - 1 + known[element].depth > _MAX_DEPTH:
        raise _refuse_depth()
    return known[element]


def _find_used(element: Element, named: dict[str, Element]) -> Iterator[Element]:
    """Find what else of the drawing is drawn where this element is."""
    followed = _split(element.tag)[1] in _FOLLOWED
    for key, value in element.attrib.items():
        names = [value.strip()[1:]] if followed and _split(key)[1] == "href" else _OWN.findall(value)
        yield from (named[name.strip()] for name in names if name.strip() in named)


class _Builder(TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self.instructions: list[str] = []
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _refuse_depth()
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def pi(self, target: str, text: str | None = None) -> Any:
        self.instructions.append(target)


def _parse(content: bytes) -> tuple[Element, list[str]]:
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DTDForbidden:
        raise _refuse(["<!DOCTYPE>"]) from None
    except (EntitiesForbidden, ExternalReferenceForbidden):
        raise _refuse(["<!ENTITY>"]) from None
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid(
            "drawing_broken",
            "这个 SVG 文件已损坏或不完整。请重新导出后再传。",
            "This SVG file is damaged or not complete. Export it again, then upload it.",
            at=str(error),
        ) from None
    return root, builder.instructions


def _find_unsafe(element: Element) -> Iterator[str]:
    namespace, name = _split(element.tag)
    if namespace.startswith(EDITORS):
        return
    if namespace != SVG or name not in ELEMENTS:
        yield f"<{name}>"
    if name == "style" and _is_unsafe_css("".join(element.itertext())):
        yield "<style>"
    for key, value in element.attrib.items():
        if _is_unsafe_attribute(name, *_split(key), value):
            yield f"{name} {_split(key)[1]}"


def _is_unsafe_attribute(element: str, namespace: str, name: str, value: str) -> bool:
    if namespace.startswith(EDITORS):
        return False
    lower = name.lower()
    if lower.startswith("on") or lower == "base" or _ACTIVE.search(value):
        return True
    if lower in ("href", "src"):
        return not (value.strip().startswith("#") or (element in ("image", "feImage") and _EMBEDDED.fullmatch(value)))
    if lower == "attributename":  # an animation may not write what may not stand there
        return value.strip().lower().rpartition(":")[2].startswith(("on", "href", "style"))
    return _is_unsafe_css(value)  # browsers read fill, mask, cursor and more as CSS, its escapes too


def _is_unsafe_css(css: str) -> bool:
    return _CSS_TRICKS.search(css) is not None or any(not url.group(1) for url in _CSS_URL.finditer(css))


def _measure(root: Element) -> Size:
    width, height = (_read_length(root.get(side, "")) for side in ("width", "height"))
    if not (width and height):
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        width, height = (_read_length(side) for side in box[2:]) if len(box) == 4 else (0, 0)
    if _split(root.tag)[1] != "svg" or not (0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE):
        raise Invalid(
            "drawing_unsized",
            "这个 SVG 没有写明尺寸。请在 svg 上写 width 和 height，或 viewBox，再上传。",
            "This SVG does not say its size. Give it width and height, or a viewBox, then upload it.",
        )
    return Size(max(1, round(width)), max(1, round(height)))


def _read_length(text: str) -> float:
    plain = text.strip()
    found = _LENGTH.fullmatch(plain) if len(plain) <= _LENGTH_SIGNS else None
    return float(found[1]) * _PX[(found[2] or "").lower()] if found else 0


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def _refuse_depth() -> Invalid:
    return Invalid(
        "drawing_too_deep",
        f"这个 SVG 里的图形套得太深，上限是 {_MAX_DEPTH} 层。请在绘图软件里取消编组后再传。",
        f"The shapes in this SVG are nested too deep: the limit is {_MAX_DEPTH} levels. "
        "Ungroup them in the drawing program, then upload it.",
        max_depth=_MAX_DEPTH,
    )


def _refuse_weight() -> Invalid:
    return Invalid(
        "drawing_too_heavy",
        "这个 SVG 里的图形反复引用，展开后太多，屏上画不动。请简化，或导出成 PNG 再传。",
        "The shapes in this SVG use one another so often that there is too much to draw. "
        "Simplify it, or export it as PNG, then upload it.",
        max_drawn=_MAX_DRAWN,
    )


def _refuse(found: list[str]) -> Invalid:
    named = "、".join(found[:5])
    return Invalid(
        "drawing_unsafe",
        f"这个 SVG 里有不允许的内容：{named}。请在绘图软件里另存为“普通 SVG”，去掉脚本和外部链接后再传。",
        f"This SVG has content that is not allowed: {', '.join(found[:5])}. "
        "Save it as plain SVG, without scripts and links to other files, then upload it.",
        found=found[:20],
    )
