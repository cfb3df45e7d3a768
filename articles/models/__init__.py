from .address import Address
from .article import Article
from .author import Author, Byline, Role
from .autosave import Autosave
from .correction import Correction
from .listing import Listing, newest_of
from .lock import Lock, Locked
from .output import MonthsOfList, Output
from .presence import Presence
from .preview_link import PreviewLink
from .queries import ArticleQuerySet
from .related import RelatedStory
from .revision import Revision
from .rubric import FrontLayout, Placement, Rubric
from .schedule import Action, Schedule
from .section import Section
from .tag import Tag, TaggedArticle
from .usage import DraftImageUse, ImageUse
from .workflow import (
    MOVES,
    UNPUBLISHED,
    WITH_ITS_WRITER,
    BadHour,
    Held,
    NotAllowed,
    NotReady,
    NotYours,
    Overtaken,
    Refusal,
    Status,
    StatusChange,
    Superseded,
)

__all__ = [
    "MOVES",
    "UNPUBLISHED",
    "WITH_ITS_WRITER",
    "Action",
    "Address",
    "Article",
    "ArticleQuerySet",
    "Author",
    "Autosave",
    "BadHour",
    "Byline",
    "Correction",
    "DraftImageUse",
    "FrontLayout",
    "Held",
    "ImageUse",
    "Listing",
    "Lock",
    "Locked",
    "MonthsOfList",
    "NotAllowed",
    "NotReady",
    "NotYours",
    "Output",
    "Overtaken",
    "Placement",
    "Presence",
    "PreviewLink",
    "Refusal",
    "RelatedStory",
    "Revision",
    "Role",
    "Rubric",
    "Schedule",
    "Section",
    "Status",
    "StatusChange",
    "Superseded",
    "Tag",
    "TaggedArticle",
    "newest_of",
]
