// Without network: what pages are made of, the last home page, and for all the rest a page that says so.
// Nothing else is kept, and the home page goes when its reader logs out.
//
// And while no page is open: what is pushed is shown, and pressing it leads to its page.

const FILES = "FILES";
const OFFLINE = `/offline?lang=${new URL(self.location).searchParams.get("lang") === "fr" ? "fr" : "en"}`;
const PARTS = `parts-${FILES.find((file) => file.includes("/js/"))?.split("/")[3]}-${FILES[0]}`;
const HOME = "home";

async function install() {
  const parts = await caches.open(PARTS);
  await parts.addAll(FILES);
  // Asked for as nobody in particular.
  await parts.put("/offline", await fetch(OFFLINE, { credentials: "omit" }));
  await self.skipWaiting();
}

/// A home page that was kept is made of the parts before these, so it goes with them.
async function activate() {
  const old = (await caches.keys()).filter((name) => name !== PARTS);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/// A page: from the network, or else what is kept of it.
async function page(request, path) {
  try {
    const answer = await fetch(request);
    if (path === "/" && answer.ok && !answer.redirected) {
      const home = await caches.open(HOME);
      await home.put("/", answer.clone());
    }
    return answer;
  } catch {
    const kept = path === "/" && (await (await caches.open(HOME)).match("/"));
    return kept || (await (await caches.open(PARTS)).match("/offline")) || Response.error();
  }
}

const file = async (request) => (await (await caches.open(PARTS)).match(request)) ?? fetch(request);

/// Whoever logs out here is told nothing here any more.
async function forget() {
  await caches.delete(HOME);
  const known = await self.registration.pushManager?.getSubscription();
  await known?.unsubscribe();
}

async function told({ title, body, icon, notification_id: id, preferred_locale: lang }) {
  await self.registration.showNotification(title, { body, icon, badge: "/static/icon.png", tag: `told-${id}`, lang, data: id });
}

/// The page of a notification: in a window that is open, unless somebody writes there, or in another.
async function show(id) {
  const address = id ? `/notifications/to/${id}` : "/notifications";
  const open = await self.clients.matchAll({ type: "window" });
  const free = open.filter((one) => !new URL(one.url).pathname.startsWith("/compose"));
  const one = free.find((window) => window.focused) ?? free[0];
  try {
    const there = await one.navigate(address);
    await there.focus();
  } catch {
    await self.clients.openWindow(address);
  }
}

/// The push service gave this browser another address: the server knows it by the old one.
async function moved({ oldSubscription: old, newSubscription: made }) {
  if (!old) return;
  const now = (made ?? (await self.registration.pushManager.subscribe(old.options))).toJSON();
  const body = new URLSearchParams({ from: old.endpoint, endpoint: now.endpoint, ...now.keys });
  await fetch("/push/moved", { method: "POST", body });
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event)));
self.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(told(event.data.json()));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname: path, search } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && path === "/auth/sign_out") return event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, path + search));
  else if (path.startsWith("/static/")) event.respondWith(file(request));
});
