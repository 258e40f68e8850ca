// Notifications on this device: the browser is asked, its push service gives it an address, and the
// form takes that along. What is told can be changed without scripts.

const place = document.querySelector("[data-push]");

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const manager = async () => (await navigator.serviceWorker.ready).pushManager;

async function subscribe(key) {
  const service = await manager();
  const known = await service.getSubscription();
  // One that knows the server by another key brings nothing.
  if (known && text(known.options.applicationServerKey ?? []) !== key) await known.unsubscribe();
  return service.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

/// Whether the browser agreed; what it has is put into the form then.
async function turnOn(form) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const made = await subscribe(place.dataset.push);
  form.elements.endpoint.value = made.endpoint;
  for (const name of ["p256dh", "auth"]) form.elements[name].value = text(made.getKey(name));
  return true;
}

function begin(form) {
  const tell = (what) => { place.querySelector("[data-state]").textContent = place.dataset[what]; };
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return tell("unable");
  form.hidden = false;
  if (Notification.permission === "denied") tell("refused");
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    const button = event.submitter;
    const off = button?.hasAttribute("formaction");
    try {
      // Turned off here, it is also turned off there; if that fails, nothing comes any more anyway.
      if (off) await manager().then((service) => service.getSubscription()).then((known) => known?.unsubscribe()).catch(() => {});
      else if (!(await turnOn(form))) return tell("refused");
    } catch {
      return tell("failed");
    }
    ready = true;
    form.requestSubmit(button);
  });
}

if (place) begin(place.querySelector("form"));
