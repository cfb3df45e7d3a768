"""Who may do what with a picture: everybody with their own, the photo desk with all of them."""


def may_look(user):
    """The library is one room: whoever may add to it or look at it sees all of it."""
    return user.is_active and (
        user.has_perm("images.view_image") or user.has_perm("images.add_image")
    )


def may_change(user, image=None):
    """Tell whether `user` may change `image`; without one, whether any at all."""
    if user.has_perm("images.change_any_image"):
        return True
    is_own = image is None or (image.uploaded_by_id is not None and image.uploaded_by_id == user.pk)
    return user.has_perm("images.add_image") and is_own
