"""The short warm months."""

import math

from .figures import horse, house, person
from .nature import forest_edge, larch, ridge, shadow, skyline


def golden_larches(c):
    c.sky("#4f88b8", "#93b8d0", "#e9e2cc", bottom=560)
    ridge(c, 380, 190, "#8b9cb0", "#a7b2b4", 6)
    ridge(c, 470, 110, "#a8935c", "#c9a54e")
    for base, leaf, low, tall in (
        (600, "#e0a92c", 120, 190),
        (720, "#d08a1e", 190, 300),
        (900, "#f0b83a", 330, 520),
    ):
        ridge(c, base - 20, 40, "#b98d3c", "#8c6a34")
        stems, leaves = c.mask(), c.mask()
        for _ in range(26 if base < 800 else 9):
            larch(
                c,
                stems,
                c.random.uniform(-20, 1620),
                base + c.random.uniform(0, 60),
                c.random.uniform(low, tall),
                leaves,
            )
        c.paint(leaves, leaf, opacity=0.95)
        c.paint(stems, "#4a3524")
    c.glow(1300, 200, 700, colour="#ffe6a0", strength=0.45)
    return c.finish(vignette=0.2)


def midsummer(c):
    c.sky("#5d7fb8", "#e0a8a0", "#ffd590", bottom=640)
    c.glow(800, 600, 700, 360, "#fff0b4", 0.8)
    c.paint(c.mask().ellipse(800, 570, 66), "#fffbe6")
    ridge(c, 600, 50, "#7a6a7a", "#8a7a6c")
    c.paint(c.mask().rectangle(0, 640, c.width, c.height), "#7f9a4a", to="#3f6230")
    c.texture(c.mask().rectangle(0, 650, c.width, c.height), "#b5c25c", size=(80, 30), opacity=0.4)
    for x, h in ((420, 420), (1180, 420), (300, 330), (1300, 330)):
        post = c.mask().polygon(
            [(x - 20, 800), (x + 20, 800), (x + 15, 800 - h), (x - 15, 800 - h)]
        )
        for i in range(4):
            post.ellipse(x, 800 - h * (0.3 + 0.19 * i), 26, 13)
        post.polygon(
            [
                (x - 30, 800 - h),
                (x + 30, 800 - h),
                (x + 14, 770 - h),
                (x, 730 - h),
                (x - 14, 770 - h),
            ]
        )
        c.paint(post, "#7a4a26", to="#4a2a18")
    rope = c.mask()
    for a, b in ((300, 420), (1180, 1300), (420, 1180)):
        rope.line(
            [
                (
                    a + (b - a) * i / 24,
                    520 + (110 if b - a > 300 else 20) * math.sin(i / 24 * math.pi),
                )
                for i in range(25)
            ],
            4,
        )
    c.paint(rope, "#e9dcc0")
    for i in range(1, 16):
        x, y = 420 + 760 * i / 16, 520 + 110 * math.sin(i / 16 * math.pi)
        c.paint(
            c.mask().polygon([(x - 11, y), (x + 11, y), (x, y + 46)]),
            ("#d7351f", "#2f7aa8", "#f4e6c0", "#3f8a4f")[i % 4],
        )
    dresses = ("#c7402c", "#f2efe6", "#2f6f9a", "#e0a92c", "#f2efe6", "#3f8a5a", "#8a3a6a")
    for i in range(13):
        x, y, h = 480 + i * 54, 850 + 40 * math.sin(i / 12 * math.pi), 150
        dress = c.mask().polygon(
            [(x - 14, y - h * 0.76), (x + 14, y - h * 0.76), (x + 44, y), (x - 44, y)]
        )
        dress.line([(x - 12, y - h * 0.7), (x - 27, y - h * 0.5)], 10).line(
            [(x + 12, y - h * 0.7), (x + 27, y - h * 0.5)], 10
        )
        c.paint(dress, dresses[i % 7])
        c.paint(c.mask().ellipse(x, y - h * 0.86, 14, 17), "#3a2418")
        c.paint(
            c.mask().polygon(
                [
                    (x - 17, y - h * 0.9),
                    (x + 17, y - h * 0.9),
                    (x + 9, y - h * 1.1),
                    (x - 9, y - h * 1.1),
                ]
            ),
            "#e9dcc0",
        )
    return c.finish(vignette=0.2)


