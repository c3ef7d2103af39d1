"""What holds for every template, style sheet and script."""

import re
from pathlib import Path

import pytest

from annotator.env import BASE

TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
STYLES = sorted((BASE / "static").rglob("*.css"))
SCRIPTS = sorted((BASE / "static").rglob("*.js"))
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BLOCKS = re.compile(r"{% (blocktranslate)\b.*?{% endblocktranslate %}", re.DOTALL)
ATTRIBUTES = re.compile(r"{% block body_attributes %}.*?{% endblock %}", re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right) *:"
    r"|(?:text-align|float|clear) *: *(?:left|right)"
)


def name(path: Path) -> str:
    return str(path.relative_to(BASE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline(path: Path):
    """The Content-Security-Policy would refuse it."""
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_word_can_be_translated(path: Path):
    source = ATTRIBUTES.sub("", BLOCKS.sub("", path.read_text()))
    words = re.sub(r"<[^>]*>", " ", TAGS.sub(" ", source))
    words = re.sub(r"<kbd>.*?</kbd>|&\w+;", " ", words)
    assert re.findall(r"[^\W\d_]{2,}", words) == []


BY_SCRIPT_ONLY = {"_sign_in_again.html"}  # the token is read from the cookie when it is sent


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_posts_has_a_token(path: Path):
    for form in re.findall(r"<form.*?</form>", path.read_text(), re.DOTALL):
        by_script = 'method="post"' not in form or path.name in BY_SCRIPT_ONLY
        assert by_script or "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_fragments_are_named_with_an_underscore(path: Path):
    is_page = "<html" in path.read_text() or "{% extends" in path.read_text()
    assert is_page != path.name.startswith("_")


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_styles_are_logical(path: Path):
    """So that they work from right to left. What scripts put at a point of the screen may not."""
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    rules = re.findall(r"{([^{}]*)}", source)
    wrong = [rule for rule in rules if PHYSICAL.search(rule) and "position: absolute" not in rule]
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=name)
def test_colours_are_named(path: Path):
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r":[^;{}]*#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", source) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_imports_can_be_hashed(path: Path):
    """Relative, and closed by a semicolon: others would be left unhashed without a word."""
    for line in re.findall(r"^\s*(?:import|export)\b[^;]*?\bfrom\b.*$", path.read_text(), re.M):
        assert re.search(r"""from ["']\.{1,2}/[^"']+["'];""", line)


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_write_no_markup(path: Path):
    source = path.read_text()
    writing = r"(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\("
    assert not re.search(writing, source)
