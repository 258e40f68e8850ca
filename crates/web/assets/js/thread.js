// A thread is written in boxes below each other, each of them a post. Without scripts the server
// sends the form back with one more.

export function thread(form, begun) {
  const [button, blank] = [form.querySelector("button[value=more]"), form.querySelector("template[data-next]")];
  const all = () => [...form.querySelectorAll(".next")];
  const most = Number(form.dataset.posts);

  function add(text = "") {
    const box = blank.content.firstElementChild.cloneNode(true);
    const number = all().length + 2;
    const [label, field, left] = ["label", "textarea", "output"].map((what) => box.querySelector(what));
    label.textContent = label.textContent.replace("2", number);
    Object.assign(field, { id: `next-${number}`, value: text });
    label.htmlFor = field.id;
    left.htmlFor = field.id;
    button.before(box);
    button.hidden = number >= most;
    begun(box);
    return field;
  }

  all().forEach(begun);
  button?.addEventListener("click", (event) => { event.preventDefault(); add().focus(); });
  return {
    texts: () => all().map((box) => box.querySelector("textarea").value),
    /// Other boxes in the place of those that are there.
    fill(texts) {
      if (!blank) return;
      all().forEach((box) => box.remove());
      button.hidden = false;
      texts.forEach((text) => add(text));
    },
  };
}
