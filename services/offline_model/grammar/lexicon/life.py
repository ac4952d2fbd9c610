"""Relatives, animals, food, health, pastimes and possessions."""

from typing import Final

from services.offline_model.grammar.lexicon import words

CHILDREN: Final = ("son", "daughter", "stepson", "stepdaughter", "baby", "toddler", "kid", "child", "boy", "girl")
KIN: Final = (
    "daughter-in-law", "sister-in-law", "mother-in-law", "father-in-law", "brother-in-law", "son-in-law",
    "great-grandmother", "great-grandfather", "stepdaughter", "stepmother", "stepfather", "stepbrother", "stepsister",
    "stepson", "stepmom", "stepdad", "granddaughter", "grandmother", "grandfather", "grandson", "grandma", "grandpa",
    "grandad", "granny", "nephew", "niece", "cousin", "uncle", "aunt", "auntie", "daughter", "son", "mother",
    "mum", "mom",
    "father", "dad", "brother", "sister", "half-brother", "half-sister", "twin brother", "twin sister", "baby boy",
    "baby girl", "baby", "godson", "goddaughter", "godmother", "godfather", "foster son", "foster daughter", "toddler",
)  # fmt: skip
KIN_MANY: Final = (
    "kids", "children", "sons", "daughters", "brothers", "sisters", "siblings", "twins", "twin girls", "twin boys",
    "boys",
    "girls", "grandchildren", "grandkids", "nieces", "nephews", "cousins", "stepchildren", "stepkids", "triplets",
)  # fmt: skip
PARTNER_WORDS: Final = (
    "wife", "husband", "partner", "girlfriend", "boyfriend", "fiancé", "fiancée", "fiance", "fiancee", "spouse",
    "hubby", "fella", "wifey", "bidie-in",
    "other half", "better half", "significant other",
)  # fmt: skip
SPECIES: Final = (
    "dog", "cat", "puppy", "kitten", "rabbit", "bunny", "hamster", "guinea pig", "parrot", "budgie", "parakeet",
    "canary",
    "cockatiel", "goldfish", "fish", "tortoise", "turtle", "snake", "python snake", "lizard", "gecko",
    "bearded dragon",
    "horse", "pony", "donkey", "goat", "sheep", "pig", "hen", "chicken", "rooster", "duck", "ferret", "rat", "mouse",
    "hedgehog", "chinchilla", "iguana", "frog", "axolotl", "tarantula", "hound", "mutt", "tabby", "labrador", "lab",
    "golden retriever", "retriever", "poodle", "beagle", "greyhound", "whippet", "dachshund", "corgi", "husky", "pug",
    "bulldog", "french bulldog", "german shepherd", "border collie", "collie", "terrier", "jack russell", "chihuahua",
    "spaniel", "cocker spaniel", "cockapoo", "labradoodle", "shih tzu", "boxer dog", "rottweiler", "dalmatian",
    "great dane", "doberman", "akita", "shiba", "shiba inu", "pomeranian", "maltese", "siamese", "maine coon",
    "ragdoll",
    "persian cat", "bengal cat", "bengal", "sphynx", "alpaca", "llama", "betta", "koi", "parrots", "bee colony",
    "chook", "red heeler", "moggy", "alsatian", "cavalier", "whippit",
    "kelpie", "blue heeler", "heeler", "staffy", "cavoodle",
    "groodle", "schnauzer", "samoyed", "malamute", "vizsla", "weimaraner", "pointer", "setter", "lurcher", "westie",
    "yorkie", "yorkshire terrier", "border terrier", "springer", "springer spaniel", "saint bernard", "newfoundland",
    "basset hound", "bloodhound", "papillon", "pekingese", "cavapoo", "goldendoodle", "maltipoo", "sausage dog",
    "sheepdog", "collie cross", "mongrel", "indie dog", "stray cat", "british shorthair", "russian blue",
    "tortoiseshell",
    "burmese", "lovebird", "cockatoo", "macaw", "finch", "pigeon", "quail", "goose", "turkey", "cow", "mule", "calf",
    "blue-tongue lizard", "blue-tongue", "skink", "corn snake", "ball python", "chameleon", "terrapin", "newt", "toad",
    "gerbil", "degu", "sugar glider", "stick insect", "crab", "hermit crab", "snail", "shrimp tank", "angelfish",
)  # fmt: skip

