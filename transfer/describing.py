"""The format in words: the tables of docs/export.md, made from the same schema as everything."""

from . import contents, schema


def described():
    """Return the part of docs/export.md that names every file and its fields."""
    definitions = schema.whole()["definitions"]
    parts = []
    for sheet in contents.SHEETS:
        shape = definitions[sheet.name]
        kept = "" if sheet.kept == "always" else f" Only with `--with-{sheet.kept}`."
        parts.append(f"### {sheet.file}\n\n{_sentence(sheet.what)}{kept}\n")
        lines = [
            f"| `{name}` | {_kind(column)}{_target(sheet, name)}{_secret(sheet, name)} |"
            for name, column in shape["properties"].items()
        ]
        parts.append("\n".join(["| field | holds |", "| --- | --- |", *lines]) + "\n")
    left = [f"| `{table}` | {why} |" for table, why in contents.LEFT_OUT.items()]
    left += [
        f"| `{sheet.table}.{column}` | made anew: {why} |"
        for sheet in contents.SHEETS
        for column, why in sheet.made_anew.items()
    ]
    parts.append(
        "\n".join(["## What is left out", "", "| what | why |", "| --- | --- |", *left]) + "\n"
    )
    return "\n".join(parts)


def _sentence(text):
    return text[0].upper() + text[1:] + "."


def _kind(column):
    if "enum" in column:
        values = ", ".join(
            "nothing" if v == "" else f"`{v}`" for v in column["enum"] if v is not None
        )
        return f"one of {values}" + (", or null" if None in column["enum"] else "")
    kinds = column.get("type", "anything")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    told = KINDS.get(column.get("pattern"), kinds[0])
    if "maxLength" in column:
        told = f"{told}, {column['maxLength']} characters at most"
    return told + (", or null" if "null" in kinds else "")


KINDS = {
    r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$": "moment",
    r"^\d{4}-\d\d-\d\d$": "day",
    r"^(https?://\S+)?$": "address of the web",
    r"^[^/\\\s]*$": "part of an address",
}


def _target(sheet, name):
    table = sheet.references().get(name)
    other = next((s for s in contents.SHEETS if s.table == table), None)
    return f": a line of {other.file}" if other else ""


def _secret(sheet, name):
    return "; only with `--with-secrets`" if name in sheet.secret else ""
