"""Roads over ice and snow, and what travels on them."""

from itertools import pairwise

from .figures import car, marker, person, truck
from .nature import aurora, cracks, forest_edge, grove, haze, ridge, skyline, smoke, snowfield


def ice_road(c):
    horizon = 430
    c.sky("#1d2a4a", "#4c5a80", "#c98f7c", "#f6c193", bottom=horizon)
    c.clouds("#2c3a5c", top=40, bottom=300, opacity=0.7, size=(4, 7))
    c.glow(420, horizon, 620, 190, "#ffcf94", 0.75)
    ridge(c, horizon - 26, 36, "#4d5a79", "#5d6784")
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#b49a94", to="#132440")
    c.paint(
        c.mask().rectangle(0, horizon + 60, c.width, c.height),
        "#4d6487",
        to="#12223d",
        opacity=0.75,
        blur=40,
    )
    cracks(c, horizon, "#d3e2f2", 85, 0.5)
    road = c.mask().polygon(
        [(925, horizon + 6), (948, horizon + 6), (1000, c.height), (330, c.height)]
    )
    c.paint(road, "#b9cbe0", to="#8fa8c6", opacity=0.55, blur=6)
    tracks = c.mask()
    for foot in (400, 520, 780, 900):
        tracks.polygon(
            [(934, horizon + 8), (937, horizon + 8), (foot + 34, c.height), (foot, c.height)]
        )
    c.paint(tracks, "#f1f6fc", opacity=0.5, blur=3)
    for i in range(9):
        z = (i + 0.35) / 9
        depth = horizon + 12 + 520 * z**2.1
        part = (depth - horizon) / (c.height - horizon)
        for left, right in ((915, 220), (960, 1080)):
            marker(c, left + (right - left) * part, depth, 14 + 250 * part)
    truck(c, 872, 628, 116)
    return c.finish()


def night_ice(c):
    horizon = 520
    c.sky("#040818", "#0a1734", "#1c3358", bottom=horizon)
    c.stars(420, horizon)
    aurora(c, 0, 430, ["#2f8f7a", "#3a5fa8"], curtains=2)
    ridge(c, horizon - 14, 20, "#081021", "#0a1428")
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#1c3050", to="#050b18")
    cracks(c, horizon, "#7f9cc4", 50, 0.28)
    beam = c.mask().polygon(
        [(560, c.height), (1090, c.height), (905, horizon + 26), (800, horizon + 26)]
    )
    c.paint(beam, "#fff0c8", opacity=0.62, blur=36)
    for i in range(6):
        z = ((i + 1) / 6) ** 2
        for side in (-1, 1):
            x = 850 + side * (40 + 560 * z)
            marker(c, x, horizon + 24 + 430 * z, 20 + 230 * z, pole="#b9a98a")
    c.paint(
        c.mask().polygon(
            [
                (0, c.height),
                (0, 900),
                (420, 880),
                (720, 935),
                (1180, 925),
                (1600, 890),
                (1600, c.height),
            ]
        ),
        "#05070d",
    )
    c.paint(c.mask().rectangle(640, 952, 760, 962, radius=4), "#e8a648", opacity=0.8, blur=2)
    c.glow(700, 958, 180, 60, "#e8a648", 0.4)
    return c.finish(vignette=0.4)


def fog_bus(c):
    c.sky("#8e98a8", "#a9b0ba", "#c3c4c5")
    for i, x in enumerate((60, 330, 640, 1010, 1330)):
        far = c.mask().rectangle(x, 240 + 40 * (i % 3), x + 220, 800)
        c.paint(far, "#8f98a7", opacity=0.55, blur=7)
    windows = c.mask()
    for _ in range(34):
        x, y = c.random.uniform(60, 1540), c.random.uniform(320, 640)
        windows.rectangle(x, y, x + 22, y + 26)
    c.paint(windows, "#ffd894", opacity=0.45, blur=9)
    c.paint(c.mask().rectangle(0, 760, c.width, c.height), "#b7bcc4", to="#d9dbde")
    for x in (150, 1370):
        c.paint(
            c.mask().line([(x, 800), (x, 250), (x + 90, 225)], 9), "#5a6474", opacity=0.7, blur=2
        )
        c.glow(x + 90, 235, 260, colour="#ffcf85", strength=0.7, power=2)
    body = c.mask().rectangle(560, 400, 1180, 800, radius=34)
    c.paint(body, "#c2412e", to="#86281f")
    c.paint(c.mask().rectangle(560, 650, 1180, 676), "#f3e9dc", opacity=0.9)
    c.paint(c.mask().rectangle(604, 440, 1136, 630, radius=18), "#ffe0a0", to="#f6c877")
    frame = c.mask().rectangle(862, 440, 878, 630)
    c.paint(frame, "#6f1f18")
    for x in (660, 720, 960, 1040, 1090):
        passenger = c.mask().ellipse(x, 575, 22, 26).rectangle(x - 34, 595, x + 34, 630, radius=14)
        c.paint(passenger, "#6b3c2a", opacity=0.65, blur=3)
    c.paint(c.mask().rectangle(740, 410, 1000, 436, radius=6), "#20180f")
    dots = c.mask()
    for column, rows in enumerate(
        ("x", "xxxxx", "", "xxxxx", "x   x", "xxxxx", "", "x xxx", "x x x", "xxx x")
    ):
        for row, mark in enumerate(rows):
            if mark == "x":
                dots.ellipse(800 + column * 14, 415 + row * 4.4, 2.2)
    c.paint(dots, "#ffb640")
    for x in (640, 1100):
        c.paint(c.mask().ellipse(x, 805, 54, 50), "#1d2026")
        c.paint(c.mask().ellipse(x, 730, 26), "#fff6d8")
        c.glow(x, 730, 330, 240, "#fff0c4", 0.75, 1.9)
    haze(c, 480, 1000, "#c7cacd", 0.6)
    person(c, 330, 880, 230, coat="#31506f", hat="#b43a2c")
    person(c, 410, 870, 190, coat="#7b4a6d", hat="#e6d2a4")
    return c.finish(vignette=0.15)


