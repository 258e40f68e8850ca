// Pointing at a name, or standing on it for a moment, shows who that is. The card can be pointed at
// and walked into, stays while one is at it, and goes at Escape (WCAG 1.4.13). Fingers get none.

import { excuse, send } from "./act.js";
import { page } from "./page.js";

const NAMES = "a.name, a.mention:not(.hashtag), a.face";
const POINTED = 400;
const STOOD = 700;
const LEFT = 250;
const FRESH = 60_000;
const kept = new Map();
let card, link, waiting, leaving, asking;

/// The page of whom a link names; nothing for places elsewhere.
function person(of) {
  const { origin, pathname } = new URL(of.href, location);
  return origin === location.origin && /^\/@[^/]+$/.test(pathname) ? pathname : "";
}

async function ask(path) {
  const known = kept.get(path);
  if (known && Date.now() - known.at < FRESH) return known.drawn;
  asking = new AbortController();
  const drawn = (await page(`${path}/card`, { signal: asking.signal })).querySelector(".hovercard");
  kept.set(path, { drawn, at: Date.now() });
  return drawn;
}

/// Below the name, or above where there is no room.
function place() {
  const at = link.getClientRects()[0];
  if (!at || at.bottom < 0 || at.top > innerHeight) return hide();
  const { offsetWidth: width, offsetHeight: height } = card;
  const below = at.bottom + 6;
  const top = below + height > innerHeight - 8 && at.top > height + 14 ? at.top - height - 6 : below;
  card.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`;
  card.style.top = `${top}px`;
}

async function show(of) {
  try {
    const drawn = (await ask(person(of)))?.cloneNode(true);
    if (!drawn || link !== of || !of.isConnected) return;
    card?.remove();
    // After its name, so that Tab leads into it.
    of.after(drawn);
    card = drawn;
    card.showPopover();
    place();
  } catch {
    // The name leads there all the same.
  }
}

function hide() {
  clearTimeout(waiting);
  clearTimeout(leaving);
  asking?.abort();
  card?.remove();
  card = link = undefined;
}

function begin(of, after) {
  clearTimeout(leaving);
  if (of === link) return;
  hide();
  if (!person(of) || of.closest(".hovercard")) return;
  link = of;
  waiting = setTimeout(show, after, of);
}

/// Somebody stands on the name or in the card.
const stood = () => card?.contains(document.activeElement) || (link === document.activeElement && link?.matches(":focus-visible"));

function leave() {
  if (!link || stood()) return;
  if (!card) return hide();
  clearTimeout(leaving);
  leaving = setTimeout(() => stood() || hide(), LEFT);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (card?.contains(event.target)) return clearTimeout(leaving);
  const name = event.target.closest?.(NAMES);
  if (name) begin(name, POINTED); else leave();
});
document.documentElement.addEventListener("pointerleave", leave);

document.addEventListener("focusin", (event) => {
  if (card?.contains(event.target)) return;
  const name = event.target.closest?.(NAMES);
  if (name?.matches(":focus-visible")) begin(name, STOOD); else hide();
});

// Before other keys listen: Escape takes away one thing at a time.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !card) return;
  event.preventDefault();
  event.stopPropagation();
  if (card.contains(document.activeElement)) link.focus();
  hide();
}, true);

addEventListener("scroll", () => { if (card) place(); }, { passive: true });
addEventListener("pagehide", hide);
document.addEventListener("pointerdown", (event) => { if (!card?.contains(event.target)) hide(); });

// Following from the card changes the card alone.
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!card?.contains(button)) return;
  event.preventDefault();
  const [of, path] = [link, person(link)];
  try {
    await send(button.getAttribute("formaction"), button.form);
    kept.delete(path);
    await show(of);
    card?.querySelector("button")?.focus();
  } catch (answer) {
    excuse(answer);
  }
});
