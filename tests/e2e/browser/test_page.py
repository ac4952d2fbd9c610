"""The operator's page in a real browser: facts appear, a dead letter is mended, a person erased, nobody is shut out."""

import re

import pytest
from playwright.async_api import expect

from contracts.identifiers import new_id
from services.ops.explanations import explain_rejection
from tests.bus import until
from tests.e2e.browser.conftest import OPERATOR, WIDE

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

PHONE = {"width": 390, "height": 844}
SENTENCES = (
    "I live in Lisbon and I work at Acme.",
    "I like jazz.",
    "I have a cat named Miso.",
    "I moved to Porto.",
    "I am vegetarian.",
)


def someone(name: str = "ada") -> str:
    return f"{name}-{new_id().hex[-6:]}"


async def settled(store, job: str, *statuses: str):
    """Wait until a job has one of the statuses."""

    async def there():
        answer = await store.get(f"/v1/jobs/{job}")
        return answer.status_code == 200 and answer.json()["status"] in statuses

    await until(there, f"job {job} is {statuses}")


async def history_of(say, store, user: str) -> str:
    """Have a user say a few things; returns the last job."""
    job = ""
    for text in SENTENCES:
        job = await say(user, text)
        await settled(store, job, "completed")
    return job


async def bury(say, store, faulty, user: str, text: str) -> str:
    """Have the model answer a user's turn with nonsense until the turn is dead; returns the job."""
    await faulty.post("/faults", json={"match": text, "kind": "off_schema", "times": None, "only": "extraction"})
    job = await say(user, text)
    await settled(store, job, "dead")
    return str(job)


async def test_what_is_said_in_the_chat_becomes_a_fact_beside_it_without_a_reload(visitor, store):
    user = someone()
    page = await visitor.open(f"/chat?user={user}")
    await expect(page.locator("#known")).to_contain_text("Nothing yet")
    await page.evaluate("window.untouched = true")
    for text, known in (("I live in Lisbon and I like jazz.", "Lisbon"), ("I have a dog named Rex.", "Rex")):
        await page.get_by_label("Message").fill(text)
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator("#known")).to_contain_text(known)
        await expect(page.locator(".fate").last).to_contain_text("completed")
        await expect(page.get_by_label("Message")).to_have_value("")
    await expect(page.locator(".bubble.assistant")).to_have_count(2)
    assert await page.evaluate("window.untouched") is True
    await visitor.picture(page, "chat")
    assert await visitor.barriers(page) == []


async def test_a_dead_letter_is_found_explained_replayed_and_completes(visitor, say, store, faulty):
    user, text = someone("eve"), f"I live in Oslo, says {new_id().hex[-6:]}."
    job = await bury(say, store, faulty, user, text)
    page = await visitor.open("/")
    await expect(page.locator("#verdict")).to_contain_text("dead letter")
    await page.get_by_role("link", name=re.compile("dead letters? wait")).click()
    await expect(page.locator(".group")).to_contain_text("could not be read")
    await visitor.picture(page, "dead-letters")
    await page.locator(".group a").first.click()
    await page.get_by_role("row", name=user).get_by_role("link").first.click()
    await expect(page.locator("blockquote.said")).to_have_text(text)
    await expect(page.get_by_label("The model’s raw answer")).not_to_be_empty()
    await visitor.picture(page, "dead-letter")
    assert await visitor.barriers(page) == []
    await page.get_by_label("Your name").first.fill(OPERATOR)
    await page.get_by_role("button", name="Dry run").click()
    await expect(page.locator(".lead")).to_contain_text("1 letter would be replayed, 0 not")
    assert (await store.get(f"/v1/jobs/{job}")).json()["status"] == "dead", "a dry run changes nothing"
    await faulty.delete("/faults")
    await page.get_by_role("button", name="Replay 1 letter").click()
    await expect(page.locator(".notice")).to_contain_text("1 letter replayed")
    await page.get_by_role("link", name="its timeline").click()
    await expect(page.locator("h2 .chip")).to_have_text("completed")
    await expect(page.locator(".timeline")).to_contain_text("gave up: unparsable")
    await expect(page.locator(".timeline")).to_contain_text(f"Replayed by {OPERATOR} as generation 2")
    await visitor.picture(page, "job")
    assert await visitor.barriers(page) == []
    await page.goto("/audit")
    await expect(page.get_by_role("row", name=OPERATOR).first).to_contain_text("replay")


async def test_a_letter_is_discarded_with_a_reason(visitor, say, store, faulty):
    user, text = someone("mallory"), f"I live in Rome, says {new_id().hex[-6:]}."
    job = await bury(say, store, faulty, user, text)
    page = await visitor.open(f"/dead-letters?user={user}")
    await page.locator(".group a").first.click()
    await page.get_by_role("row", name=user).get_by_role("link").first.click()
    await page.get_by_label("Reason to discard it").fill("nonsense <b>&</b> more")
    await page.get_by_label("Your name").last.fill(OPERATOR)
    await page.get_by_role("button", name="Discard").click()
    await expect(page.locator("main")).to_contain_text(f"This letter is discarded by {OPERATOR}")
    await expect(page.locator("main")).to_contain_text("nonsense <b>&</b> more")
    assert (await store.get(f"/v1/jobs/{job}")).json()["status"] == "discarded"


