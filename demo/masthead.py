"""The paper about itself: nameplate, imprint, rubrics, the strip of crossings, plain pages."""

import datetime

from articles.models import FrontLayout, Rubric
from desk.models import StoryTemplate
from desk.usual import add_usual
from frontpage.models import Condition
from pages.models import Page
from paper.models import Paper

from . import texts
from .markup import Markup

NAME = "Зимник"
# Of no real publication: how a demo site is told from a paper somebody works on.
REGISTRATION_NUMBER = "ЭЛ № 00-0000"

#: address → hue, front page, in the menu, the rubric above, (name, description) by language
RUBRICS = {
    "glavnoe": (28, FrontLayout.NONE, False, None, {
        "ru": ("Главное", "То, с чего начинается день: самое важное за последние дни."),
        "sah": ("Сүрүн", "Күн саамай суолталаах сонуна."),
        "en": ("Top stories", "What the day begins with."),
    }),
    "novosti": (250, FrontLayout.NONE, True, None, {
        "ru": ("Новости", "Коротко о том, что случилось, пока вы искали рукавицы."),
        "sah": ("Сонуннар", "Кылгас сонуннар."),
        "en": ("News", "In brief: what happened while you were looking for your mittens."),
    }),
    "dorogi": (225, FrontLayout.NONE, True, None, {
        "ru": ("Дороги", "Всё, что едет, летит и ждёт погоды: от первой вешки на льду "
               "до последнего вертолёта перед туманом."),
        "sah": ("Суоллар", "Суол, массыына, бөртөлүөт."),
        "en": ("Roads", "Everything that drives, flies or waits for the weather."),
    }),
    "zimniki": (215, FrontLayout.NONE, True, "dorogi", {
        "ru": ("Зимники", "Дороги, которые прокладывают заново каждую зиму."),
        "sah": ("Кыһыҥҥы суол", "Мууһунан барар суоллар."),
        "en": ("Ice roads", "Roads that are laid anew every winter."),
    }),
    "pereprava": (235, FrontLayout.NONE, True, "dorogi", {
        "ru": ("Переправы", "Паромы, катера, лёд: как попасть на тот берег."),
        "sah": ("Туоруур сир", "Өрүһү хайдах туоруубут."),
        "en": ("Crossings", "How to reach the other bank."),
    }),
    "vozdukh": (205, FrontLayout.NONE, True, "dorogi", {
        "ru": ("Воздух", "Вертолёты, самолёты и всё, что держится ни на чём."),
        "sah": ("Салгын", "Көтөр аал сонуннара."),
        "en": ("Air", "Helicopters, planes and whatever else stands on nothing."),
    }),
    "obshchestvo": (195, FrontLayout.COLUMN, True, None, {
        "ru": ("Общество", "Как мы живём: дворы, сёла, соседи."),
        "sah": ("Олох", "Дьон, нэһилиэк, ыал."),
        "en": ("Life", "How we live: yards, villages, neighbours."),
    }),
    "nauka": (285, FrontLayout.NONE, True, None, {
        "ru": ("Наука", "Мерзлота, мамонты и люди, которые ходят мерить."),
        "sah": ("Билим", "Ирбэт тоҥ, мамонт, учуонай."),
        "en": ("Science", "Permafrost, mammoths and people who go out to measure."),
    }),
    "shkola": (60, FrontLayout.NONE, True, None, {
        "ru": ("Школа", "Уроки, переменки и актированные дни."),
        "sah": ("Оскуола", "Үөрэх, оҕо, учуутал."),
        "en": ("School", "Lessons, breaks and days too cold for either."),
    }),
    "kultura": (340, FrontLayout.COLUMN, True, None, {
        "ru": ("Культура", "Театр, книги, хомус и слова о снеге."),
        "sah": ("Култуура", "Тыйаатыр, кинигэ, хомус."),
        "en": ("Culture", "Theatre, books, the khomus and words for snow."),
    }),
    "sport": (145, FrontLayout.COLUMN, True, None, {
        "ru": ("Спорт", "Лыжи, мяч, палка и те, кто пришёл последним."),
        "sah": ("Успуорт", "Хайыһар, мас-рестлинг, хоккей."),
        "en": ("Sport", "Skis, sticks, and those who came last."),
    }),
    "intervyu": (310, FrontLayout.INTERVIEW, True, None, {
        "ru": ("Интервью", "Разговоры, ради которых стоит снять шапку."),
        "sah": ("Кэпсэтии", "Дьону кытта кэпсэтии."),
        "en": ("Interviews", "Conversations worth taking your hat off for."),
    }),
    "fotoistoriya": (175, FrontLayout.NIGHT, False, None, {
        "ru": ("Фотоистория", "Когда лучше показать."),
        "sah": ("Хаартыска", "Көрдөххө ордук."),
        "en": ("Photo stories", "When it is better to show."),
    }),
    "pamyat": (95, FrontLayout.NONE, False, None, {
        "ru": ("Память", "Люди, даты, подшивки."),
        "sah": ("Өйдөбүл", "Дьон, күн-дьыл, түгэн."),
        "en": ("Memory", "People, dates, old files."),
    }),
}  # fmt: skip

#: Of the usual templates, in their order: the rubrics their stories stand in.
STANDS_IN = (["novosti"], ["intervyu"], ["novosti"], ["pamyat"])

