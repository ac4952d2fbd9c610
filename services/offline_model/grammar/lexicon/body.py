"""What people are allergic to, what they live with, and what they leave on the plate: wider than the tables need it."""

from typing import Final

from services.offline_model.grammar.lexicon import life, words

ALLERGENS: Final = words("""
  egg, eggs, egg white, milk, cow's milk, dairy, lactose, cheese, gluten, wheat, rye, barley, soy, soya, sesame,
  mustard, celery, lupin, nut, nuts, tree nuts, tree nut, peanut, peanuts, groundnut, groundnuts, cashew, cashews,
  almond, almonds, walnut, walnuts, hazelnut, hazelnuts, pistachio, pistachios, pecan, pecans, brazil nuts,
  macadamia, macadamias, pine nuts, coconut, fish, shellfish, seafood, shrimp, shrimps, prawn, prawns, crab, crabs,
  lobster, crayfish, oyster, oysters, mussels, clams, scallops, squid, octopus, salmon, tuna, mackerel, anchovies,
  sardines, kiwi, kiwis, kiwi fruit, mango, mangoes, mangos, pineapple, banana, bananas, strawberry, strawberries,
  peach, peaches, apple, apples, avocado, avocados, tomato, tomatoes, citrus, oranges, melon, cherries, grapes,
  papaya, jackfruit, lychee, durian, onion, onions, raw onion, garlic, peppers, chilli, aubergine, eggplant,
  brinjal, corn, maize, yeast, msg, sulphites, sulfites, food colouring, red dye, chocolate, coffee, caffeine,
  alcohol, red wine, beer, honey, mushrooms, spinach, carrots, raw carrots, cucumber, chickpeas, lentils, beans,
  pork, beef, chicken, red meat, mutton, gelatine, latex, latex gloves, nickel, wool, penicillin, amoxicillin,
  aspirin, ibuprofen, codeine, sulfa drugs, sulfa, antibiotics, anaesthetic, morphine, paracetamol, iodine, pollen,
  grass, grass pollen, birch, birch pollen, tree pollen, ragweed, hay, dust, dust mites, house dust, mould, mold,
  cat hair, dog hair, pet dander, pet hair, cats, dogs, horses, rabbits, feathers, fur, bee stings, bee sting, bee,
  bees, wasp, wasps, wasp stings, mosquito bites, mosquitoes, ants, fire ants, insect bites, perfume, fragrance,
  scented candles, detergent, washing powder, sunscreen, hair dye, henna, adhesive, plasters, cobalt, formaldehyde,
  poison ivy, sunlight, cold, chlorine, buckwheat, oats, quinoa, sunflower seeds, poppy seeds, cinnamon, vanilla,
  turmeric, okra, crustaceans, raw fish, sushi, crawfish, cockles, hummus, tahini, guava, plantain, cassava,
  stockfish, ugu
""")
CONDITIONS: Final = life.CONDITIONS | words("""
  coeliac, celiac, hashimoto, hashimotos, crohns, parkinsons, rheumatism, rheumatic arthritis, psoriatic arthritis,
  bunions, a stoma, stoma, colostomy, colostomy bag, ileostomy, an ulcer, ulcer, ulcers, stomach ulcer, peptic
  ulcer, mouth ulcers, gastritis, chronic gastritis, fatty liver, prediabetes, pre-diabetes, prediabetic, insulin
  resistance, high blood sugar, low blood sugar, low iron, iron deficiency, b12 deficiency, low b12, vitamin d
  deficiency, underactive thyroid, overactive thyroid, thyroid, thyroid problem, thyroid issue, thyroid disease,
  goitre, pcod, fibroids, adenomyosis, menopause, perimenopause, sickle cell trait, sickle cell anaemia,
  thalassemia, thalassaemia, g6pd, haemochromatosis, macular degeneration, detached retina, keratoconus, dry eyes,
  lazy eye, macular, glaucoma, frozen shoulder, tennis elbow, golfer's elbow, rotator cuff, torn acl, torn meniscus,
  herniated discs, bulging discs, bulging disc, slipped discs, degenerative disc disease, spinal stenosis, arthritis
  in my hands, osteopenia, hip dysplasia, hip replacement, knee replacement, a hip replacement, a knee replacement,
  shin splints, stress fracture, repetitive strain injury, rsi, gammy knee, dodgy hip, dodgy knee, dodgy back, bad
  back, bad knee, bad knees, bad hip, bad shoulder, crook back, bad heart, weak heart, heart failure, heart attack,
  heart infarct, heart problem, angina, atrial fibrillation, afib, a stent, stents, a heart valve, bypass, stroke, a
  stroke, tia, epileptic seizures, seizures, cluster headaches, chronic headaches, vertigo, meniere's, menieres,
  meniere's disease, tinnitus, partial deafness, hearing problems, sleep apnoea, sleep apnea, obstructive sleep
  apnea, sinus problems, chronic sinusitis, sinus, nasal polyps, deviated septum, allergic rhinitis, dermatitis,
  contact dermatitis, hives, chronic urticaria, urticaria, keloids, hidradenitis, alopecia, hyperhidrosis, athlete's
  foot, gout, kidney stone, one kidney, chronic kidney disease, overactive bladder, uti, interstitial cystitis,
  prostate, enlarged prostate, gallstones, no gallbladder, pancreatitis, diverticulitis, reflux, heartburn, acidity,
  gastric, hiatal hernia, hiatus hernia, a hernia, hernia, piles, haemorrhoids, hemorrhoids, ibd, sibo, leaky gut,
  lactose intolerance, gluten intolerance, histamine intolerance, postnatal depression, postpartum depression,
  burnout, ptsd, c-ptsd, bpd, borderline personality disorder, schizophrenia, anorexia, bulimia, binge eating
  disorder, dementia, early-stage parkinson's, essential tremor, tremor, neuropathy, nerve damage, pinched nerve,
  trigeminal neuralgia, long covid, mecfs, me/cfs, ms, lyme disease, lyme, tuberculosis, tb, hepatitis, malaria,
  varicose veins, dvt, a blood clot, blood clots, factor v leiden, high bp, low bp, bp, high blood, high pressure,
  cholesterol, high cholesterol, high triglycerides, sugar diabetes, obesity, lymphoma, melanoma, skin cancer,
  prostate cancer, colon cancer, thyroid cancer, lipoedema, lymphoedema, lymphedema, spondylitis, ankylosing
  spondylitis, spondylosis, cervical spondylosis, slip disc, slip disk, cataract, astigmatism, myopia, colour blind,
  dyscalculia, dysgraphia, apd, sensory processing disorder, a limp, flat feet, plantar fasciitis, achilles
  tendonitis, tendinitis, bursitis, sjogren's, scleroderma, sarcoidosis, myasthenia gravis, cystitis, chronic cough,
  bronchiectasis, asthmatic bronchitis, emphysema, pacemaker, a pacemaker, insulin pump, hearing aid, hearing aids,
  cochlear implant, a prosthetic leg, prosthetic leg, a bad ulcer, bad ulcer, type one, type two, type 1, type 2,
  type 1 diabetic, type 2 diabetic, blood thinners, panic disorder, social anxiety, health anxiety, chronic fatigue,
  chronic migraine, migraines with aura, sinus migraines, tension headaches, restless legs, poor circulation,
  raynauds, misophonia, hypermobility, eds, cerebral palsy, spina bifida, polio, muscular dystrophy, dystonia,
  tourettes, bells palsy, bell's palsy
""")
"""What `health` may hold when the words around it say whose it is."""
FOODS: Final = (
    life.FOODS
    | ALLERGENS
    | words("""
  offal, tripe, beans, rice, spicy food, pepper, milk tea, fizzy drinks, soft drinks, sweets, desserts, snacks,
  bread, pasta, potatoes, fried food, fast food, coriander, cilantro, olives, beetroot, liquorice, marmite, blue
  cheese, goat, goat meat, veal, duck, rabbit, turkey, venison, haggis, black pudding, liver, kidney, snails,
  anything fried, anything spicy, anything sweet, salt, sugar, oil, ghee, butter, cream, bacon, ham, sausages,
  processed meat, processed food, meat or fish, raw onions, chicken mutton, egg yolk, onion garlic, onion or garlic,
  onion and garlic
""")
)
