"""Professions, fields of work and the nouns that only look like a profession."""

from typing import Final

from services.offline_model.grammar.lexicon import words
from services.offline_model.grammar.lexicon.trades import TRADES

JOBS: Final = (
    words("""
  nurse, doctor, physician, surgeon, vet, dentist, midwife, paramedic, pharmacist, therapist, physiotherapist, physio,
  psychologist, psychiatrist, radiographer, optician, carer, caregiver, teacher, lecturer, professor, tutor,
  librarian, headteacher, principal, researcher, scientist, chemist, physicist, biologist, geologist, astronomer,
  historian, archaeologist, economist, statistician, mathematician, engineer, developer, programmer, coder, dev,
  architect, designer, tester, sysadmin, admin, administrator, analyst, accountant, auditor, bookkeeper, banker,
  broker, trader, actuary, consultant, lawyer, attorney, solicitor, barrister, paralegal, judge, notary, clerk,
  secretary, receptionist, assistant, pa, manager, director, ceo, cto, cfo, coo, founder, cofounder, co-founder,
  entrepreneur, executive, recruiter, marketer, copywriter, writer, author, novelist, poet, journalist, reporter,
  editor, translator, interpreter, publisher, photographer, filmmaker, videographer, animator, illustrator, artist,
  painter, sculptor, musician, pianist, violinist, guitarist, drummer, singer, composer, conductor, dj, actor,
  actress, dancer, choreographer, comedian, model, chef, cook, baker, butcher, barista, bartender, waiter, waitress,
  sommelier, brewer, farmer, gardener, florist, landscaper, forester, fisherman, beekeeper, winemaker, carpenter,
  electrician, plumber, welder, mechanic, joiner, builder, bricklayer, roofer, mason, machinist, technician, tailor,
  seamstress, hairdresser, barber, beautician, cleaner, janitor, caretaker, driver, trucker, courier, pilot, captain,
  sailor, steward, stewardess, flight attendant, porter, postman, mailman, cashier, salesman, saleswoman, salesperson,
  salesclerk, shopkeeper, shop assistant, realtor, estate agent, agent, insurer, underwriter, police officer, cop,
  officer, detective, firefighter, fireman, soldier, marine, guard, lifeguard, bodyguard, priest, pastor, imam, rabbi,
  monk, nun, social worker, coach, trainer, instructor, personal trainer, athlete, footballer, referee, nanny,
  au pair, babysitter, childminder, student, intern, trainee, apprentice, postdoc, freelancer, contractor,
  civil servant, diplomat, politician, mayor, planner, surveyor, supervisor, foreman, operator, strategist,
  owner of a bakery, housewife, homemaker, stay-at-home mum, stay-at-home mom, stay-at-home dad, data scientist,
  product owner, scrum master, devops, sre, youtuber, streamer, blogger, influencer, podcaster, jeweller, jeweler,
  potter, curator, undertaker, zookeeper, dietitian, nutritionist, chiropractor, osteopath, sonographer, hygienist,
  gp, lab tech, tech lead, team lead, team leader, lead, head of marketing, partner at a law firm, bus driver,
  taxi driver, delivery driver, cellist, luthier, dispatcher, warehouse worker, factory worker, worker, associate,
  specialist, coordinator, representative, rep, advisor, adviser, sparky, chippy, tradie, brickie, postie, plasterer,
  glazier, tiler, decorator, handyman, caterer, tradesman, tradesperson, farmhand, shepherd, fishmonger, greengrocer,
  grocer, hawker, rider, okada rider, usher, bouncer, croupier, conductor, guide, tour guide, ranger, park ranger,
  compliance officer, loan officer, probation officer, customs officer, banker, teller, bank teller,
  chartered accountant, ca, quantity surveyor, estimator, draughtsman, merchandiser, buyer, stylist, makeup artist,
  tattoo artist, nail tech, masseuse, masseur, physician assistant, nurse practitioner, phlebotomist, anaesthetist,
  radiologist, paediatrician, pediatrician, dermatologist, cardiologist, obstetrician, gynaecologist, oncologist,
  veterinarian, vet nurse, doula, health visitor, care assistant, support worker, home carer, youth worker,
  teaching assistant, ta, headmaster, headmistress, deputy head, childcare worker, early years practitioner,
  dinner lady, school cook, crossing guard, beautician, hair stylist, dressmaker, fashion designer, cobbler,
  upholsterer, carpenter, stonemason, scaffolder, crane operator, machine operator, forklift driver, train driver,
  tram driver, lorry driver, truck driver, uber driver, signalman, boatbuilder, deckhand, seaman, air hostess,
  cabin crew, ground staff, travel agent, hotelier, innkeeper, housekeeper, concierge, night porter, security guard,
  paratrooper, navy officer, army officer, airman, firefighter, coder, web developer, game developer, data engineer,
  product manager, project manager, programme manager, qa, qa tester, ux researcher, ux designer, graphic designer,
  sound engineer, sound technician, roadie, stagehand, stage manager, cameraman, producer, director, scriptwriter,
  screenwriter, proofreader, typesetter, bookbinder, bookseller, archivist, genealogist, town planner, councillor, mp,
  lobbyist, campaigner, fundraiser, charity worker, vicar, chaplain, deacon, missionary, stay-at-home parent,
  stay at home mum, stay at home mom, stay at home dad, stay at home mother, stay at home father, full-time mum,
  carer for my mum, phd student, grad student, medical student, law student, med student, nursing student,
  lorry mechanic, car mechanic, bike mechanic, watchmaker, goldsmith, silversmith, blacksmith, farrier, jockey, groom,
  dog walker, dog groomer, pet sitter, crofter, smallholder, dairy farmer, sheep farmer, fruit picker, arborist,
  tree surgeon, air traffic controller, auctioneer, barmaid, barman, bellboy, bin man, binman, busboy, caddie, caddy,
  copper, corper, crossing lady, dishwasher, distiller, dive master, diver, dogsbody, doorman, drover, fabric seller,
  fabricator, fitter, front desk person, full time mother, full time mum, full-time dad, full-time mother,
  glassblower, groundsman, it support, laborer, labourer, lollipop lady, longshoreman, lumberjack, magistrate,
  mail carrier, milkman, miner, oysterman, panel beater, patissier, pensioner, piano tuner, picker, policeman,
  policewoman, postwoman, refuse collector, restaurateur, rigger, roaster, school counselor, school crossing lady,
  sergeant, shearer, station master, stay at home parent, stevedore, stockbroker, stocktaker, storeman, sub-editor,
  tanner, thatcher, ticket inspector, valet, vintner, ward sister, warden, warehouse operative, weaver

""")
    | TRADES
)

