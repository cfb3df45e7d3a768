"""Pages of long lists that nobody counts."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import EmptyPage, Page, Paginator

DEEPEST_PAGE = 500


class UncountedPaginator(Paginator):
    """Knows whether a next page exists by reading one row more. Counts nothing.

    Beyond page 500 there is nothing: whoever looks further back narrows the list.
    """

    def page(self, number):
        try:
            number = int(number)
        except (TypeError, ValueError):
            number = 0
        if not 1 <= number <= DEEPEST_PAGE:
            raise EmptyPage
        bottom = (number - 1) * self.per_page
        rows = list(self.object_list[bottom : bottom + self.per_page + 1])
        if not rows and number > 1:
            raise EmptyPage
        page = UncountedPage(rows[: self.per_page], number, self)
        page.is_followed = len(rows) > self.per_page and number < DEEPEST_PAGE
        return page


class UncountedPage(Page):
    is_followed = False

    def has_next(self):
        return self.is_followed

    def __len__(self):
        return len(self.object_list)


class UncountedList(ChangeList):
    """One page of a list of the desk. No count of the rest."""

    def rows(self):
        """Return what the page shows a piece of, with all that a row needs."""
        return self.queryset

    def get_results(self, request):
        paginator = self.model_admin.get_paginator(request, self.rows(), self.list_per_page)
        try:
            page = paginator.page(self.page_num)
        except EmptyPage as error:
            raise IncorrectLookupParameters from error
        self.paginator, self.page = paginator, page
        self.result_list = page.object_list
        self.result_count = self.full_result_count = len(page)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(page)

    def newer_link(self):
        return self.get_query_string({PAGE_VAR: self.page.number - 1})

    def older_link(self):
        return self.get_query_string({PAGE_VAR: self.page.number + 1})
