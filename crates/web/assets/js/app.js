// What pages do more when scripts run. Everything works without.

import "./act.js";
import "./scroll.js";
import "./live.js";
import "./compose.js";
import "./keys.js";
import "./lightbox.js";
import "./menus.js";
import "./veil.js";
import "./hover.js";

// What was told once is not told again when the page is reloaded or shared.
const address = new URL(location.href);
if (address.searchParams.has("told")) {
  address.searchParams.delete("told");
  history.replaceState(history.state, "", address.pathname + address.search + address.hash);
}

if (document.body.hasAttribute("data-offline")) {
  addEventListener("online", () => location.reload());
} else if ("serviceWorker" in navigator) {
  const { lang } = document.documentElement;
  navigator.serviceWorker.register(`/sw.js?lang=${lang}`).catch(() => {});
}

// What a few pages need is fetched there.
if (document.querySelector("[data-local], [data-moment]")) import("./when.js");
if (document.querySelector("[data-push]")) import("./push.js");
