"""What stands around the text of a page is known for what it is, and running text is not."""

from __future__ import annotations

import pytest

from analysis.structure import find_structure
from analysis.structure.furniture import FURNITURE

BODY = (
    "The council voted on Tuesday to close the old bridge for two years while engineers replace "
    "its cables, a decision that shop owners on both banks said would cost them customers."
)
TITLE = "Bridge to close"


def found(*lines: str) -> list[tuple[str, str]]:
    """Kind and reason of each line of a page."""
    return [(line.kind, line.reason) for line in find_structure("\n".join(lines)).lines]


def kinds(*lines: str) -> list[str]:
    return [kind for kind, _ in found(*lines)]


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        ("Image copyright City archive", "caption", "a caption or credit of a picture"),
        ("Photo - http://pictures.example.org/7", "caption", "a caption or credit of a picture"),
        ("The bridge at dawn.Source:Town Television", "caption", "ends with the credit"),
        ("The bridge. Picture: File image Source: News Ltd", "caption", "ends with the credit"),
        ("Engineers at work, May 3. Photograph: Ann Lee/PA", "caption", "ends with the credit"),
        ("Cables, old and new. (Reuters / Ann Lee / Jo Roe)", "caption", "ends with the credit"),
        ("The bridge from the east bank Credit: AFP", "caption", "ends with the credit"),
        ("Towers and cables. Photo; via AP", "caption", "ends with the credit"),
        (f"Credit: Ann Lee {'The bridge at dawn. ' * 12}", "caption", "a caption or credit"),
        ("(Reporting by Ann Lee; Editing by Jo Roe)", "byline", "says who reported"),
        ("(With extra reporting by Ann Lee in Rome)", "byline", "says who reported"),
        ("Ann Lee and Jo Roe contributed to this report.", "byline", "says who reported"),
        (f"(Reporting by {'Ann Lee, ' * 30} Jo Roe)", "byline", "says who reported"),
        ("The Associated Press", "byline", "names the agency"),
        ("1.2k shares", "boilerplate", "a count of shares"),
        ("Share or comment on this article", "boilerplate", "a count of shares"),
        ("Scroll down for video", "boilerplate", "a notice of the page's player"),
        ("Please turn on JavaScript to watch.", "boilerplate", "a notice of the page's player"),
        ("SOURCE Bridge Builders of Ellerton", "boilerplate", "belongs to a press release"),
        (
            "For more information, please call 555-0199.",
            "boilerplate",
            "belongs to a press release",
        ),
        ("You can read more about it on Sunday.", "boilerplate", "asks to read on"),
        ("For more follow me on Twitter: @annlee.", "boilerplate", "asks to read on"),
        ("Get the latest bridge news.", "boilerplate", "asks to read on"),
        (f"We use your sign-up {'to please you, ' * 18}always.", "boilerplate", "asks to read on"),
        ("Send your questions to bridge@example.org", "boilerplate", "ends with an address"),
        ("Bridge watch: www.example.org/bridge", "boilerplate", "ends with an address"),
        ("Continue reading the main story", "boilerplate", "a line of the page"),
        ("Topic | Bridges", "boilerplate", "a line of the page"),
        ("(Editor's note: paragraph 6 may offend)", "boilerplate", "a line of the page"),
    ],
)
def test_a_line_says_what_it_is(line: str, kind: str, reason: str) -> None:
    got = found(TITLE, BODY, BODY, line, BODY, BODY)[3]
    assert got[0] == kind
    assert got[1].startswith(reason)


def test_what_pages_say_around_their_text_is_furniture() -> None:
    lines = """\
Share on Facebook|Facebook Twitter WhatsApp Email|Copy link|12 reactions|No comments yet|3 of 14
Sign up to our free morning newsletter|Already a subscriber? Log in|Download our app|4/5 stars
ALSO READ: Ferry sinks at noon|Click here for more photos|View image in fullscreen|Trending now
Join the conversation|What do you think? Tell us below|More from Ellerton|Loading…|Show more
This video cannot be played|Advertisement - story continues below|You might also like|2 hours ago
Privacy Policy|Home > News > Local|Tagged with: bridge|For immediate release|AP Photo/Ann Lee
The bridge at dawn. (Courtesy photo)|Reach her at 555-0199 or ann@example.org|By Ann Lee"""
    for line in lines.replace("\n", "|").split("|"):
        assert kinds(TITLE, *[BODY] * 6, line)[-1] in FURNITURE, line


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "Facebook and Twitter",
        "Follow our lead",
        "Register to vote",
        "Click on the File menu.",
        "This site is currently under water.",
        "You may like to know that it is open to people on foot.",
        "Return to the top flight",
        "Published in 1984",
        "Powered by wind",
        "Related work",
        "More at stake",
        "Getty Images sued the builders over a picture of the bridge.",
        "Media requires patience, the mayor said.",
        "Shares in the builder fell by a third.",
        "Two comments were read aloud, and 14 shares were sold.",
        "The drought contributed to this report of cracks in the towers.",
        "The report, published on May 4, was damning.",
        "He told them to follow the signs.",
        "Reporting a crack takes a minute, and nobody did it.",
        "The bridge (and the bank) closed in May.",
        "She works for Smith Inc.",
    ],
)
def test_a_sentence_that_looks_a_little_like_furniture_is_text(line: str) -> None:
    assert kinds(TITLE, BODY, BODY, line, BODY, BODY)[3] in ("body", "heading")