DIETS: Final = words("""
  vegetarian, vegan, pescatarian, pescetarian, flexitarian, omnivore, carnivore, keto, ketogenic, paleo, gluten-free,
  gluten free, dairy-free, dairy free, lactose-free, sugar-free, halal, kosher, low-carb, low carb, low-sodium,
  low-fat, low fat, plant-based, plant based, raw vegan, raw food, mediterranean, lacto-vegetarian,
  ovo-lacto vegetarian, lacto-ovo vegetarian, jain, whole30, low-fodmap, low fodmap, fruitarian, teetotal,
  teetotaller, teetotaler, veggie, nut-free, high-protein, high protein, dash, atkins, vegeterian, vegitarian,
  omnivorous, jain vegetarian, meat eater, intermittent fasting, eggetarian, veg, lacto vegetarian, non-veg,
  fully vegetarian, fully vegan
""")
DIET_SPELLINGS: Final = {
    "vegeterian": "vegetarian", "vegitarian": "vegetarian", "veggie": "vegetarian", "pescetarian": "pescatarian",
    "veg": "vegetarian",
    "teetotaller": "teetotal", "teetotaler": "teetotal", "ketogenic": "keto", "gluten free": "gluten-free",
    "dairy free": "dairy-free", "low carb": "low-carb", "plant based": "plant-based", "omnivorous": "omnivore",
    "low fat": "low-fat", "low fodmap": "low-fodmap", "high protein": "high-protein",
}  # fmt: skip

FOODS: Final = words("""
  meat, red meat, pork, beef, chicken, lamb, poultry, fish, seafood, shellfish, dairy, milk, cheese, eggs, egg,
  gluten, wheat, bread, carbs, sugar, added sugar, sweets, alcohol, caffeine, coffee, soda, animal products,
  processed food, junk food, fast food, fried food, nuts, peanuts, soy, tofu, meat or fish, meat and fish,
  fish or meat, beef or pork, pork or beef, meat or dairy, dairy or eggs, onion, garlic, onions, mushrooms, tomatoes,
  spicy, spicy things, spicy stuff, raw fish, sushi, oysters, mutton, ham, bacon, offal, liver, gelatine, gelatin,
  booze,
  wine, beer, spirits, energy drinks, fizzy, msg, palm oil, root vegetables, non-veg, egg yolks, cow's milk, bivalves,
  rice, pasta, lactose, salt, butter, bananas, fizzy drinks, anything with a face, anything with gluten, breakfast,
  beef or lamb, shrimp, spicy food, chocolate
""")

CONDITIONS: Final = words("""
  asthma, diabetes, type 1 diabetes, type 2 diabetes, type one diabetes, type two diabetes, gestational diabetes,
  migraine, migraines, chronic migraines, epilepsy, adhd, add, autism, asperger's, dyslexia, dyspraxia, dyscalculia,
  depression, anxiety, social anxiety, generalised anxiety, generalized anxiety, anxiety disorder, panic attacks,
  panic disorder, ptsd, ocd, bipolar disorder, bipolar, arthritis, rheumatoid arthritis, osteoarthritis, osteoporosis,
  hypertension, high blood pressure, low blood pressure, high cholesterol, insomnia, sleep apnea, sleep apnoea,
  narcolepsy, celiac, coeliac, celiac disease, coeliac disease, ibs, irritable bowel syndrome, crohn's,
  crohn's disease, ulcerative colitis, colitis, gerd, acid reflux, eczema, psoriasis, rosacea, acne, vitiligo,
  hay fever, tinnitus, vertigo, anemia, anaemia, hypothyroidism, hyperthyroidism, hashimoto's, hashimoto's disease,
  graves' disease, a thyroid condition, thyroid problems, pcos, endometriosis, fibromyalgia, chronic fatigue,
  chronic fatigue syndrome, long covid, lupus, multiple sclerosis, ms, parkinson's, parkinson's disease,
  cerebral palsy, scoliosis, sciatica, chronic pain, chronic back pain, back problems, back pain, lower back pain,
  a bad back, a bad knee, bad knees, a herniated disc, a slipped disc, a heart condition, a heart murmur,
  heart disease, arrhythmia, a pacemaker, kidney disease, kidney stones, gout, glaucoma, cataracts, astigmatism,
  colour blindness, color blindness, hearing loss, a hearing aid, hearing aids, a stutter, a stammer, tourette's,
  tourette syndrome, sickle cell, sickle cell disease, haemophilia, hemophilia, cystic fibrosis, hiv, hepatitis b,
  cancer, breast cancer, leukemia, leukaemia, an autoimmune disease, an eating disorder, raynaud's, carpal tunnel,
  carpal tunnel syndrome, plantar fasciitis, tendonitis, flat feet, lactose intolerance, restless legs,
  restless leg syndrome, bad eyesight, poor eyesight, copd, bronchitis, sinusitis, chronic sinusitis, ehlers-danlos,
  pots
""")
CONDITION_ADJECTIVES: Final = words("""
  diabetic, asthmatic, epileptic, autistic, dyslexic, dyspraxic, deaf, blind, colour-blind, color-blind, colour blind,
  color blind, colorblind, colourblind, anemic, anaemic, hard of hearing, partially sighted, visually impaired,
  bipolar, celiac, coeliac, type 1 diabetic, type 2 diabetic, hypertensive, short-sighted, nearsighted, near-sighted,
  neurodivergent, immunocompromised, hypothyroid, hiv positive, hypermobile, partially deaf, legally blind,
  deaf in one ear, adhd, disabled
""")

