"""Files in a bucket of S3 or of what speaks like it. Needs the extra `s3`."""

from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

#: A reader waits for a picture this long at most, and so does the thread that answers: of the
#: library's own sixty seconds, tried five times, a few would stop the site.
PATIENCE = Config(connect_timeout=3, read_timeout=15, retries={"total_max_attempts": 2})


class BucketStorage(S3Storage):
    """Fails as a disk does: every trouble of the bucket is an `OSError`.

    A file is fetched whole when it is opened, so that trouble comes while it can be answered.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = self.client_config.merge(PATIENCE)

    def _open(self, name, mode="rb"):
        with troubles_of_a_disk():
            file = super()._open(name, mode)
            if "r" in mode:
                file.open()
            return file

    def _save(self, name, content):
        with troubles_of_a_disk():
            return super()._save(name, content)

    def delete(self, name):
        with troubles_of_a_disk():
            super().delete(name)

    def exists(self, name):
        with troubles_of_a_disk():
            return super().exists(name)

    def listdir(self, name):
        with troubles_of_a_disk():
            return super().listdir(name)

    def size(self, name):
        with troubles_of_a_disk():
            return super().size(name)

    def get_modified_time(self, name):
        with troubles_of_a_disk():
            return super().get_modified_time(name)


@contextmanager
def troubles_of_a_disk():
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(f"the bucket does not do its work: {error}") from error
