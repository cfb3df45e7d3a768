"""Videos and posts of other sites: their addresses, and nothing else of them. Pure.

What is stored is the address of the page a reader would open. The frame is made from it here,
so no story can bring in a frame of anybody else.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Embed:
    """provider: as readers know it. url: its page, in one form. frame: its player."""

    provider: str
    url: str
    frame: str
    is_video: bool = True


def find(address: str) -> Embed | None:
    """Return what an editor's `address` shows, or None if it is no page of an allowed provider."""
    address = address.strip()
    if "://" not in address:
        address = f"https://{address.removeprefix('//')}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None:
        return None
    for hosts, provider in PROVIDERS:
        if host in hosts:
            return provider(parts.path.rstrip("/"), asked)
    return None


def _youtube(path, asked):
    match = re.fullmatch(r"/(?:(?:embed|shorts|live|v)/)?([\w-]{11})", path, re.ASCII)
    video = match[1] if match else asked.get("v", "") if path == "/watch" else ""
    if not re.fullmatch(r"[\w-]{11}", video, re.ASCII):
        return None
    start = _seconds(asked.get("t") or asked.get("start") or "")
    return Embed(
        "YouTube",
        f"https://www.youtube.com/watch?v={video}" + (f"&t={start}" if start else ""),
        f"https://www.youtube-nocookie.com/embed/{video}" + (f"?start={start}" if start else ""),
    )


def _seconds(text):
    """Return the seconds of “90”, “90s” or “1h2m3s”; of anything else 0."""
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", text, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _rutube(path, asked):
    match = re.fullmatch(
        r"/(?:video/private|video|shorts|play/embed)/([0-9a-f]{32})", path, re.ASCII
    )
    if not match:
        return None
    # The key of a video that is shown only to those who have its address.
    key = asked.get("p", "")
    key = f"?p={key}" if re.fullmatch(r"[\w-]{1,64}", key, re.ASCII) else ""
    folder = "video/private" if key else "video"
    return Embed(
        "RuTube",
        f"https://rutube.ru/{folder}/{match[1]}/{key}",
        f"https://rutube.ru/play/embed/{match[1]}{key}",
    )


def _vk(path, asked):
    if path == "/video_ext.php":
        owner, video, key = (asked.get(name, "") for name in ("oid", "id", "hash"))
    else:
        shown = next((part for part in (path, asked.get("z", "")) if re.search(VK_VIDEO, part)), "")
        match = re.search(VK_VIDEO, shown)
        owner, video, key = (match[1], match[2], "") if match else ("", "", "")
    if not (re.fullmatch(r"-?\d{1,15}", owner) and re.fullmatch(r"\d{1,15}", video)):
        return None
    key = f"&hash={key}" if re.fullmatch(r"[0-9a-f]{8,32}", key) else ""
    player = f"https://vk.com/video_ext.php?oid={owner}&id={video}{key}"
    # Without its key a player of a video that is not public stays dark: the page keeps the key.
    return Embed("VK", player if key else f"https://vk.com/video{owner}_{video}", f"{player}&hd=2")


VK_VIDEO = re.compile(r"(?:^|/)(?:video|clip)(-?\d{1,15})_(\d{1,15})(?:$|[/%?])", re.ASCII)


def _telegram(path, asked):
    match = re.fullmatch(r"(?:/s)?/([A-Za-z]\w{3,31})/(\d{1,10})", path, re.ASCII)
    if not match:
        return None
    post = f"https://t.me/{match[1]}/{match[2]}"
    return Embed("Telegram", post, f"{post}?embed=1", is_video=False)


PROVIDERS = (
    ({"youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"}, _youtube),
    ({"rutube.ru"}, _rutube),
    ({"vk.com", "vk.ru", "vkvideo.ru"}, _vk),
    ({"t.me", "telegram.me"}, _telegram),
)
