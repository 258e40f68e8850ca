// What pages do more when scripts run. Everything works without.

import "./act.js";
import "./skeleton.js";
import "./scroll.js";
import "./live.js";
import "./compose.js";
import "./keys.js";
import "./lightbox.js";
import "./menus.js";
import "./veil.js";

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

// In its first minute no page tells the time wrongly.
setTimeout(() => import("./ago.js"), 60_000);

// What some pages or devices need is fetched there.
if (!matchMedia("(pointer: coarse)").matches) import("./hover.js");
if (document.querySelector("[data-local], [data-moment]")) import("./when.js");
if (document.querySelector("[data-push]")) import("./push.js");
if (document.querySelector("[data-attend]")) import("./attend.js");
if (document.querySelector("form[action='/ask']")) import("./ask.js");
if (document.querySelector(".translate")) import("./translate.js");