#: ice in cm, then (name, note) by language; what stands in the strip above the lead
CROSSINGS = (
    (62, {"ru": ("Лена, Сылгылаах", "до 10 т, с пятницы"),
          "sah": ("Өлүөнэ, Сылгылаах", "10 т диэри"),
          "en": ("Lena, Sylgylaakh", "to 10 t, from Friday")}),
    (54, {"ru": ("Алдан, Хаарчаана", "до 5 т"),
          "sah": ("Алдан, Хаарчаана", "5 т диэри"), "en": ("Aldan, Khaarchaana", "to 5 t")}),
    (71, {"ru": ("Вилюй, Тииттээх", "до 15 т"),
          "sah": ("Бүлүү, Тииттээх", "15 т диэри"), "en": ("Vilyuy, Tiitteekh", "to 15 t")}),
    (48, {"ru": ("Амга, Муус-Хайа", "только легковые"),
          "sah": ("Амма, Муус-Хайа", "чэпчэки массыына"), "en": ("Amga, Muus-Khaya", "cars only")}),
    (39, {"ru": ("Колыма, Кытыл", "закрыта"),
          "sah": ("Халыма, Кытыл", "сабыылаах"), "en": ("Kolyma, Kytyl", "closed")}),
)  # fmt: skip
CENTIMETRES = {"ru": "{} см", "sah": "{} см", "en": "{} cm"}
THICKEST = 100


def is_demo():
    return Paper.objects.filter(pk=1, registration_number=REGISTRATION_NUMBER).exists()


def found_paper():
    """Fill in the paper's own row, unless there is one. Returns how many rows were written."""
    if Paper.objects.filter(pk=1).exists():
        return 0
    Paper(
        name=NAME,
        tagline="Газета, которая доезжает. Якутск, с 1934 года",
        description="Новости, репортажи и разговоры с севера: дороги, реки, люди, погода.",
        translations={
            "sah": {
                "tagline": "Кыһыҥҥы суол — айанныыр хаһыат",
                "description": "Саха тылынан сонуннар: суол, өрүс, дьон, күн-дьыл.",
                "imprint_note": "© Зимник. Дьон да, түгэн да барыта айыллыбыт.",
            },
            "en": {
                "name": "Zimnik",
                "tagline": "The paper that gets through. Yakutsk, since 1934",
                "description": "News and stories from the north: roads, rivers, people, weather.",
                "imprint_note": "© Zimnik. All people and events on these pages are invented.",
            },
        },
        logo_svg=(texts.FOLDER / "logo.svg").read_text(encoding="utf-8").strip(),
        rule_px="6.2",
        age_mark="12+",
        founded_on=datetime.date(1934, 11, 4),
        # Nobody would miss it: `make_demo` prints it again.
        backup_days=0,
        founder="общество «Дорога и слово»",
        editor_in_chief="Протодьяконов Х. Н.",
        email="redaktsiya@zimnik.example",
        phone="(4112) 000 000",
        address="677000, Якутск, улица Причальная, 7",
        registered_by="Ведомство печати и связи (вымышленное)",
        registration_number=REGISTRATION_NUMBER,
        registered_on=datetime.date(2012, 2, 1),
        imprint_note="© Зимник. Все люди и события на этих страницах вымышлены.",
    ).save()
    return 1


def open_rubrics():
    """Add the rubrics that are missing; return how many."""
    known = {rubric.slug: rubric for rubric in Rubric.objects.all()}
    added = 0
    for position, (slug, row) in enumerate(RUBRICS.items(), start=1):
        if slug in known:
            continue
        hue, layout, is_in_menu, above, names = row
        known[slug] = Rubric.objects.create(
            slug=slug, hue=hue, front_layout=layout, is_in_menu=is_in_menu, position=position,
            parent=known.get(above), **_translated(names, ("name", "description")),
        )  # fmt: skip
        added += 1
    return added


def keep_templates():
    """Add the usual four templates, unless there is any; return how many were added."""
    if StoryTemplate.objects.exists():
        return 0
    templates = add_usual("ru")
    known = dict(Rubric.objects.values_list("slug", "pk"))
    for template, slugs in zip(templates, STANDS_IN, strict=True):
        template.rubric_ids = [known[slug] for slug in slugs if slug in known]
        template.save(update_fields=["rubric_ids"])
    return len(templates)


def measure_crossings():
    """Add the strip of crossings, unless there is one; return how many were added."""
    if Condition.objects.exists():
        return 0
    for position, (thick, names) in enumerate(CROSSINGS, start=1):
        told = {
            language: (*pair, CENTIMETRES[language].format(thick))
            for language, pair in names.items()
        }
        fields = _translated(told, ("name", "note", "value"))
        Condition.objects.create(
            position=position, fill=min(100, thick * 100 // THICKEST), **fields
        )
    return len(CROSSINGS)


def write_pages(languages):
    """Add the plain pages that are missing in `languages`; return how many."""
    known = set(Page.objects.values_list("slug", "language"))
    markup = Markup({}, {})
    added = 0
    for language in languages:
        for page in texts.pages(language):
            if (page.slug, language) not in known:
                Page.objects.create(
                    slug=page.slug, language=language, title=page.headline,
                    body=markup.html(page.text), position=page.importance,
                )  # fmt: skip
                added += 1
    return added


def _translated(told, fields):
    """Return the columns and the `translations` of `{language: texts in the order of fields}`."""
    first, *others = told
    return {
        **dict(zip(fields, told[first], strict=True)),
        "translations": {
            language: dict(zip(fields, told[language], strict=True)) for language in others
        },
    }
