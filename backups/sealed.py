"""A stream that only who knows the passphrase can read, or change unseen. Pure.

    head    "newsroom sealed backup 1\\n"              25 bytes
            log2 N, r, p of scrypt                    3 bytes
            salt                                     16 bytes
            what tells a wrong passphrase            16 bytes
            beginning of each nonce                   7 bytes
    chunks  AES-256-GCM of 1 MiB each, the last one shorter or as long, 16 bytes of tag after each

The passphrase (UTF-8, NFC) and the salt give 48 bytes by scrypt: 32 are the key, 16 stand in the
head. A chunk's nonce is the beginning, its number (4 bytes, big-endian, from 0) and a byte that is
1 for the last chunk and 0 for the others; the head is authenticated with each. So chunks can be
neither exchanged, repeated nor left out, and a file cut between two of them is found out.
"""

import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from .refusals import Damaged, Refusal

MAGIC = b"newsroom sealed backup 1\n"
CHUNK = 2**20
TAG = 16
#: log2 N, r, p: 128 MB and a third of a second for each guess.
COST = (17, 8, 1)
#: What a stranger's file may ask of this machine.
MOST = (20, 16, 4)
HEAD = len(MAGIC) + 3 + 16 + 16 + 7


class Sealer:
    """Takes bytes by `write` and writes them sealed to `sink`; `close` writes the last chunk."""

    def __init__(self, sink, passphrase):
        self._sink = sink
        salt = os.urandom(16)
        key, check = _keys(passphrase, salt, COST)
        self._cipher, self._nonces = AESGCM(key), os.urandom(7)
        self._head = MAGIC + bytes(COST) + salt + check + self._nonces
        self._waiting, self._number = bytearray(), 0
        sink.write(self._head)

    def write(self, data):
        self._waiting += data
        # One byte more than a chunk, so that there is always something left for the last one.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]

    def close(self):
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, data, *, is_last):
        nonce = _nonce(self._nonces, self._number, is_last)
        self._sink.write(self._cipher.encrypt(nonce, data, self._head))
        self._number += 1


class Opener:
    """Gives by `read` what was sealed; every byte of it was authenticated before.

    Raises `Refusal` for another passphrase, `Damaged` where the file is not what was written.
    """

    def __init__(self, source, passphrase):
        self._source = source
        head = _exactly(source, HEAD)
        if len(head) < HEAD or not head.startswith(MAGIC):
            raise Damaged(_("The file ends too early."))
        facts = head[len(MAGIC) :]
        cost = tuple(facts[:3])
        if any(asked > most or asked < 1 for asked, most in zip(cost, MOST, strict=True)):
            raise Damaged(_("The head of the file is damaged."))
        key, check = _keys(passphrase, facts[3:19], cost)
        if check != facts[19:35]:
            raise Refusal(_("The passphrase is not the one this backup was made with."))
        self._cipher, self._nonces, self._head = AESGCM(key), facts[35:42], head
        self._number, self._open, self._at, self._is_over = 0, b"", 0, False
        self._sealed = _exactly(source, CHUNK + TAG)

    def read(self, size):
        """Return up to `size` bytes, none at the end and only there."""
        if self._at == len(self._open) and not self._is_over:
            self._open, self._at = self._next(), 0
        given = self._open[self._at : self._at + size]
        self._at += len(given)
        return given

    def close(self):
        self._source.close()

    def _next(self):
        sealed, following = self._sealed, b""
        if len(sealed) == CHUNK + TAG:
            following = _exactly(self._source, CHUNK + TAG)
        self._is_over = not following
        try:
            return self._opened(sealed, is_last=self._is_over)
        except InvalidTag:
            self._is_over = False
            raise Damaged(self._trouble(sealed, following)) from None
        finally:
            self._sealed = following
            self._number += 1

    def _opened(self, sealed, *, is_last):
        return self._cipher.decrypt(_nonce(self._nonces, self._number, is_last), sealed, self._head)

    def _trouble(self, sealed, following):
        if not following:
            try:
                self._opened(sealed, is_last=False)
            except InvalidTag:
                pass
            else:
                return _("The file ends too early.")
        place = HEAD + self._number * (CHUNK + TAG)
        return _("The file is damaged or cut off after byte %(place)d.") % {"place": place}


def _nonce(beginning, number, is_last):
    return beginning + number.to_bytes(4, "big") + bytes([is_last])


def _keys(passphrase, salt, cost):
    log_n, r, p = cost
    secret = unicodedata.normalize("NFC", passphrase).encode()
    made = Scrypt(salt=salt, length=48, n=2**log_n, r=r, p=p).derive(secret)
    return made[:32], made[32:]


def _exactly(source, size):
    """Return `size` bytes of `source`, fewer only at its end."""
    pieces, left = [], size
    while left and (piece := source.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
