/* Site-wide behaviour: every page works without it. */

const failure = document.getElementById("failure");

function say(sentence) {
  failure.textContent = sentence;
  failure.hidden = !sentence;
}

document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (xhr.status === 401) {
    location.reload();
    return;
  }
  const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
  say(answer.querySelector("[data-error]")?.dataset.error ?? `${xhr.status} ${xhr.statusText}`);
});
document.addEventListener("htmx:sendError", () => say(failure.dataset.offline));
document.addEventListener("htmx:afterOnLoad", ({ detail: { xhr } }) => {
  if (xhr.status < 400) say("");
});

/* Copy buttons: <button data-copy="#id-of-an-input" data-done="Copied"> */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    document.execCommand("copy");
  }
  button.textContent = button.dataset.done;
});

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
