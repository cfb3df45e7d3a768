"""Several processes at one import: the same comes out, whatever becomes of one of them."""

import os
import re
import signal

import pytest
from django.db import transaction

from wordpress import hands
from wordpress.hands import AT_ONCE, Hands, NotHere

from .moving import attachment, author, bring, category, export, label, post
from .test_again import canonical
from .test_uploads import photo

TASKS = list(range(3 * AT_ONCE + 1))


@pytest.fixture(autouse=True)
def alone_in_here(monkeypatch):
    """Of the threads of other tests none matters to what is copied here."""
    monkeypatch.setattr(hands.threading, "active_count", lambda: 1)


def test_answers_of_several_processes_come_in_order():
    with Hands(3, lambda task: (task, os.getpid()), begin=lambda: None) as many:
        first, second = many.batches([TASKS, TASKS[:7]])
        assert many.number == 3
    assert [task for task, _pid in first] == TASKS and [task for task, _pid in second] == TASKS[:7]
    pids = {pid for _task, pid in first}
    assert len(pids) == 2 and os.getpid() not in pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize("fault", ["cannot", "dies"])
def test_what_another_process_cannot_do_or_dies_of_is_done_here(fault):
    here = os.getpid()

    def work(task):
        if task == 70 and os.getpid() != here:
            if fault == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            raise NotHere
        return task

    with Hands(3, work, begin=lambda: None) as many:
        assert list(many.batches([TASKS, TASKS])) == [TASKS, TASKS]


@pytest.mark.django_db
def test_in_a_transaction_one_process_does_it_all():
    with transaction.atomic(), Hands(3, lambda task: os.getpid(), begin=lambda: None) as one:
        assert one.number == 1 and list(one.batches([[1, 2]])) == [[os.getpid()] * 2]


@pytest.mark.django_db(transaction=True)
def test_several_processes_bring_in_what_one_does(tmp_path, media):
    photo(tmp_path / "uploads/2014/05/led.jpg", (0, 90, 120), (320, 200))
    photo(tmp_path / "uploads/2014/05/sneg.jpg", (250, 90, 120), (320, 200))
    picture = "https://old.example/blog/wp-content/uploads/2014/05"
    bodies = (
        f'<img class="wp-image-90" src="{picture}/led.jpg"> Лёд.',
        f'<img src="{picture}/sneg.jpg"> Снег, который знает только текст.',
        f'<img src="{picture}/net.jpg"> Такого нет, есть <a href="/blog/?p=3">третья</a>.',
        "[slider] Строка\n\nЕщё одна.",
    )
    items = [
        post(
            number, "" if number % 9 == 0 else f"Новость {number}", bodies[number % 4],
            label("category", "novosti", "Новости"), post_date_gmt=f"2014-05-{number:02} 09:10:00",
        )
        for number in range(1, 29)
    ]  # fmt: skip
    before = author("nina", "Нина Попова") + category("novosti", "Новости")
    text = export(*items, attachment(90, "2014/05/led.jpg"), before=before)
    options = {"publish": True, "uploads": tmp_path / "uploads"}
    with transaction.atomic():
        by_one = bring(tmp_path, text, processes=3, **options)
        whole = numberless()
        transaction.set_rollback(True)
    by_three = bring(tmp_path, text, processes=3, **options)
    assert numberless() == whole
    assert by_three[0] | {"at": ""} == by_one[0] | {"at": ""} and by_three[1] == 1
    assert by_three[0]["kinds"]["stories"]["new"] == 28
    assert len(by_three[0]["missing"]) == 7 and len(by_three[0]["warning"]) == 3
    again, _status, _said = bring(tmp_path, text, processes=3, **options)
    assert again["kinds"]["stories"]["same"] == 28 and numberless() == whole


def numberless():
    """Return what came in without the numbers of pictures, which a database gives only once."""
    return re.sub(r'data-file="\d+"', "data-file", repr(canonical()))
