// The next page comes before its link is reached. The address follows what is read, so that it can
// be shared, and coming back leads to the same post at the same height.

import { here, list, page, pager, posts, still } from "./page.js";

const AHEAD = "900px";

/// Asks for what comes next and puts it below.
async function more(link, watcher) {
  const address = link.getAttribute("href");
  const place = list();
  watcher.disconnect();
  place.setAttribute("aria-busy", "true");
  try {
    const next = await page(address);
    const known = new Set(posts(place).map((post) => post.dataset.id));
    const fresh = list(next) ? posts(list(next)).filter((post) => !known.has(post.dataset.id)) : [];
    if (fresh[0]) fresh[0].dataset.page = address;
    place.append(...fresh);
    const newer = pager(next);
    if (newer) pager().replaceWith(newer); else pager().remove();
    watch();
  } catch {
    // The link is still there to be pressed.
  } finally {
    place.removeAttribute("aria-busy");
  }
}

function watch() {
  const link = pager()?.querySelector("a[rel=next]");
  if (!link || !list() || navigator.connection?.saveData) return;
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) more(link, watcher);
  }, { rootMargin: AHEAD });
  watcher.observe(link);
}

/// Remembers which post is read, how far down it stands, and the page it came with.
function remember() {
  const all = posts(list());
  const at = all.findIndex((post) => post.getBoundingClientRect().bottom > 80);
  if (at < 0) return;
  const first = all.slice(0, at + 1).findLast((post) => post.dataset.page);
  const read = scrollY > 40 ? { post: all[at].dataset.id, top: Math.round(all[at].getBoundingClientRect().top) } : null;
  history.replaceState({ ...history.state, read }, "", first?.dataset.page ?? here());
}

function comeBack() {
  const read = history.state?.read;
  const post = read && posts(list()).find((post) => post.dataset.id === read.post);
  if (!post) return;
  history.scrollRestoration = "manual";
  const settle = () => scrollBy({ top: post.getBoundingClientRect().top - read.top, behavior: "instant" });
  settle();
  // Pictures above may still be on their way.
  addEventListener("load", settle, { once: true });
}

if (list() && pager()) {
  const first = posts(list())[0];
  if (first) first.dataset.page = here();
  comeBack();
  let waiting;
  addEventListener("scroll", () => { clearTimeout(waiting); waiting = setTimeout(remember, 200); }, { passive: true });
  addEventListener("pagehide", remember);
  watch();
}

/// To the top, as quickly as the reader likes it.
export const toTop = () => scrollTo({ top: 0, behavior: still() ? "instant" : "smooth" });
