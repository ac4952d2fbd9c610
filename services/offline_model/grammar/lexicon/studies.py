"""Fields of study and school subjects, with what students call them, and the words for degrees and stages."""

from typing import Final

from services.offline_model.grammar.lexicon import words

SUBJECTS: Final = words("""
  a levels, a-levels, gcses, leaving cert, abitur, baccalaureate, 11th grade, 12th grade, 10th grade, 9th grade,
  accounting, accountancy, accounting and finance, actuarial science, aeronautics, aerospace engineering, agriculture,
  agronomy, american studies, anatomy, ancient history, animation, anthropology, applied maths, archaeology,
  architecture, art, art history, artificial intelligence, astronomy, astrophysics, audio engineering, automotive,
  banking and finance, biochemistry, bioinformatics, bio, biology, biomedical engineering, biomedical science, biomed,
  biotech, biotechnology, botany, building surveying, business, business administration, business studies, carpentry,
  chem, chem eng, chemical engineering, chemistry, childcare, civil engineering, classics, cognitive science,
  commerce, communication, communication studies, communications, comparative literature, comp sci, compsci,
  computer engineering, computer science, computing, conservation, cosmetology, counselling, creative writing,
  criminal justice, criminology, cse, cs, culinary arts, cultural studies, cyber security, cybersecurity, dance,
  data analytics, data science, dentistry, design, development studies, digital marketing, drama,
  early childhood education, early years, earth science, ecology, econ, econs, economics, education,
  educational leadership, ed leadership, electrical engineering, electronics, electronics and communication, ece, eee,
  mech e, emergency management, engineering, english lit, english literature, entrepreneurship, environmental science,
  environmental studies, events management, fashion, fashion design, film, film studies, finance, fine art, fine arts,
  fisheries, food science, forensic science, forestry, game design, gender studies, genetics, geography, geog,
  geology, geophysics, graphic design, health and social care, history, history of art, home science, horticulture,
  hospitality, hospitality management, hotel management, human geography, human resources, hr management,
  illustration, immunology, industrial design, industrial engineering, information science, information systems,
  information technology, interior design, international business, international development, international relations,
  ir, journalism, kinesiology, land surveying, landscape architecture, law, library science, linguistics, literature,
  logistics, management, marine biology, marketing, mass communication, mass comm, material science,
  materials science, mathematics, maths, math, mech eng, mechanical, mechanical engineering, mechatronics, media,
  media studies, medicine, meteorology, microbiology, midwifery, music, music production, music theory,
  nanotechnology, neuroscience, nursing, nutrition, occupational therapy, oceanography, optometry, osteopathy,
  performing arts, petroleum engineering, pharmacology, pharmacy, philosophy, photography, physical education,
  physics, physio, physiology, physiotherapy, plumbing, pol sci, poli sci, politics, political science, ppe,
  product design, project management, psych, psychology, public administration, public health, public policy,
  quantity surveying, radiography, real estate, religious studies, robotics, social policy, social science,
  social sciences, social work, sociology, software engineering, sound engineering, speech therapy, sports science,
  sport science, statistics, stats, supply chain management, surveying, sustainability, textile design, textiles,
  theatre, theology, tourism, town planning, urban planning, vet med, vet science, vet tech, veterinary medicine,
  veterinary science, visual arts, web development, welding, zoology, battery material, humanities, pcm, pcb, b.com,
  electrician, beauty therapy, hairdressing, business and management, maths and physics, computer vision, robotics

""")
STAGES: Final = words("""
  first-year, second-year, third-year, final-year, first year, sophomore, freshman, fresher, junior, senior,
  undergrad, undergraduate, postgrad, postgraduate, student, master, masters, master's, msc, ma, mba, mphil, phd,
  doctorate, bachelor, bachelors, bachelor's, bsc, ba, b.sc, b.tech, btech, be, mtech, m.tech, degree, diploma, ond,
  hnd, major, majors, minor, course, programme, program, semester, year, yr, a level, a levels, a-level, a-levels,
  gcse, gcses, leaving cert, foundation, apprenticeship, certificate, thesis, dissertation, studies, undergrad degree,
  honours, sixth form, college, uni, university, campus, erasmus, lectures, coursemates, placement, scholarship,
  admission, pgce, llb, llm, bds, mbbs, md, btec, nvq, city and guilds, ged, credits, class

""")
