"""A page of the desk's list of stories."""

from accounts.uncounted import UncountedList


class StoryList(UncountedList):
    """One page of the desk's list, each row with all that it shows."""

    def rows(self):
        return self.queryset.for_desk()
