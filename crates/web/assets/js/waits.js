// A picture that is being made: the page looks whether it is there.

const PAUSE = 1_500;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector("[data-waits]")) return;
  clearInterval(looking);
  document.querySelector("[data-waits]")?.replaceWith(page.querySelector("main section") ?? "");
}

const looking = setInterval(look, PAUSE);
