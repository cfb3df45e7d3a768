"""Whether rows and files belong together, and what the command does about it."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from images.models import Image, Rendition
from images.renditions import all_of

from .pictures import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def run(*args):
    out = StringIO()
    call_command("make_renditions", *args, stdout=out)
    return out.getvalue()


def check():
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("make_renditions", "--check", stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue().splitlines()


def age(storage, name):
    path = Path(storages[storage].path(name))
    hours_ago = time.time() - 2 * 3600
    os.utime(path, (hours_ago, hours_ago))


def test_every_rendition_is_made_once_and_a_second_run_makes_none():
    image = make_image(500, 400)
    first = run()
    assert Rendition.objects.count() == len(list(all_of(image)))
    assert f"{len(list(all_of(image)))} made" in first
    assert "0 made" in run()
    assert "agree" in run("--check")


def test_only_the_pictures_and_shapes_asked_for_are_made():
    wanted, other = make_image(500, 400), make_image(500, 400)
    run(str(wanted.pk), "--spec", "thumb")
    assert set(Rendition.objects.values_list("image", "spec")) == {(wanted.pk, "thumb")}
    assert not other.renditions.exists()


def test_one_lost_original_never_stops_the_rest():
    lost, kept = make_image(100, 100), make_image(100, 100)
    storages["originals"].delete(lost.original.name)
    with pytest.raises(CommandError, match="1 of 2"):
        run("--spec", "thumb")
    assert kept.renditions.exists()


def test_lost_and_left_over_files_are_listed_both_ways():
    lost, image = make_image(100, 100), make_image(100, 100)
    run("--spec", "thumb")
    storages["originals"].delete(lost.original.name)
    storages["originals"].save("00/left-over.jpg", ContentFile(b"x"))
    age("originals", "00/left-over.jpg")
    storages["default"].save("r/00/left-over.jpg", ContentFile(b"x"))
    age("default", "r/00/left-over.jpg")
    gone = image.renditions.first()
    storages["default"].delete(gone.file.name)
    lines = check()
    assert len(lines) == 4
    for part in (f"№ {lost.pk}", "00/left-over.jpg", "r/00/left-over.jpg", gone.file.name):
        assert any(part in line for line in lines), part


def test_an_upload_that_is_just_going_on_is_no_finding():
    storages["originals"].save("00/young.jpg", ContentFile(b"x"))
    assert "agree" in run("--check")


@pytest.mark.django_db(transaction=True)
def test_crops_of_a_former_focal_point_are_replaced():
    image = make_image(100, 100)
    run("--spec", "thumb")
    before = set(image.renditions.values_list("file", flat=True))
    image.focal_x = 7
    image.save()
    assert len(check()) == len(before)
    run("--spec", "thumb")
    assert not before & set(image.renditions.values_list("file", flat=True))
    assert "agree" in run("--check")


@pytest.mark.django_db(transaction=True)
def test_the_command_removes_what_can_be_made_again_and_no_original():
    make_image(100, 100)
    storages["originals"].save("00/left-over.jpg", ContentFile(b"x"))
    age("originals", "00/left-over.jpg")
    storages["default"].save("r/00/left-over.jpg", ContentFile(b"x"))
    age("default", "r/00/left-over.jpg")
    run("--spec", "thumb")
    assert storages["originals"].exists("00/left-over.jpg")
    assert not storages["default"].exists("r/00/left-over.jpg")
    assert Image.objects.count() == 1


def test_a_stocktaking_costs_the_same_however_many_pictures_there_are(django_assert_num_queries):
    for _ in range(5):
        make_image(50, 50)
    with django_assert_num_queries(512):
        run("--check")
