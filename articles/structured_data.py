"""What search engines read of a page: schema.org as JSON-LD. Pure: sees no database.

Every address handed in is absolute, every moment local.
"""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe

# As `json_script` does: whatever an editor types, the block ends where we end it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(*things):
    """Return `things` (dictionaries) as one inert data block, safe inside HTML."""
    graph = {"@context": "https://schema.org", "@graph": [filled(thing) for thing in things]}
    text = json.dumps(graph, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def filled(thing):
    """Return `thing` without what is empty: an empty value claims something."""
    return {key: value for key, value in thing.items() if value or value is False}


def person(name, url):
    return {"@type": "Person", "name": name, "url": url}


def publisher(paper, *, url, logo):
    """Return the paper as an organisation; `logo` is the address of a square picture."""
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "name": str(paper),
            "url": url,
            "logo": {"@type": "ImageObject", "url": logo},
            "email": paper.email,
            "telephone": paper.phone,
            "address": paper.address,
            "foundingDate": paper.founded_on and paper.founded_on.isoformat(),
        }
    )


def site(paper, *, url, language, search_url):
    """Return the front page as a site; `search_url` + words finds something, empty: no search."""
    action = search_url and {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search_url + "{search_term_string}"},
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        "name": str(paper),
        "url": url,
        "description": paper.local.description,
        "inLanguage": language,
        "publisher": {"@type": "NewsMediaOrganization", "name": str(paper)},
        "potentialAction": action,
    }


def picture(found):
    """Return a `social.Picture`."""
    return filled(
        {
            "@type": "ImageObject",
            "url": found.url,
            "width": found.width,
            "height": found.height,
            "caption": found.caption,
            "creditText": found.credit,
        }
    )


def correction(found, *, at):
    return {"@type": "CorrectionComment", "text": found.text, "datePublished": at}


def news_article(
    article, *, url, description, published_at, modified_at, age_mark, section, keywords, authors,
    translators, image, corrections, translations, paper,
):  # fmt: skip
    """Return a story. Its parts are the results of the functions above; `paper` is `publisher()`.

    translations: `[(address, language), …]` of the same story in other languages.
    """
    return {
        "@type": "NewsArticle",
        "@id": f"{url}#story",
        "mainEntityOfPage": url,
        "url": url,
        "headline": article.headline,
        "description": description,
        "datePublished": published_at,
        "dateModified": modified_at,
        "inLanguage": article.language,
        "isAccessibleForFree": True,
        "contentRating": age_mark,
        "wordCount": article.words,
        "articleSection": section,
        "keywords": keywords,
        "author": authors,
        "translator": translators,
        "image": image,
        "correction": corrections,
        "workTranslation": [
            {"@type": "NewsArticle", "@id": f"{address}#story", "url": address, "inLanguage": code}
            for address, code in translations
        ],
        "publisher": paper,
    }


def breadcrumbs(steps):
    """Return the way from the front page: `steps` are `(name, address)`, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(name), "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }
