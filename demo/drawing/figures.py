"""Who and what stands in a landscape: people, houses, cars, poles, animals."""

import math

SKIN = "#d99a72"


def person(c, x, y, height, coat="#b8402f", hat="#3b2b4a", trousers="#20262f", arm=None):
    """Draw somebody in winter clothes who stands on (x, y); `arm`: angle of the right arm."""
    h = height
    legs = c.mask()
    legs.rectangle(x - h * 0.12, y - h * 0.36, x - h * 0.015, y, radius=h * 0.04)
    legs.rectangle(x + h * 0.015, y - h * 0.36, x + h * 0.12, y, radius=h * 0.04)
    c.paint(legs, trousers)
    body = c.mask()
    body.polygon(
        [
            (x - h * 0.13, y - h * 0.74),
            (x + h * 0.13, y - h * 0.74),
            (x + h * 0.2, y - h * 0.25),
            (x - h * 0.2, y - h * 0.25),
        ]
    )
    body.ellipse(x, y - h * 0.7, h * 0.15, h * 0.1)
    body.line([(x - h * 0.13, y - h * 0.7), (x - h * 0.22, y - h * 0.4)], h * 0.09)
    if arm is None:
        body.line([(x + h * 0.13, y - h * 0.7), (x + h * 0.22, y - h * 0.4)], h * 0.09)
    else:
        far = (x + h * 0.13 + math.cos(arm) * h * 0.33, y - h * 0.68 - math.sin(arm) * h * 0.33)
        body.line([(x + h * 0.12, y - h * 0.68), far], h * 0.085)
    c.paint(body, coat, to=coat)
    c.paint(c.mask().ellipse(x, y - h * 0.86, h * 0.105, h * 0.115), SKIN)
    head = c.mask().ellipse(x, y - h * 0.9, h * 0.12, h * 0.1)
    head.rectangle(x - h * 0.12, y - h * 0.9, x - h * 0.07, y - h * 0.8, radius=h * 0.02)
    head.rectangle(x + h * 0.07, y - h * 0.9, x + h * 0.12, y - h * 0.8, radius=h * 0.02)
    c.paint(head, hat)


def silhouette(c, mask, x, y, height, lean=0.0):
    """Add somebody as a mere outline to `mask`."""
    h = height
    mask.ellipse(x + lean * h * 0.85, y - h * 0.86, h * 0.1, h * 0.12)
    mask.polygon(
        [
            (x - h * 0.13 + lean * h * 0.7, y - h * 0.76),
            (x + h * 0.13 + lean * h * 0.7, y - h * 0.76),
            (x + h * 0.17, y - h * 0.3),
            (x - h * 0.17, y - h * 0.3),
        ]
    )
    mask.line([(x - h * 0.07, y - h * 0.34), (x - h * 0.09, y)], h * 0.09)
    mask.line([(x + h * 0.07, y - h * 0.34), (x + h * 0.09, y)], h * 0.09)


def house(c, x, y, width, height, wall="#6b4a3a", snow="#eef4fb", light="#ffd98a", shade=None):
    """Draw a log house with its left lower corner on (x, y); return the top of its chimney."""
    c.paint(c.mask().rectangle(x, y - height, x + width, y), wall, to=shade or wall)
    logs = c.mask()
    for i in range(1, 7):
        logs.rectangle(x, y - height * i / 7 - 1, x + width, y - height * i / 7 + 1)
    c.paint(logs, "#000000", opacity=0.22)
    roof = [
        (x - width * 0.09, y - height),
        (x + width * 0.5, y - height * 1.62),
        (x + width * 1.09, y - height),
    ]
    chimney = (x + width * 0.7, y - height * 1.75)
    c.paint(
        c.mask().rectangle(chimney[0], chimney[1], chimney[0] + width * 0.09, y - height), "#3c2f2f"
    )
    c.paint(c.mask().polygon(roof), "#4a3a36")
    thick = height * 0.13
    c.paint(c.mask().polygon([(px, py - thick) for px, py in roof] + roof[::-1]), snow)
    windows, frames = c.mask(), c.mask()
    for part in (0.16, 0.58):
        left, top = x + width * part, y - height * 0.72
        windows.rectangle(left, top, left + width * 0.26, top + height * 0.42)
        frames.rectangle(left + width * 0.125, top, left + width * 0.14, top + height * 0.42)
        frames.rectangle(left, top + height * 0.19, left + width * 0.26, top + height * 0.21)
    if light:
        c.paint(windows, light, opacity=0.6, blur=width * 0.06)
    c.paint(windows, light or "#26364c")
    c.paint(frames, wall)
    return chimney[0] + width * 0.045, chimney[1]


