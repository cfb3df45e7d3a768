"""Many presses from one network and few from elsewhere wait for the chief; crowds do not."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article
from reactions import bursts
from reactions.counts import counts_of
from reactions.folding import fold
from reactions.forgetting import forget_bursts
from reactions.judging import AlreadyJudged, judge
from reactions.models import Burst, Held, Reaction, Step, Verdict, Watch
from reactions.recounting import differences
from tests.factories import make_user, publish_article
from tests.reactions.presses import press, somebody_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A story of a paper that holds what comes after five presses of one network."""
    Watch(presses=5, minutes=10, share_percent=50).save()
    return publish_article()


def come(article, number, network="192.0.2.1", slug="heart"):
    """Let `number` new readers of one network press; return their browsers."""
    browsers = [somebody_new() for _reader in range(number)]
    for browser in browsers:
        assert press(browser, article, slug, REMOTE_ADDR=network).status_code == 200
    return browsers


def number_of(article, slug="heart"):
    return counts_of(article.pk).numbers[slug]


def test_a_burst_of_one_network_is_stored_and_not_shown(article):
    come(article, 12)
    assert number_of(article) == Reaction.objects.count() == 5
    assert Held.objects.count() == 7
    burst = Burst.objects.get()
    assert (burst.seen, burst.others, burst.verdict) == (5, 0, Verdict.WAITING)
    assert "192" not in burst.network
    assert differences() == []


def test_whoever_is_held_sees_the_own_press_and_nobody_else_does(client, article):
    come(article, 5)
    browser = somebody_new()
    answer = press(browser, article, REMOTE_ADDR="192.0.2.1").json()
    assert (answer["counts"]["heart"], answer["on"]) == (6, True)
    assert client.get(f"/articles/{article.pk}/reactions.json").json()["counts"]["heart"] == 5
    again = press(browser, article, REMOTE_ADDR="192.0.2.1").json()
    assert again["counts"]["heart"] == 5, "a replay is no second press"
    assert Held.objects.count() == 1
    html = browser.get(f"/articles/{article.pk}/reactions/").content.decode()
    assert html.count('name="on" value="0"') == 1


def test_readers_of_other_networks_count_as_ever(article):
    come(article, 12)
    come(article, 3, network="198.51.100.1")
    assert number_of(article) == 8
    assert Burst.objects.count() == 1


def test_a_story_that_everybody_reads_has_no_burst(article):
    for _wave in range(12):
        for network in range(4):
            come(article, 1, network=f"192.0.{network}.1")
    assert number_of(article) == 48
    assert not Burst.objects.exists()


def test_one_story_says_nothing_about_another(article):
    other = publish_article("Другая")
    come(article, 12)
    come(other, 5)
    assert number_of(other) == 5


def test_one_reader_who_presses_a_thousand_times_is_no_burst(article):
    browser = somebody_new()
    for _replay in range(40):
        press(browser, article)
    come(article, 3)
    assert number_of(article) == 4
    assert not Burst.objects.exists()


def test_a_burst_ends_when_the_window_is_over(article, monkeypatch):
    class Hour:
        now = 1000.0

    monkeypatch.setattr(bursts.time, "monotonic", lambda: Hour.now)
    come(article, 8)
    assert Held.objects.count() == 3
    Hour.now += 13 * 60
    come(article, 5)
    assert number_of(article) == 10


def test_what_is_held_can_be_taken_back(article):
    come(article, 5)
    browser = come(article, 1)[0]
    assert Held.objects.count() == 1
    assert press(browser, article, on=0, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert not Held.objects.exists()
    assert number_of(article) == 5
    assert not Step.objects.filter(change=-1).exists()


def test_the_chief_counts_a_burst_once(article):
    browsers = come(article, 12)
    burst, chief = Burst.objects.get(), make_user()
    seq = counts_of(article.pk).seq
    # One of them pressed at home, too, and counts already.
    press(browsers[-1], article, REMOTE_ADDR="198.51.100.1")
    assert judge(burst, Verdict.COUNTED, by=chief) == 7
    assert number_of(article) == Reaction.objects.count() == 12
    assert counts_of(article.pk).seq > seq
    assert (burst.verdict, burst.judged, burst.judged_by) == (Verdict.COUNTED, 7, chief)
    with pytest.raises(AlreadyJudged):
        judge(Burst.objects.get(), Verdict.THROWN_AWAY, by=chief)
    fold()
    assert differences() == []
    assert number_of(article) == 12


def test_a_network_that_was_counted_is_trusted_under_this_story(article):
    come(article, 8)
    judge(Burst.objects.get(), Verdict.COUNTED, by=None)
    come(article, 10)
    assert number_of(article) == 18
    assert Burst.objects.count() == 1


def test_what_is_thrown_away_leaves_nothing_and_what_comes_after_waits_again(article):
    come(article, 8)
    judge(Burst.objects.get(), Verdict.THROWN_AWAY, by=None)
    assert not Held.objects.exists()
    assert number_of(article) == 5
    come(article, 2)
    assert number_of(article) == 5
    assert Burst.objects.waiting().get().held.count() == 2


def test_a_press_that_was_on_its_way_when_the_chief_judged_is_counted(article, monkeypatch):
    come(article, 8)
    burst = Burst.objects.get()
    judged = []

    def judge_first(*place, **wish):
        if not judged:
            judged.append(judge(burst, Verdict.COUNTED, by=None))
        return store(*place, **wish)

    store = bursts.store
    monkeypatch.setattr(bursts, "store", judge_first)
    come(article, 1)
    assert judged == [3]
    assert number_of(article) == 9
    assert not Held.objects.exists()


def test_in_a_burst_nobody_presses_where_nobody_may(article):
    come(article, 5)
    assert press(somebody_new(), article, "nothing", REMOTE_ADDR="192.0.2.1").status_code == 404
    article.withdraw(by=None)
    assert press(somebody_new(), article, REMOTE_ADDR="192.0.2.1").status_code == 404
    assert not Held.objects.exists()


def test_a_burst_that_nobody_judges_is_forgotten_with_all_it_holds(article):
    come(article, 8)
    assert forget_bursts(days=90) == 0
    in_spring = timezone.now() + datetime.timedelta(days=91)
    assert forget_bursts(days=90, now=in_spring) == 1
    assert not Held.objects.exists()
    assert number_of(article) == 5


def test_a_burst_goes_with_its_story(article):
    come(article, 8)
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    Article.objects.get(pk=article.pk).delete()
    assert not Burst.objects.exists()
    assert not Held.objects.exists()


def test_no_more_is_remembered_than_a_process_can_hold():
    lookout = bursts.Lookout()
    for story in range(bursts.MOST_STORIES + 50):
        lookout.note(story, "a", 10, at=0)
    assert len(lookout._stories) == bursts.MOST_STORIES
    for network in range(bursts.MOST_NETWORKS + 50):
        lookout.note(1, str(network), 10, at=0)
    mine, others = lookout.seen(1, "5", 10, at=0)
    assert (mine, mine + others) == (1, bursts.MOST_NETWORKS + 50)
