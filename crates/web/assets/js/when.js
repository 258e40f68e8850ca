// Hours that are said in UTC are told on the reader's own clock.

import { say } from "./words.js";

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

for (const time of document.querySelectorAll("time[data-local]")) {
  time.title = time.textContent;
  time.textContent = clock.format(new Date(time.dateTime));
}

// A field to choose another hour in is on that clock too, and says how far it is from UTC that day.
for (const field of document.querySelectorAll("input[data-moment]")) {
  const { form } = field;
  const offset = () => new Date(field.value).getTimezoneOffset();
  const utc = new Date(`${field.value}Z`);
  field.value = new Date(utc - utc.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  form.querySelector("[data-utc]").textContent = say("localHour");
  form.addEventListener("submit", () => { form.querySelector("[data-zone]").value = offset() || 0; });
}
