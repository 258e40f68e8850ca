// Short sentences at the bottom of the page, read out by screen readers. They leave by themselves,
// but never while somebody points at them or stands in them.

const STAY = 6000;
const MOST = 3;

/// Says something; with a button when there is something to do about it.
export function toast(text, button, press) {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const line = document.createElement("div");
  line.className = "toast";
  line.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (button) {
    const act = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: button });
    act.addEventListener("click", () => { line.remove(); press(); });
    line.append(act);
  }
  let leaving;
  const leave = () => { leaving = setTimeout(() => line.remove(), STAY); };
  const stay = () => clearTimeout(leaving);
  for (const kind of ["pointerenter", "focusin"]) line.addEventListener(kind, stay);
  for (const kind of ["pointerleave", "focusout"]) line.addEventListener(kind, () => { stay(); leave(); });
  while (place.children.length >= MOST) place.firstElementChild.remove();
  place.append(line);
  leave();
}
