"""Words that were sent and not saved, each window's in a slot of its own."""

import re
from uuid import uuid4

from django.urls import reverse

from accounts.numbers import number_in
from articles.models import Autosave, Presence
from articles.models.autosave import NAMELESS
from articles.permissions import may_look

#: Not what somebody typed: it is of this request alone.
NOT_TYPED = {"csrfmiddlewaretoken", "tab", "took", "asked"}
#: Of those offered at once.
SHOWN = 3
NAME = re.compile(r"[a-z0-9]{1,40}", re.ASCII)
#: By this cookie a window hears that its words arrived, whatever page it is led to.
RECEIVED = "desk-received"


def keep(request, row, *, tab=None):
    """Put what was sent into the slot of the window it was typed in. Two to four queries.

    The slot that the window went on from has done its duty then.
    """
    seen = min(number_in(request.POST.get("seen")) or 0, row.newest if row else 0)
    slot = Autosave.objects.keep(
        request.user, row, typed=typed_in(request), seen=seen, tab=tab or tab_of(request)
    )
    took = _took(request)
    if took.partition(" ")[0] != slot.tab:
        Autosave.objects.let_go(request.user, row, took)
    return slot


def keep_page(request, row):
    """Keep a whole form that was sent and could not be saved.

    Windows without scripts all have one name: what another of them sent is not written over.
    """
    tab, took = tab_of(request), _took(request)
    if tab == NAMELESS:
        mine = [
            slot
            for slot in Autosave.objects.those_of(request.user, row)
            if slot.tab.startswith(NAMELESS)
        ]
        same = (slot for slot in mine if took == slot.stamp or typed_in(request) == slot.typed)
        if slot := next(same, None):
            tab = slot.tab
        elif mine:
            tab = f"{NAMELESS}{uuid4().hex}"
    return keep(request, row, tab=tab)


def saved(request, row):
    """Forget what this window kept: it is in the story now. Other windows' words stay."""
    tab = tab_of(request)
    if tab != NAMELESS:
        Autosave.objects.filter(user=request.user, article=row, tab=tab).delete()
    Autosave.objects.let_go(request.user, row, _took(request))


def received(request, answer):
    """Let `answer` tell the window that its words are saved or in its slot, and return it.

    Until then the window keeps them on its device: whoever is led to the door, because the
    session is over, comes back to a form without them.
    """
    if request.method == "POST" and answer.status_code in (302, 409):
        place = reverse("admin:index")
        answer.set_cookie(
            RECEIVED, tab_of(request), path=place, secure=request.is_secure(), samesite="Lax"
        )
    return answer


def _took(request):
    return request.POST.get("took", "").replace("\0", "")[:100]


def typed_in(request):
    """Return the fields of the form as they were sent, `{name: [values]}`."""
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in request.POST.getlist(name)]
        for name in request.POST
        if name not in NOT_TYPED
    }


def tab_of(request):
    """Return the name of the window that sent this."""
    name = request.POST.get("tab", "")
    return name if NAME.fullmatch(name) else NAMELESS


def asked_for(request, row):
    """Return the slot that the address asks for: `?unsaved=` and a window, 1 for the newest."""
    name = request.GET.get("unsaved", "")
    if not NAME.fullmatch(name):
        return None
    return Autosave.objects.of(request.user, row, None if name == "1" else name)


def shown(request, row):
    """Return what the form says of unsaved words: one query, two when there are any.

    `taken`: the slot it goes on with; `slots`: the newest of the others, `is_open` while their
    window is; `more_slots`: the rest of them.
    """
    mine = list(Autosave.objects.those_of(request.user, row))
    wanted = request.GET.get("unsaved") if request.method == "GET" else None
    taken = next((slot for slot in mine if wanted in (slot.tab, "1")), None)
    own = tab_of(request) if request.method == "POST" else None
    others = [slot for slot in mine if slot != taken and slot.tab != own]
    here = Presence.objects.now().filter(user=request.user, article=row) if others and row else []
    windows = {presence.tab for presence in here}
    for slot in others:
        slot.is_open = slot.tab in windows
    return {"taken": taken, "slots": others[:SHOWN], "more_slots": others[SHOWN:]}


def keep_of_reader(admin, request, object_id):
    """Keep what somebody typed into a story that was taken out of their hands meanwhile."""
    if request.method == "POST" and object_id and request.user.is_staff:
        row = admin.get_row(request, object_id)
        if may_look(request.user, row):
            keep_page(request, row)