async def test_a_cause_is_discarded_for_one_user_after_a_look(visitor, say, store, faulty):
    mallory, eve = someone("mallory"), someone("eve")
    hers = await bury(say, store, faulty, eve, f"I live in Bern, says {new_id().hex[-6:]}.")
    jobs = [await bury(say, store, faulty, mallory, f"I live in Rome, says {new_id().hex[-6:]}.") for _ in range(2)]
    page = await visitor.open(f"/dead-letters?user={mallory}")
    await page.locator(".group a").first.click()
    await expect(page.locator("table.rows")).not_to_contain_text(eve)
    await page.get_by_text(f"Discard {mallory}’s letters of this cause").click()
    await page.get_by_label("Reason to discard them").fill("nonsense")
    await page.get_by_label("Your name").last.fill(OPERATOR)
    assert await visitor.barriers(page) == []
    await page.get_by_role("button", name="What would that discard?").click()
    await expect(page.locator(".lead")).to_contain_text(f"2 letters of {mallory} would be discarded")
    assert await visitor.barriers(page) == []
    await page.get_by_role("button", name="Discard 2 letters").click()
    await expect(page.locator(".notice")).to_contain_text("2 letters discarded")
    statuses = [(await store.get(f"/v1/jobs/{job}")).json()["status"] for job in (*jobs, hers)]
    assert statuses == ["discarded", "discarded", "dead"]


async def test_a_job_says_why_what_the_model_offered_is_no_fact(visitor, say, store, faulty):
    text = f"I like tea, says {new_id().hex[-6:]}."
    await faulty.post("/faults", json={"match": text, "kind": "hallucinate", "times": 1, "only": "extraction"})
    job = await say(someone(), text)
    await settled(store, job, "completed")
    rejections = (await store.get(f"/v1/jobs/{job}/history")).json()["rejections"]
    assert rejections
    page = await visitor.open(f"/jobs/{job}")
    await expect(page.locator("#rejections li")).to_have_count(len(rejections))
    for reason in rejections:
        await expect(page.locator("#rejections")).to_contain_text(explain_rejection(reason))
    assert await visitor.barriers(page) == []


async def test_a_fact_is_corrected_and_another_forgotten(visitor, say, store):
    user = someone()
    await history_of(say, store, user)
    page = await visitor.open(f"/memory?user={user}")
    await visitor.picture(page, "memory")
    assert await visitor.barriers(page) == []
    city = page.locator(".facts > li", has_text="home city")
    await city.get_by_text("Correct or forget").click()
    await city.get_by_label("What is so instead").fill("Faro")
    await city.get_by_label("Your name").fill(OPERATOR)
    await city.get_by_role("button", name="Correct").click()
    await expect(page.locator(".notice")).to_contain_text("Corrected to “Faro”")
    await expect(city).to_contain_text("Faro")
    taste = page.locator(".facts > li", has_text="jazz")
    await taste.get_by_text("Correct or forget").click()
    await expect(taste.get_by_label("Your name")).to_have_value(OPERATOR)
    await taste.get_by_role("button", name="Forget").click()
    await expect(page.locator("main")).not_to_contain_text("jazz")


async def test_a_person_is_erased_only_when_the_name_was_typed(visitor, say, store):
    user = someone('zoe "the cat" & co')
    await history_of(say, store, user)
    page = await visitor.open("/memory")
    await page.get_by_label("User", exact=True).fill(user)
    await page.get_by_role("button", name="Show").click()
    await expect(page.locator(".facts").first).to_contain_text("Porto")
    await page.get_by_role("link", name="Erase…").click()
    assert await visitor.barriers(page) == []
    await page.get_by_label("Type the user’s id").fill("somebody else")
    await page.get_by_label("Your name").fill(OPERATOR)
    visitor.complaints.clear()
    await page.get_by_role("button", name="Erase for good").click()
    await expect(page.locator("main")).to_contain_text("Nothing was erased")
    # The browser writes each answer of 4xx to its console; this one was meant.
    assert [each for each in visitor.complaints if "422" not in each] == []
    visitor.complaints.clear()
    await page.go_back()
    await page.get_by_label("Type the user’s id").fill(user)
    await page.get_by_role("button", name="Erase for good").click()
    await expect(page.locator(".notice")).to_contain_text("Erased for good")
    await expect(page.locator("main")).to_contain_text("Nothing is known of")
    acts = (await store.get("/v1/audit", params={"operator": OPERATOR})).json()["items"]
    assert "erase" in {act["action"] for act in acts}


async def test_the_overview_is_live(visitor, say, store):
    page = await visitor.open("/")
    await expect(page.locator("#link-state")).to_have_text("live")
    row = page.get_by_role("row", name="completed").locator("td")
    before = await row.inner_text()
    await settled(store, await say(someone(), "I like tea."), "completed")
    await expect(row).not_to_have_text(before)


async def test_the_list_of_jobs_is_live_and_filters(visitor, say, store):
    user = someone()
    page = await visitor.open(f"/jobs?user={user}")
    await expect(page.locator("main")).to_contain_text("No job fits")
    await expect(page.locator("#link-state")).to_have_text("live")
    job = await say(user, "I like tea.")
    await expect(page.locator(f"[id='job-{job}']")).to_be_visible()
    await settled(store, job, "completed")
    await page.get_by_label("Status").select_option("dead")
    await page.get_by_role("button", name="Show").click()
    await expect(page.locator("main")).to_contain_text("No job fits")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_nobody_is_shut_out(visitor, say, store, scheme, size):
    user = someone()
    job = await history_of(say, store, user)
    for path in ("/", "/jobs", f"/jobs/{job}", "/dead-letters", "/memory", f"/memory?user={user}", "/chat", "/audit"):
        page = await visitor.open(path, scheme=scheme, size=size)
        assert await visitor.barriers(page) == []
        overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is wider than the screen"
        if path == "/":
            await visitor.picture(page, f"overview-{scheme}{'-phone' if size is PHONE else ''}")
        await page.context.close()


async def test_the_keyboard_is_enough(visitor):
    page = await visitor.open("/")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Jobs", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