JOB_ENDINGS: Final = (
    "ologist", "ographer", "ician", "ineer", "ssistant", "chanic", "worker", "tender", "tioner", "smith", "wright",
    "keeper",
    "maker", "ist", "iatrist", "grapher",
)  # fmt: skip

_SHORTEST: Final = 7
"""Letters of a word that may be a profession for its ending alone: `mist` is none."""


def looks_like_job(low: str) -> bool:
    """Tell whether a word that no list has ends like a profession."""
    return len(low) >= _SHORTEST and low.endswith(JOB_ENDINGS)


NOT_JOBS: Final = words("""
  playlist, shortlist, checklist, wishlist, wish list, tracklist, to-do list, catalyst, gist, twist, whist,
  physician's, fan, person, lover, beginner, believer, member, owner, mother, father, parent, morning person,
  night owl, vegetarian, vegan, mess, bit, little, man, woman, guy, girl, boy, human, nerd, geek, foodie, runner,
  gamer, swimmer, reader, cat person, dog person, optimist, pessimist, atheist, minimalist, pacifist, activist,
  racist, tourist, idealist, realist, purist, capitalist, socialist, communist, buddhist, masochist, cyclist,
  motorist, trouble maker, troublemaker, egoist, narcissist, nationalist, anarchist, hedonist, humanist, monarchist,
  completionist, maximalist, hobbyist, essentialist, evangelist, cultist, finalist, antagonist, perfectionist,
  introvert, extrovert, feminist, smoker, drinker, sleeper, goalkeeper, midfielder, defender, bowler

""")

FIELDS: Final = words("""
  marketing, finance, sales, tech, it, hr, human resources, qa, pr, public relations, ux, advertising, banking,
  insurance, healthcare, health care, education, hospitality, tourism, retail, logistics, construction, real estate,
  law, publishing, journalism, media, film, fashion, agriculture, farming, biotech, pharma, research, academia,
  government, the public sector, customer service, customer support, support, software, software development,
  web development, data science, cybersecurity, consulting, accounting, engineering, manufacturing, catering,
  childcare, social work, nursing, design, graphic design, gaming, game development, e-commerce, aviation, energy,
  renewables, oil and gas, procurement, operations, recruitment, recruiting, the film industry, the music industry,
  theatre, the army, the navy, the military, aerospace, robotics, politics, mental health, conservation, forestry,
  shipping, telecoms
""")

