"""Secrets are found in all the forms that people write them in, and what only looks like one stays."""

import re
from itertools import pairwise
from time import thread_time_ns

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.events import MESSAGE_LIMIT
from services.kit.redaction.detector import find_secrets, redact
from services.kit.redaction.kinds import KINDS, marker

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"

SECRETS = {
    "card number": [
        "4111 1111 1111 1111",
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u200b1111\u200b1111\u200b1111",
        "5555 5555 5555 4444",
        "2223003122003222",
        "3782 822463 10005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "４１１１１１１１１１１１１１１１",
    ],
    "IBAN": [
        "DE89 3704 0044 0532 0130 00",
        "de89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
        "NL91ABNA0417164300",
        "PT50 0002 0123 1234 5678 9015 4",
        "NO93 8601 1117 947",
    ],
    "key": [
        "sk-proj-abcdefghijklmnopqrstuvwxyz123456",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "xoxb-123456789012-abcdefABCDEF",
        "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
        JWT,
    ],
    "private key": [PEM],
}


@pytest.mark.parametrize(("kind", "secret"), [(kind, each) for kind, all_of in SECRETS.items() for each in all_of])
@pytest.mark.parametrize("around", ["{}", "Mine is {}.", "a ({}), b", "x: {}\nand I live in Leeds", "'{}'"])
def test_what_has_a_secrets_shape_is_one_wherever_it_stands(kind: str, secret: str, around: str):
    assert redact(around.format(secret)).text == around.format(marker(kind))


TOLD = [
    ("my password is hunter2", "hunter2", "password"),
    ("My password is Tr0ub4dor&3, don't tell.", "Tr0ub4dor&3", "password"),
    ("my password is swordfish.", "swordfish", "password"),
    ("the password for the wifi is sunflower and my pin is 4821", "sunflower", "password"),
    ("wifi password: purpleMonkey", "purpleMonkey", "password"),
    ('{"user": "ada", "password": "letmein99"}', "letmein99", "password"),
    ("PASSWORD=s3cret-value", "s3cret-value", "password"),
    ("my password is 'open sesame now'", "open sesame now", "password"),
    ("My passphrase is correct horse battery staple.", "correct horse battery staple", "password"),
    ("Mein Passwort ist geheim123", "geheim123", "password"),
    ("mi contraseña es Gato2020!", "Gato2020", "password"),
    ("mot de passe : azerty12", "azerty12", "password"),
    ("мой пароль: кот12345", "кот12345", "password"),
    ("connect to postgresql://ada:pa55@db.example/x", "pa55", "password"),
    ("my PIN is 4821", "4821", "PIN"),
    ("the cvv is 123", "123", "PIN"),
    ("door code 48213#", "48213#", "PIN"),
    ("api key: 9f8e7d6c5b4a", "9f8e7d6c5b4a", "key"),
    ("export STRIPE_SECRET_KEY='abc123def456'", "abc123def456", "key"),
    ("Authorization: Bearer abcdef1234567890abcdef", "abcdef1234567890abcdef", "key"),
    ("my account number is 12345678", "12345678", "account number"),
    ("sort code 12-34-56", "12-34-56", "account number"),
    ("my SSN is 078-05-1120", "078-05-1120", "account number"),
    ("my pan is ABCDE1234F, fill this form", "ABCDE1234F", "account number"),
    ("aadhaar 2341 2345 6782", "2341 2345 6782", "account number"),
    ("my passport number is C01234567", "C01234567", "account number"),
    ("My laptop password is Hyd@2025!rain and it is old", "Hyd@2025!rain", "password"),
]


@pytest.mark.parametrize(("text", "secret", "kind"), TOLD)
def test_what_the_words_tell_to_be_a_secret_is_one(text: str, secret: str, kind: str):
    redacted = redact(text).text
    assert secret not in redacted
    assert text.replace(secret, marker(kind))[:40] == redacted[:40]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I live in Lisbon with my dog Rex.",
        "My password is too weak, any tips?",
        "my password is weak.",
        "What is a good password?",
        "Is my password secure?",
        "My password is not working and I forgot it.",
        "my password is wrong and I can't log in.",
        "My passphrase is correct but it fails.",
        "I forgot my password!",
        "How long should a password be: 8 or 12 characters?",
        "The password is expired.",
        "I need a passport, my pass is in the car",
        "Fry it in a pan for 10 minutes, then bake it for 20.",
        "I have a pan 24 cm wide and a passport since 2019.",
        "The key is to practise every day.",
        "The key: patience.",
        "The secret is butter.",
        "Call me at +44 20 7946 0958 or +1 (415) 555-2671.",
        "My number is 0044 7911 123456.",
        "+49 1512 3456789012",
        "Order 4532015112830367 has not arrived",
        "order number 1234567890123456",
        "ISBN 978-3-16-148410-0 and 9780306406157",
        "I was born on 1990-05-17, in 1990.",
        "12345678901234567890123456789012",
        "pi is 3.141592653589793238462643383279",
        "0.4111111111111111",
        "My PIN code is 560001, in Bangalore.",
        "I pinned 2024 photos",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "id 6f0e2f0c-3f57-5a0e-9d0b-0a6d2c9b7e11",
        "GB is where I live, since 2019",
        "de89 is my street's old name",
        "http://localhost:8000/path@home",
        "https://example.org/a:b@c",
        "I opened an account in 2019.",
        "I have 3 accounts and 12 followers",
        "the access code is on the paper",
        "I play basic understanding-of-music games",
        "sk-learn is a library",
        "Meu nome é Ana e moro no Porto há 12 anos.",
        "Я живу в Москве, мне 34 года.",
        "東京に住んでいます。",
    ],
)
def test_what_only_looks_like_a_secret_stays(text: str):
    assert redact(text).text == text


