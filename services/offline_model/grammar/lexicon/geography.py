"""Places, nationalities and languages: what a lower-case writer may mean by `lisbon`, and what `I'm Danish` tells."""

from typing import Final

from services.offline_model.grammar.lexicon import words

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

CITIES: Final = words("""
  lisbon, porto, braga, coimbra, faro, london, manchester, liverpool, leeds, bristol, birmingham, edinburgh, glasgow,
  cardiff, belfast, dublin, cork, galway, limerick, oxford, cambridge, brighton, sheffield, newcastle, nottingham,
  york, bath, paris, lyon, marseille, toulouse, nice, bordeaux, nantes, lille, strasbourg, berlin, hamburg, munich,
  cologne, frankfurt, stuttgart, dresden, leipzig, bonn, düsseldorf, vienna, graz, salzburg, zurich, geneva, basel,
  bern, madrid, barcelona, valencia, seville, bilbao, malaga, granada, rome, milan, naples, turin, florence, venice,
  bologna, palermo, athens, thessaloniki, amsterdam, rotterdam, utrecht, the hague, eindhoven, brussels, antwerp,
  ghent, bruges, luxembourg, copenhagen, aarhus, stockholm, gothenburg, malmö, oslo, bergen, helsinki, tampere,
  reykjavik, tallinn, riga, vilnius, warsaw, krakow, gdansk, wroclaw, poznan, prague, brno, bratislava, budapest,
  bucharest, cluj, sofia, belgrade, zagreb, split, ljubljana, sarajevo, skopje, tirana, istanbul, ankara, izmir, kyiv,
  lviv, moscow, saint petersburg, tbilisi, yerevan, baku, tehran, baghdad, beirut, amman, jerusalem, tel aviv, haifa,
  cairo, alexandria, casablanca, rabat, tunis, algiers, lagos, abuja, ibadan, accra, kumasi, dakar, nairobi, mombasa,
  kampala, kigali, addis ababa, johannesburg, cape town, durban, pretoria, harare, lusaka, luanda, maputo, dubai,
  abu dhabi, doha, riyadh, jeddah, karachi, lahore, islamabad, delhi, new delhi, mumbai, bangalore, bengaluru,
  chennai, hyderabad, pune, kolkata, ahmedabad, jaipur, goa, kochi, colombo, dhaka, kathmandu, bangkok, chiang mai,
  hanoi, ho chi minh city, saigon, phnom penh, kuala lumpur, penang, singapore, jakarta, bali, bandung, manila, cebu,
  hong kong, shanghai, beijing, shenzhen, guangzhou, chengdu, taipei, tokyo, osaka, kyoto, sapporo, fukuoka, nagoya,
  yokohama, seoul, busan, sydney, melbourne, brisbane, perth, adelaide, canberra, hobart, auckland, wellington,
  christchurch, new york, new york city, nyc, brooklyn, queens, boston, chicago, seattle, portland, san francisco, sf,
  los angeles, la, san diego, sacramento, oakland, san jose, las vegas, phoenix, tucson, denver, boulder,
  salt lake city, austin, dallas, houston, san antonio, atlanta, miami, orlando, tampa, nashville, memphis, charlotte,
  raleigh, philadelphia, pittsburgh, baltimore, washington, washington dc, dc, detroit, cleveland, columbus,
  cincinnati, indianapolis, minneapolis, milwaukee, madison, kansas city, st. louis, new orleans, honolulu, anchorage,
  toronto, montreal, vancouver, ottawa, calgary, edmonton, quebec, winnipeg, halifax, mexico city, guadalajara,
  monterrey, cancun, havana, kingston, san juan, panama city, bogota, medellin, cali, quito, lima, cusco, la paz,
  santiago, valparaiso, buenos aires, cordoba, rosario, montevideo, asuncion, sao paulo, são paulo, rio,
  rio de janeiro, brasilia, salvador, recife, curitiba, porto alegre, belo horizonte, fortaleza, florianopolis
""")

COUNTRIES: Final = words("""
  portugal, spain, france, germany, italy, greece, england, scotland, wales, ireland, northern ireland, the uk, uk,
  the united kingdom, britain, the netherlands, holland, belgium, switzerland, austria, poland, czechia,
  the czech republic, slovakia, hungary, romania, bulgaria, serbia, croatia, slovenia, bosnia, albania, kosovo,
  turkey, ukraine, russia, belarus, estonia, latvia, lithuania, finland, sweden, norway, denmark, iceland, malta,
  cyprus, israel, palestine, lebanon, syria, jordan, iraq, iran, saudi arabia, the uae, qatar, kuwait, oman, yemen,
  egypt, morocco, tunisia, algeria, libya, sudan, ethiopia, somalia, kenya, uganda, tanzania, rwanda, nigeria, ghana,
  senegal, mali, cameroon, angola, mozambique, zambia, zimbabwe, botswana, namibia, south africa, madagascar, india,
  pakistan, bangladesh, sri lanka, nepal, bhutan, myanmar, thailand, vietnam, cambodia, laos, malaysia, indonesia,
  the philippines, china, taiwan, japan, korea, south korea, north korea, mongolia, australia, new zealand, fiji,
  the us, the usa, usa, america, the states, the united states, canada, mexico, guatemala, honduras, nicaragua,
  costa rica, panama, cuba, jamaica, haiti, colombia, venezuela, ecuador, peru, bolivia, chile, argentina, uruguay,
  paraguay, brazil, texas, california, florida, ohio, oregon, michigan, virginia, georgia, bavaria, catalonia, sicily,
  tuscany, brittany, europe, asia, africa
""")

