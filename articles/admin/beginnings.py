"""What the form of a new story begins with when its address says so: `?template=3`."""

#: Parameter of the address → function of its value that returns `{field: value}`, {} for nothing.
#: Rooms above put theirs here.
BEGINNINGS = {}


def beginning(request):
    """Return what a new story begins with. Also when it is saved: see `ArticleForm.begins`."""
    for name, begin in BEGINNINGS.items():
        if name in request.GET:
            return begin(request.GET[name])
    return {}
