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

/* Where the answer may take a while the button says so, and can't be pressed twice. */
for (const form of document.querySelectorAll("form[data-busy]")) {
  const button = form.querySelector("button");
  const label = button.textContent;
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = form.dataset.busy;
  });
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = label;
  });
}

/* A form with mistakes came back: to the first of them. */
document.querySelector("main [aria-invalid=true]")?.focus();
