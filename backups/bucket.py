"""Backups in a bucket of S3 or of what speaks like it. Needs the extra `s3`.

What is written goes up in parts while it is made, so that no disk here has to hold it; it is there
once all parts are, under a name of its own until it was read back.
"""

import datetime
import secrets
from contextlib import contextmanager

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.translation import gettext as _

from .drafts import UNFINISHED
from .places import HEAD, Kept
from .refusals import Refusal

#: Ten thousand parts are allowed: they grow, so that all of them hold 800 GB.
PART = 16 * 2**20
_GROWS_EVERY = 1000
ATTEMPTS = 5
#: Whoever still writes after a day is dead.
DEAD_AFTER = datetime.timedelta(days=1)


@contextmanager
def said_in_words():
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise Refusal(_("The bucket does not do its work: %(why)s") % {"why": error}) from error


class Bucket:
    """The part of the bucket whose names begin with `folder`."""

    def __init__(self, folder=""):
        facts = settings.BACKUPS["bucket"]
        self.folder = f"{folder}/" if folder else ""
        self.bucket = facts["bucket"]
        self.client = boto3.client(
            "s3",
            endpoint_url=facts["endpoint_url"],
            region_name=facts["region_name"],
            aws_access_key_id=facts["access_key"],
            aws_secret_access_key=facts["secret_key"],
            config=Config(
                connect_timeout=10, read_timeout=60, retries={"total_max_attempts": ATTEMPTS}
            ),
        )

    def where(self, name):
        return f"s3:{self.folder}{name}"

    def key(self, name):
        return {"Bucket": self.bucket, "Key": f"{self.folder}{name}"}

    def names(self):
        with said_in_words():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.folder, Delimiter="/"
            )
            return [
                Kept(item["Key"].removeprefix(self.folder), item["Size"], item["LastModified"])
                for page in pages
                for item in page.get("Contents", [])
            ]

    def has(self, name):
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name):
        return self._facts(name)["ContentLength"]

    def finished_at(self, name):
        return self._facts(name)["LastModified"]

    def _facts(self, name):
        with said_in_words():
            try:
                return self.client.head_object(**self.key(name))
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    raise FileNotFoundError(self.where(name)) from None
                raise

    def head(self, name):
        return self.open(name).read(HEAD)

    def open(self, name):
        return Download(self, name, self.size(name))

    def remove(self, name):
        with said_in_words():
            self.client.delete_object(**self.key(name))

    def sweep(self):
        """Remove what was begun a day ago and never finished."""
        since = datetime.datetime.now(datetime.UTC) - DEAD_AFTER
        for kept in self.names():
            if kept.name.endswith(UNFINISHED) and kept.at < since:
                self.remove(kept.name)
        with said_in_words():
            begun = self.client.list_multipart_uploads(Bucket=self.bucket, Prefix=self.folder)
            for upload in begun.get("Uploads", []):
                if upload["Key"].endswith(UNFINISHED) and upload["Initiated"] < since:
                    self.client.abort_multipart_upload(
                        Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                    )

    def begin(self, name):
        return BucketDraft(self, name)


class Download:
    """Reads an object in pieces, each asked for by itself: a broken connection costs one piece."""

    def __init__(self, shelf, name, size):
        self._shelf, self._name, self._size = shelf, name, size
        self._at, self._piece = 0, memoryview(b"")

    def read(self, size):
        if not self._piece and self._at < self._size:
            last = min(self._at + PART, self._size) - 1
            with said_in_words():
                answer = self._shelf.client.get_object(
                    **self._shelf.key(self._name), Range=f"bytes={self._at}-{last}"
                )
                self._piece = memoryview(answer["Body"].read())
            self._at = last + 1
        given, self._piece = bytes(self._piece[:size]), self._piece[size:]
        return given

    def close(self):
        self._piece = memoryview(b"")


class BucketDraft:
    """A backup that is not finished yet."""

    def __init__(self, shelf, name):
        self._shelf, self._final = shelf, name
        self._name = f"{name}.{secrets.token_hex(6)}{UNFINISHED}"
        self._waiting, self._parts, self._is_whole = bytearray(), [], False
        self.size = 0
        with said_in_words():
            begun = shelf.client.create_multipart_upload(**shelf.key(self._name))
        self._upload = shelf.key(self._name) | {"UploadId": begun["UploadId"]}

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        try:
            with said_in_words():
                if self._is_whole:
                    self._shelf.client.delete_object(**self._shelf.key(self._name))
                else:
                    self._shelf.client.abort_multipart_upload(**self._upload)
        except Refusal:
            # What is left is swept by the next backup; what happened before is to be said.
            if kind is None:
                raise

    def write(self, data):
        self._waiting += data
        part = PART * (1 + len(self._parts) // _GROWS_EVERY)
        while len(self._waiting) >= part:
            self._send(bytes(self._waiting[:part]))
            del self._waiting[:part]

    def reopened(self):
        if self._waiting or not self._parts:
            self._send(bytes(self._waiting))
        with said_in_words():
            self._shelf.client.complete_multipart_upload(
                **self._upload, MultipartUpload={"Parts": self._parts}
            )
        self._is_whole = True
        return self._shelf.open(self._name)

    def publish(self, former=None):
        shelf = self._shelf
        with said_in_words():
            if former and shelf.has(self._final):
                shelf.client.copy(shelf.key(self._final), shelf.bucket, shelf.key(former)["Key"])
            shelf.client.copy(shelf.key(self._name), shelf.bucket, shelf.key(self._final)["Key"])

    def _send(self, data):
        number = len(self._parts) + 1
        with said_in_words():
            sent = self._shelf.client.upload_part(**self._upload, PartNumber=number, Body=data)
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self.size += len(data)
