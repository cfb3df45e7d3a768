"""Herds, and those who live with them."""

from .figures import deer, horse, person
from .nature import forest_edge, ridge, shadow, snowfield


def horses(c):
    c.sky("#8fa6c0", "#c3cfdb", "#efe4d6", bottom=560)
    forest_edge(c, ridge(c, 520, 40, "#9fb1c4", "#c2ced9")[::2], "#869bb2", (18, 44))
    snowfield(c, 560, "#dde5ec", "#f8f9fa", "#93a9c4", 5)
    for x, y, size, way, head, coat in (
        (1250, 690, 170, -1, 0.9, ("#b9a184", "#8d775c")),
        (980, 660, 150, 1, 0.1, ("#d9d2c6", "#b5aa9a")),
        (560, 800, 290, 1, 0.95, ("#8a6a4c", "#5d4430")),
        (330, 720, 200, -1, 0.2, ("#e3ddd2", "#bfb4a4")),
        (1080, 880, 330, -1, 0.15, ("#a08a70", "#705a44")),
    ):
        mask = c.mask()
        horse(c, mask, x, y, size, way, head)
        shadow(c, mask, size * 0.3, size * 0.22, "#6d86aa", 0.25, 10)
        c.paint(mask, coat[0], to=coat[1])
        frost = c.mask()
        for _ in range(40):
            frost.line(
                [
                    (
                        px := x + c.random.gauss(0, size * 0.26),
                        py := y - size * c.random.uniform(0.45, 0.8),
                    ),
                    (px - 3, py + size * 0.07),
                ],
                1.6,
            )
        c.paint(frost, "#ffffff", opacity=0.28)
    grass = c.mask()
    for _ in range(160):
        x, y = c.random.uniform(0, 1600), c.random.uniform(640, 1000)
        h = (y - 560) * 0.11
        grass.line([(x, y), (x + c.random.uniform(-8, 8), y - h)], 1.6)
    c.paint(grass, "#a98d58")
    c.snowfall(200)
    return c.finish(vignette=0.16)


def reindeer(c):
    c.sky("#2f6fae", "#7fb0d6", "#f2dcc2", bottom=560)
    c.glow(260, 540, 520, 240, "#ffdca0", 0.7)
    ridge(c, 470, 150, "#8fa6c6", "#c3cddb", 6)
    ridge(c, 540, 60, "#aebfd4", "#d5dde6")
    snowfield(c, 560, "#e6ecf2", "#fbfcfd", "#86a3c6", 6)
    herd = sorted((c.random.uniform(590, 930), c.random.uniform(60, 1540)) for _ in range(34))
    for y, x in herd:
        size = 40 + (y - 560) * 0.36
        mask = c.mask()
        deer(c, mask, x, y, size, -1 if c.random.random() < 0.75 else 1)
        shadow(c, mask, size * 0.5, size * 0.25, "#5f7ea8", 0.28, 5)
        tone = c.random.choice(
            (
                ("#8a7460", "#5d4c3e"),
                ("#b5a48f", "#8a7862"),
                ("#6f5c4c", "#4a3c32"),
                ("#e0d8cb", "#b9ad9b"),
            )
        )
        c.paint(mask, tone[0], to=tone[1])
    person(c, 1380, 960, 190, coat="#b8402f", hat="#3b2b1e")
    return c.finish(vignette=0.16)


def dog_on_platform(c):
    c.sky("#39507c", "#8a9cc0", "#f0c8a4", bottom=560)
    c.paint(c.mask().rectangle(0, 560, c.width, c.height), "#c9d3e4", to="#f0f4fa")
    hall = c.mask().rectangle(760, 250, 1600, 690)
    c.paint(hall, "#a85a3c", to="#7a3a28")
    c.paint(c.mask().rectangle(740, 220, 1600, 262), "#f2f5fa")
    windows = c.mask()
    for x in range(820, 1560, 150):
        windows.rectangle(x, 330, x + 96, 500, radius=44)
    c.paint(windows, "#ffe09a", opacity=0.6, blur=18)
    c.paint(windows, "#fff0bc", to="#ffd36a")
    c.paint(c.mask().rectangle(1070, 540, 1170, 690), "#3a2418")
    c.paint(c.mask().line([(560, 700), (560, 210), (640, 180)], 12), "#2a3448")
    c.glow(640, 190, 380, 420, "#ffe4a8", 0.7)
    bench = (
        c.mask()
        .rectangle(120, 660, 520, 684)
        .rectangle(150, 684, 170, 760)
        .rectangle(470, 684, 490, 760)
        .rectangle(120, 580, 520, 600)
        .rectangle(140, 580, 154, 680)
        .rectangle(486, 580, 500, 680)
    )
    c.paint(bench, "#5a4030", to="#3a2a20")
    dog = (
        c.mask()
        .ellipse(760, 780, 120, 66)
        .ellipse(640, 690, 62, 56)
        .polygon([(660, 720), (720, 800), (700, 740), (830, 760)])
    )
    dog.polygon([(600, 660), (600, 590), (645, 640)]).polygon([(660, 640), (690, 588), (694, 668)])
    dog.ellipse(592, 706, 38, 24)
    for x in (690, 730, 810, 850):
        dog.line([(x, 800), (x - 4, 890)], 30)
    dog.line([(870, 760), (930, 700), (910, 650), (870, 670)], 34)
    shadow(c, dog, 80, 46, "#4a6090", 0.35, 16)
    c.paint(dog, "#5a4a40", to="#2c2420")
    chest = c.mask().ellipse(672, 780, 36, 52).ellipse(590, 716, 22, 13)
    c.paint(chest, "#e9e0d4", blur=3)
    c.paint(c.mask().ellipse(562, 700, 12, 9).ellipse(626, 676, 7), "#0c0a0a")
    c.snowfall(260)
    return c.finish(vignette=0.2)
