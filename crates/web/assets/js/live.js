// What happens meanwhile: a pill says how many new posts there are, without moving what is read;
// posts that are gone go, and the count of notifications climbs.

import { excuse } from "./act.js";
import { list, page, pager, posts } from "./page.js";
import { toTop } from "./scroll.js";
import { count } from "./words.js";

const HIDDEN = 60_000;
const QUIET = 15_000;
const url = new URL(location.href);

/// The timeline this page shows, as the server calls it; nothing on other pages.
function shown() {
  const show = url.searchParams.get("show") ?? "";
  if (url.pathname === "/") return show === "" ? "home" : show === "new" ? "local" : show;
  const tag = url.pathname.match(/^\/tags\/([^/]+)$/);
  return tag ? `tag-${decodeURIComponent(tag[1])}` : "";
}

const on = shown();
const older = url.searchParams.has("max_id");
const fresh = new Set();
const status = Object.assign(document.createElement("p"), { className: "unseen", role: "status" });
let source, pill, said = 0;

/// The address of the newest page of this timeline.
function top() {
  const address = new URL(url);
  for (const name of ["max_id", "told", "lang"]) address.searchParams.delete(name);
  return address.pathname + address.search;
}

/// `<new-posts>`: a pill that says how many there are and puts them in when it is pressed.
class NewPosts extends HTMLElement {
  static observedAttributes = ["count"];
  #button = Object.assign(document.createElement("button"), { type: "button" });

  connectedCallback() {
    this.append(this.#button);
    this.#button.addEventListener("click", take);
  }

  attributeChangedCallback(_name, _before, number) {
    this.#button.textContent = count("new", Number(number));
  }
}

customElements.define("new-posts", NewPosts);

function show() {
  if (fresh.size === 0) return pill?.remove(), pill = undefined;
  if (!pill) {
    pill = document.createElement("new-posts");
    (list() ?? document.querySelector("main > .notice"))?.before(pill);
  }
  pill.setAttribute("count", fresh.size);
  // Read out when it begins, and then not at every post.
  const now = Date.now();
  if (now - said > QUIET) {
    said = now;
    status.textContent = pill.textContent;
  }
}

/// Puts the new posts in, on top, and leads there.
async function take() {
  if (older || !list()) return location.assign(top());
  try {
    const place = list();
    const next = await page(top());
    const known = new Set(posts(place).map((post) => post.dataset.id));
    const all = list(next) ? posts(list(next)) : [];
    const joined = all.some((post) => known.has(post.dataset.id));
    const added = all.filter((post) => !known.has(post.dataset.id));
    if (joined) {
      place.prepend(...added);
    } else {
      // More than a page is new: what was there would leave a gap.
      place.replaceChildren(...added);
      if (pager(next) && pager()) pager().replaceWith(pager(next));
    }
    if (added[0]) added[0].dataset.page = top();
    fresh.clear();
    show();
    toTop();
    if (added[0]) { added[0].tabIndex = -1; added[0].focus({ preventScroll: true }); }
  } catch (answer) {
    excuse(answer);
  }
}

const appeared = (id) => {
  if (list()?.querySelector(`article[data-id="${id}"]`)) return;
  fresh.add(id);
  show();
};

function gone(id) {
  fresh.delete(id);
  show();
  for (const post of document.querySelectorAll(`.posts:not(.thread) > article[data-id="${id}"], .posts:not(.thread) > #p${id}`)) {
    if (!post.contains(document.activeElement)) post.remove();
  }
}

/// The count beside the way to the notifications.
function unread(number) {
  const way = document.querySelector('.rail a[href="/notifications"]');
  const badge = way?.querySelector(".badge");
  if (!way || number === Number(badge?.textContent || 0)) return;
  if (number === 0) return badge.remove();
  const shown = badge ?? way.appendChild(Object.assign(document.createElement("b"), { className: "badge" }));
  shown.textContent = number;
}

const told = () => unread(Number(document.querySelector('.rail a[href="/notifications"] .badge')?.textContent || 0) + 1);

/// What was missed while nobody listened.
async function catchUp() {
  try {
    const next = await page(top());
    const way = '.rail a[href="/notifications"]';
    const [mine, theirs] = [document.querySelector(way), next.querySelector(way)];
    if (mine && theirs) mine.replaceWith(theirs);
    const known = list() ? posts(list()).map((post) => BigInt(post.dataset.id)) : [];
    if (!on || older || !list(next)) return;
    const newest = known.reduce((most, id) => (id > most ? id : most), 0n);
    for (const post of posts(list(next))) if (BigInt(post.dataset.id) > newest) fresh.add(post.dataset.id);
    show();
  } catch {
    // The stream tells the next thing.
  }
}

function listen(missed) {
  if (source) return;
  source = new EventSource(`/live?on=${encodeURIComponent(on)}`);
  source.addEventListener("open", () => { if (missed) catchUp(); missed = true; });
  source.addEventListener("post", (event) => appeared(event.data));
  source.addEventListener("gone", (event) => gone(event.data));
  source.addEventListener("told", told);
  // Told once at the start, so that nothing falls between the page and the stream.
  source.addEventListener("unread", (event) => unread(Number(event.data)));
}

function stop() {
  source?.close();
  source = undefined;
}

if (document.querySelector(".rail")) {
  document.body.append(status);
  listen(false);
  let hiding;
  // Browsers allow few streams at once: those nobody looks at are given back.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(stop, HIDDEN); else listen(true);
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(true); });
}
