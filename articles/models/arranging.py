"""What a story stands in, whose names stand over it, what stands beside it; all in order."""


class Arranging:
    """The ordered relations of `Article`. `settle()` must follow."""

    def set_rubrics(self, rubrics):
        """Place the story in `rubrics`, in order; the first is its main one."""
        self.placements.all().delete()
        self.placements.bulk_create(
            self.placements.model(article=self, rubric=rubric, position=position)
            for position, rubric in enumerate(dict.fromkeys(rubrics))
        )

    @property
    def signed(self):
        """Return the bylines in order. No query after `for_desk()`."""
        loaded = vars(self).get("bylines_loaded")
        return list(self.bylines.all()) if loaded is None else loaded

    @property
    def names_are_known(self):
        """Whether `signed` needs no query."""
        prefetched = getattr(self, "_prefetched_objects_cache", ())
        return "bylines_loaded" in vars(self) or "bylines" in prefetched

    def set_bylines(self, bylines):
        """Set the names over the story: `[(author, role), …]` in order."""
        self.bylines.all().delete()
        self.bylines.bulk_create(
            self.bylines.model(article=self, author=author, role=role, position=position)
            for position, (author, role) in enumerate(dict.fromkeys(bylines))
        )

    def set_related(self, articles):
        """Put `articles` beside the story, in order; the story itself is left out."""
        self.related_stories.all().delete()
        self.related_stories.bulk_create(
            self.related_stories.model(article=self, related=related, position=position)
            for position, related in enumerate(dict.fromkeys(articles))
            if related.pk != self.pk
        )
