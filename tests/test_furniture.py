"""What stands around the text of a page is known for what it is, and running text is not."""

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
    ("kind", "reason", "lines"),
    [
        (
            *("caption", "a caption or credit of a picture"),
            "Image copyright City archive~Photo - http://pictures.example.org/7~"
            f"Credit: Ann Lee {'The bridge at dawn. ' * 21}now.",
        ),
        (
            *("caption", "ends with the credit of a picture"),
            "The bridge at dawn.Source:Town Television~Towers and cables. Photo; via AP~"
            "The bridge. Picture: File image Source: News Ltd~The east bank Credit: AFP~"
            "Engineers, May 3. Photograph: Ann Lee/PA~Old cables. (Reuters / Ann Lee / Jo Roe)",
        ),
        (
            *("byline", "says who reported, wrote or edited it"),
            "(Reporting by Ann Lee; Editing by Jo Roe)~(With extra reporting by Ann Lee in Rome)~"
            f"Ann Lee and Jo Roe contributed to this report.~(Reporting by {'Ann Lee, ' * 30} Jo)",
        ),
        ("byline", "names the agency", "The Associated Press"),
        ("boilerplate", "asks to share", "Save~WhatsApp~X~Facebook / X / WhatsApp"),
        (
            *("boilerplate", "a count of shares, views or comments"),
            "1.2k shares~Share or comment on this article",
        ),
        (
            *("boilerplate", "a notice of the page's player or script"),
            "Scroll down for video~Please turn on JavaScript to watch.",
        ),
        (
            *("boilerplate", "belongs to a press release: its source or how to reach it"),
            "SOURCE Bridge Builders of Ellerton~For more information, please call 555-0199.",
        ),
        (
            *("boilerplate", "asks to read on, follow or subscribe"),
            "You can read more about it on Sunday.~For more follow me on Twitter: @annlee.~"
            f"Get the latest bridge news.~We use your sign-up {'to please you, ' * 18}always.",
        ),
        (
            *("boilerplate", "ends with an address"),
            "Send your questions to bridge@example.org~Bridge watch: www.example.org/bridge",
        ),
        (
            *("boilerplate", "a line of the page, not of the article"),
            "Continue reading the main story~Topic | Bridges~(Editor's note: part 6 may offend)",
        ),
    ],
)
def test_a_line_says_what_it_is(kind: str, reason: str, lines: str) -> None:
    for line in lines.split("~"):
        assert found(TITLE, BODY, BODY, line, BODY, BODY)[3] == (kind, reason), line


def test_what_pages_say_around_their_text_is_furniture() -> None:
    lines = """\
Share on Facebook|Facebook Twitter WhatsApp Email|Copy link|12 reactions|No comments yet|3 of 14
Sign up to our free morning newsletter|Already a subscriber? Log in|Download our app|4/5 stars
ALSO READ: Ferry sinks at noon|Click here for more photos|View image in fullscreen|Trending now
Join the conversation|What do you think? Tell us below|More from Ellerton|Loading…|Show more
This video cannot be played|Advertisement - story continues below|You might also like|2 hours ago
Privacy Policy|Home > News > Local|Tagged with: bridge|For immediate release|AP Photo/Ann Lee
[Advertisement]|(ADVERTISEMENT)|--- Advertisement ---|Subscribe  ·  Log in|NEWS • LOCAL POLITICS
19:20|17:04 GMT|6.31pm|Posted at 06:15|2h ago|35 minutes ago|What do you think? Have your say below
The bridge at dawn. (Courtesy photo)|Reach her at 555-0199 or ann@example.org|By Ann Lee"""
    for line in lines.replace("\n", "|").split("|"):
        assert kinds(TITLE, *[BODY] * 6, line)[-1] in FURNITURE, line


def test_what_looks_a_little_like_furniture_is_text_or_a_heading() -> None:
    lines = """\
Share prices fell on Monday.|Facebook and Twitter|Follow our lead|Register to vote|Related work
Click on the File menu.|This site is currently under water.|Return to the top flight|More at stake
You may like to know that it is open to people on foot.|Published in 1984|Powered by wind
Getty Images sued the builders over a picture of the bridge.|She works for Smith Inc.
Media requires patience, the mayor said.|Shares in the builder fell by a third.
Jobs / Growth|NEWS • Local politics|19:20 to Ellerton|Two hours ago it rained.|[The mayor laughs]
Two comments were read aloud, and 14 shares were sold.|He told them to follow the signs.
The drought contributed to this report of cracks in the towers.
The report, published on May 4, was damning.|The bridge (and the bank) closed in May.
Images from the scene showed a crack in the tower that had grown.
She posted a photo from the bridge and asked who would pay.
March 20 was a hard day for everybody who lives on the island.
The story was first published in 1962 and won a prize.
Read more books, the mayor told the children.
Reporting a crack takes a minute, and nobody did it."""
    for line in lines.replace("\n", "|").split("|"):
        kind = kinds(TITLE, BODY, BODY, line, BODY, BODY)[3]
        assert kind == "body" or (kind == "heading" and not line.endswith(".")), line
    headings = ("Universal Credit: What happens now", "Ratings", "OPEN SOURCE")
    for line in (*headings, "About Tolm Builders, Inc."):
        assert kinds(TITLE, BODY, BODY, line, BODY, BODY)[3] == "heading", line


