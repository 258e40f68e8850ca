// Translations are put beside their posts without leaving the page.

import { page } from "./page.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

async function translate(button) {
  button.disabled = true;
  try {
    const body = new URLSearchParams(new FormData(button.form));
    const fresh = await page(button.getAttribute("formaction"), { method: "POST", body });
    const found = [...fresh.querySelectorAll(".translated")];
    if (found.length === 0) throw fresh;
    let first;
    for (const translated of found) {
      const article = document.getElementById(translated.closest("article.post").id);
      const place = article?.querySelector(".translate");
      if (!place) continue;
      place.replaceWith(translated);
      first ??= translated;
    }
    if (button.isConnected) button.closest(".translate")?.remove();
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
  } catch {
    button.disabled = false;
    toast(say("failed"));
  }
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.getAttribute("formaction")?.startsWith("/translate/")) return;
  event.preventDefault();
  translate(button);
});
