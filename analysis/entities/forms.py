"""What the form of a name says about its type: its last word, its first word, the name itself."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.entities.names import bare, word_list
from analysis.entities.places import find_place

# The last word of a name of two or more words: what kind of thing it is.
LAST_WORDS = {
    word: label
    for label, listed in {
        "ORG": """
            inc corp corporation co company ltd llc plc gmbh group holdings bank airlines airways
            university college school academy institute ministry department agency bureau
            commission committee council board authority association federation union league
            society foundation organization organisation party congress parliament senate
            assembly court church army navy police times post tribune herald journal gazette
            network news magazine press club team orchestra band
            records studios productions pictures entertainment technologies industries motors
            partners brothers associates legion regiment brigade division squadron guard fleet
            office administration service initiative alliance coalition movement services trust
            fund observatory laboratory laboratories lab clinic consortium faculty
        """,
        "FAC": """
            street st road rd avenue ave boulevard blvd lane drive highway hwy freeway expressway
            turnpike parkway bridge tunnel station airport terminal square park plaza tower
            towers building house hall stadium arena hotel inn lodge hostel resort museum gallery
            theatre theater cathedral abbey castle palace fort temple mosque monastery chapel
            hospital prison cemetery harbor harbour pier dam garden gardens zoo trail mall market
            center centre library monument memorial
            archive archives campus tube railway railroad cafe café restaurant bar pub
        """,
        "LOC": """
            river lake sea ocean bay gulf strait island islands isles peninsula cape mountain
            mountains mount hills hill valley canyon desert plateau plain plains forest falls
            beach coast reef lagoon volcano glacier basin creek reserve delta
            region territory sound springs heights pass
        """,
        "GPE": "city county province prefecture republic kingdom empire municipality village town",
        "EVENT": """
            war revolution festival olympics championship championships cup games tournament
            conference summit election marathon fair battle massacre uprising
            game draft race racing parade day week derby open prix crisis rebellion riots plague
            earthquake expedition campaign rally
        """,
        "WORK_OF_ART": """
            symphony sonata trilogy award awards prize prizes medal trophy podcast show album song
            movie movies film novel report reports poll index review theory theorem
            grammar linguistics semantics physics mathematics method model algorithm corpus
            studies manifesto bible testament gospel
        """,
        "PRODUCT": """
            system systems software engine framework operator database console phone
            satellite rocket shuttle telescope
        """,
        "LAW": "act treaty amendment constitution protocol convention declaration",
    }.items()
    for word in word_list(listed)
}
# The first word, where it says it better ("Lake Geneva", "University of Ohio").
FIRST_WORDS = {
    **dict.fromkeys(word_list("lake mount river cape gulf isle bay lac mont rio"), "LOC"),
    **dict.fromkeys(
        word_list("fort hotel château palais plaza calle rue paseo avenida via"), "FAC"
    ),
    **dict.fromkeys(word_list("university ministry department bank institute council"), "ORG"),
    **dict.fromkeys(word_list("battle siege treaty hurricane typhoon operation"), "EVENT"),
}
# Names that everybody knows and that the model gets wrong: platforms, institutions, feasts, gods.
KNOWN = {
    name: label
    for label, listed in {
        "ORG": """
            Twitter|Facebook|Google|YouTube|Instagram|Reddit|Wikipedia|WhatsApp|TikTok|LinkedIn
            Netflix|Snapchat|Tumblr|Pinterest|Yahoo|Microsoft|eBay|Airbnb|Spotify|WikiLeaks
            Congress|Parliament|Pentagon|Kremlin|White House|Supreme Court|Red Cross|Hamas
            Hezbollah|Taliban
        """,
        "PRODUCT": "Internet|World Wide Web|Linux|Windows|Android|iPhone|iPad|Java|Bluetooth",
        "EVENT": """
            Christmas|Easter|Ramadan|Thanksgiving|Halloween|Hanukkah|Diwali|Passover|Holocaust
            Renaissance|Reformation|Middle Ages|Cold War|World War I|World War II|Olympics
        """,
        "PERSON": "God|Jesus|Christ|Allah|Buddha",
    }.items()
    for line in listed.splitlines()
    for name in line.strip().split("|")
    if name
}
_ROAD = re.compile(r"(?:[AMBI]-?\d{1,4}|US-\d{1,3}|Route \d+|Highway \d+)")


@lru_cache(maxsize=1 << 14)
def form_label(name: str) -> str:
    """The label that the form of a name speaks for, or empty: "Katy Trail" is a FAC."""
    words = name.split()
    if len(words) == 1:
        return "FAC" if _ROAD.fullmatch(name) else ""
    last = LAST_WORDS.get(bare(words[-1]), "")
    first = FIRST_WORDS.get(words[0].lower(), "")
    return last or ("" if first == "ORG" and words[1] != "of" else first)


@lru_cache(maxsize=1 << 14)
def begins_with_place(name: str) -> bool:
    """Whether a longer name begins with a listed place, as those of teams and firms do."""
    words = name.split()
    return len(words) > 1 and (
        find_place(words[0]) is not None
        or (len(words) > 2 and find_place(f"{words[0]} {words[1]}") is not None)
    )