def block(c, x, y, width, height, wall, lit, dark, rows, columns, share=0.4):
    """Draw a town house with windows, some of them lit."""
    c.paint(c.mask().rectangle(x, y - height, x + width, y), wall, to=dark)
    on, off = c.mask(), c.mask()
    dx, dy = width / (columns + 0.5), height / (rows + 0.6)
    for row in range(rows):
        for column in range(columns):
            left, top = x + dx * (column + 0.42), y - height + dy * (row + 0.45)
            where = on if c.random.random() < share else off
            where.rectangle(left, top, left + dx * 0.55, top + dy * 0.55)
    c.paint(off, "#0b1430", opacity=0.35)
    c.paint(on, lit, opacity=0.5, blur=4)
    c.paint(on, lit)
    c.paint(
        c.mask().rectangle(x - 2, y - height - 5, x + width + 2, y - height + 2),
        "#e6ecf8",
        opacity=0.8,
    )


def truck(c, x, y, size, cab="#d8dfe6", cargo="#c9572f"):
    """Draw a lorry that comes towards us, its wheels on (x, y), headlights on."""
    s = size
    c.paint(c.mask().ellipse(x, y, s * 0.75, s * 0.1), "#0c1830", opacity=0.6, blur=s * 0.05)
    c.paint(
        c.mask().rectangle(x - s * 0.5, y - s * 1.5, x + s * 0.5, y - s * 0.3, radius=s * 0.04),
        cargo,
    )
    c.paint(
        c.mask().rectangle(x - s * 0.43, y - s * 1.12, x + s * 0.43, y - s * 0.12, radius=s * 0.08),
        cab,
    )
    glass = [
        (x - s * 0.36, y - s * 0.66),
        (x - s * 0.32, y - s * 1.02),
        (x + s * 0.32, y - s * 1.02),
        (x + s * 0.36, y - s * 0.66),
    ]
    c.paint(c.mask().polygon(glass), "#22344c", to="#5b7ea3")
    wheels = c.mask()
    for side in (-1, 1):
        wheels.rectangle(
            x + side * s * 0.36 - s * 0.09,
            y - s * 0.22,
            x + side * s * 0.36 + s * 0.09,
            y + s * 0.02,
            radius=s * 0.03,
        )
    wheels.rectangle(x - s * 0.45, y - s * 0.26, x + s * 0.45, y - s * 0.14, radius=s * 0.03)
    c.paint(wheels, "#161c26")
    for side in (-1, 1):
        at = (x + side * s * 0.31, y - s * 0.42)
        c.glow(*at, s * 1.5, colour="#fff1c4", strength=0.9, power=2.6)
        c.paint(c.mask().ellipse(*at, s * 0.085), "#fffbe8")
    c.glow(x, y + s * 0.1, s * 2.4, s * 0.8, "#ffe9b0", 0.55, 1.8)


