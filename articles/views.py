from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from .models import Article, Author, Rubric, Tag


def article(request, year, month, day, slug):
    found = get_object_or_404(
        Article.objects.for_page(), published_on=f"{year}-{month}-{day}", slug=slug
    )
    return render(request, "articles/article_detail.html", {"article": found})


def day(request, year, month, day): ...
def month(request, year, month): ...
def year(request, year): ...


def rubric(request, slug):
    found = get_object_or_404(Rubric, slug=slug)
    articles = Article.objects.in_rubric(found, get_language()).for_cards()
    return render(
        request, "articles/rubric_detail.html", {"rubric": found, "articles": articles[:20]}
    )


def tag(request, slug):
    get_object_or_404(Tag, slug=slug)


def author(request, slug):
    get_object_or_404(Author, slug=slug)


def corrections(request): ...
