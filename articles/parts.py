"""Parts of pages that say what is newest: they change with every publication, the pages do not."""

from django.template import loader
from django.utils.translation import get_language

from pagecache.parts import Part

from .models import newest_of


def of_newest(language, key):
    return [newest_of(language), "rubrics"]


def from_template(name):
    """Return how a part is made that needs nothing but the paper's furniture."""

    def make(furniture, key):
        return loader.get_template(name).render({"furniture": furniture, "edition": get_language()})

    return make


Part("recent", of_newest, from_template("articles/_recent.html"))
Part("elsewhere", of_newest, from_template("articles/_elsewhere.html"))
Part("news", of_newest, from_template("articles/_news.html"))
Part("issue_date", of_newest, from_template("articles/_issue_date.html"))
Part("archive_link", of_newest, from_template("articles/_archive_link.html"))
