import pytest

from .people import make_person


@pytest.fixture
def sit(client):
    """Return a function: sit down at the desk in a role; returns the person."""

    def sit_down(role, **fields):
        person = make_person(role, **fields)
        client.force_login(person)
        return person

    return sit_down