@pytest.mark.parametrize(
    "line",
    ["Universal Credit: What happens now", "Ratings", "OPEN SOURCE", "About Tolm Builders, Inc."],
)
def test_a_heading_may_hold_a_word_of_credits_or_end_in_the_form_of_a_company(line: str) -> None:
    assert kinds(TITLE, BODY, BODY, line, BODY, BODY)[3] == "heading"


def test_who_the_author_is_stands_at_the_end() -> None:
    about = "Ann Lee is a staff writer for the Courier."
    assert kinds(TITLE, BODY, BODY, about)[3] == "byline"
    assert kinds(TITLE, BODY, about, BODY, BODY, BODY)[2] == "body"
    assert kinds(TITLE, BODY, BODY, "The Courier's Ann Lee reports from Ellerton.")[3] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "GALWAY, 14 January 2026",
        "New Haven, Conn., March 3, 2026",
        "LYON (AFP) – 14 May",
        "ELLERTON, Dec. 17 (UPI) —",
    ],
)
def test_a_place_and_a_date_under_the_title_are_a_date_line(line: str) -> None:
    assert kinds(TITLE, line, BODY) == ["title", "dateline", "body"]


def test_a_time_stamp_may_hold_more_than_the_date() -> None:
    reason = "says when it was published or updated"
    for stamp in (
        "updated 7:32 a.m. ET Nov. 6, 2007",
        "13 May 2013 Last updated at 19:47 By Ann Lee, Town News, on the east bank of the river",
    ):
        assert found(TITLE, stamp, BODY)[1] == ("dateline", reason)


def test_the_text_of_a_picture_stands_there_twice() -> None:
    line = "Bridge - Ellerton - the east bank and the west bank at dawn"
    assert kinds(TITLE, line, line, BODY, BODY)[1:3] == ["caption", "caption"]
    assert "caption" not in kinds(TITLE, line, BODY, line, BODY)


def test_the_line_over_a_credit_is_its_caption() -> None:
    above = "Closed: the bridge on Tuesday."
    assert kinds(TITLE, BODY, above, "Photo: Ann Lee", BODY)[2] == "caption"
    assert kinds(TITLE, BODY, above, "Photo: Two engineers climb the tower.", BODY)[2] == "body"


def test_lines_that_break_off_in_a_row_are_related_stories() -> None:
    teasers = ["Mayor seen on the ...", "Ferry sinks while...", "Why the river will never…"]
    assert kinds(TITLE, BODY, *teasers)[2:] == ["boilerplate"] * 3
    assert kinds(TITLE, BODY, *teasers[:2], BODY)[2:4] == ["body"] * 2


def test_headlines_at_the_end_are_related_stories_and_a_list_is_none() -> None:
    headlines = [
        "Mayor seen on the ferry with a banker",
        "Exclusive",
        "Why the river will never be the same again",
        "Ferry sinks in the harbour at noon",
    ]
    assert kinds(TITLE, BODY, *headlines)[2:] == ["boilerplate"] * 4
    assert kinds(TITLE, BODY, "The plan has four parts:", *headlines)[3:] == ["body"] * 4


def test_short_lines_between_furniture_are_furniture() -> None:
    top = (TITLE, "By Ann Lee", "Around the town", "May 4, 2020")
    text = (*top, BODY, "Contact:", "Jo Roe, Ellerton")
    assert kinds(*text)[2] == kinds(*text)[-1] == "boilerplate"
    assert kinds(TITLE, "By Ann Lee", "Around the town", BODY, BODY)[2] != "boilerplate"


def test_a_heading_stands_over_text() -> None:
    page = (TITLE, BODY, "What the council wants", BODY, "What the shops want", BODY)
    heading = "What happens next"
    promo = f"Read more: {TITLE * 9}"
    assert kinds(*page, heading, BODY)[6] == "heading"
    assert kinds(*page, heading, promo, BODY)[6] == "body"
    assert kinds(*page, heading, "Image caption The bridge", BODY)[6:8] == ["heading", "caption"]


def test_a_title_may_stand_over_a_list() -> None:
    assert kinds(TITLE, "- The mayor closed it.", "- The shops complain.")[0] == "title"
