// The keyboard: j and k go from post to post, a letter does what a button does. `?` lists them all,
// and there they can be switched off.

import { still } from "./page.js";
import { copy } from "./words.js";

const OFF = "keys-off";
let dialog, before = "", since = 0;

const all = () => [...document.querySelectorAll("article.post")];
const current = () => document.activeElement?.closest?.("article.post");

function move(step) {
  const posts = all();
  const from = current();
  // Where nothing is chosen yet, what is read is.
  const at = from ? posts.indexOf(from) + step : posts.findIndex((post) => post.getBoundingClientRect().bottom > 120);
  const post = posts[Math.max(0, Math.min(posts.length - 1, at))];
  if (!post) return;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: "nearest", behavior: still() ? "instant" : "smooth" });
}

const press = (what) => current()?.querySelector(what)?.click();

function write() {
  const field = document.querySelector("form[data-write] textarea[name=text]");
  if (!field?.checkVisibility?.()) return document.body.classList.contains("inside") && location.assign("/compose");
  field.focus();
}

function search() {
  const field = [...document.querySelectorAll("input[type=search]")].find((one) => one.checkVisibility?.() ?? true);
  if (field) field.focus(); else location.assign("/search");
}

function list() {
  if (!dialog) {
    dialog = copy("keys");
    if (!dialog) return;
    document.body.append(dialog);
    const on = dialog.querySelector("[data-keys]");
    on.checked = !localStorage.getItem(OFF);
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("[data-close]")) dialog.close(); });
  }
  dialog.showModal();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => press(".when, .menu a"),
  l: () => press(".act.like"),
  b: () => press(".act.repost"),
  r: () => press('.acts a[href*="reply="]'),
  n: write,
  "/": search,
  "g h": () => location.assign("/"),
  "g n": () => location.assign("/notifications"),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  const typing = target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Escape" && typing) return target.blur();
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return current()?.blur();
  if (event.key === "?") { event.preventDefault(); return list(); }
  if (localStorage.getItem(OFF)) return;
  const led = before === "g" && event.timeStamp - since < 1500;
  [before, since] = [event.key, event.timeStamp];
  const does = (led && KEYS[`g ${event.key}`]) || KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});