ACTIVITIES: Final = words("""
  hiking, climbing, rock climbing, bouldering, running, jogging, swimming, cycling, biking, mountain biking, skiing,
  snowboarding, surfing, sailing, kayaking, rowing, paddleboarding, diving, scuba diving, fishing, hunting, camping,
  backpacking, walking, horse riding, horseback riding, dancing, salsa, salsa dancing, ballet, tango, yoga, pilates,
  gym, weightlifting, crossfit, boxing, kickboxing, karate, judo, taekwondo, jiu-jitsu, fencing, archery,
  martial arts, tennis, badminton, squash, padel, table tennis, ping pong, football, soccer, basketball, volleyball,
  rugby, cricket, hockey, baseball, golf, chess, poker, board games, video games, dungeons and dragons, d&d, scrabble,
  crosswords, sudoku, puzzles, jigsaw puzzles, gaming, cooking, baking, gardening, knitting, crocheting, crochet,
  sewing, quilting, embroidery, pottery, ceramics, painting, drawing, sketching, calligraphy, photography, filmmaking,
  woodworking, carpentry, reading, writing, journaling, blogging, poetry, singing, acting, improv, theatre, origami,
  birdwatching, bird watching, birding, stargazing, astronomy, astrophotography, geocaching, foraging, brewing,
  homebrewing, beekeeping, coding, programming, meditation, meditating, travelling, traveling, volunteering,
  skateboarding, skating, ice skating, figure skating, roller skating, parkour, triathlon, triathlons, trail running,
  orienteering, genealogy, model trains, model building, stamp collecting, collecting, karaoke, djing, watercolours,
  watercolors, watercolor painting, wild swimming, cold-water swimming, thrifting, people-watching, metal detecting,
  kite flying, kitesurfing, windsurfing, paragliding, skydiving, larping, tabletop games, magic tricks, juggling,
  hurling, camogie, gaelic football, darts, snooker, pool, bowling, lawn bowls, croquet, netball, lacrosse, handball,
  water polo, floorball, softball, field hockey, ice hockey, american football, aussie rules, afl, futsal,
  five-a-side, sea swimming, open-water swimming, bodyboarding, rafting, canoeing, dragon boat racing, wakeboarding,
  snorkelling, snorkeling, freediving, spearfishing, fly fishing, crabbing, birdspotting, bird spotting,
  trainspotting, plane spotting, mahjong, carrom, go, bridge, backgammon, pub quizzes, trivia nights, cosplay, drag,
  stand-up comedy, stand-up, theater, drama, amateur dramatics, am dram, choir, choir singing, gospel singing,
  beatboxing, rapping, songwriting, djing, spoken word, slam poetry, creative writing, screenwriting, macrame,
  weaving, felting, leatherwork, woodwork, wood carving, whittling, metalworking, blacksmithing, glassblowing,
  jewellery making, jewelry making, upcycling, thrift shopping, antiquing, bonsai, houseplants, mushroom foraging,
  mushroom picking, allotment gardening, fermenting, winemaking, homebrew, barbecuing, grilling, sourdough baking,
  cake decorating, zumba, spin, spinning, aerobics, barre, hiit, powerlifting, bodybuilding, calisthenics, gymnastics,
  trampolining, acrobatics, aerial silks, pole dancing, ballroom dancing, line dancing, swing dancing, bhangra,
  kathak, bharatanatyam, salsa, bachata, kizomba, flamenco, irish dancing, tap, tap dancing, hip hop dance, bjj,
  muay thai, mma, wrestling, kendo, aikido, tai chi, qigong, mountaineering, hillwalking, hill walking, fell running,
  ultrarunning, parkrun, obstacle racing, bikepacking, gravel riding, bmx, karting, motorcycling, drone flying,
  rc cars, warhammer, miniature painting, lego, speedcubing, retro gaming, sim racing, coin collecting,
  vinyl collecting, trekking, set dancing, bingo, pigeon racing, rambling, hill running, stone skimming, quizzing,
  concertina, ukulele, handbells, crossword puzzles, jigsaws, sea fishing, bass fishing, barbecue, lockpicking,
  cold plunging, roller derby, ultimate frisbee, pickleball, disc golf, spikeball, pub quiz, drumming, taxidermy,
  scrapbooking, soap making, candle making, bread baking, improv comedy, guitar, piano, violin

""")
ACTIVITY_GERUNDS: Final = words("""
  playing, collecting, watching, building, making, reading, writing, riding, growing, restoring, learning, listening,
  exploring, going, fixing, taking, flying, walking, doing, brewing, solving, drawing, painting, singing, cooking,
  baking
""")
INSTRUMENTS: Final = words("""
  guitar, bass, bass guitar, piano, violin, viola, cello, double bass, flute, clarinet, saxophone, sax, trumpet,
  trombone, drums, drum kit, keyboard, keyboards, ukulele, banjo, mandolin, harp, harmonica, accordion, organ, oboe,
  bagpipes, recorder, electric guitar, acoustic guitar, classical guitar, sitar, tabla, french horn, tuba, synth,
  fiddle
""")
VERB_HOBBIES: Final = {
    "paint": "painting", "draw": "drawing", "knit": "knitting", "crochet": "crocheting", "sew": "sewing",
    "bake": "baking",
    "cook": "cooking", "garden": "gardening", "run": "running", "jog": "jogging", "swim": "swimming",
    "cycle": "cycling",
    "climb": "climbing", "hike": "hiking", "surf": "surfing", "ski": "skiing", "snowboard": "snowboarding",
    "sail": "sailing",
    "skate": "skating", "skateboard": "skateboarding", "dance": "dancing", "sing": "singing", "boulder": "bouldering",
    "meditate": "meditation", "box": "boxing", "row": "rowing", "fish": "fishing", "camp": "camping",
    "fence": "fencing",
    "read": "reading", "travel": "travelling", "write poetry": "writing poetry", "write": "writing",
    "box ": "boxing", "bike": "biking",
}  # fmt: skip

