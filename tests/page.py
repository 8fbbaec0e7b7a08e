"""A page of HTML as a person gets it: its text, what is marked, and which tags made it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Attributes: text, marked (what stands in each ``mark``), tags (names of opening tags)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[str] = []
        self.tags: list[str] = []
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._in_mark = tag == "mark"
        if self._in_mark:
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked[-1] += data