NATIONALITIES: Final = words("""
  portuguese, spanish, french, german, italian, greek, english, scottish, welsh, irish, british, dutch, belgian,
  swiss, austrian, polish, czech, slovak, hungarian, romanian, bulgarian, serbian, croatian, slovenian, bosnian,
  albanian, kosovar, turkish, ukrainian, russian, belarusian, estonian, latvian, lithuanian, finnish, swedish,
  norwegian, danish, icelandic, maltese, cypriot, israeli, palestinian, lebanese, syrian, jordanian, iraqi, iranian,
  persian, saudi, emirati, qatari, kuwaiti, egyptian, moroccan, tunisian, algerian, libyan, sudanese, ethiopian,
  somali, kenyan, ugandan, tanzanian, rwandan, nigerian, ghanaian, senegalese, cameroonian, angolan, mozambican,
  zambian, zimbabwean, south african, indian, pakistani, bangladeshi, sri lankan, nepali, nepalese, thai, vietnamese,
  cambodian, malaysian, singaporean, indonesian, filipino, filipina, chinese, taiwanese, japanese, korean,
  south korean, mongolian, australian, kiwi, american, canadian, mexican, guatemalan, honduran, costa rican,
  panamanian, cuban, jamaican, haitian, dominican, puerto rican, colombian, venezuelan, ecuadorian, peruvian,
  bolivian, chilean, argentinian, argentine, uruguayan, paraguayan, brazilian, kurdish, armenian, georgian, kazakh,
  uzbek, afghan, catalan, basque, us, uk, eu
""")

DEMONYM_NOUNS: Final = {
    "swede": "Swedish", "dane": "Danish", "finn": "Finnish", "pole": "Polish", "spaniard": "Spanish",
    "brit": "British",
    "scot": "Scottish", "turk": "Turkish", "frenchman": "French", "frenchwoman": "French", "irishman": "Irish",
    "dutchman": "Dutch", "englishman": "English", "aussie": "Australian", "icelander": "Icelandic",
    "new zealander": "New Zealand", "kiwi": "New Zealand",
}  # fmt: skip

LANGUAGES: Final = words("""
  english, portuguese, spanish, french, german, italian, greek, dutch, flemish, polish, czech, slovak, hungarian,
  romanian, bulgarian, serbian, croatian, slovenian, bosnian, albanian, macedonian, turkish, ukrainian, russian,
  belarusian, estonian, latvian, lithuanian, finnish, swedish, norwegian, danish, icelandic, irish, gaelic, welsh,
  breton, maltese, hebrew, yiddish, arabic, farsi, persian, kurdish, pashto, dari, urdu, hindi, bengali, punjabi,
  gujarati, marathi, tamil, telugu, kannada, malayalam, sinhala, nepali, thai, vietnamese, khmer, lao, burmese, malay,
  indonesian, tagalog, filipino, chinese, mandarin, cantonese, taiwanese, hokkien, japanese, korean, mongolian,
  swahili, amharic, somali, yoruba, igbo, hausa, zulu, xhosa, afrikaans, shona, twi, wolof, quechua, guarani, catalan,
  basque, galician, latin, esperanto, armenian, georgian, azerbaijani, kazakh, uzbek, sign language,
  american sign language, british sign language, asl, bsl, haitian creole, creole, brazilian portuguese, swiss german,
  mexican spanish, sicilian, neapolitan, sardinian, occitan, corsican, luxembourgish, frisian, scots, scottish gaelic,
  patois, jamaican patois, pidgin, nigerian pidgin, krio, ewe, fante, efik, ibibio, tiv, edo, fulfulde, kanuri,
  kinyarwanda, luganda, kikuyu, luo, lingala, setswana, tswana, sesotho, sotho, ndebele, chichewa, tigrinya, oromo,
  berber, tamazight, maori, te reo, te reo maori, samoan, tongan, fijian, hawaiian, navajo, cree, inuktitut, nahuatl,
  aymara, uyghur, tibetan, kashmiri, sindhi, odia, oriya, assamese, konkani, tulu, bhojpuri, maithili, rajasthani,
  hakka, teochew, shanghainese, fujianese, kyrgyz, tajik, turkmen, tatar, chechen, javanese, sundanese, cebuano,
  bisaya, ilocano, hiligaynon, dutch sign language, romani, ladino, papiamento, faroese, sami
""")
