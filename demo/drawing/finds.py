"""What hands caught, cut or dug out."""

import math
from itertools import pairwise

from .canvas import mix
from .figures import silhouette
from .nature import forest_edge, ridge, shadow, snowfield


def fish_market(c):
    c.sky("#cfd8e2", "#e6e7ea", "#d6dde6")
    stripes = c.mask()
    for x in range(-60, 1700, 150):
        stripes.polygon([(x, 0), (x + 75, 0), (x + 62, 150), (x + 6, 150)])
    c.paint(c.mask().rectangle(0, 0, c.width, 150), "#f7f3ee")
    c.paint(stripes, "#c94a3c", to="#a83a30")
    c.paint(c.mask().rectangle(0, 146, c.width, 160), "#7d8b9a", opacity=0.5, blur=8)
    for x, coat in ((190, "#9a5a5c"), (620, "#5a6a8c"), (1050, "#8c7a5a"), (1420, "#5f7a6a")):
        buyer = (
            c.mask()
            .ellipse(x, 330, 62, 78)
            .polygon([(x - 130, 640), (x - 90, 420), (x + 90, 420), (x + 130, 640)])
        )
        c.paint(buyer, coat, opacity=0.5, blur=12)
    for row, (foot, size) in enumerate(((770, 330), (840, 400), (915, 470))):
        for i in range(13 - row):
            x = 40 + row * 40 + i * (128 + row * 10) + c.random.uniform(-14, 14)
            h, w = size * c.random.uniform(0.85, 1.1), size * 0.115
            tip = x + c.random.uniform(-16, 16)
            body = c.mask().polygon(
                [
                    (tip - w * 0.25, foot - h * 0.86),
                    (tip + w * 0.25, foot - h * 0.86),
                    (x + w * 0.8, foot - h * 0.6),
                    (x + w, foot - h * 0.33),
                    (x + w * 0.75, foot - h * 0.08),
                    (x, foot),
                    (x - w * 0.75, foot - h * 0.08),
                    (x - w, foot - h * 0.33),
                    (x - w * 0.8, foot - h * 0.6),
                ]
            )
            body.polygon(
                [
                    (tip - w * 0.2, foot - h * 0.85),
                    (tip - w * 0.95, foot - h),
                    (tip, foot - h * 0.95),
                    (tip + w * 0.95, foot - h),
                    (tip + w * 0.2, foot - h * 0.85),
                ]
            )
            body.polygon(
                [
                    (x + w * 0.8, foot - h * 0.3),
                    (x + w * 1.5, foot - h * 0.18),
                    (x + w * 0.8, foot - h * 0.2),
                ]
            )
            shadow(c, body, 15, 10, "#55677d", 0.4, 8)
            dark = mix("#7d8fa3", "#5d7085", c.random.random())
            c.paint(body, "#f2f6f9", to=dark, sideways=True)
            c.paint(
                c.mask().line(
                    [(x - w * 0.5, foot - h * 0.78), (x - w * 0.72, foot - h * 0.2)], w * 0.28
                ),
                "#ffffff",
                opacity=0.75,
                blur=5,
            )
            c.paint(c.mask().ellipse(x + w * 0.3, foot - h * 0.07, w * 0.11), "#2a3440")
            c.paint(
                c.mask().ring(x, foot - h * 0.15, w * 0.7, h * 0.05, 3, 0, 180),
                "#55667a",
                opacity=0.6,
            )
    c.paint(c.mask().rectangle(0, 912, c.width, 1000), "#a9784c", to="#6d4728")
    c.paint(c.mask().rectangle(0, 906, c.width, 926), "#f6f8fa", opacity=0.95, blur=2)
    tag = c.mask().polygon([(1230, 930), (1460, 920), (1466, 990), (1236, 1000)])
    c.paint(tag, "#fdf6d8")
    return c.finish(vignette=0.2)


def ice_blocks(c):
    c.sky("#5d80b4", "#a8bcd8", "#f4d8b4", bottom=620)
    c.glow(1130, 590, 620, 340, "#ffdf9a", 0.9)
    forest_edge(c, ridge(c, 590, 26, "#8a93ad", "#a9adc0")[::2], "#78829f", (10, 26))
    snowfield(c, 620, "#d3dded", "#f3f7fc", "#6f90c4", 5)
    size = 190
    places = (
        [(150 + i * 205, 860) for i in range(4)]
        + [(250 + i * 205, 680) for i in range(3)]
        + [(350 + i * 205, 500) for i in range(2)]
    )
    for x, y in places:
        front = c.mask().rectangle(x, y - size, x + size, y)
        side = c.mask().polygon(
            [
                (x + size, y),
                (x + size, y - size),
                (x + size + 52, y - size - 38),
                (x + size + 52, y - 38),
            ]
        )
        top = c.mask().polygon(
            [
                (x, y - size),
                (x + 52, y - size - 38),
                (x + size + 52, y - size - 38),
                (x + size, y - size),
            ]
        )
        if y == 860:
            shadow(c, front, -110, 60, "#2f5aa0", 0.3, 20)
        c.paint(front, "#8fd6e2", to="#3f9db8")
        c.paint(side, "#e9f2df", to="#a9cfc0")
        c.paint(top, "#f4fbfc", to="#d3f0f2")
        veins = c.mask()
        for _ in range(4):
            px, py, points = x + c.random.uniform(20, 170), y - c.random.uniform(20, 170), []
            for _ in range(6):
                points.append(
                    (min(x + size - 3, max(x + 3, px)), min(y - 3, max(y - size + 3, py)))
                )
                px, py = px + c.random.uniform(-52, 52), py + c.random.uniform(-46, 46)
            veins.line(points, c.random.uniform(2, 6))
        c.paint(veins, "#eafcff", opacity=0.6, blur=1.5)
        inner = c.mask().rectangle(x + 26, y - size + 26, x + size - 30, y - 34, radius=20)
        c.paint(inner, "#d5f6fa", opacity=0.28, blur=20)
        c.paint(
            c.mask()
            .line([(x, y - size), (x + size, y - size)], 3)
            .line([(x + size, y - size), (x + size, y)], 3),
            "#ffffff",
            opacity=0.8,
        )
    worker = c.mask()
    silhouette(c, worker, 1190, 870, 300)
    worker.line([(1210, 660), (1310, 700)], 28).line([(1170, 660), (1270, 740)], 28)
    worker.line([(1300, 560), (1300, 900)], 10)
    shadow(c, worker, -120, 70, "#2f5aa0", 0.28, 14)
    c.paint(worker, "#2a3050", to="#1d2440")
    return c.finish(vignette=0.16)


