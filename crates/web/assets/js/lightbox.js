// Pictures of a post open large, one beside the other, with their descriptions. Leaving leads back
// to where one was.

import { copy } from "./words.js";

let dialog, pictures = [], at = 0;

function show(next) {
  at = (next + pictures.length) % pictures.length;
  const small = pictures[at].querySelector("img:not(.veil)");
  const [image, words] = [dialog.querySelector("img"), dialog.querySelector("figcaption")];
  Object.assign(image, { src: pictures[at].href, alt: small.alt });
  words.textContent = small.alt;
  words.hidden = !small.alt;
  zoom(false);
}

function zoom(large) {
  dialog.querySelector(".zoom").setAttribute("aria-pressed", large);
  dialog.classList.toggle("large", large);
}

function build() {
  dialog = copy("lightbox");
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    const turn = event.target.closest("[data-turn]");
    if (turn) show(at + Number(turn.dataset.turn));
    else if (event.target.closest(".zoom")) zoom(!dialog.classList.contains("large"));
    else if (event.target === dialog || event.target.closest("[data-close]") || event.target.matches("figure")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (turn && pictures.length > 1 && !dialog.classList.contains("large")) { event.preventDefault(); show(at + turn); }
  });
  dialog.addEventListener("close", () => {
    dialog.querySelector("img").removeAttribute("src");
    pictures[at]?.focus();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".media a[href]");
  if (!link?.querySelector("img") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!dialog) build();
  event.preventDefault();
  pictures = [...link.closest(".media").querySelectorAll("a[href]")].filter((one) => one.querySelector("img"));
  for (const turn of dialog.querySelectorAll(".turn")) turn.hidden = pictures.length < 2;
  show(pictures.indexOf(link));
  dialog.showModal();
});
