// What scripts say. The words come with the page, in its language (templates/script_texts.html).

const words = document.getElementById("words")?.dataset ?? {};
const plural = new Intl.PluralRules(document.documentElement.lang || "en");
const number = new Intl.NumberFormat(document.documentElement.lang || "en");

export const say = (id) => words[id] ?? "";

/// A text about a number. It is written for one and for two; the digits are exchanged.
export const count = (id, n) => say(id + (plural.select(n) === "one" ? "One" : "Many")).replace(/[12]/, number.format(n));

/// A fresh copy of what a template holds.
export const copy = (id) => document.getElementById(id)?.content.firstElementChild?.cloneNode(true);
