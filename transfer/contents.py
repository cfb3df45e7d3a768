"""What an export holds, and what it leaves out: every table of the site is in one of two lists.

A room that gets a table adds a line to one of them; a test asks for it. Sheets stand in the order
in which they are read: what is pointed to comes before what points.
"""

from paper.logo import validate_logo

from . import shapes
from .sheets import Sheet
from .special import Groups, Numbers, Presses

TRANSLATED = {"translations": shapes.TRANSLATIONS}
COMPILED = "compiled from the text"

SHEETS = (
    Groups("groups", "auth.Group", "groups of rights, by name"),
    Sheet(
        "people", "accounts.User",
        "everybody with a login, so that it stays known who did what",
        # What stands there fits no password.
        secret={"password": "!"},
    ),
    Sheet("emails", "account.EmailAddress", "addresses for letters"),
    Sheet("roles", "accounts.User_groups", "who has which role"),
    Sheet("rights", "accounts.User_user_permissions", "single rights given to somebody"),
    Sheet(
        "second_factors", "mfa.Authenticator",
        "apps with codes, passkeys and recovery codes, sealed with the old site's SECRET_KEY",
        kept="secrets", shapes={"data": shapes.OBJECT},
    ),
    Sheet(
        "pictures", "images.Image", "the picture library; the files lie in files/pictures/",
        shapes={"original": shapes.ORIGINAL, "content_hash": shapes.HASH},
    ),
    Sheet("former_files", "images.FormerFile", "keys of files that pictures had before"),
    Sheet(
        "paper", "paper.Paper", "the paper: name, imprint, settings; one line at most",
        shapes=TRANSLATED | {"checklist": shapes.CHECKLIST}, checks={"logo_svg": validate_logo},
    ),
    Sheet(
        "pages", "pages.Page", "plain pages such as “about”",
        made_anew={"compiled_body": COMPILED},
    ),
    Sheet("rubrics", "articles.Rubric", "rubrics, a tree", shapes=TRANSLATED),
    Sheet("tags", "articles.Tag", "tags"),
    Sheet("authors", "articles.Author", "names in print", shapes=TRANSLATED),
    Sheet("sections", "articles.Section", "rubrics that somebody's say ends at"),
    Sheet(
        "templates", "desk.StoryTemplate", "what stories begin with",
        shapes={"rubric_ids": shapes.IDS, "tag_ids": shapes.IDS},
    ),
    Sheet(
        "conditions", "frontpage.Condition", "the strip of measured things on the front page",
        shapes=TRANSLATED,
    ),
    Sheet("emoji", "reactions.Emoji", "buttons under a story", shapes=TRANSLATED),
    Sheet("watch", "reactions.Watch", "what makes a burst of reactions; one line at most"),
    Sheet(
        "stories", "articles.Article", "stories, as readers see them or would",
        made_anew={
            "compiled_body": COMPILED,
            "excerpt": "the first words of the text",
            "words": "counted in the text",
            "rubric_ids": "the rubrics of “placements”, in their order",
        },
    ),
    Sheet("placements", "articles.Placement", "which story stands in which rubrics, in order"),
    Sheet("bylines", "articles.Byline", "whose names stand over which story, in order"),
    Sheet("story_tags", "articles.TaggedArticle", "which story has which tags"),
    Sheet("related", "articles.RelatedStory", "stories put beside one another, in order"),
    Sheet("corrections", "articles.Correction", "corrections under stories"),
    Sheet("addresses", "articles.Address", "where stories stood before: these lead on"),
    Sheet(
        "revisions", "articles.Revision", "every saved state of every story",
        shapes={"content": shapes.CONTENT},
    ),
    Sheet("schedules", "articles.Schedule", "what shall happen by itself, and when"),
    Sheet("history", "articles.StatusChange", "who moved which story when, and why"),
    Sheet("preview_links", "articles.PreviewLink", "links for reading without a login, hashed"),
    Sheet(
        "unsaved", "articles.Autosave", "what somebody has typed and not saved",
        shapes={"typed": shapes.TYPED},
    ),
    Sheet("notes", "desk.Note", "notes beside stories"),
    Sheet("mentions", "desk.Mention", "who was addressed in which note"),
    Numbers("reactions", "reactions.Tally", "how often each emoji was pressed under each story"),
    Presses(
        "presses", "reactions.Reaction", "each press that is remembered, by an unnamed visitor",
        kept="presses",
    ),
    Sheet("bursts", "reactions.Burst", "presses that came in a burst, and verdicts",
          kept="presses"),
    Sheet("held", "reactions.Held", "presses that wait with their burst", kept="presses"),
    Sheet(
        "kept_files", "wordpress.KeptFile",
        "recordings and documents of old sites; the files lie in files/kept_files/",
        shapes={"stored": shapes.KEPT, "content_hash": shapes.HASH},
    ),
    Sheet("old_sites", "wordpress.Origin", "WordPress sites that moved in"),
    Sheet(
        "sources", "wordpress.Source",
        "what became of what there, so that a later export of the same site goes on from here",
    ),
    Sheet(
        "old_addresses", "wordpress.OldAddress",
        "where anything but stories stood there: these lead on",
    ),
    Sheet("door", "accounts.Access", "who came and went, and changed a login"),
    Sheet("log", "admin.LogEntry", "what was done in the desk beside stories"),
)  # fmt: skip

LEFT_OUT = {
    # Made anew from what is exported.
    "articles.Listing": "made anew: which story stands in which list",
    "articles.Output": "made anew: numbers of stories by month and day",
    "articles.ImageUse": "made anew: which pictures a story shows",
    "articles.DraftImageUse": "made anew: which pictures a newer text needs",
    "desk.ImageInTemplate": "made anew: which pictures a template shows",
    "pages.ImageOnPage": "made anew: which pictures a page shows",
    "wordpress.FileUse": "made anew: which stories and pages lead to a file",
    "images.Rendition": "made anew, at the first request or by make_renditions",
    "pagecache.Clock": "every site counts its own changes",
    "pagecache.Stamp": "every site counts its own changes",
    "reactions.Step": "added up in “reactions”",
    # Of the moment, or of one machine.
    "reactions.Hour": "the curve of the last days",
    "articles.Lock": "who writes alone at the moment",
    "articles.Presence": "who has which story open at the moment",
    "accounts.Attempt": "failures at the door of the last minutes",
    "accounts.SpentCode": "codes used in the last minutes",
    "backups.Backup": "which backups there are, and where",
    "sessions.Session": "who is logged in; everybody logs in again",
    "account.EmailConfirmation": "letters of confirmation that were not answered",
    # The same everywhere: migrations make them.
    "auth.Permission": "made by the migrations; named where they are given",
    "auth.Group_permissions": "stands in “groups”",
    "contenttypes.ContentType": "made by the migrations; named where they are used",
    "taggit.Tag": "not used: the paper's tags are in “tags”",
    "taggit.TaggedItem": "not used: the paper's tags are in “tags”",
}

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
OPTIONS = ("presses", "secrets")


def sheets(options=()):
    """Return the sheets of an export with `options`, in their order."""
    return [sheet for sheet in SHEETS if sheet.kept == "always" or sheet.kept in options]
