/* The page of comments: the list of people, and the focus on what is new. */

import "./mentions.js";

document.addEventListener("htmx:afterSwap", () => {
  const fresh = document.getElementById("threads")?.dataset.fresh;
  if (fresh) document.getElementById(fresh)?.focus();
});