def test_each_kind_is_counted():
    redacted = redact("cards 4111 1111 1111 1111, 5555555555554444; my pin is 1234")
    assert redacted.kinds == {"card number": 2, "PIN": 1}
    assert redacted.text == "cards [redacted: card number], [redacted: card number]; my pin is [redacted: PIN]"


def test_an_iban_and_a_card_in_a_row_are_two():
    text = "DE89 3704 0044 0532 0130 00 4111 1111 1111 1111"
    assert redact(text).text == "[redacted: IBAN] [redacted: card number]"


def test_numbers_before_a_card_do_not_hide_it():
    assert redact("2024 4111 1111 1111 1111 0926").text == "2024 [redacted: card number] 0926"


def test_a_private_key_without_an_end_is_redacted_to_the_end():
    assert redact("see\n" + PEM[:60]).text == "see\n[redacted: private key]"


def test_a_message_at_its_limit_does_not_grow():
    text = ("my pin is 4821 " * (MESSAGE_LIMIT // 15 + 1))[:MESSAGE_LIMIT]
    redacted = redact(text, MESSAGE_LIMIT).text
    assert len(redacted) == MESSAGE_LIMIT
    assert "4821" not in redacted


WORDS = st.sampled_from(
    [*"4123 -.:='\"@[]", "4111 1111 1111 1111", "password", " is ", "pin", "key", "sk-", "eyJ", "a" * 30, PEM[:40]]
    + [marker(kind) for kind in KINDS]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=30).map("".join))
@example("password: [redacted: password]")
@example("sk-" * 30)
def test_what_is_redacted_holds_no_secret_and_stays_as_it_is(text: str):
    once = redact(text)
    assert redact(once.text).text == once.text
    spans = find_secrets(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(st.integers(0, 10**11 - 1), st.sampled_from(["", " ", "-"]))
def test_any_card_is_found_and_its_neighbour_with_a_wrong_checksum_is_not(number: int, separator: str):
    body = f"4539{number:011d}"
    check = next(each for each in "0123456789" if _luhn(body + each))
    wrong = str((int(check) + 1) % 10)

    def grouped(digits: str) -> str:
        return separator.join(re.findall("....", digits))

    assert redact(grouped(body + check)).text == marker("card number")
    assert redact(grouped(body + wrong)).text == grouped(body + wrong)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


HOSTILE = {
    "digits": "1",
    "groups of a card": "4111 1111 1111 1112 ",
    "groups": "411 ",
    "digits apart": "4 1 ",
    "the beginning of an IBAN": "DE89 ",
    "tokens": "eyJ",
    "half a token": "eyJaaaaaaaaa.eyJ",
    "keys": "sk-",
    "passwords": "password ",
    "passwords for": "password for a ",
    "passwords of": "password is ",
    "keys and values": "key=",
    "letters": "a",
    "words": "a ",
    "blanks": " ",
    "URLs": "://a:",
    "private keys": "-----BEGIN PRIVATE KEY-----",
    "markers": "[redacted: password]pin 1234 ",
    "account": "account ",
    "quotes": "password: '",
    "pins": "pin for a b c ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(piece: str):
    def steps(length: int) -> int:
        text = (piece * (length // len(piece) + 1))[:length]
        return min(_nanoseconds(text) for _ in range(3))

    small, large = steps(MESSAGE_LIMIT // 8), steps(MESSAGE_LIMIT)
    # Eight times the text takes about eight times as long; were it quadratic, it would take sixty-four times.
    assert large < 32 * max(small, 100_000), f"{small} ns, then {large} ns"


def _nanoseconds(text: str) -> int:
    begun = thread_time_ns()
    redact(text)
    return thread_time_ns() - begun