def cold_start(c):
    c.sky("#0d1b33", "#24406a", "#47648c")
    c.stars(120, 300)
    blocks = c.mask()
    for x in range(-40, 1600, 230):
        blocks.rectangle(x, c.random.uniform(150, 260), x + 200, 700)
    c.paint(blocks, "#152540", to="#1b3152")
    lit = c.mask()
    for x in range(-10, 1580, 46):
        for y in range(290, 640, 58):
            if c.random.random() < 0.28:
                lit.rectangle(x, y, x + 22, y + 28)
    c.paint(lit, "#ffcf7a", opacity=0.5, blur=7)
    c.paint(lit, "#ffdf9d")
    snowfield(c, 690, "#5f7ca3", "#c4d6ea", "#1f3a63", 4)
    smoke(c, 400, 815, 560, 420, "#dfe7f2", lean=-0.35, opacity=0.9)
    car(c, 780, 850, 360, body="#8c2f26")
    smoke(c, 410, 830, 330, 380, "#f4f7fb", lean=-0.6, opacity=0.9)
    blanket = c.mask().polygon([(880, 690), (1130, 672), (1152, 742), (900, 748)])
    c.paint(blanket, "#5f6f4c", to="#465238")
    person(c, 1330, 900, 300, coat="#2f5d54", hat="#a4552c", arm=2.3)
    return c.finish()


def driver_map(c):
    c.sky("#2a2018", "#3a2c20")
    c.glow(1180, 160, 900, 700, "#ffcf8a", 0.75, 1.6)
    sheet = [(170, 190), (1440, 120), (1500, 850), (120, 930)]
    c.paint(c.mask().polygon([(x + 16, y + 22) for x, y in sheet]), "#000000", opacity=0.5, blur=18)
    c.paint(c.mask().polygon(sheet), "#efe0bd", to="#d8c295")
    folds = c.mask()
    for part in (0.25, 0.5, 0.75):
        folds.line([(170 + 1270 * part, 190 - 70 * part), (120 + 1380 * part, 930 - 80 * part)], 3)
    folds.line([(145, 560), (1470, 485)], 3)
    c.paint(folds, "#a88a55", opacity=0.5, blur=2)
    for i in range(6):
        edge = skyline(c, 320 + i * 26, 60, 4)
        c.paint(c.mask().line([(300 + x * 0.33, y) for x, y in edge], 2), "#9a6b3c", opacity=0.65)
    river = [
        (190, 720),
        (330, 650),
        (470, 690),
        (610, 640),
        (720, 540),
        (860, 560),
        (980, 480),
        (1120, 470),
        (1240, 380),
        (1470, 350),
    ]
    c.paint(c.mask().line(river, 46), "#7fb0c4", opacity=0.9)
    c.paint(c.mask().line([(640, 628), (680, 760), (760, 860)], 22), "#7fb0c4", opacity=0.9)
    road = [(260, 830), (420, 760), (540, 600), (700, 470), (900, 420), (1130, 600), (1340, 640)]
    dashes = c.mask()
    for (x1, y1), (x2, y2) in pairwise(road):
        for i in range(0, 10, 2):
            dashes.line(
                [
                    (x1 + (x2 - x1) * i / 10, y1 + (y2 - y1) * i / 10),
                    (x1 + (x2 - x1) * (i + 1.2) / 10, y1 + (y2 - y1) * (i + 1.2) / 10),
                ],
                7,
            )
    c.paint(dashes, "#b92c19")
    for x, y in road[::2]:
        c.paint(c.mask().ellipse(x, y, 15), "#b92c19")
        c.paint(c.mask().ellipse(x, y, 7), "#f4e8cb")
    grove(
        c,
        [(c.random.uniform(880, 1380), c.random.uniform(700, 850), 34) for _ in range(38)],
        "#7d8a58",
    )
    pencil = c.mask().polygon([(1080, 300), (1440, 210), (1450, 236), (1088, 326)])
    c.paint(pencil, "#d9992f", to="#a86d17")
    c.paint(c.mask().polygon([(1080, 300), (1030, 325), (1088, 326)]), "#f2d7a4")
    c.paint(c.mask().polygon([(1046, 317), (1030, 325), (1048, 325)]), "#2b2420")
    return c.finish(vignette=0.5)


