"""Parts of a face and what is worn on it. (x, y) is its middle, s its scale."""

import math

from .canvas import mix


def features(c, face, x, y, s):
    """Draw eyes, nose, mouth, and whatever the years and the barber have added."""
    dark = "#2a1712"
    brows, lids, eyes = c.mask(), c.mask(), c.mask()
    for side in (-1, 1):
        ex = x + side * 82 * s
        brows.line([(ex - 48 * s, y - 44 * s), (ex, y - 62 * s), (ex + 46 * s, y - 46 * s)], 12 * s)
        lids.polygon(
            [(ex - 46 * s, y + 4 * s), (ex, y - 24 * s), (ex + 46 * s, y + 2 * s), (ex, y + 18 * s)]
        )
        eyes.ellipse(ex, y - 2 * s, 17 * s, 17 * s)
    c.paint(brows, "#8f8a86" if face.old else face.hair, opacity=0.9)
    c.paint(lids, "#fbf4ea")
    c.paint(eyes, "#2a1a12")
    top = c.mask()
    for side in (-1, 1):
        ex = x + side * 82 * s
        top.line(
            [
                (ex - 48 * s, y + 3 * s),
                (ex - 8 * s, y - 24 * s),
                (ex + 24 * s, y - 20 * s),
                (ex + 48 * s, y),
            ],
            8 * s,
        )
        c.paint(c.mask().ellipse(ex + 6 * s, y - 9 * s, 5 * s), "#ffffff")
    c.paint(top, dark)
    nose = c.mask().line(
        [
            (x - 8 * s, y + 6 * s),
            (x - 26 * s, y + 86 * s),
            (x, y + 98 * s),
            (x + 24 * s, y + 88 * s),
        ],
        8 * s,
    )
    c.paint(nose, "#8a4a2c", opacity=0.55, blur=2 * s)
    if face.cover != "scarf":
        c.paint(
            c.mask().polygon(
                [
                    (x - 66 * s, y + 152 * s),
                    (x, y + 142 * s),
                    (x + 66 * s, y + 152 * s),
                    (x, y + 180 * s),
                ]
            ),
            "#a84a3c",
        )
        c.paint(
            c.mask().line(
                [(x - 68 * s, y + 152 * s), (x, y + 160 * s), (x + 68 * s, y + 150 * s)], 5 * s
            ),
            "#6a2a1c",
        )
    if face.beard:
        hairs = c.mask()
        for _ in range(520):
            part = c.random.uniform(-1, 1)
            bx, by = (
                x + part * 168 * s,
                y + (150 + 110 * (1 - part * part) * c.random.random() ** 0.6) * s,
            )
            hairs.line([(bx, by), (bx + part * 14 * s, by + c.random.uniform(24, 66) * s)], 3.2 * s)
        for side in (-1, 1):
            hairs.line([(x, y + 122 * s), (x + side * 80 * s, y + 142 * s)], 16 * s)
        c.paint(hairs, face.beard, opacity=0.9)
    if face.old:
        lines = c.mask()
        for side in (-1, 1):
            lines.line([(x + side * 52 * s, y + 92 * s), (x + side * 92 * s, y + 150 * s)], 5 * s)
            for i in range(3):
                lines.line(
                    [
                        (x + side * 140 * s, y - 6 * s + i * 10 * s),
                        (x + side * 176 * s, y - 24 * s + i * 26 * s),
                    ],
                    4 * s,
                )
        for i in range(3):
            lines.line(
                [
                    (x - 90 * s, y - (96 + 26 * i) * s),
                    (x, y - (104 + 26 * i) * s),
                    (x + 90 * s, y - (96 + 26 * i) * s),
                ],
                4 * s,
            )
        c.paint(lines, "#7a3a20", opacity=0.45, blur=1.5 * s)
    if face.glasses:
        rims = c.mask()
        for side in (-1, 1):
            rims.ring(x + side * 84 * s, y, 70 * s, 58 * s, 8 * s)
            rims.line([(x + side * 152 * s, y - 10 * s), (x + side * 200 * s, y - 24 * s)], 7 * s)
        rims.line([(x - 16 * s, y - 8 * s), (x + 16 * s, y - 8 * s)], 8 * s)
        c.paint(rims, "#20242a")


def cap(c, face, x, y, s):
    """Draw a knitted cap, or a fur hat."""
    cap = c.mask().ring(x, y - 50 * s, 226 * s, 236 * s, 118 * s, 180, 360)
    cap.polygon(
        [
            (x - 200 * s, y - 70 * s),
            (x - 180 * s, y - 200 * s),
            (x, y - 280 * s),
            (x + 180 * s, y - 200 * s),
            (x + 200 * s, y - 70 * s),
        ]
    )
    c.paint(cap, mix(face.cap, "#ffffff", 0.18), to=mix(face.cap, "#000000", 0.25))
    ribs = c.mask()
    for i in range(-8, 9):
        ribs.line(
            [(x + i * 25 * s, y - 66 * s), (x + i * 19 * s, y - 262 * s + abs(i) * 9 * s)], 4 * s
        )
    c.paint(ribs, "#000000", opacity=0.16, blur=2 * s)
    if face.cover == "hat":
        for tone, number in (
            (mix(face.fur, "#1a1008", 0.6), 500),
            (face.fur, 700),
            (mix(face.fur, "#ffffff", 0.4), 260),
        ):
            hairs = c.mask()
            for _ in range(number):
                part = c.random.uniform(-1, 1)
                hx, hy = (
                    x + part * 226 * s,
                    y - (112 - 24 * part * part + c.random.uniform(-44, 44)) * s,
                )
                hairs.line(
                    [
                        (hx, hy),
                        (
                            hx + (part * 26 + c.random.uniform(-14, 14)) * s,
                            hy + c.random.uniform(-30, 34) * s,
                        ),
                    ],
                    4 * s,
                )
            c.paint(hairs, tone)
    else:
        band = c.mask().rectangle(x - 212 * s, y - 134 * s, x + 212 * s, y - 58 * s, radius=30 * s)
        c.paint(band, mix(face.cap, "#ffffff", 0.3), to=mix(face.cap, "#000000", 0.1))


def fur(c, x, y, rx, ry, colour, s):
    """Draw the rim of a hood, hair by hair."""
    c.paint(c.mask().ellipse(x, y, rx * 0.92, ry * 0.92), mix(colour, "#1a1008", 0.75))
    for tone, number, reach in (
        (mix(colour, "#2a1a0c", 0.45), 900, 1.2),
        (colour, 1100, 1.1),
        (mix(colour, "#ffffff", 0.5), 700, 1.0),
    ):
        hairs = c.mask()
        for _ in range(number):
            turn = c.random.uniform(0, math.tau)
            root = c.random.uniform(0.8, 1.0)
            x1, y1 = x + math.cos(turn) * rx * root, y + math.sin(turn) * ry * root
            bend, long = turn + c.random.uniform(-0.55, 0.55), c.random.uniform(36, 84) * s * reach
            hairs.line(
                [(x1, y1), (x1 + math.cos(bend) * long, y1 + math.sin(bend) * long)], 2.4 * s
            )
        c.paint(hairs, tone, opacity=0.9)
