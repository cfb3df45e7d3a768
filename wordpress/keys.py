"""What a thing of the old site is called in `Source.key`, and fingerprints. Pure."""

from hashlib import blake2b

LONGEST_KEY = 255


def item(id: int | None, guid: str, link: str) -> str:
    """Return the key of a post, page or attachment: its number, which one site gives once."""
    return f"item/{id}" if id else f"guid/{fingerprint(guid or link)}"


def twin(key: str, guid: str) -> str:
    """Return the key of an item whose number another item of the export has, too."""
    return f"{key}/{fingerprint(guid)}"


def person(login: str) -> str:
    # A login may be an address for letters, and those are not kept.
    return "person/" + fingerprint(login) if "@" in login else _short("person/", login)


def term(taxonomy: str, slug: str) -> str:
    return _short(f"{taxonomy}/", slug)


def picture(path: str) -> str:
    """Return the key of a picture that only texts name, by the path of its file."""
    return _short("file/", path)


def fingerprint(*parts) -> str:
    """Return 32 characters that are others as soon as any part is."""
    return blake2b(repr(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def of_post(post, wishes_mark: str) -> str:
    """Return `Source.theirs` of a post: the first half is its own, the second the wishes'."""
    its = fingerprint(
        post.type, post.status, post.title, post.slug, post.creator, post.content, post.excerpt,
        post.written_at, post.local, post.modified_at, post.has_password, post.parent, post.order,
        post.is_sticky, post.labels, sorted(post.meta.items()), post.attachment_url,
    )  # fmt: skip
    return its[:16] + wishes_mark[:16]


def is_same_post(one: str, other: str) -> bool:
    """Tell whether two values of `of_post` are of one state of the post, whatever was wished."""
    return one[:16] == other[:16]


def _short(before, name):
    return f"{before}{name}" if len(before + name) <= LONGEST_KEY else before + fingerprint(name)
