// While a name, a tag or an emoji is typed, a list offers what it may become. Arrow keys choose,
// Enter or Tab takes, Escape leaves (the combobox pattern of the ARIA practices).

import { count, say } from "./words.js";

const WORD = /(?:^|[\s(])([@#:][^\s@#:()]{1,40}(?:@[^\s@]{0,60})?)$/u;
let number = 0;

export function complete(field) {
  const box = Object.assign(document.createElement("ul"), { className: "choices", id: `choices-${number += 1}`, role: "listbox", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "unseen", role: "status" });
  box.setAttribute("aria-label", say("choices"));
  field.after(box, status);
  const set = (pairs) => Object.entries(pairs).forEach(([name, value]) => field.setAttribute(`aria-${name}`, value));
  set({ autocomplete: "list", haspopup: "listbox", controls: box.id });
  let at = -1, asking, word = "", waiting;

  const open = () => !box.hidden;
  function close() {
    asking?.abort();
    clearTimeout(waiting);
    box.hidden = true;
    at = -1;
    word = "";
    for (const name of ["role", "aria-expanded", "aria-activedescendant"]) field.removeAttribute(name);
  }

  function choose(next) {
    at = (next + box.children.length) % box.children.length;
    [...box.children].forEach((line, place) => line.setAttribute("aria-selected", place === at));
    set({ activedescendant: box.children[at].id });
    box.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(line) {
    const end = field.selectionStart;
    field.setRangeText(`${line.dataset.put} `, end - word.length, end, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function draw(found) {
    box.replaceChildren(...found.map(({ put, name, image }, place) => {
      const line = Object.assign(document.createElement("li"), { id: `${box.id}-${place}`, role: "option" });
      line.dataset.put = put;
      if (image) line.append(Object.assign(document.createElement("img"), { src: image, alt: "", width: 28, height: 28 }));
      line.append(Object.assign(document.createElement("b"), { textContent: put }), Object.assign(document.createElement("span"), { textContent: name }));
      // Before the field loses the focus.
      line.addEventListener("pointerdown", (event) => { event.preventDefault(); take(line); });
      return line;
    }));
    box.hidden = false;
    // A text field while nothing is offered, a combobox while something is.
    field.setAttribute("role", "combobox");
    set({ expanded: "true" });
    status.textContent = count("choices", found.length);
    choose(0);
  }

  async function ask() {
    const typed = field.value.slice(0, field.selectionStart).match(WORD)?.[1];
    if (!typed || field.selectionStart !== field.selectionEnd) return close();
    asking?.abort();
    asking = new AbortController();
    word = typed;
    try {
      const answer = await fetch(`/complete?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      const found = answer.ok ? await answer.json() : [];
      if (word !== typed) return;
      if (found.length === 1 && found[0].put === typed) return close();
      if (found.length) draw(found); else close();
    } catch {
      // Nothing is offered.
    }
  }

  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!open() || event.isComposing) return;
    const does = {
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      Enter: () => take(box.children[at]),
      Tab: () => take(box.children[at]),
      Escape: close,
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  });
}
