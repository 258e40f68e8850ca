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

// What was told once is not told again after a reload.
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

// For a minute every page is right.
setTimeout(() => import("./ago.js"), 60_000);

// What some pages or devices need is fetched there.
const has = (css) => document.querySelector(css);
if (!matchMedia("(pointer: coarse)").matches) import("./hover.js");
if (has("[data-local], [data-moment]")) import("./when.js");
if (has("[data-push]")) import("./push.js");
if (has("[data-attend]")) import("./attend.js");
if (has("form[action='/ask']")) import("./ask.js");
if (has(".translate")) import("./translate.js");
if (has("[data-waits]")) import("./waits.js");
