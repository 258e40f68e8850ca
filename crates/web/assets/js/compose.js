// Writing: how much room is left, a field that grows, the time of one's own clock.

import { complete } from "./complete.js";
import { length } from "./count.js";
import { files } from "./files.js";
import { focal } from "./focal.js";
import { keep, settle } from "./keep.js";
import { thread } from "./thread.js";
import { count, say } from "./words.js";

function counter(form, field, left) {
  const most = Number(form.dataset.most);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  if (!left || !most) return () => {};
  // Read out only once something is to be done about it.
  left.setAttribute("aria-live", "off");
  return () => {
    const room = most - length(field.value, form.elements.spoiler?.value);
    left.textContent = room < 0 ? count("over", -room) : field.value ? number.format(room) : "";
    left.classList.toggle("over", room < 0);
    left.setAttribute("aria-live", room < 0 ? "polite" : "off");
  };
}

/// The field is as high as what is in it.
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return field.classList.add("grows");
  field.rows = Math.max(field.dataset.rows ?? (field.dataset.rows = field.rows), Math.min(18, field.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 60), 1)));
}

/// The hour is the writer's: how far from UTC it is depends on the day.
function clock(form) {
  const [zone, at, hint] = ["[data-zone]", "[name=at]", "[data-utc]"].map((what) => form.querySelector(what));
  if (!zone) return;
  const set = () => { zone.value = (at?.value ? new Date(at.value) : new Date()).getTimezoneOffset(); };
  at?.addEventListener("change", set);
  form.addEventListener("submit", set);
  set();
  if (hint && say("localTime")) hint.textContent = say("localTime");
}

function begin(form) {
  const field = form.querySelector("textarea[name=text]");
  if (!field) return;
  const shows = [];
  const changed = () => shows.forEach((show) => show());
  const write = (field, left) => {
    const show = counter(form, field, left);
    shows.push(() => { show(); grow(field); });
    if (form.querySelector("[data-complete]")) complete(field);
  };
  write(field, form.querySelector("[data-left]"));
  const boxes = thread(form, (box) => { write(box.querySelector("textarea"), box.querySelector("output")); changed(); });
  clock(form);
  files(form);
  form.querySelectorAll(".files > li").forEach(focal);
  keep(form, field, changed, boxes);
  form.addEventListener("input", changed);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=publish]"));
  });
  changed();
}

settle();
document.querySelectorAll("form[data-write]").forEach(begin);
