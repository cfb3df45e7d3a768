"""What grows, flows and shines: ridges, trees, snow, ice, smoke, aurora."""

import math

from PIL import Image, ImageChops, ImageFilter

from .canvas import FINE


def skyline(c, base, height, detail=5):
    """Return points of a hilly line across the sheet, around `base`."""
    waves = [
        (c.random.uniform(0.6, 1.6) * 2**i, c.random.uniform(0, 7), height / 1.7**i)
        for i in range(detail)
    ]
    return [
        (x, base + sum(a * math.sin(x / c.width * f * 4 + p) for f, p, a in waves) / 2)
        for x in range(-20, c.width + 21, 10)
    ]


def ridge(c, base, height, colour, to=None, detail=5):
    """Paint hills whose upper edge lies around `base`; return that edge."""
    edge = skyline(c, base, height, detail)
    c.paint(c.mask().polygon([*edge, (c.width + 20, c.height), (-20, c.height)]), colour, to=to)
    return edge


def forest_edge(c, edge, colour, tree=(14, 40), gap=9):
    """Set small spruces along `edge`."""
    mask = c.mask()
    for x, y in edge:
        for _ in range(max(1, 10 // gap)):
            spruce(c, mask, x + c.random.uniform(-5, 5), y + 4, c.random.uniform(*tree), rough=3)
    c.paint(mask, colour)


def spruce(c, mask, x, y, height, rough=7):
    """Add a spruce that stands on (x, y)."""
    width = height * c.random.uniform(0.15, 0.21)
    mask.rectangle(x - height * 0.015, y - height * 0.1, x + height * 0.015, y)
    left, right = [], []
    for i in range(rough + 1):
        part = i / rough
        spread = width * part**0.85
        level = y - height + height * 0.93 * part
        left += [(x - spread * 0.55, level), (x - spread, level + height * 0.06)]
        right += [(x + spread * 0.55, level), (x + spread, level + height * 0.06)]
    mask.polygon([(x, y - height - 2), *right, *reversed(left)])


def larch(c, mask, x, y, height, leaves=None):
    """Add a bare larch; `leaves`: a second mask that takes its needles."""
    mask.polygon([(x - height * 0.018, y), (x + height * 0.018, y), (x + 0.6, y - height)])
    for i in range(int(9 + height / 18)):
        part = c.random.uniform(0.15, 0.97)
        long = height * 0.22 * (1.1 - part) * c.random.uniform(0.6, 1.2)
        side = -1 if i % 2 else 1
        start = (x, y - height * part)
        end = (x + side * long, start[1] + long * c.random.uniform(-0.3, 0.15))
        mask.line([start, end], max(0.8, height * 0.008))
        if leaves:
            for _ in range(5):
                along = c.random.uniform(0.2, 1)
                leaves.ellipse(
                    x + side * long * along + c.random.uniform(-3, 3),
                    start[1] + c.random.uniform(-7, 7),
                    height * c.random.uniform(0.012, 0.03),
                    height * c.random.uniform(0.01, 0.022),
                )


def grove(c, places, colour, kind=spruce, snow=None):
    """Paint trees `[(x, y, height), …]`; `snow` colours their right sides."""
    mask = c.mask()
    for x, y, height in places:
        kind(c, mask, x, y, height)
    c.paint(mask, colour)
    if snow:
        # What is lit is the tree without the tree a little to the left of it.
        lit = ImageChops.subtract(mask.image, ImageChops.offset(mask.image, -5, 4))
        only = c.mask()
        only.image = lit
        c.paint(only, snow, opacity=0.75)


def snowfield(c, top, near, far, shade, waves=5):
    """Paint snow from `top` down, `far` colour above to `near` below, with drifts."""
    c.paint(c.mask().rectangle(0, top, c.width, c.height), far, to=near)
    for i in range(waves):
        y = top + (c.height - top) * ((i + 0.6) / waves) ** 1.4
        edge = skyline(c, y, 12 + 26 * i / waves, 3)
        low = [(x, y + 14 + 30 * i / waves) for x, y in edge]
        c.paint(c.mask().polygon([*edge, *reversed(low)]), shade, opacity=0.32, blur=7 + 3 * i)


def cracks(c, horizon, colour, number=60, opacity=0.5):
    """Draw the net of cracks in a sheet of ice that lies below `horizon`, in perspective."""
    depth = c.height - horizon
    thin, wide = c.mask(), c.mask()
    for _ in range(number):
        x, z = c.random.uniform(-2.2, 2.2), c.random.uniform(0.04, 1) ** 1.3
        course = c.random.uniform(0, math.tau)
        points = []
        for _ in range(c.random.randint(4, 10)):
            points.append((c.width / 2 + x * c.width * (0.12 + z), horizon + depth * z))
            course += c.random.uniform(-0.8, 0.8)
            x += math.cos(course) * 0.11
            z = max(0.015, z + math.sin(course) * 0.05 * (0.25 + z))
        (wide if z > 0.4 else thin).line(points, 1 + 3.4 * z)
    c.paint(wide, colour, opacity=opacity * 0.55, blur=3)
    c.paint(wide, colour, opacity=opacity)
    c.paint(thin, colour, opacity=opacity * 0.8)


def plates(c, top, colour, edge, number=140, depth_power=1.5):
    """Lay floes of ice over the water below `top`, small and flat far away."""
    faces, rims = c.mask(), c.mask()
    for z in sorted(c.random.random() ** depth_power for _ in range(number)):
        y = top + (c.height - top) * z
        x, size = c.random.uniform(-60, c.width + 60), 16 + 190 * z * c.random.uniform(0.4, 1)
        corners = c.random.randint(5, 8)
        points = [
            (
                x + size * c.random.uniform(0.6, 1) * math.cos(i / corners * math.tau),
                y + size * 0.3 * c.random.uniform(0.6, 1) * math.sin(i / corners * math.tau),
            )
            for i in range(corners)
        ]
        thick = 2 + 13 * z
        low = [(px, py + thick) for px, py in points]
        rims.polygon(low)
        # A floe covers the rim of the one behind it.
        faces.polygon(low, 0)
        faces.polygon(points)
    c.paint(rims, edge)
    c.paint(faces, colour[0], to=colour[1])


def smoke(c, x, y, height, width, colour, lean=0.3, opacity=0.6):
    """Send a plume of smoke up from (x, y)."""
    mask = c.mask()
    drift = c.random.uniform(0.7, 1.3) * lean
    steps = 26
    for i in range(steps):
        part = i / steps
        mask.ellipse(
            x + drift * height * part**1.4 + math.sin(part * 9 + x) * width * 0.25 * part,
            y - height * part,
            width * (0.16 + 0.84 * part) / 2,
            width * (0.3 + 0.9 * part) / 2,
            light=round(235 * (1 - part) ** 1.1),
        )
    c.paint(mask, colour, opacity=opacity, blur=4 + width / 14)


def aurora(c, top, bottom, colours, curtains=3):
    """Hang curtains of polar light between `top` and `bottom`."""
    for curtain in range(curtains):
        rays = c.noise(c.width // 2, 1, (60, 1), 3)
        light = Image.new("L", (c.width // 2, c.height // 2))
        phase, lift = c.random.uniform(0, 7), c.random.uniform(0.7, 1.2)
        for x in range(c.width // 2):
            wave = math.sin(x / 130 + phase) * 46 + math.sin(x / 57 + 2 * phase) * 20
            foot = (bottom - curtain * (bottom - top) * 0.2 + wave * 1.3) / 2
            head = foot - (bottom - top) * 0.42 * lift * (0.55 + rays.getpixel((x, 0)) / 260)
            bright = rays.getpixel((x, 0)) / 255
            column = _column(max(2, round(foot - head)), bright)
            light.paste(column, (x, round(head)))
        light = light.filter(ImageFilter.GaussianBlur(2.2)).resize(
            (c.width, c.height), Image.Resampling.BICUBIC
        )
        colour = colours[curtain % len(colours)]
        shine = ImageChops.multiply(
            Image.merge("RGB", [light] * 3), Image.new("RGB", c.image.size, colour)
        )
        c.image = ImageChops.screen(c.image, shine)


def _column(height, bright):
    """Return one ray: dark above, bright at its foot, soft below it."""
    tail = max(2, height // 9)
    values = [round(225 * bright * (i / height) ** 2.1) for i in range(height)]
    values += [round(225 * bright * (1 - i / tail) ** 1.5) for i in range(tail)]
    return Image.frombytes("L", (1, len(values)), bytes(min(255, v) for v in values))


def halo(c, x, y, radius, warm="#fff3d0"):
    """Put a cold sun with its ring and two mock suns at (x, y)."""
    c.glow(x, y, radius * 2.3, colour=warm, strength=0.65, power=2.2)
    ring = c.mask().ring(x, y, radius, radius, 16)
    c.paint(ring, "#ffffff", opacity=0.5, blur=9)
    c.paint(c.mask().ring(x, y, radius + 9, radius + 9, 7), "#ffd9b0", opacity=0.4, blur=6)
    for side in (-1, 1):
        c.glow(x + side * radius, y, radius * 0.36, radius * 0.3, "#fff0cf", 0.95, 1.3)
    c.glow(x, y, radius * 0.5, colour="#ffffff", strength=1, power=1.1)


def reflection(c, horizon, *, blur=5, dim=0.75):
    """Mirror what stands above `horizon` in the water below it."""
    depth = c.height - horizon
    above = c.image.crop((0, max(0, horizon - depth), c.width, horizon))
    mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(blur))
    mirror = mirror.resize((c.width, depth)).point(lambda v: round(v * dim))
    c.image.paste(mirror, (0, horizon))
    for _ in range(70):
        z = c.random.random() ** 1.6
        y, x = horizon + depth * z, c.random.uniform(0, c.width)
        wave = c.mask().line([(x, y), (x + 40 + 240 * z, y + c.random.uniform(-1, 1))], 0.8 + 2 * z)
        c.paint(wave, "#ffffff", opacity=0.1, blur=1)


def shadow(c, mask, dx, dy, colour="#24405f", opacity=0.25, blur=8):
    """Paint the shadow that what is in `mask` casts on the ground, moved by (dx, dy)."""
    cast = c.mask()
    cast.image.paste(mask.image, (round(dx * FINE), round(dy * FINE)))
    c.paint(cast, colour, opacity=opacity, blur=blur)


def haze(c, top, bottom, colour, opacity=0.7):
    """Let fog thicken from `top` to the middle of the band and thin out to `bottom`."""
    middle = (top + bottom) / 2
    mask = c.mask()
    for y in range(round(top), round(bottom), 4):
        part = 1 - abs(y - middle) / (middle - top)
        mask.rectangle(0, y, c.width, y + 4, light=round(255 * max(0, part)))
    c.paint(mask, colour, opacity=opacity, blur=6)
