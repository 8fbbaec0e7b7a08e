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
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    known = {
        "learning": for_learning,
        "markdown": parser.render,
        "is_empty": lambda html: _NOTHING.search(html) is not None,
    }
    titles = {name: notebook.metadata.card["title"] for name, notebook in notebooks.items()}
    links = [("index.html", "Report"), *((f"{name}.html", titles[name]) for name in titles)]
    pages = {}
    for name, notebook in notebooks.items():
        body = render("notebook.html.j2", cells=notebook.cells, **known)
        # An empty header cell says nothing to a screen reader; pandas writes one above its index.
        body = body.replace("<th></th>", "<td></td>")
        body = _NOTEBOOK_LINK.sub(r'\1.html"', _GLOSSARY_LINK.sub(r"\1", body))
        pages[name] = page(titles[name], body, links=links)
    return pages


def render(template: str, **known: Any) -> str:
    """What a template makes of what is known; text is escaped in it."""
    return templates(_TEMPLATES).get_template(template).render(**known)


def page(title: str, body: str, *, style: str = "", links: Sequence[tuple[str, str]] = ()) -> str:
    """A whole page of HTML around its body.

    Args:
        title: Plain text.
        body: HTML.
        style: CSS besides that of all pages.
        links: Address and text of links to other pages; the one to this page has its title.
    """
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8") + style
    known = {"title": title, "body": body, "style": style, "links": links}
    return render("page.html.j2", **known).rstrip() + "\n"


def write_page(file: Path, html: str) -> None:
    """Write a page; what is no text in a file's name, or can be no UTF-8, is a question mark."""
    file.write_text(html, encoding="utf-8", errors="replace", newline="\n")