def car(c, x, y, size, body="#b23a2a", glass="#23344a", lights=True, left=False):
    """Draw a passenger car from its side, wheels on (x, y)."""
    s, way = size, -1 if left else 1
    points = [
        (-1, -0.16),
        (-0.96, -0.42),
        (-0.55, -0.48),
        (-0.3, -0.78),
        (0.34, -0.78),
        (0.62, -0.47),
        (0.98, -0.4),
        (1.02, -0.16),
    ]
    c.paint(c.mask().ellipse(x, y, s * 1.1, s * 0.08), "#0c1830", opacity=0.5, blur=5)
    c.paint(c.mask().polygon([(x + way * px * s, y + py * s) for px, py in points]), body)
    window = [(-0.42, -0.5), (-0.24, -0.71), (0.28, -0.71), (0.46, -0.5)]
    c.paint(c.mask().polygon([(x + way * px * s, y + py * s) for px, py in window]), glass)
    wheels = (
        c.mask()
        .ellipse(x - 0.55 * s, y - 0.14 * s, 0.17 * s)
        .ellipse(x + 0.58 * s, y - 0.14 * s, 0.17 * s)
    )
    c.paint(wheels, "#151a22")
    hubs = (
        c.mask()
        .ellipse(x - 0.55 * s, y - 0.14 * s, 0.07 * s)
        .ellipse(x + 0.58 * s, y - 0.14 * s, 0.07 * s)
    )
    c.paint(hubs, "#9aa7b5")
    if lights:
        c.glow(x + way * s * 1.5, y - s * 0.25, s * 1.1, s * 0.5, "#ffe9b0", 0.8, 1.7)
        c.glow(x - way * s, y - s * 0.36, s * 0.35, colour="#ff5a3a", strength=0.9)


def marker(c, x, y, height, flag="#d7351f", pole="#1d2430"):
    """Set a road marker of the ice crossing: a pole with a red flag."""
    h = height
    c.paint(c.mask().line([(x, y), (x, y - h)], max(1.2, h * 0.05)), pole)
    c.paint(c.mask().polygon([(x, y - h), (x + h * 0.5, y - h * 0.84), (x, y - h * 0.66)]), flag)


def horse(c, mask, x, y, size, way=1, head=0.0):
    """Add a shaggy horse of the north, its hooves on y; `head`: 0 raised, 1 grazing."""
    s = size

    def at(px, py):
        return x + way * px * s, y - py * s

    mask.ellipse(*at(0, 0.62), 0.5 * s, 0.25 * s)
    mask.ellipse(*at(-0.32, 0.62), 0.24 * s, 0.26 * s)
    mask.ellipse(*at(0.34, 0.62), 0.22 * s, 0.25 * s)
    for px in (-0.42, -0.26, 0.26, 0.42):
        mask.polygon(
            [at(px - 0.075, 0.5), at(px + 0.085, 0.5), at(px + 0.05, 0), at(px - 0.045, 0)]
        )
    neck, nose = at(0.72, 1.02 - 0.75 * head), at(0.98, 0.86 - 0.74 * head)
    mask.polygon(
        [
            at(0.22, 0.82),
            at(0.52, 0.5),
            (neck[0] + way * 0.08 * s, neck[1] + 0.1 * s),
            (neck[0] - way * 0.1 * s, neck[1] - 0.06 * s),
        ]
    )
    mask.line([neck, nose], 0.19 * s)
    mask.polygon(
        [
            (neck[0] - way * 0.04 * s, neck[1] - 0.06 * s),
            (neck[0], neck[1] - 0.2 * s),
            (neck[0] + way * 0.07 * s, neck[1] - 0.05 * s),
        ]
    )
    mask.polygon(
        [at(-0.5, 0.74), at(-0.66, 0.62), at(-0.7, 0.18), at(-0.58, 0.22), at(-0.48, 0.55)]
    )


def deer(c, mask, x, y, size, way=1):
    """Add a reindeer with its antlers."""
    s = size

    def at(px, py):
        return x + way * px * s, y - py * s

    mask.ellipse(*at(0, 0.58), 0.42 * s, 0.19 * s)
    for px in (-0.34, -0.22, 0.22, 0.34):
        mask.line([at(px, 0.5), at(px + 0.02, 0)], 0.055 * s)
    mask.polygon([at(0.22, 0.72), at(0.4, 0.46), at(0.68, 0.78), at(0.56, 0.88)])
    mask.line([at(0.58, 0.82), at(0.82, 0.72)], 0.12 * s)
    for px, tips in (
        (0.56, ((0.4, 1.15), (0.5, 1.42), (0.36, 1.5))),
        (0.62, ((0.6, 1.2), (0.74, 1.4), (0.66, 1.56))),
    ):
        points = [at(px, 0.88), *(at(*tip) for tip in tips)]
        mask.line(points, 0.035 * s)
        mask.line([points[1], at(tips[0][0] + 0.16, tips[0][1] + 0.1)], 0.028 * s)
