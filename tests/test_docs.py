"""What the documents say exists, and what exists is in the documents."""

import ast
import re

from tests import ROOT

# What running and installing leave behind.
MADE = {"var", "dist", "node_modules"}
READERS_OF_THE_ENVIRONMENT = ["newsroom/env.py", "newsroom/settings.py"]


def documents():
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")]


def named_in_the_first_column(path):
    return set(re.findall(r"^\| `([\w-]+)[^|]*` \|", path.read_text(), re.M))


def test_every_variable_is_explained_and_every_explained_variable_is_read():
    read = {
        node.args[0].value
        for path in READERS_OF_THE_ENVIRONMENT
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("env.")
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value.isupper()
    }
    assert read == named_in_the_first_column(ROOT / "docs" / "settings.md")


def test_nothing_else_reads_the_environment():
    elsewhere = [
        str(path.relative_to(ROOT))
        for package in ROOT.glob("*/__init__.py")
        if package.parent.name != "tests"
        for path in package.parent.rglob("*.py")
        if re.search(r"os\.environ(\[|\.get)|getenv", path.read_text())
    ]
    assert elsewhere == []


def test_every_command_is_explained_and_every_explained_command_exists():
    commands = {
        path.stem
        for path in ROOT.glob("*/management/commands/*.py")
        if not path.stem.startswith("_")
    }
    assert commands == named_in_the_first_column(ROOT / "docs" / "commands.md")


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_document_is_linked_from_another():
    linked = {
        (document.parent / target).resolve()
        for document in documents()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    }
    alone = set((ROOT / "docs").rglob("*.md")) - linked
    assert alone == set()


def test_the_tree_of_the_readme_is_the_tree():
    readme = (ROOT / "README.md").read_text()
    drawn = re.findall(r"^([\w/]+)/ ", readme.partition("```tree\n")[2].partition("```")[0], re.M)
    folders = {path.name for path in ROOT.glob("[a-z]*/") if "." not in path.name}
    assert sorted(drawn) == sorted(folders - MADE)


def test_every_picture_of_a_document_exists_and_every_picture_is_shown():
    shown = {
        (document.parent / name).resolve()
        for document in documents()
        for names in re.findall(
            r'(?:src|srcset)="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)', document.read_text()
        )
        for name in filter(None, names)
    }
    docs = ROOT / "docs"
    folders = [docs / "screenshots", docs / "handbook" / "screenshots", docs / "performance"]
    assert shown == {file for folder in folders for file in folder.iterdir()}


def test_no_document_knows_the_machine_it_was_written_on():
    paths = [
        f"{document.relative_to(ROOT)}: {found}"
        for document in documents()
        for found in re.findall(
            r"(?<![\w.])/(?:work|root|home|tmp|Users)/\S+", document.read_text()
        )
    ]
    assert paths == []
