// Chosen files are seen before they are sent, each with a place to describe it. Pictures can be
// pasted and dropped too. Sending pictures without words is asked about once.

import { focal } from "./focal.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const MOST = 4;

export function files(form) {
  const input = form.querySelector("[data-files]");
  const place = form.querySelector("[data-alts]");
  if (!input || !place) return;
  const blank = place.firstElementChild.cloneNode(true);
  const typed = new Map();
  let asked = false;

  const kept = () => form.querySelectorAll(".files > li").length;
  const name = (file) => `${file.name}/${file.size}/${file.lastModified}`;
  const put = (chosen) => {
    const all = new DataTransfer();
    for (const file of chosen.slice(0, MOST - kept())) all.items.add(file);
    if (chosen.length > MOST - kept()) toast(say("four"));
    input.files = all.files;
    input.closest("details").open = true;
    draw();
  };

  function draw() {
    place.replaceChildren(...[...input.files].map((file, at) => row(file, at)));
    asked = false;
  }

  function row(file, at) {
    const line = blank.cloneNode(true);
    line.classList.add("chosen");
    for (const label of line.querySelectorAll("label")) label.htmlFor += `-${at}`;
    for (const field of line.querySelectorAll("textarea, input")) {
      const key = `${name(file)}/${field.name}`;
      // A box that is not ticked is not sent, so this one says which file it is about.
      if (field.type === "checkbox") {
        Object.assign(field, { id: `${field.id}-${at}`, value: at, checked: typed.get(key) ?? false });
        field.addEventListener("input", () => typed.set(key, field.checked));
        continue;
      }
      Object.assign(field, { id: `${field.id}-${at}`, value: typed.get(key) ?? field.value });
      field.addEventListener("input", () => typed.set(key, field.value));
    }
    line.prepend(picture(file));
    // The server takes these by their order, so they stay for files that have no point.
    if (file.type.startsWith("image/")) line.querySelector("[data-aim]").append(picture(file));
    else line.querySelector(".focal").hidden = true;
    focal(line);
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: say("remove").replace("…", file.name) });
    remove.addEventListener("click", () => { put([...input.files].filter((_, other) => other !== at)); input.focus(); });
    line.append(remove);
    return line;
  }

  function picture(file) {
    const kind = file.type.split("/")[0];
    if (kind !== "image" && kind !== "video") return Object.assign(document.createElement("p"), { textContent: file.name });
    const seen = document.createElement(kind === "image" ? "img" : "video");
    if (kind === "image") seen.alt = ""; else seen.muted = true;
    seen.src = URL.createObjectURL(file);
    seen.addEventListener(kind === "image" ? "load" : "loadeddata", () => { if (kind === "image") URL.revokeObjectURL(seen.src); });
    return seen;
  }

  input.addEventListener("change", () => put([...input.files]));
  const brought = (event, data) => {
    const found = [...(data?.files ?? [])].filter((file) => /^(image|video|audio)\//.test(file.type));
    if (!found.length) return;
    event.preventDefault();
    put([...input.files, ...found]);
  };
  form.addEventListener("paste", (event) => brought(event, event.clipboardData));
  form.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); form.classList.add("dropping"); } });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("dropping"); });
  form.addEventListener("drop", (event) => { form.classList.remove("dropping"); brought(event, event.dataTransfer); });

  form.addEventListener("submit", (event) => {
    if (asked || event.submitter?.value !== "publish") return;
    const silent = [...form.querySelectorAll(".chosen, .files > li")].find((line) => line.querySelector("img") && !line.querySelector("textarea").value.trim());
    if (!silent) return;
    asked = true;
    event.preventDefault();
    silent.closest("details")?.setAttribute("open", "");
    const field = silent.querySelector("textarea");
    const words = form.querySelector(".nudge") ?? Object.assign(document.createElement("p"), { className: "hint nudge", role: "alert" });
    field.after(words);
    words.textContent = say("describe");
    field.focus();
  });
}
