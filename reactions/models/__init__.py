from .burst import Burst, Held, Verdict
from .reaction import Emoji, Hour, Reaction, Step, Tally
from .story import Story
from .watch import Watch

__all__ = [
    "Burst", "Emoji", "Held", "Hour", "Reaction", "Step", "Story", "Tally", "Verdict", "Watch",
]  # fmt: skip
