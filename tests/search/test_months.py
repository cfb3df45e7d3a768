"""How far back a search looks at a time."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.months import MARKED, PLAIN, months_since, windows, words_of

moments = st.datetimes(
    datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1), timezones=st.just(datetime.UTC)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moments, moments)
def test_each_moment_lies_in_one_window_and_its_words_are_asked_for(now, published):
    found = [
        (since, until)
        for since, until in windows(now)
        if (since is None or published >= since) and (until is None or published < until)
    ]
    assert len(found) == 1
    since, until = found[0]
    for form in (PLAIN, MARKED):
        if since and published <= (until or now):
            assert {*words_of(published, form)} & {*months_since(since, until or now, form)}


def test_years_stand_for_many_months():
    now = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
    assert months_since(now.replace(year=2025), now, MARKED)[0] == "m:202511"
    assert months_since(now.replace(year=2021), now, MARKED) == [
        f"y:{y}" for y in range(2021, 2027)
    ]
