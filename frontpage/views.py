from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Article


def front(request):
    articles = Article.objects.published().in_language(get_language()).newest_first().for_cards()
    return render(request, "frontpage/front_detail.html", {"articles": articles[:40]})
