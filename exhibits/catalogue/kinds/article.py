"""An article: a picture, a message, and either a short text or up to six rows."""

from typing import Literal

from pydantic import Field

from exhibits.catalogue.kinds.common import CommonContent
from exhibits.core.model import LocalText, Model


class Row(Model):
    """One line of a list: a mark (a figure or one character), a term, and what it means."""

    mark: str = Field(default="", max_length=12)
    term: LocalText = LocalText()
    text: LocalText = LocalText()


class ArticleContent(CommonContent):
    """`body` is plain text, paragraphs parted by a blank line; rows stand where a list says it better."""

    kind: Literal["article"] = "article"
    body: LocalText = LocalText()
    rows: tuple[Row, ...] = Field(default=(), max_length=6)
