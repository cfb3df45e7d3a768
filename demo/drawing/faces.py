"""Who is in the portraits, in a handful of choices each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """What somebody looks like. `cover`: "hood", "scarf", "hat" or "" (bare-headed)."""

    ground: tuple[str, str]
    coat: str
    skin: str = "#d59a72"
    hair: str = "#1d1715"
    cover: str = ""
    cap: str = "#2f6a86"
    fur: str = "#c9a980"
    beard: str = ""
    long_hair: bool = False
    glasses: bool = False
    old: bool = False
    scarf: str = ""


PEOPLE = {
    "permafrost": Face(
        ("#1d3850", "#2f5a7a"), "#b83a24", cover="hood", cap="#2f7490", fur="#cdb08a"
    ),
    "fisherman": Face(
        ("#8fa8bc", "#cdd9e0"),
        "#3f4f3a",
        cover="hat",
        cap="#5a4632",
        fur="#7a5c40",
        beard="#8a857e",
        old=True,
        skin="#c98a62",
    ),
    "teacher": Face(
        ("#8a5a3c", "#d9b48a"),
        "#2f5a4a",
        long_hair=True,
        hair="#3a3230",
        glasses=True,
        old=True,
        scarf="#e9dcc4",
    ),
    "smith": Face(
        ("#2a1712", "#7a3a1c"), "#4a3a30", hair="#2a211c", beard="#2a211c", skin="#c08058"
    ),
    "skier": Face(
        ("#4f9ad4", "#bfe0f2"),
        "#e0a41e",
        cover="scarf",
        cap="#d9482c",
        scarf="#f2efe6",
        skin="#dda478",
    ),
    "singer": Face(
        ("#3a1a4a", "#a83a6a"),
        "#d9b45a",
        long_hair=True,
        hair="#14100e",
        scarf="#f4e6c0",
        skin="#dba47c",
    ),
    "herder": Face(
        ("#6a7aa0", "#e6c0a8"),
        "#7a5230",
        cover="hood",
        cap="#3a2a20",
        fur="#e6dccb",
        old=True,
        skin="#b8784e",
    ),
    "doctor": Face(
        ("#5a8a94", "#cfe4e4"), "#f0f2f2", hair="#2a1c14", glasses=True, scarf="#4a9aa0"
    ),
}

AVATARS = {
    "koryakina": Face(("#9cc4d4", "#e6eff2"), "#1f4358", long_hair=True, scarf="#c8321f"),
    "starkov": Face(("#d9b48a", "#f2e2c4"), "#3a4a3a", hair="#241a14", beard="#2a1f18"),
    "everstov": Face(("#7a8ab0", "#d4dcea"), "#2a2f4a", hair="#6a6460", glasses=True, old=True),
    "burnashov": Face(("#c98a6a", "#f4d4b8"), "#20242a", cover="hat", cap="#3a3f4a", fur="#4a3f38"),
    "sleptsova": Face(
        ("#a8c49a", "#e6f0dc"), "#8a3a5a", long_hair=True, hair="#4a2c1c", scarf="#f0e6d4"
    ),
    "gotovtsev": Face(("#8ab0c8", "#dceaf2"), "#c25a2a", hair="#1a1412"),
    "neustroeva": Face(
        ("#d4a8b8", "#f4e4ea"), "#4a3a6a", long_hair=True, hair="#221816", glasses=True
    ),
    "ammosova": Face(
        ("#c8b88a", "#f2ecd8"), "#2f6a5a", cover="scarf", cap="#e9dcc4", scarf="#b8402f"
    ),
    "vinokurov": Face(("#98a8a0", "#dfe6e2"), "#5a4a3a", hair="#8a8580", beard="#a8a29a", old=True),
    "protodyakonov": Face(
        ("#6a7a8a", "#c4d0d8"), "#26303a", hair="#3a3634", glasses=True, old=True, scarf="#e8ecef"
    ),
}
