"""The picture in docs/architecture.md is true, and the rules of the house hold."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300
PICTURE = ROOT / "docs" / "architecture.md"
# Folders that hold Python and are no rooms of the house.
BESIDE_THE_HOUSE = {"tests", "benchmarks", "dev"}


def rooms():
    """Return `{package: floor}` as drawn; a higher floor has a greater number."""
    drawn = re.search(r"```rooms\n(.*?)```", PICTURE.read_text(), re.S).group(1).splitlines()
    return {
        name: floor
        for floor, line in enumerate(reversed(drawn))
        for name in re.split(r"\s{2,}", line)[0].split(" · ")
    }


def packages():
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - BESIDE_THE_HOUSE


def modules():
    for package in sorted(packages()):
        yield from sorted((ROOT / package).rglob("*.py"))


def imports(path):
    """Yield `(node, imported name)` of every import in `path`, wherever it stands."""
    module = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(module[: len(module) - node.level]) if node.level else ""
            yield node, ".".join(filter(None, [above, node.module]))


def imports_in_functions(path):
    tree = ast.parse(path.read_text())
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    inside = {node.lineno for function in functions for node in ast.walk(function)
              if isinstance(node, ast.Import | ast.ImportFrom)}  # fmt: skip
    return sorted(inside)


def at(path, line):
    return f"{path.relative_to(ROOT)}:{line}"


def test_every_package_has_its_place_in_the_picture():
    assert packages() == set(rooms()), "draw the room in docs/architecture.md"


def test_every_package_is_installed_with_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert packages() == set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_imports_only_point_down():
    floor = rooms()
    upward = [
        f"{at(path, node.lineno)} imports {name}"
        for path in modules()
        for node, name in imports(path)
        if (mine := path.relative_to(ROOT).parts[0]) != (other := name.partition(".")[0])
        and ((other in floor and floor[other] >= floor[mine]) or other in BESIDE_THE_HOUSE)
    ]
    assert not upward, "\n".join(upward)


def test_an_import_inside_a_function_says_its_reason():
    silent = []
    for path in modules():
        lines = path.read_text().splitlines()
        for number in imports_in_functions(path):
            comment = lines[number - 1].partition("#")[2]
            if not re.search(r"[a-z]{3}", re.sub(r"noqa(: ?[A-Z0-9, ]+)?", "", comment)):
                silent.append(at(path, number))
    assert not silent, "import at the top, or say in a comment why not:\n" + "\n".join(silent)


def test_no_group_of_a_regular_expression_is_possessive():
    """Python before 3.11.5 loses its place in them (its issue 106052); single letters are safe."""
    found = [
        at(path, number)
        for path in modules()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"(?<!\()\)[*+?]\+(?!\s)|\(\?>", line)
    ]
    assert not found, "give the text one reading, and take the + away:\n" + "\n".join(found)


def test_no_module_is_longer_than_a_reader_can_hold():
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in modules()
        if "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    ]
    assert not long, "\n".join(long)


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


def is_for_readers(path):
    return path.relative_to(ROOT / "templates").parts[0] not in {"admin", "desk", "account", "mfa"}


def test_a_template_is_a_page_on_the_one_skeleton_or_a_part():
    odd = [
        str(path.relative_to(ROOT))
        for path in templates()
        if is_for_readers(path)
        and not path.name.startswith("_")
        # The page for faults stands alone: what the skeleton needs may be what broke.
        and path.name not in {"base.html", "500.html"}
        and not re.match(r'\s*{% extends "base.html" %}', path.read_text())
    ]
    assert not odd, "\n".join(odd)


# Data for search engines is no script: the content security policy lets it stand.
INLINE = re.compile(
    r"""<style|\s(style|on[a-z]+)=["']|<script(?![^>]*\ssrc=)(?![^>]*type="application/ld\+json")"""
)


def test_readers_get_no_inline_style_or_script():
    inline = [
        f"{at(path, number)} {line.strip()}"
        for path in templates()
        if is_for_readers(path)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line)
    ]
    assert not inline, "\n".join(inline)
