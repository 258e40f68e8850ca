// Clicking on a picture says which point of it stays in sight where it is cut. The sliders say the
// same, for keys and for fingers.

export function focal(line) {
  const [aim, across, down] = ["[data-aim]", "[data-across]", "[data-down]"].map((what) => line.querySelector(what));
  if (!aim?.firstElementChild || !across || !down) return;
  const cut = line.querySelector(":scope > img");
  const dot = document.createElement("i");
  aim.append(dot);
  const show = () => {
    Object.assign(dot.style, { left: `${across.value}%`, top: `${down.value}%` });
    if (cut) cut.style.objectPosition = `${across.value}% ${down.value}%`;
  };
  aim.addEventListener("click", (event) => {
    const box = aim.getBoundingClientRect();
    across.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    down.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    for (const slider of [across, down]) slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const slider of [across, down]) slider.addEventListener("input", show);
  show();
}
