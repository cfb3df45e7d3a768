from .article import ArticleAdmin
from .author import AuthorAdmin
from .rubric import RubricAdmin
from .section import SectionInline
from .tag import TagAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "RubricAdmin", "SectionInline", "TagAdmin"]
