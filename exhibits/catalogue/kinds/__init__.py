"""The kinds of exhibit: one file each; `Content` is any of them."""

from typing import Annotated

from pydantic import Field

from exhibits.catalogue.kinds.article import ArticleContent
from exhibits.catalogue.kinds.gallery import GalleryContent

Content = Annotated[ArticleContent | GalleryContent, Field(discriminator="kind")]
