from .address import Address
from .article import Article
from .author import Author, Byline, Role
from .correction import Correction
from .listing import Listing
from .queries import ArticleQuerySet
from .related import RelatedStory
from .rubric import FrontLayout, Placement, Rubric
from .tag import Tag, TaggedArticle
from .usage import ImageUse
from .workflow import MOVES, NotAllowed, NotReady, Overtaken, Refusal, Status, StatusChange

__all__ = [
    "MOVES",
    "Address",
    "Article",
    "ArticleQuerySet",
    "Author",
    "Byline",
    "Correction",
    "FrontLayout",
    "ImageUse",
    "Listing",
    "NotAllowed",
    "NotReady",
    "Overtaken",
    "Placement",
    "Refusal",
    "RelatedStory",
    "Role",
    "Rubric",
    "Status",
    "StatusChange",
    "Tag",
    "TaggedArticle",
]
