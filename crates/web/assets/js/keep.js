// What is being written outlives the page: it is kept in the browser, a text a kind of form, and
// given back when the form is opened again. Sending it or logging out forgets it.

import { toast } from "./toast.js";
import { say } from "./words.js";

const PREFIX = "writing:";
const SENT = "writing-sent";
const who = document.querySelector(".rail .self")?.getAttribute("href") ?? "";

/// Which kind of form: a new post, an answer to one, a quote of one. Edits and drafts are kept by
/// the server.
function kind(form) {
  const value = (name) => form.elements[name]?.value;
  if (value("edit") || value("draft")) return null;
  if (value("reply")) return `reply-${value("reply")}`;
  return value("quote") ? `quote-${value("quote")}` : "new";
}

/// What was sent is forgotten once the next page says that it arrived.
export function settle() {
  const sent = sessionStorage.getItem(SENT);
  const told = new URLSearchParams(location.search).get("told");
  if (sent && (told || document.querySelector("[data-partly]"))) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

/// What all boxes hold, as it is kept: a text, or a list of them where there are several.
function together(texts) {
  const last = texts.findLastIndex((text) => text.trim());
  return last < 1 ? texts[0] : JSON.stringify(texts.slice(0, last + 1));
}

function apart(kept) {
  try {
    const texts = kept.startsWith('["') ? JSON.parse(kept) : [kept];
    return Array.isArray(texts) ? texts.map(String) : [kept];
  } catch {
    return [kept];
  }
}

export function keep(form, field, changed, boxes) {
  const name = kind(form);
  if (!name) return;
  const key = `${PREFIX}${who}:${name}`;
  const kept = localStorage.getItem(key);
  // A page that came back with a mistake, or with something shared, has the newer text.
  const returned = form.closest("main").querySelector(".wrong, .preview") !== null;
  const asked = new URLSearchParams(location.search);
  const given = returned || ["text", "url", "to"].some((name) => asked.get(name));
  if (kept && kept !== field.value && field.value === field.defaultValue && !given) {
    const before = field.value;
    const [first, ...next] = apart(kept);
    field.value = first;
    boxes.fill(next);
    changed();
    toast(say("restored"), say("discard"), () => {
      field.value = before;
      boxes.fill([]);
      localStorage.removeItem(key);
      changed();
      field.focus();
    });
  }
  let waiting, touched = false;
  const save = () => {
    // A form nobody wrote in says nothing about what was written in another.
    if (!touched) return;
    const all = together([field.value, ...boxes.texts()]);
    if (all.trim() && (returned || all !== field.defaultValue)) localStorage.setItem(key, all);
    else localStorage.removeItem(key);
  };
  form.addEventListener("input", (event) => { if (!event.target.matches("[name=text], [name=next]")) return; touched = true; clearTimeout(waiting); waiting = setTimeout(save, 400); });
  addEventListener("pagehide", () => { if (!sessionStorage.getItem(SENT)) save(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || ["preview", "more"].includes(event.submitter?.value)) return;
    clearTimeout(waiting);
    save();
    sessionStorage.setItem(SENT, key);
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/auth/sign_out") return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
