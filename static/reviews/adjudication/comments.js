/* Comments about the chosen conflict, fetched when somebody stays with it. */

import { register } from "../../workbench/keys.js";
import { reader } from "../../workbench/reader.js";

const place = document.getElementById("comments");
const STAYS = 400; // milliseconds
let timer = 0;
let shown = "";

function load(uid) {
  clearTimeout(timer);
  if (!place || shown === uid) return Promise.resolve();
  shown = uid;
  const address = `${place.dataset.url}?cluster=${uid}`;
  return window.htmx.ajax("GET", address, { target: place, swap: "innerHTML" });
}

reader.addEventListener("desk:chosen", ({ detail }) => {
  clearTimeout(timer);
  if (place) timer = setTimeout(() => load(detail.uid), STAYS);
});

/** Other pages of the comments, in place. */
place?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-threads-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.href, { target: place, swap: "innerHTML" });
});

register("comment", async () => {
  if (!place) return;
  await load(document.getElementById("conflict").dataset.cluster);
  place.querySelector(".new-thread textarea, textarea")?.focus();
});
