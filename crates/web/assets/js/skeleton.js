// Where posts will stand while they are on their way: their shape in grey, and it holds still. Shown
// only to who has waited for a moment; most pages are there sooner.

const SLOW = 180;
/// After this long whoever asked for a page has stopped it.
const GIVEN_UP = 20_000;

/// `<posts-to-come>`: as many posts as its attribute `posts` says, or three. Readers by ear are told by
/// what it stands in, which is busy.
class PostsToCome extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.ariaHidden = "true";
    const shape = document.createElement("div");
    shape.append(...["face", "line short", "line", "line", "line half"].map((name) => {
      const part = document.createElement("i");
      part.className = name;
      return part;
    }));
    for (let n = Number(this.getAttribute("posts") ?? 3); n > 0; n -= 1) this.append(shape.cloneNode(true));
  }
}

customElements.define("posts-to-come", PostsToCome);

/// Shows what will come at a place when it does not come at once. The answer takes it away again.
export function toCome(place, posts) {
  const shape = document.createElement("posts-to-come");
  shape.setAttribute("posts", posts);
  const waiting = setTimeout(() => place.after(shape), SLOW);
  return () => { clearTimeout(waiting); shape.remove(); };
}

// From tab to tab: the page that comes is of the same kind as the one that goes.
const main = document.getElementById("main");
let waiting, stay;

function leave(way) {
  const tabs = way.closest(".tabs");
  const was = tabs?.querySelector("[aria-current]");
  const [shape, height] = [document.createElement("posts-to-come"), scrollY];
  if (tabs && was) { was.removeAttribute("aria-current"); way.setAttribute("aria-current", "page"); }
  main.classList.add("leaving");
  main.ariaBusy = "true";
  main.append(shape);
  scrollTo({ top: Math.min(scrollY, tabs?.offsetTop ?? 0), behavior: "instant" });
  const given = setTimeout(() => stay?.(), GIVEN_UP);
  stay = () => {
    clearTimeout(given);
    stay = undefined;
    shape.remove();
    main.classList.remove("leaving");
    main.ariaBusy = null;
    if (tabs && was) { way.removeAttribute("aria-current"); was.setAttribute("aria-current", "page"); }
    scrollTo({ top: height, behavior: "instant" });
  };
}

document.addEventListener("click", (event) => {
  const way = event.target.closest?.(".tabs a[href]");
  if (!way || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  clearTimeout(waiting);
  stay?.();
  waiting = setTimeout(leave, SLOW, way);
});

// Coming back, the page is as it was left.
addEventListener("pagehide", () => { clearTimeout(waiting); stay?.(); });
