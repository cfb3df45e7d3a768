"""What an export says is what is read."""

from datetime import UTC, datetime

import pytest

from wordpress.wxr import Author, Comments, Label, Post, Site, Term

from .export import export, item, parsed, posts


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_is_read(version):
    site, post = parsed(export(item(), version=version))
    assert site == Site(
        title="Северный день",
        link="https://old.example",
        home="https://old.example/blog",
        language="ru-RU",
        version=version,
    )
    assert post == Post(
        id=7,
        type="post",
        status="publish",
        title="Лёд на Лене",
        slug="led",
        link="https://old.example/2014/05/led/",
        guid="https://old.example/?p=7",
        creator="nina",
        content="Лёд стал.",
        written_at=datetime(2014, 5, 6, 9, 10, tzinfo=UTC),
        local=datetime(2014, 5, 6, 18, 10),
        line=13,
    )


def test_an_export_over_https_and_from_elsewhere_is_the_same():
    text = export(item())
    other = text.replace("http://wordpress.org", "https://wordpress.org")
    assert parsed(other) == parsed(text)


def test_people_terms_and_menus_keep_their_names_and_lines():
    before = """<wp:author><wp:author_id>3</wp:author_id><wp:author_login>nina</wp:author_login>
<wp:author_email>nina@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Нина Попова]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>5</wp:term_id>
<wp:category_nicename>%d0%bb%d1%91%d0%b4</wp:category_nicename>
<wp:category_parent>news</wp:category_parent>
<wp:cat_name><![CDATA[Лёд & снег]]></wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>lena</wp:tag_slug><wp:tag_name>Лена</wp:tag_name></wp:tag>
<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>author</wp:term_taxonomy>
<wp:term_slug>cap-nina</wp:term_slug><wp:term_name>nina</wp:term_name>
<wp:termmeta><wp:meta_key>since</wp:meta_key><wp:meta_value>2001</wp:meta_value></wp:termmeta></wp:term>
"""
    _site, *found = parsed(export(before=before))
    assert found == [
        Author(login="nina", name="Нина Попова", id=3, line=13),
        Term("category", "лёд", "Лёд & снег", parent="news", id=5, line=16),
        Term("post_tag", "lena", "Лена", line=20),
        Term("author", "cap-nina", "nina", id=9, meta={"since": ["2001"]}, line=21),
    ]


def test_labels_of_the_oldest_exports_are_named_twice_and_count_once():
    more = """<category><![CDATA[Новости]]></category>
<category domain="category" nicename="news"><![CDATA[Новости]]></category>
<category domain="tag"><![CDATA[лёд]]></category>
<category domain="tag" nicename="%D0%BB%D1%91%D0%B4"><![CDATA[лёд]]></category>
<category><![CDATA[Без адреса]]></category>
"""
    (post,) = posts(export(item(more=more)))
    assert post.labels == (
        Label("category", "news", "Новости"),
        Label("post_tag", "лёд", "лёд"),
        Label("category", "", "Без адреса"),
    )


def test_comments_are_counted_and_nothing_of_them_is_kept():
    def comment(approved, kind=""):
        return (
            "<wp:comment><wp:comment_author>Сосед</wp:comment_author>"
            "<wp:comment_author_email>private@old.example</wp:comment_author_email>"
            "<wp:comment_author_IP>203.0.113.7</wp:comment_author_IP>"
            "<wp:comment_content>Тайна</wp:comment_content>"
            f"<wp:comment_approved>{approved}</wp:comment_approved>"
            f"<wp:comment_type>{kind}</wp:comment_type></wp:comment>\n"
        )

    more = comment(1) + comment(1, "comment") + comment(0) + comment(1, "pingback")
    more += comment("spam") + comment("trash")
    (post,) = posts(export(item(more=more)))
    assert post.comments == Comments(approved=2, waiting=1, pings=1)
    for secret in ("private@old.example", "203.0.113.7", "Тайна", "Сосед"):
        assert secret not in repr(post)


