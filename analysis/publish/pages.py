"""Fill the templates: pages that need no other file to be read, no script and no network."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.wording import templates

_TEMPLATES = Path(__file__).with_name("templates")
_NOTEBOOK_LINK = re.compile(r'(href="[^"/:]+)\.ipynb"')
_GLOSSARY_LINK = re.compile(r'<a href="TEACHING\.md[^"]*">(.*?)</a>')
_NOTHING = re.compile(r"<tbody>\s*</tbody>")


def render_pages(
    notebooks: Mapping[str, NotebookNode], *, for_learning: bool = True
) -> dict[str, str]:
    """The page of each executed notebook; `for_learning` with exercises, code and empty tables."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="page",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        anchor_link_text="",
    )
    exporter.environment.tests["nothing"] = lambda html: _NOTHING.search(html) is not None
    titles = {name: notebook.metadata.card["title"] for name, notebook in notebooks.items()}
    pages = {}
    for name, notebook in notebooks.items():
        resources = {"pages": titles, "page": name, "style": _style(), "learning": for_learning}
        html, _ = exporter.from_notebook_node(notebook, resources=resources)
        # An empty header cell says nothing to a screen reader; pandas writes one above its index.
        html = html.replace("<th></th>", "<td></td>")
        pages[name] = _NOTEBOOK_LINK.sub(r'\1.html"', _GLOSSARY_LINK.sub(r"\1", html))
    return pages


def render(template: str, **known: Any) -> str:
    """What a template makes of what is known; text is escaped in it."""
    return templates(_TEMPLATES).get_template(template).render(**known)


def page(
    title: str,
    body: str,
    *,
    style: str = "",
    up: str = "",
    around: Sequence[tuple[str, str]] = (),
) -> str:
    """A whole page of HTML around its body.

    Args:
        title: Plain text.
        body: HTML.
        style: CSS besides that of all pages.
        up: How links to the report's first page begin; without it this is that page.
        around: Address and text of links to other pages.
    """
    known = {"title": title, "body": body, "style": _style() + style}
    return render("page.html.j2", **known, up=up, around=around).rstrip() + "\n"


def write_page(file: Path, html: str) -> None:
    """Write a page; what is no text in a file's name, or can be no UTF-8, is a question mark."""
    file.write_text(html, encoding="utf-8", errors="replace", newline="\n")


def _style() -> str:
    return (_TEMPLATES / "style.css").read_text(encoding="utf-8")