def tusk(c):
    c.sky("#1c2a33", "#2a3d48", "#16222a")
    c.glow(820, 330, 900, 620, "#bfe0ea", 0.45)
    wall = c.mask().rectangle(0, 0, c.width, 640)
    c.texture(wall, "#4f7684", size=(7, 12), opacity=0.5)
    c.paint(c.mask().rectangle(0, 640, c.width, c.height), "#5b4636", to="#2c2018")
    c.texture(c.mask().rectangle(0, 640, c.width, c.height), "#8a6e54", size=(40, 20), opacity=0.4)
    for i in range(2):
        points = []
        for k in range(40):
            part = k / 39
            turn = 2.6 - 3.7 * part
            points.append(
                (
                    760 + 90 * i + (470 - 60 * i) * math.cos(turn),
                    610 + 70 * i - (330 - 40 * i) * math.sin(turn) * (1 - 0.12 * part),
                )
            )
        body = c.mask()
        for k, (x, y) in enumerate(points):
            body.ellipse(x, y, 16 + 36 * (1 - k / 39) ** 0.7)
        for a, b in pairwise(points):
            body.line([a, b], 40)
        shadow(c, body, 24, 36, "#000000", 0.5, 18)
        c.paint(body, "#efdcb4", to="#a97f4c")
        grain = c.mask().line([(x - 10, y - 12) for x, y in points[3:]], 6)
        c.paint(grain, "#fff6de", opacity=0.8, blur=5)
        for shift in (8, 18):
            c.paint(
                c.mask().line([(x + shift, y + shift) for x, y in points[2:-4]], 3),
                "#7a5632",
                opacity=0.5,
                blur=2,
            )
    brush = c.mask().line([(1130, 850), (1390, 760)], 20)
    c.paint(brush, "#b88a4a", to="#7a5426")
    c.paint(
        c.mask().polygon([(1130, 836), (1144, 866), (1060, 900), (1050, 872)]),
        "#e9dcc0",
        to="#b09a70",
    )
    scale = c.mask()
    for i in range(8):
        scale.rectangle(240 + i * 60, 900, 270 + i * 60, 922)
    c.paint(c.mask().rectangle(240, 900, 720, 922), "#f4f1ea")
    c.paint(scale, "#1d1d1f")
    return c.finish(vignette=0.45)


def core_boxes(c):
    c.sky("#6d7378", "#8a8f92", "#5d6266")
    c.glow(700, 200, 1000, 700, "#eef4f6", 0.4)
    for row in range(5):
        y = 80 + row * 178
        tray = c.mask().rectangle(90, y, 1510, y + 150, radius=8)
        shadow(c, tray, 10, 16, "#1a1d20", 0.5, 10)
        c.paint(tray, "#c29a62", to="#8a6636")
        c.paint(c.mask().rectangle(112, y + 18, 1488, y + 132), "#3a2c1e", to="#5a4630")
        x = 120
        while x < 1470:
            long = min(c.random.uniform(60, 240), 1480 - x)
            tone = c.random.choice(
                (
                    ("#b9d3dc", "#6f97a8"),
                    ("#8a7762", "#4a3c30"),
                    ("#a9b7b4", "#5f6f70"),
                    ("#6f5e4e", "#3a2f28"),
                    ("#dbe9ee", "#8fb0bf"),
                )
            )
            piece = c.mask().rectangle(x, y + 26, x + long - 7, y + 124, radius=12)
            c.paint(piece, tone[0], to=tone[1])
            c.paint(
                c.mask().rectangle(x + 8, y + 40, x + long - 16, y + 50, radius=4),
                "#ffffff",
                opacity=0.45,
                blur=4,
            )
            bands = c.mask()
            for _ in range(int(long / 26)):
                bx = x + c.random.uniform(8, long - 12)
                bands.line(
                    [(bx, y + 28), (bx + c.random.uniform(-14, 14), y + 122)],
                    c.random.uniform(2, 7),
                )
            c.paint(bands, "#2a221c" if c.random.random() < 0.5 else "#e6f2f6", opacity=0.4, blur=1)
            x += long
        c.paint(c.mask().rectangle(690, y + 134, 830, y + 150), "#f6f1e2")
    return c.finish(vignette=0.3)
