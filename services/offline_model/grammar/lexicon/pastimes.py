"""Pastimes, instruments, groups and makes of things: wider than the tables need them, for mentions."""

from typing import Final

from services.offline_model.grammar.lexicon import life, words

INSTRUMENTS: Final = life.INSTRUMENTS | words("""
  concertina, harmonium, tin whistle, bodhran, bodhrán, uilleann pipes, the box, box accordion, veena, mridangam,
  erhu, guzheng, pipa, dizi, oud, djembe, kora, bongos, congas, cajon, steel drums, xylophone, vibraphone,
  glockenspiel, timpani, cornet, bugle, euphonium, piccolo, bassoon, melodica, lyre, zither, hurdy-gurdy, theremin,
  autoharp, dulcimer, lute, balalaika, bouzouki, charango, cavaquinho, shamisen, koto, talking drum, church organ,
  low whistle, nyckelharpa, twelve-string, upright bass, slide guitar, pedal steel, handpan, didgeridoo, tenor sax,
  alto sax, baritone, flugelhorn
""")
ACTIVITIES: Final = life.ACTIVITIES | words("""
  crochet, knitting, bowls, crown green bowls, lawn bowling, pétanque, petanque, boules, curling, track, cross
  country, cross-country, athletics, hurdles, bow hunting, bowhunting, deer hunting, elk hunting, duck hunting,
  shooting, clay shooting, clay pigeon shooting, target shooting, carp fishing, coarse fishing, stand-up paddling,
  stand-up paddleboarding, stand up paddling, paddle boarding, paddling, bodysurfing, skimboarding, open water
  swimming, ice swimming, linocut, printmaking, screen printing, lino printing, etching, bookbinding, marbling,
  collage, stained glass, mosaic, silversmithing, basket weaving, rug hooking, cross stitch, cross-stitch, tatting,
  lacemaking, needlepoint, spinning wool, dyeing, dressmaking, patchwork, quilting, millinery, cobbling, model
  railways, model railway, model trains, model planes, model ships, scale models, airfix, wargaming, tabletop
  gaming, tabletop rpgs, trading cards, pokemon cards, pinochle, bridge, rummy, euchre, cribbage, canasta, dominoes,
  draughts, mah-jong, go fish, scrabble, bunco, poker nights, quiz nights, trivia, pub quizzes, escape rooms,
  rangoli, kolam, pranayama, mehndi, henna art, bharatanatyam, kuchipudi, odissi, kathakali, carnatic singing,
  carnatic music, hindustani vocals, garba, gatka, kabaddi, kho kho, veena, carrom, cricket, gully cricket,
  silambam, taekwondo, wing chun, capoeira, krav maga, kung fu, sumo, hapkido, sparring, arm wrestling, tango,
  bachata, merengue, cha cha, waltz, lindy hop, square dancing, céilí dancing, ceili dancing, morris dancing,
  sean-nós, highland dancing, breakdancing, k-pop dance, street dance, belly dancing, bellydancing, polka, folk
  dancing, contra dancing, salsa, zouk, forró, samba, modern dance, contemporary dance, jazz dance, dance, swing
  dance, quadrille, stand up comedy, open mics, open mic, amateur dramatics, musical theatre, musical theater,
  community theatre, puppetry, ventriloquism, clowning, circus skills, trapeze, poi, fire spinning, barbershop,
  barbershop singing, bell-ringing, bell ringing, campanology, choral singing, choral society, singing, gospel
  choir, church choir, choir, brass band, drumline, marching band, trad sessions, trad, jam sessions, busking,
  dj-ing, beat making, music production, karaoke, radio, ham radio, amateur radio, podcasting, vlogging, streaming,
  bird photography, birding, birdwatching, photographing birds, wildlife photography, street photography, film
  photography, macro photography, drone photography, urban sketching, plein air painting, oil painting, watercolour,
  watercolour painting, acrylic painting, digital art, sketch, comic drawing, manga, drawing manga, graffiti, street
  art, hand lettering, wood turning, woodturning, joinery, furniture restoration, restoring cars, restoring
  furniture, restoring tractors, fixing bikes, vintage cars, classic cars, motorbikes, motor racing, go-karting,
  drag racing, rally, off-roading, four-wheel driving, caravanning, camping, vanlife, bushwalking, bush walking,
  tramping, hillwalking, munro bagging, scrambling, via ferrata, caving, potholing, canyoning, orienteering,
  rogaining, nordic walking, nordic skiing, cross-country skiing, ski touring, snowshoeing, ice fishing, ice
  climbing, sledding, biathlon, ice dancing, synchronised swimming, artistic swimming, water aerobics, aqua
  aerobics, aquafit, underwater hockey, sup, kite surfing, land yachting, gliding, hang gliding, flying, stargazing,
  rockhounding, fossil hunting, mudlarking, magnet fishing, metal-detecting, detectorists, beachcombing, seashell
  collecting, mushrooming, berry picking, wild food, growing vegetables, growing dahlias, growing roses, growing
  chillies, composting, houseplants, terrarium building, aquariums, aquascaping, fishkeeping, beekeeping, chicken
  keeping, dog agility, agility, dog shows, dressage, showjumping, show jumping, eventing, polo, trail riding,
  riding, horse racing, greyhound racing, rodeo, barrel racing, hunting, falconry, pigeon fancying, sheepdog trials,
  ferreting, pottery, throwing pots, wheel throwing, ceramics, throwing bowls, sourdough, bread making, breadmaking,
  cake baking, cheesemaking, cheese making, jam making, preserving, pickling, canning, kombucha, home brewing, cider
  making, wine tasting, whisky tasting, coffee roasting, latte art, cocktail making, mixology, bbq, smoking meat,
  curing meat, foraging, sushi making, cooking, meal prepping, cookery, baking, reading, book club, audiobooks,
  writing fiction, fan fiction, fanfiction, poetry, slam, haiku, crosswords, cryptic crosswords, sudoku, wordle,
  jigsaw, jigsaws, puzzles, rubik's cubes, chess, online chess, blitz chess, gaming, video gaming, league of
  legends, league, valorant, fortnite, minecraft, counter-strike, fifa, dota, world of warcraft, roblox, zelda,
  animal crossing, stardew valley, speedrunning, vr gaming, retro games, anime, cosplaying, larp, dnd, d&d, dungeon
  mastering, role-playing games, board gaming, jiu jitsu, brazilian jiu-jitsu, bjj, boxing, muay thai, savate, judo,
  the judo, sambo, kendo, iaido, archery, axe throwing, badminton, shuttle, sepak takraw, padel, paddle tennis,
  racquetball, squash, table tennis, pingpong, pickleball, netball, korfball, ultimate, frisbee, touch rugby, tag
  rugby, touch footy, footy, aussie rules, oztag, sevens, five a side, 5-a-side, seven a side, walking football,
  beach volleyball, volleyball, handball, floorball, rounders, softball, t-ball, kickball, dodgeball, bowling,
  ten-pin bowling, tenpin bowling, skittles, darts, pool, snooker, billiards, crossfit, hyrox, spin class, spinning,
  pilates, reformer pilates, hot yoga, yoga, tai chi, qi gong, meditation, weights, lifting weights, weight lifting,
  weight training, olympic lifting, strongman, kettlebells, calisthenics, the gym, gym, park run, parkrun, jogging,
  running, trail running, fell running, marathons, half marathons, ultra running, triathlons, duathlon, aquathlon,
  cycling, road cycling, mountain biking, bike polo, bmx, cyclocross, gravel biking, spin, rowing, sculling, indoor
  rowing, canoe polo, dragon boating, dragon boat, kayaking, sea kayaking, sailing, dinghy sailing, windsurfing,
  wing foiling, foiling, surfing, body boarding, water skiing, waterskiing, wakeboarding, jet skiing, free diving,
  scuba, diving, spearfishing, snorkelling, sea angling, angling, fishing, fly-fishing, crabbing, noodling,
  geocaching, trainspotting, plane spotting, bus spotting, volunteering, scouting, scouts, girl guides, guiding,
  blood donation, litter picking, trail maintenance, allotmenteering, family history, genealogy, local history,
  re-enactment, historical reenactment, stamp collecting, coins, vinyl, record collecting, thrifting, antiques, car
  boots, flea markets, charity shopping
""")
DOINGS: Final[dict[str, str]] = life.VERB_HOBBIES | {
    "hunt": "hunting",
    "bow hunt": "bow hunting",
    "bowhunt": "bowhunting",
    "curl": "curling",
    "dive": "diving",
    "scuba dive": "scuba diving",
    "quilt": "quilting",
    "whittle": "whittling",
    "weave": "weaving",
    "forage": "foraging",
    "kayak": "kayaking",
    "paddle": "paddling",
    "jam": "jamming",
    "busk": "busking",
    "bowl": "bowling",
    "wrestle": "wrestling",
    "lift": "lifting weights",
    "geocache": "geocaching",
    "sketch": "sketching",
    "embroider": "embroidery",
    "surf": "surfing",
    "birdwatch": "birdwatching",
    "weld": "welding",
    "brew": "brewing",
    "ride": "riding",
    "blog": "blogging",
    "act": "acting",
    "rap": "rapping",
    "fiddle": "fiddle",
    "skip": "skipping",
    "spin": "spinning",
}
GROUPS: Final = (
    "group|club|class|classes|league|team|choir|session|sessions|lesson|lessons|society|band|practice|studio|circle|"
    "squad|crew|workshop|workshops|gym|course|night|nights|training|tournament|meet|match|matches|comp|competition|"
    "race|gang|buddies|coach|teacher"
)
MAKES: Final = (
    r"toyota|honda|ford|chevy|chevrolet|bmw|audi|mercedes|vw|volkswagen|skoda|fiat|renault|peugeot|citroen|citroën|"
    r"opel|vauxhall|volvo|saab|subaru|mazda|nissan|"
    r"mitsubishi|suzuki|hyundai|kia|dacia|tesla|lexus|jeep|dodge|gmc|buick|cadillac|lincoln|chrysler|pontiac|holden|"
    r"land rover|range rover|jaguar|mini|maruti|tata|mahindra|bajaj|"
    r"royal enfield|yamaha|kawasaki|ducati|triumph|harley|harley-davidson|vespa|lambretta|piaggio|ktm|brompton|trek|"
    r"specialized|cannondale|bianchi|canyon|urban arrow|"
    r"tacoma|corolla|camry|prius|yaris|hilux|landcruiser|land cruiser|rav4|tundra|4runner|civic|accord|cr-v|crv|"
    r"f-150|f150|ranger|fiesta|transit|mustang|silverado|"
    r"tahoe|suburban|malibu|golf|passat|tiguan|beetle|caddy|t4|t5|transporter|octavia|fabia|panda|punto|clio|megane|"
    r"kangoo|berlingo|208|307|c3|micra|qashqai|juke|"
    r"corsa|astra|swift|wagonr|i10|i20|creta|pulsar|splendor|activa|outback|forester|impreza|wrx|cx-5|mx-5|miata|"
    r"wrangler|cherokee|commodore|outlander|triton|navara|model 3|model y|lesabre|"
    r"cintiq|wacom|ipad|macbook|thinkpad|iphone|samsung|kindle|kobo|playstation|ps4|ps5|xbox|steam deck|nintendo "
    r"switch|gopro|garmin|fitbit|apple watch|"
    r"sony|nikon|canon|fuji|fujifilm|leica|pentax|olympus|lumix|hasselblad|fx3|a7iii|a7|x100v|"
    r"fender|gibson|telecaster|stratocaster|les paul|ibanez|yamaha|roland|casio|steinway|korg|moog|jeffries|"
    r"aga|rayburn|kitchenaid|thermomix|nespresso|gaggia|breville|delonghi|la pavoni|instant pot|air fryer|bernina|"
    r"janome|brother sewing machine|juki|pfaff|overlocker|"
    r"quintrex|hobie|hymer|airstream|winnebago|campervan|camper van|john deere|massey ferguson|kubota|stihl|"
    r"husqvarna|dyson|roomba|peloton|concept2|weber|traeger|big green egg|ooni"
)
THINGS: Final = life.POSSESSIONS | words("""
  tinny, tinnie, houseboat, narrowboat, dinghy, rowboat, jet ski, pontoon, bass boat, sailing boat, canal boat,
  fishing boat, cargo bike, folding bike, foldie, racing bike, city bike, second-hand bike, bakfiets, trike,
  e-scooter, electric scooter, quad, quad bike, tractor, combine, trailer, horsebox, minivan, people carrier, estate
  car, estate, station wagon, ute, pickup, pick-up, lorry, semi, food truck, bus, minibus, taxi, tricycle, okada,
  keke, motor bike, motor cycle, camper, rv, motorhome, tiny house, mobile home, static caravan, bungalow, duplex,
  terrace, victorian terrace, townhouse, semi-detached, detached house, apartment, studio flat, condo, land, plot,
  plot of land, smallholding, farm, orchard, olive grove, vineyard, allotment, greenhouse, polytunnel, shed,
  workshop, beach house, lake house, cabin, holiday home, shop, own shop, salon, clinic, own clinic, restaurant,
  cafe, bakery, stall, kiosk, studio, gym, guesthouse, b&b, tea room, monitor, gaming chair, gaming laptop, desktop,
  imac, mac mini, tablet, e-reader, ereader, smart tv, turntable, record player, hi-fi, amp, amplifier, keyboard,
  synth, upright piano, baby grand, grand piano, harmonium, concertina, fiddle, accordion, cello, violin, drum kit,
  rower, rowing machine, treadmill, exercise bike, spin bike, pull-up bar, squat rack, punching bag, weights bench,
  kayak, paddleboard, surfboard, wetsuit, skis, snowboard, tent, rifle, shotgun, bow, compound bow, crossbow,
  telescope, binoculars, microscope, drone, dashcam, film camera, polaroid, loom, spinning wheel, kiln, potter's
  wheel, pottery wheel, sewing machine, serger, overlocker, 3d printer, laser cutter, lathe, table saw, bandsaw,
  chainsaw, ride-on mower, lawnmower, chest freezer, wood burner, wood-burning stove, pizza oven, smoker, barbecue,
  stand mixer, bread machine, espresso machine, pressure cooker, rice cooker, cast iron skillet, wok, hot tub,
  sauna, pool, hammock, grandfather clock, cuckoo clock, typewriter, jukebox, pinball machine, arcade machine, model
  railway, vinyl collection, bees, beehives, hives
""")
