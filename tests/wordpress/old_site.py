"""A site of the past that has everything, unless told otherwise."""

from dataclasses import dataclass, field


@dataclass
class Remembered:
    """An `OldSite`. lost: numbers and addresses that nothing is left of."""

    lost: tuple = ()
    blocks: dict = field(default_factory=dict)
    own_pictures: tuple = ()
    captions: dict = field(default_factory=dict)
    wanted: list = field(default_factory=list)

    def picture(self, wanted):
        self.wanted.append(wanted)
        if wanted.id in self.lost or wanted.address in self.lost:
            return None
        return wanted.id or 1000 + len(wanted.address)

    def caption(self, picture):
        return self.captions.get(picture, "")

    def file(self, id, address):
        if id in self.lost or address in self.lost:
            return None
        return f"/media/files/{address.rpartition('/')[2] or id}"

    def address(self, url):
        return url.replace("https://old.example/?p=7", "/2014/05/06/led/")

    def block(self, id):
        return self.blocks.get(id)

    def attached(self, ids):
        return list(ids if ids is not None else self.own_pictures)
