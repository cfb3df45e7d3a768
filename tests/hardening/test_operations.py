import re

import pytest
from django.db import OperationalError, connection

from newsroom import health
from tests.factories import make_article, publish_article

OURS = {"REMOTE_ADDR": "127.0.0.1"}


def test_a_living_process_says_so_without_the_database(client):
    response = client.get("/health/live", headers={"Host": "10.2.3.4:8000"})
    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_a_ready_site_says_so_to_whatever_host_it_is_called(client, django_assert_num_queries):
    assert client.get("/health/ready", headers={"Host": "10.2.3.4"}).status_code == 200
    with django_assert_num_queries(1):
        assert client.get("/health/ready").content == b"ready\n"


@pytest.mark.django_db
def test_a_missing_migration_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *a: ["one", "two"])
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert b"2 migrations" in response.content
    assert response["Retry-After"]


@pytest.mark.django_db
def test_a_dead_database_takes_the_site_out_of_the_balance(client, monkeypatch):
    def fail():
        raise OperationalError("no such host: password=secret")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert b"secret" not in response.content


@pytest.mark.django_db
def test_prometheus_reads_what_the_database_says(client):
    publish_article()
    publish_article(language="sah").withdraw(by=None)
    make_article()
    response = client.get("/metrics", **OURS)
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    text = response.content.decode()
    line = re.compile(r'^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [-+\d.e]+)$')
    assert all(line.match(found) for found in text.splitlines())
    assert 'newsroom_stories{status="published"} 1\n' in text
    assert 'newsroom_stories{status="withdrawn"} 1\n' in text
    assert 'newsroom_stories{status="draft"} 1\n' in text
    age = re.search(r'newsroom_newest_story_age_seconds\{language="ru"\} (\S+)', text)
    assert 0 <= float(age[1]) < 60
    assert 'language="sah"' not in text
    assert "newsroom_reactions_waiting 0\n" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "meta", "status"),
    [
        ([], OURS, 200),
        ([], {"REMOTE_ADDR": "::1"}, 200),
        ([], {"REMOTE_ADDR": "198.51.100.7"}, 404),
        ([], {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, 404),
        ([], {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ([], {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"}, 404),
        ([], {"REMOTE_ADDR": ""}, 404),
        (["127.0.0.1"], {**OURS, "HTTP_X_FORWARDED_FOR": "127.0.0.1, 198.51.100.7"}, 404),
        (["127.0.0.1", "10.0.0.0/8"], {**OURS, "HTTP_X_FORWARDED_FOR": "10.1.1.1"}, 200),
        (["10.0.0.0/8"], {"REMOTE_ADDR": "10.1.1.1"}, 200),
    ],
)
def test_metrics_are_for_our_own_machines(client, settings, proxies, meta, status):
    settings.TRUSTED_PROXIES = proxies
    assert client.get("/metrics", **meta).status_code == status


@pytest.mark.django_db
def test_only_our_own_proxy_may_say_that_a_visitor_came_by_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    said = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert client.get("/robots.txt", REMOTE_ADDR="198.51.100.7", **said).status_code == 301
    assert client.get("/robots.txt", REMOTE_ADDR="10.0.0.1", **said).status_code == 200