GENRES: Final = words("""
  science fiction, sci-fi, fantasy, thrillers, crime novels, crime fiction, detective stories, mysteries,
  murder mysteries, historical novels, historical fiction, poetry, manga, comics, graphic novels, romance,
  romance novels, biographies, memoirs, non-fiction, nonfiction, horror, horror novels, horror films, horror movies,
  anime, documentaries, k-dramas, sitcoms, westerns, romcoms, jazz, metal, heavy metal, techno, house, rock, punk,
  indie, indie rock, pop, k-pop, hip hop, hip-hop, rap, classical music, opera, folk, folk music, country,
  country music, blues, soul, funk, reggae, afrobeats, ambient, drum and bass, electronic music, podcasts, true crime,
  true crime podcasts, audiobooks, lo-fi
""")
POSSESSIONS: Final = words("""
  car, van, campervan, camper van, camper, motorhome, truck, pickup, pickup truck, suv, hatchback, motorbike,
  motorcycle, scooter, moped, bike, bicycle, cargo bike, road bike, mountain bike, gravel bike, e-bike, ebike,
  electric bike, electric car, hybrid, tandem, unicycle, boat, sailboat, kayak, canoe, surfboard, paddleboard,
  caravan, tractor, house, flat, apartment, condo, cottage, cabin, farm, farmhouse, allotment, garden, greenhouse,
  summer house, holiday home, vineyard, piano, grand piano, guitar, violin, cello, drum kit, keyboard, ukulele,
  saxophone, synthesizer, turntable, record player, vinyl collection, camera, film camera, dslr, drone, telescope,
  3d printer, laptop, desktop, pc, gaming pc, macbook, thinkpad, ipad, tablet, iphone, android phone, smartphone,
  phone, pixel, kindle, e-reader, console, playstation, ps5, xbox, switch, nintendo switch, steam deck, tv, projector,
  sewing machine, espresso machine, coffee machine, bread machine, air fryer, pizza oven, kamado, smoker, wood stove,
  workshop, treadmill, rowing machine, exercise bike, home gym, hot tub, sauna, pool, swimming pool, tent,
  rooftop tent, loom, kiln, heat pump, solar panels, robot vacuum, tesla, volvo, toyota, honda, ford, bmw, audi,
  volkswagen, vw, fiat, renault, peugeot, skoda, vespa, harley, brompton, subaru, mazda, golf, mini, prius, polo,
  corolla, civic, garmin, apple watch, smartwatch, bookshop, bakery, food truck
""")

TECH: Final = words("""
  python, java, javascript, typescript, rust, go, golang, c, c++, c#, ruby, php, kotlin, swift, scala, haskell,
  elixir, erlang, perl, r, sql, html, css, react, vue, angular, django, flask, fastapi, node, node.js, kubernetes,
  docker, terraform, ansible, aws, azure, gcp, linux, windows, macos, android, ios, vim, emacs, git, postgres,
  postgresql, rabbitmq, kafka, excel, photoshop, illustrator, figma, blender, autocad, matlab, latex, unity, unreal,
  pytorch, tensorflow, salesforce, wordpress, spss, tableau, power bi, solidworks, lightroom, fortran, cobol, bash,
  julia, lua, dart, flutter, svelte, spark
""")
