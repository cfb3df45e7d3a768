"""Charts, in the typeface of the paper."""

import math
from pathlib import Path

from PIL import ImageFont

from .canvas import FINE

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
INK, SOFT, RULE, ICE, SIGNAL = "#12181d", "#4b5661", "#d2d9de", "#1d6f86", "#b92c19"


def font(size, weight=400):
    return ImageFont.truetype(FONTS / f"golos-{weight}.woff2", size * FINE)


def write(c, x, y, text, size=34, *, colour=SOFT, weight=400, anchor="la"):
    c.paint(c.mask().text(x, y, text, font(size, weight), anchor), colour)


def sheet(c, title, source):
    """Lay out an empty chart: title above, source below."""
    c.sky("#fcfcfa", "#f4f6f6")
    c.paint(c.mask().rectangle(90, 70, 250, 82), ICE)
    write(c, 90, 104, title, 54, colour=INK, weight=600)
    write(c, 90, 926, source, 26)


def ice_growth(c):
    sheet(c, "Лёд у Сылгылааха, сантиметры", "Данные гидропоста, график «Зимника»")
    for i, number in enumerate((20, 35, 50, 65)):
        y = 800 - i * 180
        c.paint(c.mask().line([(190, y), (1500, y)], 2), RULE)
        write(c, 160, y, str(number), anchor="rm")

    def curve(last, bend):
        return [
            (190 + 1310 * i / 40, 860 - (last - 15) * 12 * (i / 40) ** bend + 5 * math.sin(i))
            for i in range(41)
        ]

    now, usual = curve(62, 0.72), curve(47, 0.9)
    c.paint(c.mask().polygon([*now, (1500, 860), (190, 860)]), ICE, opacity=0.16)
    dashes = c.mask()
    for a, b in zip(usual[::2], usual[1::2], strict=False):
        dashes.line([a, b], 5)
    c.paint(dashes, SOFT)
    c.paint(c.mask().line(now, 10), ICE)
    c.paint(c.mask().ellipse(*now[-1], 17), ICE)
    write(c, 1480, now[-1][1] - 66, "62 в этом году", 38, colour=ICE, weight=600, anchor="ra")
    write(c, 1480, usual[-1][1] + 60, "47 обычно", 34, anchor="ra")
    for x, text, anchor in (
        (190, "25 октября", "la"),
        (845, "7 ноября", "ma"),
        (1500, "19 ноября", "ra"),
    ):
        write(c, x, 874, text, 28, anchor=anchor)
    return c.finish(grain=3, vignette=0.04)


def calls_by_month(c):
    sheet(c, "Сколько раз звали на помощь", "Данные спасательной службы района, график «Зимника»")
    numbers = (14, 11, 17, 31, 46, 22, 9, 12, 15, 28, 38, 19)
    for i, (number, month) in enumerate(zip(numbers, "ЯФМАМИИАСОНД", strict=True)):
        x, height = 150 + i * 112, number * 12.4
        top = number == max(numbers)
        c.paint(
            c.mask().rectangle(x, 830 - height, x + 78, 830),
            SIGNAL if top else ICE,
            opacity=1 if top else 0.75,
        )
        write(c, x + 39, 800 - height, str(number), 32, colour=INK, weight=600, anchor="mb")
        write(c, x + 39, 850, month, 30, anchor="ma")
    c.paint(c.mask().line([(130, 831), (1500, 831)], 4), INK)
    return c.finish(grain=3, vignette=0.04)


def heat_losses(c):
    sheet(c, "Куда уходит тепло из дома", "Обследование сорока домов, график «Зимника»")
    x, y, start = 520, 520, -90.0
    parts = (
        (38, "Окна и двери", "#1d6f86"),
        (24, "Пол", "#4f93a8"),
        (21, "Крыша", "#c98a2c"),
        (17, "Стены", "#b92c19"),
    )
    for share, _name, colour in parts:
        end = start + share * 3.6
        c.paint(c.mask().ring(x, y, 320, 320, 130, start + 1, end - 1), colour)
        turn = math.radians((start + end) / 2)
        write(
            c,
            x + 256 * math.cos(turn),
            y + 256 * math.sin(turn),
            f"{share} %",
            40,
            colour="#ffffff",
            weight=600,
            anchor="mm",
        )
        start = end
    for i, (share, name, colour) in enumerate(parts):
        row = 330 + i * 110
        c.paint(c.mask().rectangle(960, row, 1010, row + 50), colour)
        write(c, 1040, row + 24, name, 42, colour=INK, anchor="lm")
        write(c, 1490, row + 24, f"{share} %", 42, colour=INK, weight=600, anchor="rm")
    return c.finish(grain=3, vignette=0.04)


def crossings(c):
    sheet(c, "Переправы района сегодня", "Данные дорожной службы, схема «Зимника»")
    river = [(90, 760), (330, 690), (560, 720), (760, 560), (1010, 540), (1220, 380), (1510, 300)]
    c.paint(c.mask().line(river, 60), "#cfe3ec")
    c.paint(c.mask().line([(760, 560), (690, 400), (520, 290), (330, 250)], 34), "#cfe3ec")
    c.paint(c.mask().line([(1010, 540), (1130, 700), (1380, 780)], 34), "#cfe3ec")
    places = (
        (400, 700, "Сылгылаах", 62, True),
        (620, 350, "Тииттээх", 71, True),
        (860, 550, "Хаарчаана", 54, True),
        (1250, 740, "Муус-Хайа", 48, True),
        (1340, 345, "Кытыл", 39, False),
    )
    for px, py, name, thick, is_open in places:
        colour = ICE if is_open else SIGNAL
        c.paint(c.mask().line([(px, py), (px, py - 110)], 7), INK)
        c.paint(c.mask().polygon([(px, py - 110), (px + 60, py - 90), (px, py - 68)]), colour)
        write(c, px + 20, py + 26, name, 36, colour=INK, weight=600)
        write(
            c,
            px + 20,
            py + 70,
            f"{thick} см" if is_open else f"{thick} см, закрыта",
            30,
            colour=colour,
        )
    return c.finish(grain=3, vignette=0.04)
