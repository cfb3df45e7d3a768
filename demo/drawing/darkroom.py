"""Every drawing by its name, and what comes out of the darkroom: JPEG bytes."""

import io

from . import (
    charts,
    country,
    finds,
    halls,
    herds,
    indoors,
    people,
    rivers,
    roads,
    summer,
    table,
    towns,
    villages,
)
from .canvas import Canvas

_SHEETS = {
    country: "ski taiga_ridges smoky_sun fox_tracks winter_camp",
    herds: "horses reindeer dog_on_platform",
    summer: "golden_larches midsummer hayfield sandbar",
    table: "khomus stroganina letters notebook",
    finds: "fish_market ice_blocks tusk core_boxes",
    indoors: "stove workshop classroom frost_window thermometer",
    halls: "ice_tunnel library theatre wrestling",
    towns: "city_dusk rink station_aurora",
    villages: "village_moon school greenhouse water_tower",
    rivers: "from_above ice_drift ferry pier fishing bridge spring_flood",
    roads: "ice_road night_ice fog_bus cold_start driver_map hovercraft helicopter",
    charts: "ice_growth calls_by_month heat_losses crossings",
}

#: name → (drawing function, size of its sheet)
DRAWINGS = {
    name.replace("_", "-"): (getattr(room, name), {})
    for room, names in _SHEETS.items()
    for name in names.split()
}
DRAWINGS |= {
    f"portrait-{name}": (people.portrait_of(name), people.PORTRAIT) for name in people.PEOPLE
}
DRAWINGS |= {f"author-{name}": (people.avatar_of(name), people.AVATAR) for name in people.AVATARS}


def draw(name):
    """Return the drawing `name` as JPEG bytes: the same bytes every time."""
    function, size = DRAWINGS[name]
    file = io.BytesIO()
    picture = function(Canvas(name, **size))
    picture.save(file, "JPEG", quality=88, optimize=True, progressive=True)
    return file.getvalue()