def test_custom_fields_stay_strings_whatever_is_serialised_in_them():
    def field(key, value):
        return (
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
            f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>\n"
        )

    bomb = 'O:8:"stdClass":1:{s:1:"x";R:1;}'
    more = field("_yoast_wpseo_title", "Лёд") + field("views", "1") + field("views", "2")
    more += field("evil", bomb) + field("_wp_attachment_metadata", "a:0:{}")
    (post,) = posts(export(item(more=more)))
    assert post.meta == {"_yoast_wpseo_title": ["Лёд"], "views": ["1", "2"], "evil": [bomb]}


def test_a_password_and_stickiness_are_seen_and_the_password_is_not_kept():
    (post,) = posts(export(item(post_password="enter", is_sticky="1")))
    assert (post.has_password, post.is_sticky) == (True, True)
    assert "enter" not in repr(post)


def test_elements_that_nobody_knows_are_passed_over_with_all_that_is_in_them():
    more = "<x:y xmlns:x='urn:x'><title>чужой</title><wp:post_id>9</wp:post_id></x:y>"
    before = "<image><title>картинка</title><link>https://elsewhere.example</link></image>"
    site, post = parsed(export(item(more=more), before=before))
    assert (site.title, post.id, post.title) == ("Северный день", 7, "Лёд на Лене")


def test_an_item_without_its_date_of_greenwich_is_dated_as_the_feed_has_it():
    day = item(post_date_gmt=None).replace(
        "<item>", "<item><pubDate>Tue, 06 May 2014 09:10:00 +0000</pubDate>"
    )
    (post,) = posts(export(day))
    assert post.written_at == datetime(2014, 5, 6, 9, 10, tzinfo=UTC)


def test_an_item_whose_dates_cannot_be_read_is_dated_as_the_feed_has_it():
    day = item(post_date="morning", post_date_gmt="0000-00-00 00:00:00").replace(
        "<item>", "<item><pubDate>Tue, 06 May 2014 09:10:00 +0000</pubDate>"
    )
    (post,) = posts(export(day))
    assert post.written_at == datetime(2014, 5, 6, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["0000-00-00 00:00:00", "-0001-11-30 00:00:00", ""])
def test_a_date_of_zeros_is_no_date_and_no_fault(date):
    (post,) = posts(export(item(post_date_gmt=date)))
    assert (post.written_at, post.faults) == (None, ())


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("post_date_gmt", "9999-12-31 23:59:59", "The date “9999-12-31 23:59:59” cannot be right."),
        ("post_date_gmt", "2099-01-19 03:14:07", "The date “2099-01-19 03:14:07” cannot be right."),
        ("post_date_gmt", "1066-10-14 00:00:00", "The date “1066-10-14 00:00:00” cannot be right."),
        ("post_date_gmt", "2014-02-30 00:00:00", "The date “2014-02-30 00:00:00” cannot be right."),
        ("post_date", "yesterday", "The date “yesterday” cannot be right."),
        ("post_modified_gmt", "2014-W19-2T09:10", "The date “2014-W19-2T09:10” cannot be right."),
        ("post_id", "-7", "The number “-7” cannot be right."),
        ("post_id", "7.5", "The number “7.5” cannot be right."),
        ("post_id", "9" * 5000, f"The number “{'9' * 40}” cannot be right."),
        ("post_parent", "seven", "The number “seven” cannot be right."),
        ("menu_order", "٧", "The number “٧” cannot be right."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_of_the_item_and_of_nobody_else(field, text, said):
    bad, good = posts(export(item(**{field: text}), item(post_id="8")))
    assert bad.faults == (said,)
    assert bad.content == "Лёд стал."
    assert (good.id, good.faults) == (8, ())


def test_a_slug_is_decoded_where_it_makes_letters():
    slugs = ["%d0%bb%d1%91%d0%b4", "%d0%bb%d1", "../../x", "100%"]
    found = posts(export(*(item(post_name=slug) for slug in slugs)))
    assert [post.slug for post in found] == ["лёд", "%d0%bb%d1", "../../x", "100%"]


def test_an_item_of_nothing_is_an_item_of_nothing():
    (post,) = posts(export("<item></item>"))
    assert post == Post(line=13)