def hayfield(c):
    c.sky("#4a90cc", "#a3cbe4", "#f0ead2", bottom=470)
    c.clouds("#ffffff", top=20, bottom=360, opacity=0.9, size=(5, 4))
    forest_edge(c, ridge(c, 440, 50, "#4f7a52", "#7d9a52")[::1], "#456f4a", (20, 46))
    c.paint(c.mask().rectangle(0, 470, c.width, c.height), "#c3b455", to="#8a9a3c")
    for i in range(16):
        y = 480 + 520 * (i / 16) ** 1.6
        edge = skyline(c, y, 10 + i * 2, 3)
        c.paint(
            c.mask().line(edge, 2 + i * 1.4), "#e9d878" if i % 2 else "#76883a", opacity=0.4, blur=3
        )
    for x, y, size in (
        (260, 690, 190),
        (700, 590, 110),
        (930, 640, 140),
        (1330, 760, 240),
        (480, 560, 80),
    ):
        stack = (
            c.mask()
            .ellipse(x, y - size * 0.42, size * 0.5, size * 0.56)
            .rectangle(x - size * 0.5, y - size * 0.42, x + size * 0.5, y, radius=size * 0.12)
        )
        shadow(c, stack, size * 0.5, size * 0.08, "#4a5a24", 0.35, 10)
        c.paint(stack, "#e6c65c", to="#a8842e")
        straws = c.mask()
        for _ in range(60):
            sx, sy = x + c.random.gauss(0, size * 0.2), y - c.random.uniform(0.05, 0.85) * size
            straws.line([(sx, sy), (sx + c.random.uniform(-14, 14), sy + 22)], 1.5)
        c.paint(straws, "#7a5f1e", opacity=0.5)
        c.paint(c.mask().line([(x, y - size * 0.9), (x, y - size * 1.15)], 5), "#6a4f2e")
    for x, coat in ((1060, "#f2efe6"), (1140, "#c7402c")):
        person(c, x, 830, 170, coat=coat, hat="#e9dcc0", trousers="#3a4a6a", arm=0.8)
        c.paint(c.mask().line([(x + 70, 640), (x + 96, 850)], 5), "#7a5a34")
    horses_far = c.mask()
    horse(c, horses_far, 150, 540, 54, 1, 0.9)
    horse(c, horses_far, 1500, 545, 50, -1, 0.9)
    c.paint(horses_far, "#6a4a30")
    house(c, 1180, 500, 90, 44, wall="#8a6040", snow="#9a8f80", light=None)
    return c.finish(vignette=0.14)


def sandbar(c):
    c.sky("#3f86c4", "#8fc0e2", "#e4eef0", bottom=380)
    c.clouds("#ffffff", top=30, bottom=330, opacity=0.95, size=(6, 4))
    edge = ridge(c, 350, 40, "#3f6a4c", "#6f9260")
    forest_edge(c, edge[::2], "#345a44", (12, 30))
    c.paint(c.mask().rectangle(0, 380, c.width, c.height), "#8fbfd8", to="#3f7fa8")
    bar = [
        (0, 1000),
        (0, 640),
        *[(x, y) for x, y in skyline(c, 600, 60, 3) if 0 < x < 1100],
        (1250, 640),
        (1600, 760),
        (1600, 1000),
    ]
    c.paint(c.mask().polygon(bar), "#f0ddb0", to="#d2b27c")
    c.texture(c.mask().polygon(bar), "#b8955f", size=(60, 40), opacity=0.35)
    for x, y, h, coat in (
        (500, 760, 150, "#d9482c"),
        (600, 770, 120, "#2c7fa8"),
        (820, 735, 140, "#e0b02c"),
        (930, 750, 110, "#5c8a3c"),
    ):
        body = c.mask().ellipse(x, y, h * 0.5, h * 0.08)
        c.paint(body, "#8f7448", opacity=0.5, blur=4)
        person(c, x, y, h, coat=coat, hat="#2b2018", trousers="#d29a72", arm=0.9)
    c.paint(
        c.mask().polygon([(1150, 800), (1420, 770), (1440, 790), (1400, 835), (1190, 850)]),
        "#b8c4cc",
        to="#6f7f8a",
    )
    return c.finish(vignette=0.1)