WORKPLACES: Final = words("""
  hospital, bank, school, university, college, library, bakery, restaurant, cafe, café, bar, pub, hotel, factory,
  warehouse, shop, store, supermarket, bookshop, bookstore, museum, theatre, theater, startup, start-up, start up,
  law firm, firm, agency, company, charity, ngo, nonprofit, non-profit, clinic, pharmacy, nursery, kindergarten,
  care home, nursing home, farm, zoo, call centre, call center, consultancy, newspaper, magazine, publisher, garage,
  salon, gym, airport, airline, post office, laboratory, lab, brewery, vineyard, winery, primary school, high school,
  secondary school, daycare, daycare center, vet clinic, bike shop, coffee shop, research institute, think tank,
  city council, council, ministry, embassy, court, prison, church, studio, design studio, game studio, fintech,
  tech company, insurance company, construction company, software company, flower shop, record store, hardware store,
  petrol station, bubble tea shop, tea shop, barbershop, chip shop, takeaway, tailor shop, provision shop,
  clothes shop, department store, mall, distribution centre, distribution center, depot, steel mill, mill, mine,
  shipyard, dockyard, sawmill, abattoir, dairy, greenhouse, garden centre, nursery school, boarding school,
  middle school, elementary school, junior college, polytechnic, bpo, mnc, call centre company, software house,
  ad agency, marketing agency, recruitment agency, estate agency, travel agency, dental clinic, dental practice,
  gp practice, surgery, hospice, rehab centre, shelter, animal shelter, women's shelter, youth centre,
  community centre, leisure centre, spa, radio station, tv station, publishing house, printing house, print shop,
  foundation, trust, institute, observatory, planetarium, aquarium, theme park, casino, nightclub, cinema,
  cruise ship, oil rig, oil company, power plant, nuclear plant, water company, energy company, logistics company,
  shipping company, courier company, bus company, railway, railways, rail company, bistro, canteen, cafeteria,
  food truck, catering company, catering business, fish market, market, building society, credit union,
  community college, sixth form, ambulance service, fire service, fire station, police station, practice,
  health centre, health center, medical centre, outpatients, ward, tennis club, golf club, club, chain, branch, yard,
  plant, quarry, colliery, refinery, foundry, tannery, brickworks, sugar factory, meatworks, packhouse, cannery,
  orchard, plantation, ranch, station, stables, kennels, cattery, boatyard, marina, port, docks, ferry company,
  haulage, haulage company, haulage firm, removals firm, moving company, taxi firm, cab firm, garage, dealership,
  body shop, tyre shop, petrol garage, service station, gas station, corner shop, off-licence, bottle shop, bottle-o,
  grocery store, grocery, dollar store, charity shop, thrift store, jewellers, opticians, chemist, chemists,
  bookmakers, estate agents, letting agency, accountancy firm, accounting firm, architects' practice,
  architecture firm, engineering firm, consulting firm, security company, cleaning company, temp agency,
  advertising agency, pr agency, web agency, it company, tech firm, tech startup, biotech, biotech company,
  pharma company, bank branch, savings bank, post office, job centre, town hall, county council, department,
  fire department, police department, sheriff's office, dmv, civil service, embassy, consulate, university hospital,
  general hospital, children's hospital, maternity hospital, care home, old people's home, retirement home,
  nursing home, group home, day centre, creche, crèche, preschool, pre-school, kindy, kinder, language school,
  dance school, music school, driving school, art school, academy, waldorf school, montessori school, comprehensive,
  grammar school, gymnasium, lycée, lycee, madrasa, seminary, monastery, parish, synagogue, temple, mosque, gurdwara,
  convent, call centre, contact centre, data centre, print works, bindery, slaughterhouse, fishery, fish farm,
  dairy farm, poultry farm, hotel chain, hostel, guesthouse, guest house, b&b, resort, ski resort, campsite,
  caravan park, holiday park, water park, bowling alley, skating rink, swimming pool, sports centre, stadium,
  racecourse, racetrack, concert hall, opera house, orchestra, recording studio, record label, production company,
  film studio, tv channel, news agency, local paper, paper, kiosk, food stall, stall, hawker centre, coffee stall,
  chippy, burger joint, pizzeria, steakhouse, diner, deli, sandwich shop, ice cream shop, patisserie, noodle shop,
  tattoo studio, nail bar, nail salon, hair salon, hairdresser's, hairdressers, barber's, spa, yoga studio, dojo,
  nursery, plant nursery

""")
