"""What a form refused, for the summary above it."""


def faults_of(form, inlines):
    """Return `[(label, what is wrong, id of the field), …]` of everything the form refused."""
    faults = [
        (form[name].label, error, form[name].id_for_label or f"id_{name}")
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    faults += [("", error, "") for error in form.non_field_errors()]
    for inline in inlines:
        for row in inline.formset:
            faults += [
                (row[name].label, error, row[name].id_for_label)
                for name, errors in row.errors.items()
                if name in row.fields
                for error in errors
            ]
    return faults
