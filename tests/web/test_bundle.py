"""Modules joined into one file do what they did apart."""

import pytest

from annotator.web.bundle import bundle, sheet

MODULES = {
    "page/main.js": 'import { shout as say } from "./words.js";\nimport "./effect.js";\n'
    'import * as numbers from "../kit/numbers.js";\n'
    "export const said = say(`n is ${numbers.two()}`);\n",
    "page/words.js": 'import {\n  two,\n} from "../kit/numbers.js";\n'
    "const mark = '!';\nexport async function later() {}\n"
    "export function shout(words) { return words.toUpperCase() + mark.repeat(two()); }\n",
    "page/effect.js": "const mark = '?';\nglobalThis.effects = mark;\n",
    "kit/numbers.js": "export const NUMBER = 2;\nexport function two() { return NUMBER; }\n",
}


def test_each_module_comes_once_and_after_what_it_needs() -> None:
    joined = bundle("page/main.js", MODULES.__getitem__)
    places = [joined.index(text) for text in ("NUMBER = 2", "mark = '!'", "mark = '?'", "said =")]
    assert places == sorted(places)
    assert joined.count("NUMBER = 2") == 1


def test_names_of_one_module_do_not_meet_those_of_another() -> None:
    assert bundle("page/main.js", MODULES.__getitem__).count("= (() => {") == len(MODULES)


@pytest.mark.parametrize(
    "line",
    ["export let x = 1;", "export default 1;", 'export * from "./b.js";', 'import x from "y";'],
)
def test_what_cannot_be_joined_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js can’t be joined"):
        bundle("a.js", {"a.js": line, "b.js": ""}.__getitem__)


def test_modules_that_import_each_other_are_refused() -> None:
    ring = {"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'}
    with pytest.raises(ValueError, match=r"a\.js → b\.js → a\.js"):
        bundle("a.js", ring.__getitem__)


def test_a_style_sheet_holds_what_it_imports() -> None:
    sheets = {
        "a/main.css": '/* Main */\n@import "./b.css";\n@import "../c.css";\np {}\n',
        "a/b.css": "b {}\n",
        "c.css": "c {}\n",
    }
    assert sheet("a/main.css", sheets.__getitem__) == "/* Main */\nb {}\n\nc {}\n\np {}\n"
