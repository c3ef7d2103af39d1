/* Files dropped on the form, and the names of what was chosen. */

function show(input, list) {
  const shown = [...input.files].slice(0, 20).map(({ name }) => name);
  const more = input.files.length - shown.length;
  if (more > 0) shown.push(`+ ${more}`);
  list.replaceChildren(
    ...shown.map((name) => Object.assign(document.createElement("li"), { textContent: name, dir: "auto" })),
  );
}

function accept(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("#chosen");
  const over = (is) => zone.classList.toggle("is-over", is);
  zone.classList.add("is-live");
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show(input, list);
  });
  input.addEventListener("change", () => {
    list.replaceChildren();
    if (input.files.length > 1) show(input, list);
  });
}

accept(document.getElementById("drop"));
