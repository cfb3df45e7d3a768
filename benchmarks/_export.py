"""A WordPress export of any size, the same each time: what a paper of twenty years would have."""

import datetime
import random

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Вестник</title><link>https://vestnik.example</link><language>ru-RU</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://vestnik.example</wp:base_site_url>
<wp:base_blog_url>https://vestnik.example</wp:base_blog_url>
"""
WORDS = """
    лёд река город школа дорога мост утро вечер зима весна лето район улица рынок завод музей
    театр книга учитель врач водитель рыбак охотник собака лошадь олень мороз снег дождь ветер
    праздник выборы совет решение проект работа помощь дети семья память история письмо газета
    сегодня вчера завтра скоро давно снова опять вместе рядом около после перед между сказал
    рассказал построили открыли закрыли начали закончили приехали уехали нашли потеряли помогли
    большой новый старый первый последний северный южный местный главный городской сельский
""".split()  # noqa: SIM905
SYLLABLES = """
    ба ка ла ма на па ра са та ва го до ко ло мо но по ро со то ху ду ку лу му ну
""".split()  # noqa: SIM905
AUTHORS, CATEGORIES, TAGS = 40, 24, 1500
FIRST = datetime.datetime(2004, 3, 1, 6, tzinfo=datetime.UTC)
DAYS = 8000


def write(file, posts, pictures, comments):
    """Write an export of so many posts, attachments and comments to the text file."""
    chance = random.Random(20)
    words = _vocabulary(chance)
    file.write(HEAD)
    for number in range(1, AUTHORS + 1):
        file.write(
            f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>avtor{number}"
            f"</wp:author_login><wp:author_display_name><![CDATA[{_name(number)}]]>"
            "</wp:author_display_name></wp:author>\n"
        )
    for number in range(1, CATEGORIES + 1):
        above = f"rubrika-{number // 4}" if number % 4 and number > 4 else ""
        file.write(
            f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>"
            f"rubrika-{number}</wp:category_nicename><wp:category_parent>{above}"
            f"</wp:category_parent><wp:cat_name><![CDATA[Рубрика {number}]]></wp:cat_name>"
            "</wp:category>\n"
        )
    for number in range(1, TAGS + 1):
        file.write(
            f"<wp:tag><wp:term_id>{1000 + number}</wp:term_id><wp:tag_slug>tema-{number}"
            f"</wp:tag_slug><wp:tag_name><![CDATA[{words[number]} {number}]]></wp:tag_name>"
            "</wp:tag>\n"
        )
    for number in range(pictures):
        _picture(file, 10_000_000 + number, number, posts, pictures)
    for number in range(posts):
        said = comments * (number + 1) // posts - comments * number // posts
        _post(file, number, posts, pictures, said, chance, words)
    file.write("</channel></rss>\n")


def _vocabulary(chance):
    """Return twelve thousand words, the usual ones most often: as many as an archive has."""
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(14_000)}
    return [*WORDS, *sorted(made)]


def _name(number):
    return f"Автор {WORDS[number].title()} {number}"


def _text(chance, words, number):
    # Some words are everywhere and most are rare.
    return " ".join(words[int(len(words) * chance.random() ** 5)] for _ in range(number))


def _paragraphs(chance, words, number, posts):
    for place in range(4 + number % 5):
        text = _text(chance, words, 35).capitalize() + "."
        if place == 1:
            other = chance.randrange(posts)
            text += f' <a href="https://vestnik.example/{_path(other, posts)}">Подробнее</a>.'
        if place == 2:
            text = f"<strong>{text}</strong>"
        yield text


def _at(number, posts):
    minutes = DAYS * 24 * 60 * number // posts
    return FIRST + datetime.timedelta(minutes=minutes)


def _path(number, posts):
    return f"{_at(number, posts):%Y/%m/%d}/novost-{number}/"


def _post(file, number, posts, pictures, comments, chance, words):
    at = _at(number, posts)
    texts = list(_paragraphs(chance, words, number, posts))
    if number % 2:
        body = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"
                           for text in texts)  # fmt: skip
    else:
        body = "\n\n".join(texts)
    rubric, author = 1 + number % CATEGORIES, 1 + number % AUTHORS
    tags = "".join(
        f'<category domain="post_tag" nicename="tema-{tag}"><![CDATA[{words[tag]} {tag}]]>'
        "</category>"
        for tag in {1 + number * 7 % TAGS, 1 + number * 13 % TAGS}
    )
    main = ""
    if pictures and number % 5 == 0:
        main = (f"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>"
                f"{10_000_000 + number // 5 % pictures}</wp:meta_value></wp:postmeta>")  # fmt: skip
    status = "publish" if number % 50 else "draft"
    file.write(
        f"<item><title><![CDATA[{_text(chance, words, 6).capitalize()}]]></title>"
        f"<link>https://vestnik.example/{_path(number, posts)}</link>"
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<dc:creator><![CDATA[avtor{author}]]></dc:creator>"
        f'<guid isPermaLink="false">https://vestnik.example/?p={number + 1}</guid>'
        f"<description></description><content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{_text(chance, words, 18)}]]></excerpt:encoded>"
        f"<wp:post_id>{number + 1}</wp:post_id><wp:post_date>{at:%Y-%m-%d %H:%M:%S}</wp:post_date>"
        f"<wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        f"<wp:comment_status>open</wp:comment_status><wp:ping_status>open</wp:ping_status>"
        f"<wp:post_name>novost-{number}</wp:post_name><wp:status>{status}</wp:status>"
        f"<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>"
        f"<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>"
        f"<wp:is_sticky>0</wp:is_sticky>"
        f'<category domain="category" nicename="rubrika-{rubric}"><![CDATA[Рубрика {rubric}]]>'
        f"</category>{tags}{main}"
        "<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value>"
        "</wp:postmeta>"
    )
    for place in range(comments):
        file.write(
            f"<wp:comment><wp:comment_id>{number * 10 + place}</wp:comment_id>"
            "<wp:comment_author><![CDATA[Читатель]]></wp:comment_author>"
            "<wp:comment_author_email>reader@example.org</wp:comment_author_email>"
            "<wp:comment_author_url></wp:comment_author_url>"
            "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
            f"<wp:comment_date>{at:%Y-%m-%d %H:%M:%S}</wp:comment_date>"
            f"<wp:comment_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>"
            f"<wp:comment_content><![CDATA[{texts[0][:200]}]]></wp:comment_content>"
            "<wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>"
            "<wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>"
            "</wp:comment>"
        )
    file.write("</item>\n")


def _picture(file, id, number, posts, pictures):
    at = _at(number * posts // pictures, posts)
    name = f"{at:%Y/%m}/snimok-{number}.jpg"
    file.write(
        f"<item><title>Снимок {number}</title><link>https://vestnik.example/?attachment_id={id}"
        f"</link><dc:creator><![CDATA[avtor1]]></dc:creator>"
        f'<guid isPermaLink="false">https://vestnik.example/wp-content/uploads/{name}</guid>'
        "<content:encoded><![CDATA[]]></content:encoded>"
        "<excerpt:encoded><![CDATA[Подпись под снимком]]></excerpt:encoded>"
        f"<wp:post_id>{id}</wp:post_id><wp:post_date>{at:%Y-%m-%d %H:%M:%S}</wp:post_date>"
        f"<wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        f"<wp:post_name>snimok-{number}</wp:post_name><wp:status>inherit</wp:status>"
        f"<wp:post_parent>{1 + number * 5 % posts}</wp:post_parent>"
        "<wp:menu_order>0</wp:menu_order><wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url>https://vestnik.example/wp-content/uploads/{name}</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        "<wp:meta_value><![CDATA[Что видно на снимке]]></wp:meta_value></wp:postmeta></item>\n"
    )
