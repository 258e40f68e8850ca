// Buttons under posts answer at once: what they show is changed first and sent then. When the
// server says no, it is taken back and said.

import { page } from "./page.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const OTHER = { like: "unlike", unlike: "like", repost: "unrepost", unrepost: "repost", bookmark: "unbookmark", unbookmark: "bookmark" };

/// What went wrong, said.
export function excuse(answer) {
  if (!navigator.onLine) return toast(say("offline"));
  toast(say(answer?.status === 403 ? "stale" : "failed"));
}

const parts = (button) => button.getAttribute("formaction")?.match(/^\/act\/([a-z]+)\/(\d+)$/)?.slice(1) ?? [];

/// Sends a form without leaving the page.
export async function send(address, form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(address, { method: "POST", body, headers: { "x-quietly": "1" }, redirect: "manual", keepalive: true });
  if (answer.status !== 204) throw answer;
}

/// Turns a button to its other side.
function flip(button) {
  const [verb, id] = parts(button);
  const done = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", done);
  button.setAttribute("formaction", `/act/${OTHER[verb]}/${id}`);
  if (verb.endsWith("bookmark")) return;
  let shown = button.querySelector(".n");
  const n = Math.max(0, Number(shown?.textContent ?? 0) + (done ? 1 : -1));
  if (!shown && n > 0) {
    shown = Object.assign(document.createElement("span"), { className: "n" });
    button.append(shown);
  }
  if (n > 0) shown.textContent = n; else shown?.remove();
}

async function press(button) {
  const address = button.getAttribute("formaction");
  // A post may stand on a page more than once.
  const same = [...document.querySelectorAll(`button.act[formaction="${address}"]`)];
  if (same.some((one) => one.dataset.busy)) return;
  for (const one of same) { one.dataset.busy = "1"; flip(one); }
  try {
    await send(address, button.form);
  } catch (answer) {
    same.forEach(flip);
    excuse(answer);
  } finally {
    for (const one of same) delete one.dataset.busy;
  }
}

/// A vote is sent and its poll asked for anew.
async function vote(form, button) {
  const article = form.closest("article.post");
  const own = article.querySelector(".when, .menu a")?.getAttribute("href") ?? location.href;
  try {
    await send(form.getAttribute("action"), form, button);
    const fresh = (await page(own)).getElementById(article.id)?.querySelector(".poll");
    if (!fresh) return location.reload();
    form.closest(".poll").replaceWith(fresh);
    fresh.tabIndex = -1;
    fresh.focus();
  } catch (answer) {
    excuse(answer);
  }
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (form.id === "act" && button?.matches("button.act") && OTHER[parts(button)[0]]) {
    event.preventDefault();
    press(button);
  } else if (form.getAttribute("action")?.startsWith("/vote/") && form.closest("article.post")) {
    event.preventDefault();
    vote(form, button);
  }
});
