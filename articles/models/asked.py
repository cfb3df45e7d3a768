"""What each form of a story asks about its row, worded once: see `pagecache.prepared`."""

from django.db.models import BigIntegerField

from pagecache.prepared import Prepared

from .author import Byline
from .related import RelatedStory
from .rubric import Placement
from .tag import TaggedArticle

placements = Prepared(
    lambda article: Placement.objects.filter(article=article).select_related("rubric"),
    article=BigIntegerField(),
)
bylines = Prepared(
    lambda article: Byline.objects.filter(article=article).select_related("author"),
    article=BigIntegerField(),
)
tag_uses = Prepared(
    lambda article: (
        TaggedArticle.objects.filter(content_object=article).select_related("tag").order_by("pk")
    ),
    article=BigIntegerField(),
)
stories_beside = Prepared(
    lambda article: (
        RelatedStory.objects.filter(article=article)
        .select_related("related")
        .defer("related__body")
    ),
    article=BigIntegerField(),
)
