// Pages asked for by scripts: the same ones a browser would show, taken apart here.

/// A page of this server as a document. Refused when it turns out to be another one (the log-in).
export async function page(address, options) {
  const answer = await fetch(address, { headers: { accept: "text/html" }, ...options });
  if (!answer.ok || (answer.redirected && new URL(answer.url).pathname.startsWith("/auth/"))) throw answer;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/// The list of posts that a page is about: the last one, after what is pinned.
export const list = (of = document) => [...of.querySelectorAll(".posts:not(.thread)")].at(-1);

export const posts = (of) => [...of.children].filter((child) => child.matches("article.post"));

export const pager = (of = document) => of.querySelector("more-posts");

/// The address of this page, without what is said once.
export function here() {
  const address = new URL(location.href);
  for (const name of ["told", "lang"]) address.searchParams.delete(name);
  return address.pathname + address.search;
}

/// Whether the reader asked for less movement.
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
