// What is read for long and which links are opened, for members who asked for that: told once, when the page is
// left, by the posts' numbers alone. Where a link leads is told to nobody.

const place = document.querySelector("[data-attend]");
const wanted = place.dataset.attend.split(" ");
const told = { open: new Set(), read: new Set() };
const said = { open: new Set(), read: new Set() };
const since = new Map();
const spent = new Map();

// A long read takes as long as its words do, five seconds at least and forty at most.
const enough = (post) => {
  const words = post.querySelector(".text")?.textContent.split(/\s+/).length ?? 0;
  return Math.min(40_000, Math.max(5_000, words * 160));
};

function stop(post) {
  if (!since.has(post)) return;
  spent.set(post, (spent.get(post) ?? 0) + performance.now() - since.get(post));
  since.delete(post);
  if (spent.get(post) >= enough(post)) told.read.add(post.id.slice(1));
}

function tell() {
  [...since.keys()].forEach(stop);
  const body = new URLSearchParams({ csrf: document.forms.act.elements.csrf.value });
  for (const name of wanted) {
    for (const id of told[name]) {
      if (said[name].has(id)) continue;
      said[name].add(id);
      body.append(name, id);
    }
  }
  fetch("/attend", { method: "POST", body, keepalive: true }).catch(() => {});
}

const eye = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (isIntersecting && document.visibilityState === "visible") since.set(target, performance.now());
    else stop(target);
  }
}, { threshold: 0.6 });

const watch = () => document.querySelectorAll("article.post").forEach((post) => eye.observe(post));

if (wanted.includes("read")) {
  watch();
  new MutationObserver(watch).observe(document.querySelector("main"), { childList: true, subtree: true });
}
if (wanted.includes("open")) {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("article.post .text a, article.post a.card");
    if (link && link.origin !== location.origin) told.open.add(link.closest("article.post").id.slice(1));
  }, true);
}
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
