"""Why nothing was done, in a sentence for whoever asked for it."""


class Refusal(Exception):
    """Nothing was changed. `str()` says why, and what to do."""


class Damaged(Refusal):
    """The file is not what was once written."""
