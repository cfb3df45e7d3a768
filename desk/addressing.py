"""Whom a note addresses: `@login` in its text."""

import re

#: An address of e-mail is no call: nothing that belongs to a word stands before the sign.
CALLS = re.compile(r"(?<![\w@.+-])@([\w.+-]+)")


def pieces(text, people):
    """Yield `(words, None)` and `(call, person)` of `text` in order. people: `{login: person}`.

    A login is found whatever its case, and without the full stop that ends the sentence.
    """
    done = 0
    for call in CALLS.finditer(text):
        login = call[1].casefold()
        while login and login not in people:
            login = login[:-1] if login[-1] in ".-+" else ""
        if not login:
            continue
        yield text[done : call.start()], None
        done = call.start() + 1 + len(login)
        yield text[call.start() : done], people[login]
    yield text[done:], None


def called(text, people):
    """Return those of `people` whom `text` calls, in order, each once."""
    return list(dict.fromkeys(person for _words, person in pieces(text, people) if person))


def by_login(people):
    return {person.username.casefold(): person for person in people}
