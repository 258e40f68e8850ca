// How long a post is, as the server counts: what a reader sees as one character is one, every link
// counts 23, and a mention counts without its server.

const LINK = /https?:\/\/[^\s\p{Cc}“”„‘’«»‹›…<>"`\u3000-\u3004\u3008-\u3020\uFF01-\uFF0F]+/giu;
const TAIL = /[.,;:!?'"*_~)\]}]+$/u;
const MENTION = /(?<![\p{L}\p{N}\p{M}_/=])@([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)@[\p{L}\p{N}\p{M}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?(?::\d{1,5})?/giu;
const STANDS_FOR_LINK = "x".repeat(23);

const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

function characters(text) {
  if (!segmenter) return [...text].length;
  let n = 0;
  for (const _ of segmenter.segment(text)) n += 1;
  return n;
}

/// What ends a sentence after an address is not part of it; a bracket is when it was opened in it.
function shortened(link) {
  const tail = link.match(TAIL)?.[0] ?? "";
  const open = link.includes("(") && tail.startsWith(")");
  return STANDS_FOR_LINK + (open ? tail.slice(1) : tail);
}

export const length = (text, spoiler = "") =>
  characters(spoiler) + characters(text.replace(/\r\n?/g, "\n").replace(LINK, shortened).replace(MENTION, "@$1"));
