// The colours that stood in for a picture go once it has come, or they would shine through what is
// transparent in it.

const PICTURE = ".media > a > .veil + img";
const lift = (picture) => { if (picture.naturalWidth) picture.previousElementSibling.remove(); };

document.addEventListener("load", (event) => { if (event.target.matches?.(PICTURE)) lift(event.target); }, true);
for (const picture of document.querySelectorAll(PICTURE)) if (picture.complete) lift(picture);
