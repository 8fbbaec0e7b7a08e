"""The package is laid out as README draws it: small files, one way, no circle."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "analysis"
FILES = sorted(PACKAGE.rglob("*.py"))


def picture() -> list[list[str]]:
    """The entries of each line of README's picture."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    drawn = re.search(r"## Layout\n.*?```\n(.*?)```", text, re.DOTALL)
    assert drawn is not None
    return [re.split(r"\s{2,}", line)[0].split() for line in drawn.group(1).splitlines()]


def entry(module: str) -> str:
    """The entry of analysis/ that a module belongs to."""
    return module.split(".")[1]


def module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> set[str]:
    """The modules of the package that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("analysis"):
            whole = [f"{node.module}.{name.name}" for name in node.names]
            known = {module(other) for other in FILES}
            found |= {name if name in known else node.module for name in whole}
    return found - {"analysis"}


def test_readme_draws_every_entry_and_no_other() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert {name for line in picture() for name in line} == there - {"__init__", "__pycache__"}


def test_no_part_imports_one_that_stands_below_it() -> None:
    order = {name: place for place, line in enumerate(picture()) for name in line}
    for file in FILES:
        if file != PACKAGE / "__init__.py":
            for target in imports(file):
                assert order[entry(target)] <= order[entry(module(file))], (file.name, target)


def test_there_is_no_circle_and_few_levels() -> None:
    arrows = {module(file): imports(file) for file in FILES if file != PACKAGE / "__init__.py"}
    by_entry: dict[str, set[str]] = {}
    for source, targets in arrows.items():
        own = entry(source)
        by_entry.setdefault(own, set()).update(entry(target) for target in targets)
        by_entry[own].discard(own)
    assert levels(by_entry) <= 10
    # A package may import its own modules from its __init__; below that there is no circle.
    levels({source: targets - {source} for source, targets in arrows.items()})


def levels(arrows: dict[str, set[str]]) -> int:
    """How many steps the longest way has; an assertion fails on a circle."""
    known: dict[str, int] = {}

    def depth(name: str, above: tuple[str, ...] = ()) -> int:
        assert name not in above, " → ".join([*above, name])
        if name not in known:
            below = [depth(other, (*above, name)) for other in sorted(arrows.get(name, ()))]
            known[name] = 1 + max(below, default=0)
        return known[name]

    return max(depth(name) for name in sorted(arrows))


def test_files_are_small_and_so_is_the_whole() -> None:
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file.name: number for file, number in lines.items() if number > 320} == {}
    assert sum(lines.values()) <= 11_700
