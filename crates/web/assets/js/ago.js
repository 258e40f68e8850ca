// How long ago something was goes on while it is read.

import { say } from "./words.js";

const MINUTE = 60_000;

/// What the server would say now; nothing once it would name the day.
function ago(minutes) {
  if (minutes < 1) return say("now");
  if (minutes < 60) return say("minutes").replace("1", minutes);
  if (minutes < 1_440) return say("hours").replace("1", Math.floor(minutes / 60));
  return minutes < 10_080 ? say("days").replace("1", Math.floor(minutes / 1_440)) : "";
}

/// `<ago-time>` stands around a `time` that says how long ago it was.
class AgoTime extends HTMLElement {
  static all = new Set();

  connectedCallback() {
    AgoTime.all.add(this);
  }

  disconnectedCallback() {
    AgoTime.all.delete(this);
  }

  tell() {
    const time = this.firstElementChild;
    const words = time && ago(Math.floor((Date.now() - new Date(time.dateTime)) / MINUTE));
    if (words && words !== time.textContent) time.textContent = words;
  }
}

customElements.define("ago-time", AgoTime);

const tell = () => { if (!document.hidden) for (const time of AgoTime.all) time.tell(); };
tell();
setInterval(tell, MINUTE);
document.addEventListener("visibilitychange", tell);
addEventListener("pageshow", (event) => { if (event.persisted) tell(); });
