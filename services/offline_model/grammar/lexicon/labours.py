"""What is done for a living, by verb: what most people do to such things only as their work.

A verb without a list takes what the code that reads it says (`cues/works.py`).
"""

from typing import Final

from services.offline_model.grammar.lexicon import bag, words

_TABLE: Final = """
    drive: bus, school bus, taxi, cab, lorry, truck, van, tram, train, forklift, danfo, keke, okada, rickshaw, auto
    drive: ambulance, minibus, coach, milk lorry, uber, grab, lorries, buses, trucks, trains, taxis, tanker, tipper
    drive: tractor-trailer, semi, freight, delivery van, tow truck, bin lorry, hgv, artic
    repair: elevators, lifts, cars, phones, computers, laptops, watches, clocks, shoes, bicycles, bikes, boats
    repair: appliances, engines, washing machines, air conditioners, aircraft, roofs, tvs, electronics, machines
    clean: houses, offices, rooms, homes, windows, schools, hotels, ofices, pools, flats, apartments, carpets
    sell: insurance, cars, houses, clothes, phones, fabric, fabrics, fish, vegetables, fruit, fruits, shoes, bags
    sell: flowers, furniture, books, software, jewellery, food, bread, tickets, properties, wigs, spices, tea
    sell: cosmetics, carpets, rugs, provisions, lace, ankara bags, real estate, shares, antiques, stamps
    mind: children, kids, babies, toddlers, the children
    cut: hair, grass, keys, lawns
    do: hair, nails, the books, books, lashes, makeup, make-up, tattoos, alterations, payroll, deliveries, tailoring
    do: school crossings, accounts, data entry, customer service, removals, plumbing, catering
    keep: books, the books, sucklers, cattle, sheep
    deliver: food, parcels, mail, pizza, pizzas, newspapers, packages, groceries, babies, letters, post, milk
    shoot: weddings, events, portraits
    groom: dogs, pets, horses
    walk: dogs
    tune: pianos
    lay: bricks, floors, carpets, tiles, pipes
    wait: tables
    tend: bar
    pull: pints
    stack: shelves
    haul: freight
    train: horses, dogs
    translate: books, contracts, documents, subtitles
    fix: cars, roofs, boilers, lifts, elevators, trucks, trams
    build: houses, boats, ships, roads, bridges, kitchens, violins
    make: furniture, cheese, violins, guitars, wedding cakes, hats, saddles, curtains
    paint: houses, ships
    milk: cows
    fit: kitchens, windows, carpets
    install: solar panels, alarms, kitchens, fibre, boilers, windows
    weld: pipes, ships
    arrange: flowers
    edit: books, videos, manuscripts
"""
_OPEN: Final = ("teach", "run", "manage", "supervise", "own", "take care of", "look after", "care for")


def _read() -> dict[str, frozenset[str]]:
    labours: dict[str, frozenset[str]] = dict.fromkeys(_OPEN, frozenset())
    for line in _TABLE.strip().splitlines():
        verb, things = line.strip().split(": ")
        labours[verb] = labours.get(verb, frozenset()) | words(things)
    return labours


LABOURS: Final = _read()
RUN: Final = bag("""
    shop store restaurant cafe café bakery business company firm team stall kiosk salon farm pub bar hotel bnb b&b
    school nursery clinic practice agency garage workshop studio gym department warehouse branch gallery bookshop
    boutique canteen hostel guesthouse market pharmacy library factory site crew kitchen ward depot truck startup
""")
"""What somebody runs or manages for a living."""
CARED_FOR: Final = bag("children kids babies lady man patients elderly people residents seniors twins pensioners")
