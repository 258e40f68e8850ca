// The next page comes before its link is reached. The address follows what is read, so that it can
// be shared, and coming back leads to the same post at the same height.

import { here, list, page, pager, posts, still } from "./page.js";
import { toCome } from "./skeleton.js";

const AHEAD = "900px";

/// `<more-posts>` stands around the way to the next page. Before it comes into sight that page's posts
/// are put above it, and the one which that page has takes its place.
class MorePosts extends HTMLElement {
  #watcher;

  connectedCallback() {
    if (!this.#link || !list() || navigator.connection?.saveData) return;
    this.#watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) this.#more();
    }, { rootMargin: AHEAD });
    this.#watcher.observe(this);
  }

  disconnectedCallback() {
    this.#watcher?.disconnect();
  }

  get #link() {
    return this.querySelector("a[rel=next]");
  }

  async #more() {
    this.#watcher.disconnect();
    const address = this.#link.getAttribute("href");
    const place = list();
    place.setAttribute("aria-busy", "true");
    const come = toCome(place, 2);
    try {
      const next = await page(address);
      come();
      const known = new Set(posts(place).map((post) => post.dataset.id));
      const fresh = list(next) ? posts(list(next)).filter((post) => !known.has(post.dataset.id)) : [];
      if (fresh[0]) fresh[0].dataset.page = address;
      place.append(...fresh);
      const newer = pager(next);
      if (newer) this.replaceWith(newer); else this.remove();
    } catch {
      // The link is still there to be pressed.
      come();
    } finally {
      place.removeAttribute("aria-busy");
    }
  }
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
}
// Only now: what comes back stands where it stood before more is asked for.
customElements.define("more-posts", MorePosts);

/// To the top, as quickly as the reader likes it.
export const toTop = () => scrollTo({ top: 0, behavior: still() ? "instant" : "smooth" });
