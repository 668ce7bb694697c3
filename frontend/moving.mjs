// Marks of a picture that can be dragged into another cell: letting go sends the form that the mark's own page shows.
// Without this, or by keyboard, the mark leads to that page.
const ENOUGH = 6; // pixels before a press is a move

function offer(place) {
  const form = place.querySelector("form");
  const told = place.querySelector("[role=status]");
  const cells = [...place.querySelectorAll("rect[data-across]")];
  let held = null;

  // The cell under the pointer; only cells are asked, for the mark itself lies above them.
  function cellAt(event) {
    return cells.find((cell) => {
      const box = cell.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right && event.clientY >= box.top && event.clientY < box.bottom;
    });
  }

  function show(cell) {
    for (const one of cells) one.classList.toggle("wp-grid__cell--over", one === cell);
  }

  function letGo() {
    held?.mark.removeAttribute("transform");
    held?.mark.classList.remove("wp-drawn__link--held");
    show(null);
    held = null;
  }

  function take(event) {
    const mark = event.target.closest?.("a[data-across]");
    if (!mark || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { a } = mark.ownerSVGElement.getScreenCTM();
    held = { mark, x: event.clientX, y: event.clientY, scale: a, moved: false, pointer: event.pointerId };
  }

  function move(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < ENOUGH) return;
    if (!held.moved) {
      held.moved = true;
      held.mark.parentNode.parentNode.append(held.mark.parentNode); // above the cells drawn after its own
      held.mark.classList.add("wp-drawn__link--held");
      place.setPointerCapture(held.pointer);
    }
    held.mark.setAttribute("transform", `translate(${x / held.scale} ${y / held.scale})`);
    show(cellAt(event));
  }

  function drop(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const { mark, moved } = held;
    const cell = moved ? cellAt(event) : null;
    const same = cell && cell.dataset.across === mark.dataset.across && cell.dataset.up === mark.dataset.up;
    if (moved) place.addEventListener("click", (press) => press.preventDefault(), { capture: true, once: true });
    if (moved) setTimeout(() => place.dispatchEvent(new MouseEvent("click", { cancelable: true })));
    if (!cell || same) return letGo();
    form.action = mark.href.baseVal;
    for (const part of ["across", "up"]) form.querySelector(`[data-part=${part}]`).value = cell.dataset[part];
    form.elements.key.value = crypto.randomUUID?.() ?? "";
    told.textContent = place.dataset.saying;
    form.submit();
  }

  place.addEventListener("pointerdown", take);
  place.addEventListener("pointermove", move);
  place.addEventListener("pointerup", drop);
  place.addEventListener("pointercancel", letGo);
  window.addEventListener("keydown", (event) => event.key === "Escape" && letGo());
  place.addEventListener("dragstart", (event) => event.target.closest?.("a[data-across]") && event.preventDefault());
  window.addEventListener("pageshow", letGo);
}

for (const place of document.querySelectorAll("[data-movable]")) offer(place);
