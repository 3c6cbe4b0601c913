"""A gallery: pictures that a visitor leafs through, each with its caption."""

from typing import Literal

from exhibits.catalogue.kinds.common import CommonContent
from exhibits.core.model import LocalText


class GalleryContent(CommonContent):
    """Pictures are fitted, not cropped; `body` says in a sentence or two what is seen."""

    kind: Literal["gallery"] = "gallery"
    body: LocalText = LocalText()
