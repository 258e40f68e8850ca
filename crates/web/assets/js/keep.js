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
  if (sent && told) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

export function keep(form, field, changed) {
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
    field.value = kept;
    changed();
    toast(say("restored"), say("discard"), () => {
      field.value = before;
      localStorage.removeItem(key);
      changed();
      field.focus();
    });
  }
  let waiting, touched = false;
  const save = () => {
    // A form nobody wrote in says nothing about what was written in another.
    if (!touched) return;
    if (field.value.trim() && (returned || field.value !== field.defaultValue)) localStorage.setItem(key, field.value);
    else localStorage.removeItem(key);
  };
  field.addEventListener("input", () => { touched = true; clearTimeout(waiting); waiting = setTimeout(save, 400); });
  addEventListener("pagehide", () => { if (!sessionStorage.getItem(SENT)) save(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.value === "preview") return;
    clearTimeout(waiting);
    save();
    sessionStorage.setItem(SENT, key);
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/auth/sign_out") return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
