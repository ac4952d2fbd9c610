// What the page does by itself, beside htmx: say whether it is live, and tidy the chat after a message was sent.
(function () {
  "use strict";
  const state = () => document.getElementById("link-state");

  function say(live) {
    const element = state();
    if (!element) return;
    const text = live ? "live" : "not live: the connection to this page is lost, trying again";
    if (element.textContent === text) return;
    element.textContent = text;
    element.classList.toggle("lost", !live);
  }

  document.addEventListener("htmx:sseOpen", () => say(true));
  document.addEventListener("htmx:sseError", () => say(false));
  // A stream that has told all it had to tell is no loss.
  document.addEventListener("htmx:sseClose", (event) => {
    if (event.detail.type === "message") say(true);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (!form || form.id !== "talk-form" || !event.detail.successful) return;
    const message = document.getElementById("message");
    message.value = "";
    message.focus();
    for (const hint of document.querySelectorAll("#log .hint")) hint.remove();
    const log = document.getElementById("log");
    log.scrollTop = log.scrollHeight;
  });
})();
