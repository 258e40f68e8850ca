// Questions: the answer is shown while it is being written, sentence by sentence.

import { page } from "./page.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

/// Calls `tell` with the name and the data of every event of an answer.
async function follow(answer, tell) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (waiting + value).split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const [name, data] = event.split("\n").map((line) => line.slice(line.indexOf(": ") + 2));
      await tell(name, JSON.parse(data));
    }
  }
}

/// The place of the answer: after the form, or where one stood before.
function room(form) {
  const old = form.parentElement.querySelector(":scope > .asked-answer");
  const fresh = Object.assign(document.createElement("section"), { className: "asked-answer" });
  fresh.setAttribute("aria-live", "polite");
  fresh.setAttribute("aria-busy", "true");
  if (old) old.replaceWith(fresh); else form.after(fresh);
  return fresh;
}

async function ask(form, button) {
  button.disabled = true;
  const place = room(form);
  place.append(Object.assign(document.createElement("p"), { className: "hint", textContent: say("asking") }));
  let whole = "";
  try {
    const answer = await fetch("/ask/aloud", { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    if (!answer.ok || !answer.headers.get("content-type").startsWith("text/event-stream")) throw answer;
    await follow(answer, async (name, data) => {
      if (name === "sentence") place.lastElementChild.insertAdjacentHTML("beforebegin", data);
      if (name === "answer") whole = data;
    });
    if (!whole) throw place;
    const fresh = (await page(whole)).querySelector("main .asked-answer");
    place.replaceChildren(...fresh.childNodes);
    place.setAttribute("aria-busy", "false");
  } catch {
    place.remove();
    toast(say("failed"));
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/ask") return;
  event.preventDefault();
  ask(form, event.submitter ?? form.querySelector("button"));
});
