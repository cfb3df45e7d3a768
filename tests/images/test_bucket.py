"""A bucket that does not answer is said in words, to editors and to browsers."""

import pytest
from django.core.files.base import ContentFile

from images.models import Image
from images.renditions import url_of
from tests.factories import make_user, publish_article

from .pictures import draw, encode, make_image

pytest.importorskip("storages")
pytest.importorskip("boto3")

from botocore.client import BaseClient
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from images.bucket import BucketStorage

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BUCKET = {
    "bucket_name": "paper",
    "endpoint_url": "http://bucket.invalid",
    "region_name": "ru-central1",
    "access_key": "x",
    "secret_key": "x",
}
TROUBLES = [
    EndpointConnectionError(endpoint_url="http://bucket.invalid"),
    ReadTimeoutError(endpoint_url="http://bucket.invalid"),
    ClientError({"ResponseMetadata": {"HTTPStatusCode": 503}}, "GetObject"),
    ClientError({"ResponseMetadata": {"HTTPStatusCode": 403}}, "PutObject"),
]


@pytest.fixture(params=TROUBLES, ids=lambda error: type(error).__name__)
def trouble(request, monkeypatch):
    """Whatever is asked of the bucket, it answers with this."""

    def refuse(*args, **kwargs):
        raise request.param

    monkeypatch.setattr(BaseClient, "_make_api_call", refuse)


def keep_in_a_bucket(settings, *kinds):
    bucket = {"BACKEND": "images.bucket.BucketStorage", "OPTIONS": BUCKET}
    settings.STORAGES = settings.STORAGES | dict.fromkeys(kinds, bucket)


def test_every_trouble_of_a_bucket_is_one_of_a_disk(trouble):
    bucket = BucketStorage(**BUCKET)
    for ask in (
        lambda: bucket.open("a/b.jpg"),
        lambda: bucket.save("a/b.jpg", ContentFile(b"x")),
        lambda: bucket.exists("a/b.jpg"),
        lambda: bucket.delete("a/b.jpg"),
        lambda: bucket.listdir("a"),
        lambda: bucket.size("a/b.jpg"),
        lambda: bucket.get_modified_time("a/b.jpg"),
    ):
        with pytest.raises(OSError, match="the bucket does not do its work"):
            ask()


def test_a_file_that_is_not_in_the_bucket_is_missing(monkeypatch):
    def missing(*args, **kwargs):
        raise ClientError({"ResponseMetadata": {"HTTPStatusCode": 404}}, "HeadObject")

    monkeypatch.setattr(BaseClient, "_make_api_call", missing)
    bucket = BucketStorage(**BUCKET)
    assert not bucket.exists("a/b.jpg")
    with pytest.raises(FileNotFoundError):
        bucket.open("a/b.jpg")


def test_who_uploads_is_told(trouble, settings, client):
    keep_in_a_bucket(settings, "originals")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    file = ContentFile(encode(draw(640, 480)), name="лёд.jpg")
    answer = client.post(
        "/admin/images/image/add/",
        {"files": file, "licence": "own"},
        HTTP_ACCEPT="application/json",
    )
    assert answer.status_code == 200
    (receipt,) = answer.json()["files"]
    assert receipt["state"] == "refused"
    assert "хранилище" in receipt["sentence"]
    assert not Image.objects.exists()


@pytest.mark.parametrize("kinds", [("default",), ("originals",), ("default", "originals")])
def test_a_reader_is_asked_to_come_again(trouble, settings, client, monkeypatch, kinds):
    image = make_image(1000, 800)
    monkeypatch.setattr("articles.models.Article.missing", lambda self, revision: {})
    publish_article(picture=image)
    keep_in_a_bucket(settings, *kinds)
    answer = client.get(url_of(image, "card", 400))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer["Cache-Control"] == "no-store"


def test_the_desk_shows_and_deletes_a_picture_whose_bucket_does_not_answer(
    trouble, settings, client, django_capture_on_commit_callbacks
):
    image = make_image(1000, 800)
    keep_in_a_bucket(settings, "default", "originals")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = f"/admin/images/image/{image.pk}/change/"
    assert client.get(page).status_code == 200
    answer = client.get(f"/admin/images/image/{image.pk}/original/", follow=True)
    assert answer.redirect_chain[0][0] == page
    assert "Хранилище снимков не отвечает" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/images/image/{image.pk}/delete/", {"post": "yes"})
    assert not Image.objects.exists()