def hovercraft(c):
    horizon = 380
    c.sky("#b8cfe2", "#dbe7ee", "#f6ead9", bottom=horizon)
    edge = ridge(c, horizon - 20, 40, "#8ba3b8", "#a5b8c6")
    forest_edge(c, edge[::2], "#7690a8", (8, 22))
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#dfe8ee", to="#a9c2d4")
    cracks(c, horizon, "#7d9db8", 60, 0.4)
    spray = c.mask()
    for _ in range(260):
        x = c.random.gauss(760, 420)
        spray.ellipse(
            x, c.random.gauss(760, 34), c.random.uniform(10, 70), c.random.uniform(6, 34), light=120
        )
    c.paint(spray, "#ffffff", opacity=0.8, blur=14)
    skirt = c.mask().rectangle(420, 640, 1180, 760, radius=56)
    c.paint(skirt, "#20303f", to="#0d161f")
    folds = c.mask()
    for x in range(450, 1170, 44):
        folds.rectangle(x, 656, x + 8, 752)
    c.paint(folds, "#465a6b", opacity=0.6, blur=3)
    cabin = [(470, 640), (560, 470), (1010, 450), (1130, 640)]
    c.paint(c.mask().polygon(cabin), "#e9643a", to="#c4401f")
    glass = c.mask().polygon([(930, 480), (1002, 476), (1080, 600), (930, 604)])
    for x in (600, 710, 820):
        glass.rectangle(x, 510, x + 84, 590, radius=14)
    c.paint(glass, "#29455c", to="#7aa5bd")
    c.paint(c.mask().ring(400, 520, 104, 132, 16), "#33424f")
    blades = c.mask().ellipse(400, 520, 12, 122).ellipse(400, 520, 96, 12)
    c.paint(blades, "#5d7182", opacity=0.5, blur=5)
    c.paint(
        c.mask().polygon([(470, 640), (420, 600), (440, 420), (480, 420), (520, 600)]), "#b8381b"
    )
    haze(c, 700, 900, "#ffffff", 0.5)
    for i in range(4):
        marker(c, 1290 + i * 70, 620 - i * 56, 150 - i * 30)
    return c.finish(vignette=0.16)


def helicopter(c):
    c.sky("#5d87b8", "#a9c6dd", "#eee6dc", bottom=700)
    c.glow(1330, 560, 520, 300, "#ffe2b4", 0.7)
    ridge(c, 590, 110, "#9db4cc", "#c8d5e1")
    ridge(c, 660, 60, "#7f9bb9", "#b3c5d6")
    snowfield(c, 700, "#d9e4ee", "#f7fafc", "#8fabc8", 4)
    dust = c.mask()
    for _ in range(220):
        dust.ellipse(
            c.random.gauss(760, 330),
            c.random.gauss(800, 42),
            c.random.uniform(20, 90),
            c.random.uniform(10, 40),
            light=110,
        )
    c.paint(dust, "#ffffff", opacity=0.85, blur=16)
    hull = (
        c.mask()
        .ellipse(700, 470, 215, 108)
        .polygon([(820, 400), (1230, 380), (1236, 408), (860, 520)])
    )
    hull.polygon([(1170, 400), (1250, 270), (1290, 270), (1248, 404)])
    c.paint(hull, "#e0662e", to="#a83a18")
    c.paint(c.mask().rectangle(500, 468, 900, 492), "#f7efe2", opacity=0.95)
    glass = c.mask().polygon([(492, 470), (512, 420), (570, 388), (600, 468)])
    for x in (650, 716, 782):
        glass.ellipse(x, 440, 24)
    c.paint(glass, "#1e3348", to="#6a93b4")
    c.paint(c.mask().rectangle(640, 340, 800, 378, radius=16), "#7e2c15")
    c.paint(c.mask().rectangle(710, 300, 726, 345), "#2a2f38")
    c.paint(c.mask().ellipse(718, 302, 470, 13), "#2a3644", opacity=0.42, blur=4)
    c.paint(c.mask().ellipse(1270, 300, 10, 96), "#2a3644", opacity=0.45, blur=3)
    legs = (
        c.mask()
        .line([(610, 560), (590, 640)], 9)
        .line([(790, 560), (810, 640)], 9)
        .line([(520, 644), (900, 644)], 11)
    )
    c.paint(legs, "#33383f")
    for i, x in enumerate((1120, 1190, 1250)):
        person(c, x, 850 + 10 * i, 150, coat=("#31506f", "#8a3a54", "#4f6b3a")[i], hat="#2a2430")
    c.paint(c.mask().rectangle(1300, 800, 1400, 862, radius=6), "#b08650")
    return c.finish(vignette=0.15)
