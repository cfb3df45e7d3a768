"""How Russian, Sakha and English texts are set: their marks, and which words hold together."""

import re
from dataclasses import dataclass
from functools import cached_property

BEFORE_WORD = r"(?<![\w-])"
AFTER_WORD = r"(?![\w-])"
CAPITAL = "А-ЯЁҔҤӨҺҮA-Z"


@dataclass(frozen=True)
class Language:
    """quotes: the outer and the inner pair. The words are parts of regular expressions.

    short_words: a line that ends in one reads badly. particles: they belong to the word before.
    units: they follow a number. shortened: a name or a number follows them, after a full stop.
    """

    quotes: tuple[str, str]
    short_words: str
    particles: str
    units: str
    shortened: str
    has_number_sign: bool = True
    has_single_quotes: bool = False

    @cached_property
    def no_breaks(self):
        """Patterns whose group `here` is a space at which no line may end."""
        found = [
            r"[№§](?P<here> )(?=\w)",
            r"(?<!\d)\d{1,3}(?P<here> )(?=\d{3}(?!\d))",
            rf"\d(?P<here> )(?=(?:{self.units})(?!\w))",
            rf"{BEFORE_WORD}(?:{self.shortened})\.(?P<here> )(?=[\d{CAPITAL}«“])",
            rf"{BEFORE_WORD}[{CAPITAL}]\.(?P<here> )(?=[{CAPITAL}])",
            r"\S(?P<here> )(?=—)",
        ]
        if self.short_words:
            found.append(rf"{BEFORE_WORD}(?i:{self.short_words})(?P<here> )(?=[\w«„(№§−])")
        if self.particles:
            found.append(rf"\w(?P<here> )(?=(?:{self.particles}){AFTER_WORD})")
        return [re.compile(pattern) for pattern in found]


METRIC = (
    "мм|см|м|км|кв|куб|га|мг|г|кг|т|ц|л|мл|сек|мин|ч|°[CС]?|%|‰|₽|руб|коп|тыс|млн|млрд|трлн"
    "|кВт|МВт|Вт|кГц|МГц|ГГц|Гц"
)
RUSSIAN = Language(
    quotes=("«»", "„“"),
    short_words=(
        "а|без|бы|в|во|где|да|для|до|её|за|и|из|изо|или|им|их|к|как|ко|ли|на|над|не|ни|но|о|об|обо"
        "|он|от|по|под|при|про|с|со|то|ты|у|уж|что|вы|мы|я"
    ),
    particles="бы|же|ли|б|ж|ль",
    units=(
        METRIC + "|сут|шт|экз|чел|лет|год[ау]?|век[ае]?|градус\\w*|(?:кило|санти|милли)?"
        "метр\\w*|минут\\w*|час\\w*|человека?|рубл\\w*|процент\\w*|тонн\\w*"
        "|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яь]|марта|мая|августа"
    ),
    shortened=(
        "гг?|с|пос|п|ул|пр|просп|пер|д|кв|стр|корп|им|тов|акад|проф|св|рис|табл|гл|ст|т|тел"
    ),
)
SAKHA = Language(
    quotes=("«»", "„“"),
    short_words="бу|ол|эн|мин|эбэтэр",
    # Postpositions and particles follow their word.
    particles="да|дуо|ээ|эрэ|буо|дии|даҕаны|диэри|туһунан|кытта|курдук|иһин",
    units=(
        METRIC + "|мөл|мөлүйүөн\\w*|тыһ|тыһыынча\\w*|киһи\\w*|сыл\\w*|саас\\w*|күн\\w*|чаас\\w*"
        "|мүнүүтэ\\w*|килэмиэтир\\w*|миэтэрэ\\w*|биэрэстэ\\w*|солкуобай\\w*|бырыһыан\\w*"
        "|кыраадыс\\w*|туонна\\w*|сэнтиниэр\\w*"
    ),
    shortened="гг?|с|уул|ул|нэһ|бөһ|д|кв|стр|сир|т|тел",
)
ENGLISH = Language(
    quotes=("“”", "‘’"),
    short_words="",
    particles="",
    units=(
        "mm|cm|m|km|ha|mg|g|kg|t|l|ml|°[CF]?|%|₽|kW|MW|W|kHz|MHz|GHz|Hz|mph|km/h|kph|a\\.m|p\\.m|am|pm"
        "|million|billion|trillion|thousand|roubles?|rubles?|degrees?|percent"
        "|January|February|March|April|May|June|July|August|September|October|November|December"
    ),
    shortened="Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|No|Nos|p|pp|vol|fig",
    has_number_sign=False,
    has_single_quotes=True,
)
LANGUAGES = {"ru": RUSSIAN, "sah": SAKHA, "en": ENGLISH}
