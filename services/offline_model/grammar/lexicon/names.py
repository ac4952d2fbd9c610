"""Given names common enough to be recognised without a capital letter, and capitalised words that are no name."""

from typing import Final

from services.offline_model.grammar.lexicon import words

GIVEN_NAMES: Final = words("""
  ada, adam, ahmed, aisha, alan, alex, alexander, alexandra, ali, alice, alina, amanda, amina, amy, ana, anders,
  andrea, andrew, andy, angela, anita, anna, anne, anthony, antonio, arjun, arthur, astrid, ava, barbara, beatriz,
  ben, benjamin, beth, bob, brian, bruno, camila, carla, carlos, carmen, caroline, catherine, charlie, charlotte,
  chen, chiara, chloe, chris, christina, claire, clara, daniel, daniela, dave, david, deepa, diana, diego, dmitri, ed,
  eduardo, elena, eli, elias, elif, elizabeth, ella, emily, emma, eric, erik, eva, fatima, felix, fernando, filipe,
  fiona, francesca, frank, freya, gabriel, george, giulia, grace, greg, hana, hannah, harry, hassan, helen, helena,
  henry, hugo, ian, ibrahim, ines, ingrid, irene, isabel, isla, ivan, jack, jacob, james, jan, jane, janet, jason,
  javier, jean, jenny, jess, jessica, jim, joan, joana, joao, joe, john, jonas, jorge, jose, joseph, josh, juan,
  judith, julia, julie, kai, karen, karim, kate, katie, kenji, kevin, kim, kofi, kwame, lara, lars, laura, lena, leo,
  liam, lily, linda, lisa, lola, lucas, lucia, lucy, luis, luke, lukas, magda, marco, margaret, maria, mariana, marie,
  mario, mark, marta, martin, mary, mateo, matt, matteo, max, mei, mia, michael, miguel, mike, mila, mohamed,
  mohammed, monica, nadia, natasha, nathan, nia, nick, nicole, nina, noah, nora, nuno, olga, oliver, olivia, omar,
  oscar, pablo, paul, paula, paulo, pedro, peter, petra, phil, pierre, priya, rachel, rafael, raj, ravi, rebecca,
  ricardo, richard, rita, rob, robert, rosa, ruth, ryan, sally, sam, samuel, sandra, santiago, sara, sarah, sean,
  sergio, simon, sofia, sophia, sophie, stefan, stephen, steve, sue, susan, svetlana, tania, tara, teresa, theo,
  thomas, tiago, tim, tom, tomas, tony, vera, victor, victoria, wei, will, william, yara, yuki, yusuf, zara, zoe
""")

NOT_NAMES: Final = words("""
  i, ok, okay, sorry, sure, fine, good, great, happy, sad, tired, done, back, here, there, home, late, ready, busy,
  single, married, vegan, vegetarian, christian, catholic, muslim, jewish, hindu, buddhist, atheist, protestant,
  orthodox, sikh, monday, tuesday, wednesday, thursday, friday, saturday, sunday, christmas, easter, the, a, an, not,
  no, yes, my, your, his, her, and, but, so, in, on, at, of, to, is, was, has, are, very, really, just, also, always,
  never, going, trying, looking, working, thinking, gemini, virgo, libra, scorpio, aries, taurus, cancer, sagittarius,
  capricorn, aquarius, pisces, adhd, lgbt, lgbtq, gay, queer, bi, trans, dad, mum, mom, pm, ceo, cto, gmt, utc, cet,
  est, pst, what, why, how, who, when, where, dr, mr, mrs, ms, afk, off, out, up, down, it, that, this, he, she, they,
  we, you, if, because, since, english, autistic, bored, hungry, new, old, ill, sick, all, both, about, still, too,
  now, well, thanks, thank, hello, hi, hey, please, wow, sleepy, cold, hot, lost, excited, stressed, stuck, curious,
  confused, sceptical, republican, democrat
""")