def test_who_the_author_is_stands_at_the_end() -> None:
    about = "Ann Lee is a staff writer for the Courier."
    assert kinds(TITLE, BODY, about, BODY, BODY, BODY)[2] == "body"
    for line in (about, "The Courier's Ann Lee reports from Ellerton."):
        assert found(TITLE, BODY, BODY, line)[3] == ("byline", "says who the author is")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("GALWAY, 14 January 2026", "only a date, or a place and a date"),
        ("New Haven, Conn., March 3, 2026", "only a date, or a place and a date"),
        ("LYON (AFP) – 14 May", "only a date, or a place and a date"),
        ("ELLERTON, Dec. 17 (UPI) —", "only a date, or a place and a date"),
        ("updated 7:32 a.m. ET Nov. 6, 2007", "says when it was published or updated"),
        (
            "13 May 2013 Last updated at 19:47 By Ann Lee, Town News, on the east bank",
            "says when it was published or updated",
        ),
    ],
)
def test_a_date_under_the_title_is_a_date_line(line: str, reason: str) -> None:
    assert found(TITLE, line, BODY)[1] == ("dateline", reason)


# --- where a line stands


def test_the_line_over_a_credit_is_its_caption() -> None:
    above = "Closed: the bridge on Tuesday."
    caption = ("caption", "stands over the credit of a picture")
    assert found(TITLE, BODY, above, "Photo: Ann Lee", BODY)[2] == caption
    assert kinds(TITLE, BODY, above, "Photo: Two engineers climb the tower.", BODY)[2] == "body"
    longest = f"{'The bridge at dawn. ' * 6}To the east."
    credit = "Photo: Ann Lee of the Post"
    assert kinds(TITLE, BODY, longest[-130:], credit, BODY)[2] == "caption"
    assert kinds(TITLE, BODY, longest, f"{credit} Office", BODY)[2] == "body"


def test_lines_that_break_off_in_a_row_and_headlines_at_the_end_are_related_stories() -> None:
    teasers = ["Mayor seen on the ...", "Ferry sinks while...", "Why the river will never…"]
    reason = "one of several lines that break off: related stories"
    assert found(TITLE, BODY, *teasers)[2:] == [("boilerplate", reason)] * 3
    assert kinds(TITLE, BODY, *teasers[:2], BODY)[2:4] == ["body"] * 2
    headlines = ["Mayor seen on the ferry", "Exclusive", *["Ferry sinks at noon"] * 2]
    reason = "one of several headlines at the end: related stories"
    assert found(TITLE, BODY, *headlines)[2:] == [("boilerplate", reason)] * 4
    assert kinds(TITLE, BODY, "The plan has four parts:", *headlines)[3:] == ["body"] * 4
    for fewer in (headlines[:3], [headlines[0][6:], *headlines[1:]]):
        assert "boilerplate" not in kinds(TITLE, BODY, *fewer)


@pytest.mark.parametrize("label", ["Related articles", "Most Read", "You may also like"])
@pytest.mark.parametrize("mark", ["", "• ", "2. "])
def test_headlines_under_a_line_that_leads_to_them_are_other_stories(label, mark) -> None:
    teasers = [f"{mark}Ferry sinks at noon", f"{mark}Who pays for the ferry?"]
    page = kinds(TITLE, BODY, label, *teasers, BODY, "What happens next", BODY)
    assert page == ["title", "body", *["boilerplate"] * 3, "body", "heading", "body"]
    alone = kinds(TITLE, BODY, label, "What happens next", BODY)
    assert alone == ["title", "body", "boilerplate", "heading", "body"]


def test_what_stands_on_top_of_a_page_moves_neither_title_nor_byline() -> None:
    menu = [
        "Home > News > Local",
        "Subscribe · Log in",
        "NEWS • LOCAL",
        "Skip to content",
        "Log in",
    ]
    page = kinds(
        *menu, TITLE, "Shops fear for their trade", "Ann Lee", "Local Reporter", *[BODY] * 3
    )
    assert page == [*["boilerplate"] * 5, "title", "body", "byline", "byline", *["body"] * 3]


def test_a_heading_may_stand_under_a_time_of_day() -> None:
    posts = ["19:47", "Ferry sinks at noon", BODY, "19:20", "Mayor seen on the ferry", BODY]
    assert kinds(TITLE, *posts) == ["title", *["dateline", "heading", "body"] * 2]


def test_short_lines_between_furniture_are_furniture() -> None:
    between = ["Around the town", "In short:", "East bank"]
    top = (TITLE, "By Ann Lee", *between, "May 4, 2020")
    text = (*top, BODY, "Contact:", "Jo Roe, Ellerton")
    said = ("boilerplate", "stands between lines that are no text")
    assert [*found(*text)[2:5], found(*text)[-1]] == [said] * 4
    four = kinds(*top[:2], "Ferries", *between, "May 4, 2020", BODY)
    assert "boilerplate" not in four
    assert kinds(TITLE, "By Ann Lee", "Around the town", BODY, BODY)[2] != "boilerplate"


def test_a_heading_stands_over_text_and_a_title_may_stand_over_a_list() -> None:
    page = (TITLE, BODY, "What the council wants", BODY, "What the shops want", BODY)
    heading = "What happens next"
    assert kinds(*page, heading, BODY)[6] == "heading"
    assert kinds(*page, heading)[6] == "body"
    assert kinds(*page, heading, f"Read more: {TITLE * 9}", BODY)[6] == "body"
    assert kinds(*page, heading, "Image caption The bridge", BODY)[6:8] == ["heading", "caption"]
    assert kinds(TITLE, "- The mayor closed it.", "- The shops complain.")[0] == "title"
