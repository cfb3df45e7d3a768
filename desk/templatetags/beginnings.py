"""What a story may begin with, for the menus beside “New story” and for the rail."""

from django import template

from desk.beginnings import may_keep
from pagecache.remembered import furniture

register = template.Library()


@register.inclusion_tag("desk/_begin.html", takes_context=True)
def begin_menu(context):
    """Show the menu of templates to whoever may begin a story. No query of its own."""
    request = context["request"]
    user = request.user
    if not user.has_perm("articles.add_article"):
        return {}
    templates = furniture(request).story_templates
    return {
        "templates": templates,
        "is_mixed": len({template.language for template in templates}) > 1,
        "may_make": user.has_perm("desk.add_storytemplate"),
    }


@register.filter
def may_become_template(article, user):
    return may_keep(user, article)
